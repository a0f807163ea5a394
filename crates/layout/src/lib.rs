//! Documents become pages of placed glyphs and lines.
//!
//! The page is that of GB/T 9704-2012; the text follows W3C clreq, GB/T 15834-2011 and
//! GB/T 15835-2011. Faces come in as bytes; nothing is read from a disk and no clock is asked.

mod block;
mod chart;
mod flow;
mod fonts;
mod geometry;
mod glyphs;
mod head;
mod imprint;
mod line;
mod linebreak;
mod normalize;
mod numbers;
mod paragraph;
mod punctuation;
mod signature;
mod table;
mod text;
mod title;
mod unbreakable;

pub use glyphs::{MISSING_GLYPH, SUBSTITUTED_GLYPH};

use flow::Flow;
use fonts::Fonts;
use model::Diagnostic;
use model::document::Document;
use model::page::{Face, Info, Pages, Role};
use model::report::Layout;

/// The kinds of problems that this stage finds.
pub static RULES: &[&model::Rule] = &[&MISSING_GLYPH, &SUBSTITUTED_GLYPH];

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
    let mut flow = Flow::new();
    match document.layout {
        Layout::Gongwen => head::gongwen(&mut flow, &document.head, &mut fonts),
        Layout::Briefing => head::briefing(&mut flow, &document.head, &mut fonts),
        Layout::Plain => {}
    }
    title::set(&mut flow, &document.title, &mut fonts);
    if let Some(addressee) = &document.head.addressee {
        paragraph::addressee(&mut flow, addressee, &mut fonts);
    }
    block::all(&mut flow, &document.blocks, &mut fonts);
    signature::set(&mut flow, &document.head, &mut fonts);
    match document.layout {
        Layout::Gongwen => imprint::gongwen(&mut flow, &document.head, &mut fonts),
        Layout::Briefing => imprint::briefing(&mut flow, &document.head, &mut fonts),
        Layout::Plain => {}
    }
    numbers::set(&mut flow, &mut fonts);
    let problems = glyphs::problems(&fonts, &document.name);
    let info = Info {
        title: document.title.clone(),
        author: document.organisation.clone(),
        subject: document.head.mark.clone().unwrap_or_default(),
        date: document.date,
    };
    (Pages { faces: faces.to_vec(), pages: flow.pages, bookmarks: flow.bookmarks, info }, problems)
}
