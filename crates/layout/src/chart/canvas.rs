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

    /// A label whose em box begins at `y`.
    pub(crate) fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor) {
        let line = self.line_of(text, Role::Song, LABEL);
        self.place(&line, x, y, anchor, LABEL);
    }

    /// The title in 黑体 about its middle.
    pub(crate) fn title(&mut self, text: &str, x: f64, y: f64) {
        let line = self.line_of(text, Role::Hei, TITLE);
        self.place(&line, x, y, Anchor::Middle, TITLE);
    }

    /// A label of several lines about its middle; how many there were.
    pub(crate) fn wrapped(&mut self, text: &str, x: f64, y: f64, width: f64) -> usize {
        let text = shape(&[Span::new(text, Role::Song)], Measure::plain(LABEL), self.fonts);
        let ranges = linebreak::lines(&text, width, width);
        let count = ranges.len();
        for (number, range) in ranges.into_iter().enumerate() {
            let line = line::set(&text, range, width, false);
            self.place(&line, x, y + number as f64 * LABEL * 1.15, Anchor::Middle, LABEL);
        }
        count
    }

    fn place(&mut self, line: &Line, x: f64, y: f64, anchor: Anchor, size: f64) {
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - line.width / 2.0,
            Anchor::End => x - line.width,
        };
        let (x, y) = self.at((x, y + ASCENT * size));
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
