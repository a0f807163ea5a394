//! The signatures of several bodies that each put a seal (GB/T 9704-2012, 7.3.5.1): side by side in
//! the order of the bodies, so far apart that no seal touches another, the last one over the date.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{MM, PITCH, PORTRAIT, SAN};
use crate::line::Line;
use crate::paragraph::{BODY, single};
use model::page::{Color, ElementKind, Role};
use model::report::Head;

/// The diameter of the seals of most bodies.
const SEAL: f64 = 42.0 * MM;
/// What lies between two seals at least.
const GAP: f64 = 4.0 * MM;
/// Seals in a row at most, as the standard's pictures show them.
const MOST: usize = 3;
/// Lines of the grid from one row to the next: more than a seal.
const ROW: usize = 5;
/// Blank lines above, so that the first seals end within a line of the text.
const BLANK: usize = 2;
/// Lines of the last row: the names, the date, and one that the last seal reaches over.
const LAST: usize = 3;

/// Signatures with their date.
pub(crate) struct Seals {
    /// Rows of names, each with the middle of it.
    rows: Vec<Vec<(f64, Line)>>,
    date: Line,
}

/// The signatures of a joint document that will be sealed; nothing for any other.
pub(crate) fn joint(head: &Head, fonts: &mut Fonts) -> Option<Seals> {
    let names = head.signature.as_ref().filter(|names| head.sealed && names.contains('\n'))?;
    let date = single(head.date.as_ref()?, Role::Fangsong, BODY, fonts);
    let names: Vec<Line> = names.split('\n').map(|name| single(name.trim(), Role::Fangsong, BODY, fonts)).collect();
    let widest = names.iter().map(|name| name.width).fold(0.0, f64::max);
    let step = (SEAL + GAP).max(widest + PITCH);
    let last = PORTRAIT.text_width - 4.0 * PITCH - date.width / 2.0;
    let first = (SEAL / 2.0).max(widest / 2.0);
    let beside = ((last - first) / step).max(0.0) as usize;
    let row = |names: &[Line]| {
        let back = (0..names.len()).rev().map(|number| last - number as f64 * step);
        back.zip(names.iter().cloned()).collect()
    };
    let rows = names.chunks((beside + 1).min(MOST)).map(row).collect();
    Some(Seals { rows, date })
}

impl Seals {
    /// How many lines of the grid they take below the blank lines above them.
    fn below(&self) -> usize {
        ROW * self.rows.len().saturating_sub(1) + LAST
    }

    /// Puts them, never divided by a page's end.
    pub(crate) fn put(&self, flow: &mut Flow) {
        flow.snap();
        flow.skip_lines(BLANK);
        if flow.lines_left() < self.below() {
            flow.new_page();
        }
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                flow.skip_lines(ROW - 1);
            }
            let above = flow.y;
            for (middle, name) in row {
                flow.y = above;
                flow.within(ElementKind::Paragraph, |flow| {
                    flow.put_line(name, middle - name.width / 2.0, SAN, Color::BLACK);
                });
            }
        }
        let x = PORTRAIT.text_width - 4.0 * PITCH - self.date.width;
        flow.within(ElementKind::Paragraph, |flow| flow.put_line(&self.date, x, SAN, Color::BLACK));
    }
}
