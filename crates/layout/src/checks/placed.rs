//! Whether all that the document says stands on its pages, and nothing beyond their edges.
//!
//! It looks at what was placed, not at how: whatever goes wrong while pages are set is found here.

use super::{lost, outside};
use crate::geometry::{Geometry, LANDSCAPE, LETTER, PORTRAIT};
use crate::structure::Structure;
use model::document::{Block, Inline, Table};
use model::page::{ElementKind, Item, Page, Run};
use model::report::Layout;
use model::{Diagnostic, Place};

/// Marks that typing habits change; letters, figures and all other signs come out as they went in.
const CHANGED: &str = ",;:?!()\"'.~-–，；：？！（）“”‘’。～—\u{200b}\u{feff}";
/// Lengths are compared with this much room, in points.
const ROOM: f64 = 1.0;
/// So many characters are named in a message.
const NAMED: usize = 12;

/// The words beyond an edge, and those that stand nowhere.
pub(super) fn check(
    blocks: &[Block],
    pages: &[Page],
    structure: &Structure,
    layout: Layout,
    place: impl Fn() -> Place,
) -> Vec<Diagnostic> {
    let mut counts = Counts::default();
    blocks.iter().for_each(|block| expect(block, &mut counts));
    let mut beyond: Option<(usize, usize, String)> = None;
    for (number, page) in pages.iter().enumerate() {
        let area = match () {
            () if page.width > page.height => LANDSCAPE,
            () if layout == Layout::Letter && number == 0 => LETTER,
            () => PORTRAIT,
        };
        for (run, kind) in runs(page, structure) {
            if kind.is_some_and(is_counted) {
                run.glyphs.iter().for_each(|glyph| counts.add(glyph.text, -1));
            }
            if !is_inside(run, kind, page, area) {
                let (_, count, words) = beyond.get_or_insert((number, 0, String::new()));
                *count += run.glyphs.len();
                words.extend(run.glyphs.iter().map(|glyph| glyph.text).take(NAMED - words.chars().count().min(NAMED)));
            }
        }
        if beyond.is_some() {
            break;
        }
    }
    // Pages behind one that went wrong have not been looked at.
    if let Some((page, count, words)) = beyond {
        return vec![outside::problem(place(), page + 1, count, &words)];
    }
    let lost = counts.left();
    let count: usize = lost.iter().map(|(_, count)| count).sum();
    let words: String = lost.iter().map(|(character, _)| *character).take(NAMED).collect();
    if count == 0 { Vec::new() } else { vec![lost::problem(place(), count, &words)] }
}

/// The runs of a page with the kind of the element to which each belongs.
fn runs<'a>(page: &'a Page, structure: &'a Structure) -> impl Iterator<Item = (&'a Run, Option<ElementKind>)> {
    let mut parts = page.parts.iter().peekable();
    let mut kind = None;
    page.items.iter().enumerate().filter_map(move |(at, item)| {
        while let Some(part) = parts.next_if(|part| part.first <= at) {
            kind = part.element.and_then(|element| structure.elements.get(element)).map(|element| element.kind);
        }
        if let Item::Run(run) = item { Some((run, kind)) } else { None }
    })
}

/// Whether words of an element are those of the text; charts shorten theirs, and contents repeat.
fn is_counted(kind: ElementKind) -> bool {
    !matches!(kind, ElementKind::Figure | ElementKind::Contents | ElementKind::Entry)
}

/// Whether a run lies on the paper, and one of the text in the text area. The head and the page's
/// number have places of their own.
fn is_inside(run: &Run, kind: Option<ElementKind>, page: &Page, area: Geometry) -> bool {
    let long: f64 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    let (x, y) = match run.turned {
        true => ((run.x, run.x + 0.7 * run.size), (run.y - long, run.y)),
        false => ((run.x, run.x + long), (run.y, run.y + 0.7 * run.size)),
    };
    // A mark's blank half may lie beyond the edge.
    let blank = ROOM + 0.5 * run.size;
    let (left, foot, right, top) = match kind {
        None | Some(ElementKind::Title) => (0.0, 0.0, page.width, page.height),
        Some(_) => {
            let top = page.height - area.top;
            (area.left - blank, top - area.text_height - ROOM, area.left + area.text_width + blank, top + blank)
        }
    };
    // What is no number lies nowhere.
    x.0 >= left && x.1 <= right && y.0 >= foot && y.1 <= top
}

/// Counts what a block says.
fn expect(block: &Block, counts: &mut Counts) {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => words(inlines, counts),
        Block::List { items, .. } => items.iter().for_each(|item| words(item, counts)),
        Block::Table(table) => cells(table, counts),
        Block::Chart(chart) => counts.all(&chart.title),
        Block::Picture(picture) => counts.all(&picture.title),
        Block::PageBreak => {}
    }
}

