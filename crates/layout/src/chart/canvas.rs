//! A drawing in coordinates that begin at its upper left and run to the right and down.

use super::label::LABEL;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::ASCENT;
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::page::{Color, Item, Role};

/// The size of the title below in points.
const TITLE: f64 = 12.0;
/// The distance of the title's baselines in points.
pub(crate) const TITLE_ROW: f64 = 15.0;

/// What is drawn so far.
pub(crate) struct Canvas<'a, 'b> {
    /// Placed on the page.
    pub(crate) items: Vec<Item>,
    /// The width in points.
    pub(crate) width: f64,
    fonts: &'a mut Fonts<'b>,
    left: f64,
    top: f64,
}

/// Where a text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl<'a, 'b> Canvas<'a, 'b> {
    /// A drawing that begins at the flow's place.
    pub(crate) fn new(flow: &Flow, fonts: &'a mut Fonts<'b>) -> Canvas<'a, 'b> {
        let (left, top, width) = (flow.geometry.left, flow.height(flow.y), flow.geometry.text_width);
        Canvas { items: Vec::new(), width, fonts, left, top }
    }

    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.left + x, self.top - y)
    }

    fn line_of(&mut self, text: &str, role: Role, size: f64) -> Line {
        line::natural(&shape(&[Span::new(text, role)], Measure::plain(size), self.fonts))
    }

    /// The width of a label.
    pub(crate) fn width_of(&mut self, text: &str) -> f64 {
        self.line_of(text, Role::Song, LABEL).width
    }

    /// A label whose em box begins at `y`; shortened where the drawing is not wide enough for it.
    pub(crate) fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor) {
        self.sized(text, x, y, anchor, LABEL);
    }

    /// A label in type of another size.
    pub(crate) fn sized(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, size: f64) {
        let text = self.shortened(text, self.width * LABEL / size);
        let line = self.line_of(&text, Role::Song, size);
        self.place(&line, x, y, anchor, size);
    }

    /// A label that fits into a width: what does not is replaced by … in its middle, since names that
    /// begin alike end differently.
    pub(crate) fn shortened(&mut self, text: &str, width: f64) -> String {
        if self.width_of(text) <= width {
            return text.to_owned();
        }
        let letters: Vec<char> = text.chars().collect();
        let with = |kept: usize| {
            let (head, tail) = (kept.div_ceil(2), kept / 2);
            let end = letters.len() - tail;
            letters.iter().take(head).chain(&['…']).chain(letters.iter().skip(end)).collect::<String>()
        };
        let fitting = (0..letters.len()).rev().map(with).find(|text| self.width_of(text) <= width);
        fitting.unwrap_or_else(|| "…".to_owned())
    }

    /// The title in 黑体 about its middle, in as many lines as it needs.
    pub(crate) fn title(&mut self, text: &str, x: f64, y: f64) {
        let text = shape(&[Span::new(text, Role::Hei)], Measure::plain(TITLE), self.fonts);
        for (range, row) in crate::title::by_sense(&text, self.width).into_iter().zip(0_u16..) {
            let line = line::set(&text, range, self.width, false);
            self.place(&line, x, y + f64::from(row) * TITLE_ROW, Anchor::Middle, TITLE);
        }
    }

    /// The lines of a label of that width.
    pub(crate) fn lines_of(&mut self, text: &str, width: f64) -> Vec<Line> {
        let text = shape(&[Span::new(text, Role::Song)], Measure::plain(LABEL), self.fonts);
        let ranges = linebreak::lines(&text, width, width);
        ranges.into_iter().map(|range| line::set(&text, range, width, false)).collect()
    }

    /// Lines of a label below each other.
    pub(crate) fn put(&mut self, lines: &[Line], x: f64, y: f64, anchor: Anchor) {
        for (line, row) in lines.iter().zip(0_u16..) {
            self.place(line, x, y + f64::from(row) * LABEL * 1.15, anchor, LABEL);
        }
    }

    /// A label that is read from top to bottom, from `y` on about the middle of its place.
    pub(crate) fn turned(&mut self, text: &str, x: f64, y: f64) {
        let line = self.line_of(text, Role::Song, LABEL);
        let mut runs = Vec::new();
        line.items(0.0, 0.0, Color::BLACK, &mut runs);
        let (x, y) = self.at((x - (ASCENT - 0.5) * LABEL, y));
        for item in runs {
            if let Item::Run(mut run) = item {
                (run.x, run.y, run.turned) = (x + run.y, y - run.x, true);
                self.items.push(Item::Run(run));
            }
        }
    }

    /// Nothing is placed beside the drawing.
    fn place(&mut self, line: &Line, x: f64, y: f64, anchor: Anchor, size: f64) {
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - line.width / 2.0,
            Anchor::End => x - line.width,
        };
        let (x, y) = self.at((x.min(self.width - line.width).max(0.0), y + ASCENT * size));
        line.items(x, y, Color::BLACK, &mut self.items);
    }

    /// A straight line.
    pub(crate) fn stroke(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color, dash: &[f64]) {
        let (from, to) = (self.at(from), self.at(to));
        self.items.push(Item::Line { from, to, width, color, dash: dash.to_vec() });
    }

    /// A polygon.
    pub(crate) fn polygon(&mut self, points: &[(f64, f64)], fill: Option<Color>, outline: Option<(f64, Color)>) {
        let points = points.iter().map(|point| self.at(*point)).collect();
        self.items.push(Item::Polygon { points, fill, outline });
    }
}
