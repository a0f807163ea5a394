//! What the set pages tell a file that has no pages of its own.

use crate::page::Paper;
use model::page::{Bookmark, ElementKind, Item, Page, Pages, Role};

/// A drawing with its box on the page.
pub(crate) struct Drawing<'a> {
    /// What is drawn.
    pub(crate) items: &'a [Item],
    /// The lower left and the upper right corner in points.
    pub(crate) corners: ((f64, f64), (f64, f64)),
}

/// The pages, looked through once.
pub(crate) struct Placed<'a> {
    /// The drawings of the charts, and the pictures, in their order.
    pub(crate) drawings: Vec<Drawing<'a>>,
    /// How the paper of each table lies.
    pub(crate) tables: Vec<Paper>,
    /// Whether there is a table of contents.
    pub(crate) contents: bool,
    /// The headings with their pages.
    pub(crate) bookmarks: &'a [Bookmark],
    faces: Vec<Role>,
}

impl<'a> Placed<'a> {
    pub(crate) fn new(pages: &'a Pages) -> Placed<'a> {
        let kind = |element: usize| pages.elements.get(element).map(|element| element.kind);
        let mut drawings: Vec<(usize, Drawing<'a>)> = Vec::new();
        let mut tables: Vec<(usize, Paper)> = Vec::new();
        for page in &pages.pages {
            for (number, part) in page.parts.iter().enumerate() {
                let Some(element) = part.element else { continue };
                if kind(element) == Some(ElementKind::Figure) && !drawings.iter().any(|(known, _)| *known == element) {
                    drawings.extend(drawing(page, number).map(|drawing| (element, drawing)));
                }
                if let Some(table) = table_of(pages, element)
                    && !tables.iter().any(|(known, _)| *known == table)
                {
                    let turned = page.width > page.height;
                    tables.push((table, if turned { Paper::Turned } else { Paper::Upright }));
                }
            }
        }
        // Elements are made in the order of the text, whatever page they came to stand on.
        drawings.sort_by_key(|(element, _)| *element);
        tables.sort_by_key(|(element, _)| *element);
        Placed {
            drawings: drawings.into_iter().map(|(_, drawing)| drawing).collect(),
            tables: tables.into_iter().map(|(_, paper)| paper).collect(),
            contents: pages.elements.iter().any(|element| element.kind == ElementKind::Contents),
            bookmarks: &pages.bookmarks,
            faces: pages.faces.iter().map(|face| face.role).collect(),
        }
    }

    /// What a face of the pages is for.
    pub(crate) fn role(&self, face: usize) -> Role {
        self.faces.get(face).copied().unwrap_or(Role::Song)
    }
}

/// The table that holds an element.
fn table_of(pages: &Pages, mut element: usize) -> Option<usize> {
    loop {
        let known = pages.elements.get(element)?;
        if known.kind == ElementKind::Table {
            return Some(element);
        }
        element = known.parent?;
    }
}

/// The items of a part with their box; nothing where it is empty.
fn drawing(page: &Page, number: usize) -> Option<Drawing<'_>> {
    let first = page.parts.get(number)?.first;
    let end = page.parts.get(number + 1).map_or(page.items.len(), |next| next.first);
    let items = page.items.get(first..end)?;
    let mut corners: Option<((f64, f64), (f64, f64))> = None;
    for (x, y) in items.iter().flat_map(points) {
        let ((left, low), (right, high)) = corners.unwrap_or(((x, y), (x, y)));
        corners = Some(((left.min(x), low.min(y)), (right.max(x), high.max(y))));
    }
    Some(Drawing { items, corners: corners? })
}

/// The outermost points of an item.
fn points(item: &Item) -> Vec<(f64, f64)> {
    match item {
        Item::Line { from, to, .. } => vec![*from, *to],
        Item::Polygon { points, .. } => points.clone(),
        Item::Image { at, size, .. } => vec![*at, (at.0 + size.0, at.1 + size.1)],
        Item::Run(run) => {
            let long: f64 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
            let (below, above) = (0.2 * run.size, 0.9 * run.size);
            if run.turned {
                vec![(run.x - below, run.y), (run.x + above, run.y - long)]
            } else {
                vec![(run.x, run.y - below), (run.x + long, run.y + above)]
            }
        }
    }
}
