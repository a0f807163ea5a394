//! Pages filled from top to bottom.

use crate::geometry::{ASCENT, Geometry, LEADING, PORTRAIT, SAN};
use crate::line::Line;
use crate::structure::Structure;
use model::page::{Bookmark, Color, ElementKind, Item, Link, Number, Origin, Page, Part};

/// Lengths are compared with this much room, in points.
pub(crate) const ROOM: f64 = 0.01;

/// The pages so far and the place where the next thing goes.
pub(crate) struct Flow {
    /// The finished pages and the one that is filled.
    pub(crate) pages: Vec<Page>,
    /// The bookmarks so far.
    pub(crate) bookmarks: Vec<Bookmark>,
    /// The elements so far, and those that are open.
    pub(crate) structure: Structure,
    /// The page that is filled.
    pub(crate) geometry: Geometry,
    /// How far below the text area's top the next em box begins.
    pub(crate) y: f64,
    /// The notes that will stand at the page's foot.
    pub(crate) notes: Vec<Footnote>,
    /// The page that ends before its text area does, so that what stood at its foot goes overleaf.
    pub(crate) shortened: Option<Shortened>,
}

/// A page that ends early.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shortened {
    /// The page, from 0.
    pub(crate) page: usize,
    /// What is left free at its foot, in points.
    pub(crate) by: f64,
    /// Whether the first line of a paragraph may stand alone there.
    pub(crate) torn: bool,
}

/// A note at the foot of a page.
#[derive(Clone, Debug)]
pub(crate) struct Footnote {
    /// Its lines with their indents in points.
    pub(crate) lines: Vec<(f64, Line)>,
    /// The size of its characters in points.
    pub(crate) size: f64,
    /// The element.
    pub(crate) element: usize,
}

/// The distance of baselines in a note, in em.
const NOTE_LEADING: f64 = 1.35;
/// The blank above the notes with their rule, in points.
const NOTE_GAP: f64 = 16.0;

impl Footnote {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * NOTE_LEADING
    }
}

impl Flow {
    /// One empty upright page.
    pub(crate) fn new() -> Flow {
        let mut flow = Flow {
            pages: Vec::new(),
            bookmarks: Vec::new(),
            structure: Structure::default(),
            geometry: PORTRAIT,
            y: 0.0,
            notes: Vec::new(),
            shortened: None,
        };
        flow.turn_page(PORTRAIT);
        flow
    }

    /// A new page of that geometry, in place of the last one if nothing stands on it.
    pub(crate) fn turn_page(&mut self, geometry: Geometry) {
        self.put_notes();
        if self.is_fresh() {
            self.pages.pop();
        }
        let (width, height) = (geometry.width, geometry.height);
        let (items, parts, links, numbers) = Default::default();
        self.pages.push(Page { width, height, items, parts, links, numbers });
        self.geometry = geometry;
        self.y = 0.0;
    }

    /// A new page like this one.
    pub(crate) fn new_page(&mut self) {
        self.turn_page(self.geometry.following());
    }

