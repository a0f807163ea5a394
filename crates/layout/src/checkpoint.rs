//! Places in the flow to which it can go back, so that what does not stand well is set again.

use crate::flow::{Flow, Footnote};
use crate::geometry::Geometry;
use model::page::Page;

/// What must be remembered of a flow to set all that follows again. A flow only grows, so that
/// lengths say it and no page is copied. It is taken and used within the same open elements.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    /// The page that was filled, from 0.
    pub(crate) page: usize,
    /// How many items, parts, links and numbers stood on it.
    lengths: (usize, usize, usize, usize),
    /// Its geometry: a page on which nothing stood may be replaced by one that is turned.
    geometry: Geometry,
    y: f64,
    notes: Vec<Footnote>,
    bookmarks: usize,
    /// How many elements had begun: the number of the first one that begins afterwards.
    pub(crate) elements: usize,
}

impl Checkpoint {
    /// The place where the flow is now.
    pub(crate) fn of(flow: &Flow) -> Checkpoint {
        let lengths = |page: &Page| (page.items.len(), page.parts.len(), page.links.len(), page.numbers.len());
        Checkpoint {
            page: flow.pages.len().saturating_sub(1),
            lengths: flow.pages.last().map(lengths).unwrap_or_default(),
            geometry: flow.geometry,
            y: flow.y,
            notes: flow.notes.clone(),
            bookmarks: flow.bookmarks.len(),
            elements: flow.structure.elements.len(),
        }
    }

    /// Takes back all that was set since. How a page is shortened stays as it is.
    pub(crate) fn restore(&self, flow: &mut Flow) {
        flow.pages.truncate(self.page + 1);
        if let Some(page) = flow.pages.last_mut() {
            (page.width, page.height) = (self.geometry.width, self.geometry.height);
            page.items.truncate(self.lengths.0);
            page.parts.truncate(self.lengths.1);
            page.links.truncate(self.lengths.2);
            page.numbers.truncate(self.lengths.3);
        }
        flow.geometry = self.geometry;
        flow.y = self.y;
        flow.notes.clone_from(&self.notes);
        flow.bookmarks.truncate(self.bookmarks);
        flow.structure.elements.truncate(self.elements);
    }

    /// The page, from 0, on which begins what was set since; nothing if nothing was. Notes of what
    /// was set before may have come to stand at the page's foot since; they are not meant.
    pub(crate) fn begins(&self, flow: &Flow) -> Option<usize> {
        let is_new = |page: &Page| page.parts.iter().any(|part| part.element.is_some_and(|at| at >= self.elements));
        (self.page..flow.pages.len()).find(|page| flow.pages.get(*page).is_some_and(is_new))
    }
}
