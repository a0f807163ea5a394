//! Documents become pages of placed glyphs and lines.
//!
//! The page is that of GB/T 9704-2012; the text follows W3C clreq, GB/T 15834-2011 and
//! GB/T 15835-2011. Faces come in as bytes; nothing is read from a disk and no clock is asked.

mod addresses;
mod attachment;
mod block;
mod chart;
mod checkpoint;
mod checks;
mod contents;
mod ending;
mod flow;
mod fonts;
mod geometry;
mod head;
mod imprint;
mod letter;
mod line;
mod linebreak;
mod names;
mod normalize;
mod notes;
mod numbers;
mod paragraph;
mod picture;
mod printed;
mod punctuation;
mod seals;
mod signature;
mod structure;
mod table;
mod text;
mod title;
mod unbreakable;

pub use checks::{
    lost::LOST, missing_face::MISSING_FACE, missing_glyph::MISSING_GLYPH, outside::OUTSIDE,
    substituted_glyph::SUBSTITUTED_GLYPH,
};
pub use names::{Described, described};
pub use picture::ENOUGH_PIXELS;
pub use printed::printed;

use flow::Flow;
use fonts::Fonts;
use model::Diagnostic;
use model::document::{Block, Document};
use model::page::{Face, Info, Pages, Role};
use model::report::Layout;

/// The kinds of problems that this stage finds.
pub static RULES: &[&model::Rule] = &[&OUTSIDE, &LOST, &MISSING_GLYPH, &MISSING_FACE, &SUBSTITUTED_GLYPH];

/// The files of the folder `fonts` for each role, which this crate does not read itself.
pub const FILES: [(Role, &str); 5] = [
    (Role::Fangsong, "fangsong.otf"),
    (Role::Biaosong, "biaosong.otf"),
    (Role::Song, "song.otf"),
    (Role::Hei, "hei.otf"),
    (Role::Kai, "kai.ttf"),
];

/// Sets a document on pages; and every character that its face does not have.
///
/// All lengths of the pages are points. The faces are taken over as they are; where a role has
/// several, the first that has a character shows it.
pub fn pages(document: &Document, faces: &[Face]) -> (Pages, Vec<Diagnostic>) {
    let mut fonts = Fonts::new(faces);
    let head = &document.head;
    let blocks = notes::numbered(&document.blocks);
    let (text, attachments) = model::document::divided(&blocks);
    let mut flow = opening(document, text, &mut fonts);
    let imprint = imprint::imprint(document.layout, head, &mut fonts);
    let closing = |flow: &mut Flow, fonts: &mut Fonts<'_>| {
        signature::set(flow, head, fonts);
        if attachments.is_empty() {
            imprint.put(flow);
        }
    };
    ending::set(&mut flow, text, closing, &mut fonts);
    if !attachments.is_empty() {
        attachment::set(&mut flow, attachments, &mut fonts);
        imprint.put(&mut flow);
    }
    flow.put_notes();
    contents::set(&mut flow, document, &mut fonts);
    numbers::set(&mut flow, document.layout, &mut fonts);
    let mut problems = checks::placed(&flow, &blocks, document.layout, &document.name);
    problems.extend(checks::check(&fonts, &document.name));
    let info = Info {
        title: document.title.clone(),
        author: document.organisation.clone(),
        subject: head.mark.as_ref().map(|mark| mark.replace('\n', "、")).unwrap_or_default(),
        date: document.time.as_of,
    };
    let Flow { pages, bookmarks, structure, .. } = flow;
    (Pages { faces: faces.to_vec(), pages, bookmarks, info, elements: structure.elements }, problems)
}

/// Head, title and addressee, with as many of the blank lines around the title as leave room for
/// the beginning of the text on the first page.
fn opening<'a>(document: &Document, text: &[Block], fonts: &mut Fonts<'a>) -> Flow {
    // A title alone would stand on upright paper before a wide table.
    let turned = match text.first() {
        Some(Block::Table(table)) => Some(table::geometry(table, fonts)),
        _ => None,
    };
    let set = |blanks: usize, fonts: &mut Fonts<'a>| {
        let mut flow = Flow::new();
        match document.layout {
            Layout::Gongwen => head::gongwen(&mut flow, &document.head, blanks, fonts),
            Layout::Letter => letter::set(&mut flow, &document.head, blanks, fonts),
            Layout::Briefing => head::briefing(&mut flow, &document.head, fonts),
            Layout::Plain => turned.into_iter().for_each(|geometry| flow.turn_page(geometry)),
        }
        title::set(&mut flow, &document.title, fonts);
        if let Some(addressee) = &document.head.addressee {
            paragraph::addressee(&mut flow, addressee, fonts);
        }
        flow
    };
    let roomy =
        (1..=2).rev().map(|blanks| set(blanks, fonts)).find(|flow| flow.pages.len() == 1 && flow.lines_left() > 1);
    roomy.unwrap_or_else(|| set(0, fonts))
}
