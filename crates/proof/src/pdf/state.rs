//! What the operators of text change (ISO 32000-1, 9.3 and 9.4).

use crate::lines::Glyph;
use crate::pdf::font::{Font, Shown};
use crate::pdf::matrix::Matrix;
use std::rc::Rc;

/// The state that `q` keeps and `Q` brings back.
#[derive(Clone)]
pub(crate) struct State {
    /// From the user's space to the page's.
    pub(crate) page: Matrix,
    /// The chosen font.
    pub(crate) font: Option<Rc<Font>>,
    /// The size.
    pub(crate) size: f64,
    /// `Tc`
    pub(crate) letter_space: f64,
    /// `Tw`
    pub(crate) word_space: f64,
    /// `Tz`, as a factor.
    pub(crate) stretch: f64,
    /// `TL`
    pub(crate) leading: f64,
    /// `Ts`
    pub(crate) rise: f64,
    /// The text matrix.
    pub(crate) text: Matrix,
    /// The matrix at the line's beginning.
    pub(crate) line: Matrix,
}

impl State {
    /// The state at the beginning of a page or a form.
    pub(crate) fn new(page: Matrix) -> State {
        State {
            page,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text: Matrix::UNIT,
            line: Matrix::UNIT,
        }
    }

    /// Begins a line at a place seen from the last one's beginning.
    pub(crate) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Moves on by thousandths of an em, against the line's direction.
    pub(crate) fn kern(&mut self, thousandths: f64) {
        let back = -thousandths / 1000.0 * self.size;
        self.advance(back);
    }

    fn advance(&mut self, by: f64) {
        let is_vertical = self.font.as_ref().is_some_and(|font| font.is_vertical);
        let shift = if is_vertical { Matrix::shift(0.0, by) } else { Matrix::shift(by * self.stretch, 0.0) };
        self.text = shift.then(self.text);
    }

    /// Paints the glyphs of a string.
    pub(crate) fn show(&mut self, string: &[u8], glyphs: &mut Vec<Glyph>) {
        let Some(font) = self.font.clone() else { return };
        for shown in font.shown(string) {
            let Shown { letters, width, is_space } = shown;
            let spaces = self.letter_space + if is_space { self.word_space } else { 0.0 };
            // The usual glyph of a vertical line is one em high.
            let by = if font.is_vertical { -self.size } else { width * self.size } + spaces;
            glyphs.push(self.glyph(letters, by - spaces, font.is_vertical));
            self.advance(by);
        }
    }

    fn glyph(&self, text: String, by: f64, is_vertical: bool) -> Glyph {
        let Matrix([a, b, c, d, ..]) = self.text.then(self.page);
        let Matrix([.., x, y]) = Matrix::shift(0.0, self.rise).then(self.text).then(self.page);
        let (along, scale) = if is_vertical { ((-c, -d), 1.0) } else { ((a, b), self.stretch) };
        let (sine, cosine) = along.1.atan2(along.0).sin_cos();
        Glyph {
            text,
            x: x * cosine + y * sine,
            y: y * cosine - x * sine,
            width: by.abs() * scale.abs() * along.0.hypot(along.1),
            size: (self.size * c.hypot(d)).abs().max(f64::MIN_POSITIVE),
            turn: degrees(sine, cosine),
        }
    }
}

fn degrees(sine: f64, cosine: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "an angle is at most 180 degrees")]
    let turn = sine.atan2(cosine).to_degrees().round() as i32;
    if turn == -180 { 180 } else { turn }
}