fn words(inlines: &[Inline], counts: &mut Counts) {
    for inline in inlines {
        counts.all(if let Inline::Note(note) = inline { note } else { inline.text() });
    }
}

fn cells(table: &Table, counts: &mut Counts) {
    let columns = table.columns.len();
    counts.all(&table.title);
    table.unit.iter().chain(&table.notes).for_each(|text| counts.all(text));
    table.columns.iter().for_each(|column| counts.all(&column.title));
    table.head.iter().flatten().for_each(|cell| counts.all(&cell.title));
    let shown = table.groups.iter().filter(|group| group.first < table.rows.len());
    shown.for_each(|group| counts.all(&group.title));
    table.rows.iter().flat_map(|row| row.cells.iter().take(columns)).for_each(|cell| counts.all(&cell.text));
}

/// So many characters are counted together.
const PART: usize = 1024;

/// How often each character is said more than it stands on the pages, by its code in parts. Most
/// documents touch few parts; a part in which nothing is counted is empty.
struct Counts(Vec<Vec<i32>>);

impl Default for Counts {
    fn default() -> Counts {
        Counts(vec![Vec::new(); char::MAX as usize / PART + 1])
    }
}

impl Counts {
    fn all(&mut self, text: &str) {
        text.chars().for_each(|character| self.add(character, 1));
    }

    fn add(&mut self, character: char, by: i32) {
        let code = character as usize;
        let Some(part) = self.0.get_mut(code / PART) else { return };
        if part.is_empty() {
            part.resize(PART, 0);
        }
        if let Some(count) = part.get_mut(code % PART) {
            *count += by;
        }
    }

    /// The characters that stand less often than they are said, with how much less.
    fn left(&self) -> Vec<(char, usize)> {
        let said = |part: &[i32]| part.iter().copied().max().is_some_and(|most| most > 0);
        let parts = (0_u32..).step_by(PART).zip(&self.0).filter(|(_, part)| said(part));
        let counts = parts.flat_map(|(first, part)| (first..).zip(part));
        let positive = counts.filter(|(_, count)| **count > 0);
        let lost = positive.filter_map(|(code, count)| Some((char::from_u32(code)?, *count)));
        let said = lost.filter(|(c, _)| !c.is_whitespace() && !c.is_control() && !CHANGED.contains(*c));
        said.map(|(c, count)| (c, usize::try_from(count).unwrap_or_default())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Language;
    use model::document::{Cell, Row, TableColumn};
    use model::ledger::Kind;
    use model::page::{Color, Element, Glyph, Part};

    /// A page with these words of a cell at a place.
    fn page(words: &str, x: f64, y: f64) -> Page {
        let glyphs = words.chars().map(|text| Glyph { id: 1, text, advance: 12.0 }).collect();
        let run = Run { face: 0, size: 12.0, color: Color::BLACK, x, y, turned: false, glyphs };
        let (width, height) = (PORTRAIT.width, PORTRAIT.height);
        let parts = vec![Part { first: 0, element: Some(0) }];
        Page { width, height, items: vec![Item::Run(run)], parts, links: Vec::new(), numbers: Vec::new() }
    }

    fn told(pages: &[Page]) -> Vec<String> {
        let cell = |text: &str| Cell { text: text.to_owned(), ..Cell::default() };
        let column = TableColumn { title: "事项".to_owned(), kind: Kind::Text, format: None, figure: None };
        let rows = vec![Row { cells: vec![cell("督办, 甲")], ..Row::default() }];
        let blocks = [Block::Table(Table { columns: vec![column], rows, ..Table::default() })];
        let element = Element { kind: ElementKind::Cell, parent: None, alternative: None, span: (1, 1) };
        let mut structure = Structure::default();
        structure.elements.push(element);
        let found = check(&blocks, pages, &structure, Layout::Plain, || Place::file("r"));
        found.iter().map(|finding| format!("{} {}", finding.rule.code, finding.message(Language::Chinese))).collect()
    }

    #[test]
    fn what_stands_in_its_area_is_no_finding() {
        assert!(told(&[page("事项督办，", 100.0, 400.0), page("甲", 100.0, 400.0)]).is_empty());
    }

    #[test]
    fn what_stands_nowhere_or_outside_is_an_error() {
        let lost = told(&[page("事项督", 100.0, 400.0)]);
        assert!(lost.len() == 1 && lost[0].starts_with("lost-words") && lost[0].contains("办甲"), "{lost:?}");
        for (x, y) in [(-8.0, 400.0), (500.0, 400.0), (100.0, 60.0), (100.0, 800.0), (f64::NAN, 400.0)] {
            let outside = told(&[page("事项督办甲", x, y)]);
            assert!(outside.len() == 1 && outside[0].starts_with("outside-page"), "{outside:?}");
            assert!(outside[0].contains("第1页有 5 个字") && outside[0].contains("事项督办甲"), "{outside:?}");
        }
    }
}
