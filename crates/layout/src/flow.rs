//! Pages filled from top to bottom.

use crate::geometry::{ASCENT, Geometry, LEADING, PORTRAIT, SAN};
use crate::line::Line;
use model::page::{Bookmark, Color, Item, Page};

/// Lengths are compared with this much room, in points.
const ROOM: f64 = 0.01;

/// The pages so far and the place where the next thing goes.
pub(crate) struct Flow {
    /// The finished pages and the one that is filled.
    pub(crate) pages: Vec<Page>,
    /// The bookmarks so far.
    pub(crate) bookmarks: Vec<Bookmark>,
    /// The page that is filled.
    pub(crate) geometry: Geometry,
    /// How far below the text area's top the next em box begins.
    pub(crate) y: f64,
}

impl Flow {
    /// One empty upright page.
    pub(crate) fn new() -> Flow {
        let mut flow = Flow { pages: Vec::new(), bookmarks: Vec::new(), geometry: PORTRAIT, y: 0.0 };
        flow.turn_page(PORTRAIT);
        flow
    }

    /// A new page of that geometry, in place of the last one if nothing stands on it.
    pub(crate) fn turn_page(&mut self, geometry: Geometry) {
        if self.is_fresh() {
            self.pages.pop();
        }
        self.pages.push(Page { width: geometry.width, height: geometry.height, items: Vec::new() });
        self.geometry = geometry;
        self.y = 0.0;
    }

    /// A new page like this one.
    pub(crate) fn new_page(&mut self) {
        self.turn_page(self.geometry);
    }

    /// Whether anything stands on the page.
    pub(crate) fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(|page| page.items.is_empty())
    }

    /// The height that is left.
    pub(crate) fn rest(&self) -> f64 {
        self.geometry.text_height - self.y
    }

    /// Whether a thing of that height still fits.
    pub(crate) fn fits(&self, height: f64) -> bool {
        height <= self.rest() + ROOM
    }

    /// How many lines of body text still fit.
    pub(crate) fn lines_left(&self) -> usize {
        let rest = self.rest() + ROOM - SAN;
        if rest < 0.0 { 0 } else { (rest / LEADING) as usize + 1 }
    }

    /// Goes on to the next line of the grid if the place is between two.
    pub(crate) fn snap(&mut self) {
        self.y = ((self.y - ROOM) / LEADING).ceil().max(0.0) * LEADING;
    }

    /// Leaves lines of the grid blank; none at a page's top.
    pub(crate) fn skip_lines(&mut self, lines: usize) {
        if !self.is_fresh() {
            self.y += lines as f64 * LEADING;
        }
    }

    /// The height on the page, from its foot, of a place below the text area's top.
    pub(crate) fn height(&self, below: f64) -> f64 {
        self.geometry.height - self.geometry.top - below
    }

    /// Puts a line's em box at the place, `x` from the text area's left, without moving on.
    pub(crate) fn put(&mut self, line: &Line, x: f64, below: f64, size: f64, color: Color) {
        let baseline = self.height(below + ASCENT * size);
        let items = line.items(self.geometry.left + x, baseline, color);
        self.push(items);
    }

    /// Puts a line into the next row of the grid; a new page if none is left.
    pub(crate) fn put_line(&mut self, line: &Line, x: f64, size: f64, color: Color) {
        if self.lines_left() == 0 {
            self.new_page();
        }
        // Larger characters sit in the middle of their row.
        let lift = (size - SAN) / 2.0;
        self.put(line, x, self.y - lift.min(self.y), size, color);
        self.y += LEADING;
    }

    /// A rule from one place to another, each from the text area's upper left.
    pub(crate) fn rule(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color) {
        let place = |(x, below): (f64, f64)| (self.geometry.left + x, self.height(below));
        let line = Item::Line { from: place(from), to: place(to), width, color, dash: Vec::new() };
        self.push([line]);
    }

    /// Puts things onto the page.
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = Item>) {
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(items);
        }
    }

    /// A bookmark to the place.
    pub(crate) fn bookmark(&mut self, title: String, level: u8) {
        let page = self.pages.len().saturating_sub(1);
        self.bookmarks.push(Bookmark { title, level, page, y: self.height(self.y) + 4.0 });
    }
}