    /// Whether anything stands on the page.
    pub(crate) fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(|page| page.items.is_empty())
    }

    /// The height that is left above the notes.
    pub(crate) fn rest(&self) -> f64 {
        self.rest_with(&[])
    }

    /// The height that is left above the notes, with more that might come.
    fn rest_with(&self, more: &[Footnote]) -> f64 {
        let free = self.shortened_here().map_or(0.0, |shortened| shortened.by);
        self.geometry.text_height - free - self.y - self.notes_height(more)
    }

    /// How the page that is filled is shortened.
    pub(crate) fn shortened_here(&self) -> Option<Shortened> {
        self.shortened.filter(|shortened| shortened.page + 1 == self.pages.len())
    }

    /// The height of the page's notes, with more that might come.
    fn notes_height(&self, more: &[Footnote]) -> f64 {
        let all = || self.notes.iter().chain(more);
        if all().next().is_none() { 0.0 } else { NOTE_GAP + all().map(Footnote::height).sum::<f64>() }
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
        let at = (self.geometry.left + x, self.height(below + ASCENT * size));
        let element = self.structure.current();
        self.page_items(element, |items| line.items(at.0, at.1, color, items));
        for (name, from, to) in line.figures() {
            self.number((x + from, x + to), (below, below + size), Origin::Figure(name.to_owned()));
        }
    }

    /// Puts a line into the next row of the grid; a new page if none is left.
    pub(crate) fn put_line(&mut self, line: &Line, x: f64, size: f64, color: Color) {
        self.put_noted(line, x, size, color, Vec::new());
    }

    /// Puts a line together with the notes that it refers to.
    pub(crate) fn put_noted(&mut self, line: &Line, x: f64, size: f64, color: Color, notes: Vec<Footnote>) {
        if self.rest_with(&notes) + ROOM < SAN && !self.is_fresh() {
            self.new_page();
        }
        self.notes.extend(notes);
        // Larger characters sit in the middle of their row.
        let lift = (size - SAN) / 2.0;
        self.put(line, x, self.y - lift.min(self.y), size, color);
        self.y += LEADING;
    }

    /// Puts a line into the middle of the text area, in the next row of the grid.
    pub(crate) fn put_centred(&mut self, line: &Line, size: f64) {
        self.put_line(line, (self.geometry.text_width - line.width) / 2.0, size, Color::BLACK);
    }

    /// Puts the notes at the page's foot, below a short rule.
    pub(crate) fn put_notes(&mut self) {
        self.put_notes_above(0.0);
    }

    /// Puts the notes above what stands at the page's foot with that height.
    pub(crate) fn put_notes_above(&mut self, foot: f64) {
        if self.notes.is_empty() {
            return;
        }
        let mut y = self.geometry.text_height - foot - self.notes_height(&[]);
        let notes = std::mem::take(&mut self.notes);
        let middle = y + NOTE_GAP * 0.6;
        self.rule((0.0, middle), (self.geometry.text_width / 4.0, middle), 0.5, Color::BLACK);
        y += NOTE_GAP;
        for note in notes {
            for (x, line) in &note.lines {
                let at = (self.geometry.left + x, self.height(y + ASCENT * note.size));
                self.page_items(Some(note.element), |items| line.items(at.0, at.1, Color::BLACK, items));
                y += note.size * NOTE_LEADING;
            }
        }
    }

    /// A rule from one place to another, each from the text area's upper left. Nobody reads it aloud.
    pub(crate) fn rule(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color) {
        let place = |(x, below): (f64, f64)| (self.geometry.left + x, self.height(below));
        let line = Item::Line { from: place(from), to: place(to), width, color, dash: Vec::new() };
        self.page_items(None, |items| items.push(line));
    }

    /// Puts things onto the page as content of the open element.
    pub(crate) fn push(&mut self, more: Vec<Item>) {
        let element = self.structure.current();
        self.page_items(element, |items| items.extend(more));
    }

    /// Puts things onto the page as content of an element, or of none.
    fn page_items(&mut self, element: Option<usize>, put: impl FnOnce(&mut Vec<Item>)) {
        let Some(page) = self.pages.last_mut() else { return };
        if page.parts.last().map_or(element.is_some(), |part| part.element != element) {
            page.parts.push(Part { first: page.items.len(), element });
        }
        put(&mut page.items);
    }

    /// Does something within a new element.
    pub(crate) fn within<T>(&mut self, kind: ElementKind, put: impl FnOnce(&mut Flow) -> T) -> T {
        self.structure.open(kind);
        let done = put(self);
        self.structure.close();
        done
    }

    /// Does something that nobody reads aloud.
    pub(crate) fn unread<T>(&mut self, put: impl FnOnce(&mut Flow) -> T) -> T {
        self.structure.silence();
        let done = put(self);
        self.structure.close();
        done
    }

    /// A bookmark to the place.
    pub(crate) fn bookmark(&mut self, title: String, level: u8) {
        let page = self.pages.len().saturating_sub(1);
        self.bookmarks.push(Bookmark { title, level, page, y: self.height(self.y) + 4.0 });
    }

    /// A link over an area of the text area that leads to a bookmark.
    pub(crate) fn link(&mut self, x: (f64, f64), y: (f64, f64), bookmark: usize) {
        let left = self.geometry.left;
        let (from, to) = ((left + x.0, self.height(y.1)), (left + x.1, self.height(y.0)));
        let element = self.structure.current();
        if let Some(page) = self.pages.last_mut() {
            page.links.push(Link { from, to, bookmark, element });
        }
    }

    /// Notes that a number stands in an area of the text area.
    pub(crate) fn number(&mut self, x: (f64, f64), y: (f64, f64), origin: Origin) {
        let left = self.geometry.left;
        let (from, to) = ((left + x.0, self.height(y.1)), (left + x.1, self.height(y.0)));
        if let Some(page) = self.pages.last_mut() {
            page.numbers.push(Number { from, to, origin });
        }
    }
}
