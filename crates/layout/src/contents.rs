//! The table of contents (目录) of a long document, with links to its headings.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{ER, LEADING, LINES, PITCH, SAN};
use crate::line::{self, Line};
use crate::linebreak;
use crate::paragraph::{BODY, single};
use crate::text::{Measure, Span, shape};
use model::document::Document;
use model::page::{Bookmark, Color, ElementKind, Role};
use model::report::Layout;

/// A plain document of so many pages has a table of contents unless its definition says otherwise.
const LONG: usize = 10;
/// Headings of these levels are listed.
const DEEPEST: u8 = 2;
/// Fewer headings than this are found without a list.
const FEW: usize = 3;

/// Puts the table of contents before the pages where the document has one.
pub(crate) fn set(flow: &mut Flow, document: &Document, fonts: &mut Fonts) {
    let listed: Vec<(usize, Bookmark)> =
        flow.bookmarks.iter().cloned().enumerate().filter(|(_, bookmark)| bookmark.level <= DEEPEST).collect();
    let long = document.layout == Layout::Plain && flow.pages.len() >= LONG && listed.len() >= FEW;
    if !document.head.contents.unwrap_or(long) || listed.is_empty() {
        return;
    }
    // A line more or less changes no page number, since all titles are cut to one line each.
    let added = (listed.len() + 2).div_ceil(LINES);
    let mut contents = Flow::new();
    let title = single("目　录", Role::Biaosong, Measure::plain(ER), fonts);
    contents.within(ElementKind::Title, |flow| flow.put_centred(&title, ER));
    contents.skip_lines(1);
    contents.structure.open(ElementKind::Contents);
    for (number, bookmark) in &listed {
        contents.within(ElementKind::Entry, |flow| entry(flow, *number, bookmark, bookmark.page + added + 1, fonts));
    }
    contents.structure.close();
    before(flow, contents);
}

/// A line of the contents: the heading, dots that nobody reads, and the page.
fn entry(flow: &mut Flow, number: usize, bookmark: &Bookmark, page: usize, fonts: &mut Fonts) {
    if flow.lines_left() == 0 {
        flow.new_page();
    }
    let width = flow.geometry.text_width;
    let role = if bookmark.level == 1 { Role::Hei } else { Role::Fangsong };
    let indent = f64::from(bookmark.level.saturating_sub(1)) * 2.0 * PITCH;
    let page = single(&page.to_string(), Role::Song, Measure::plain(SAN), fonts);
    let title = shortened(&bookmark.title, role, width - indent - page.width - 3.0 * PITCH, fonts);
    flow.put(&title, indent, flow.y, SAN, Color::BLACK);
    let (from, to) = (indent + title.width + 0.3 * PITCH, width - page.width - 0.3 * PITCH);
    let dot = single("·", Role::Song, Measure::plain(SAN), fonts);
    let step = 0.4 * PITCH;
    let count = ((to - from) / step).floor().max(0.0) as usize;
    let (y, left) = (flow.y, to - count as f64 * step);
    flow.unread(|flow| {
        for place in 0..count {
            // The dot stands in the middle of its em.
            flow.put(&dot, left + place as f64 * step + (step - dot.width) / 2.0, y, SAN, Color::BLACK);
        }
    });
    flow.put(&page, width - page.width, flow.y, SAN, Color::BLACK);
    flow.link((indent, width), (flow.y - 0.2 * SAN, flow.y + 1.2 * SAN), number);
    flow.y += LEADING;
}

/// A title on one line, cut with …… where it is too long.
fn shortened(title: &str, role: Role, width: f64, fonts: &mut Fonts) -> Line {
    let text = shape(&[Span::new(title, role)], BODY, fonts);
    let line = line::natural(&text);
    if line.width <= width {
        return line;
    }
    let dots = single("……", role, BODY, fonts).width;
    let first = linebreak::lines(&text, width - dots, width - dots).first().map_or(0, |range| range.end);
    let kept: String = text.atoms.iter().take(first).map(|atom| atom.character).collect();
    single(&format!("{kept}……"), role, BODY, fonts)
}

/// Puts the pages of one flow before those of another.
fn before(flow: &mut Flow, first: Flow) {
    let (pages, elements) = (first.pages.len(), first.structure.elements.len());
    for bookmark in &mut flow.bookmarks {
        bookmark.page += pages;
    }
    for element in &mut flow.structure.elements {
        element.parent = element.parent.map(|parent| parent + elements);
    }
    for page in &mut flow.pages {
        page.parts.iter_mut().for_each(|part| part.element = part.element.map(|element| element + elements));
        page.links.iter_mut().for_each(|link| link.element = link.element.map(|element| element + elements));
    }
    flow.pages.splice(0..0, first.pages);
    flow.structure.elements.splice(0..0, first.structure.elements);
}
