//! The notes below a table, in smaller type.

use super::columns::Plan;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::document::Table;
use model::page::{Color, ElementKind, Role};

/// The distance of baselines, in em.
const LEADING: f64 = 1.4;
/// The blank between the table and the notes, in em.
const GAP: f64 = 0.4;

/// Notes ready to be put.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Each with its distance from the left and its lines.
    notes: Vec<(f64, Vec<Line>)>,
    /// The size of the type in points.
    size: f64,
    /// The height in points.
    pub(crate) height: f64,
}

/// Sets the notes of a table.
pub(crate) fn set(table: &Table, plan: &Plan, width: f64, fonts: &mut Fonts) -> Notes {
    let size = (plan.size - 1.5).max(9.0);
    let mut notes = Vec::with_capacity(table.notes.len());
    for (number, note) in table.notes.iter().enumerate() {
        let label = label(table, number);
        let text = shape(&[Span::new(format!("{label}{note}"), Role::Song)], Measure::plain(size), fonts);
        // Further notes stand under the first, behind 注：.
        let x = if number > 0 && label.ends_with('.') { 2.0 * size } else { 0.0 };
        let width = width - x;
        let ranges = linebreak::lines(&text, width, width);
        let count = ranges.len();
        let lines = ranges.into_iter().enumerate().map(|(at, range)| line::set(&text, range, width, at + 1 < count));
        notes.push((x, lines.collect::<Vec<_>>()));
    }
    let lines: usize = notes.iter().map(|(_, lines)| lines.len()).sum();
    Notes { notes, size, height: size * (GAP + lines as f64 * LEADING) }
}

/// What stands in front of a note.
fn label(table: &Table, number: usize) -> String {
    match (table.notes.get(number).is_some_and(|note| note.starts_with('注')), table.notes.len()) {
        (true, _) => String::new(),
        (false, 1) => "注：".to_owned(),
        (false, _) if number == 0 => "注：1.".to_owned(),
        (false, _) => format!("{}.", number + 1),
    }
}

impl Notes {
    /// Puts them; a note that does not fit goes on below the next page's top.
    pub(crate) fn put(self, flow: &mut Flow) {
        flow.y += GAP * self.size;
        for (x, lines) in &self.notes {
            flow.structure.open(ElementKind::Note);
            for line in lines {
                if !flow.fits(self.size) {
                    flow.new_page();
                }
                flow.put(line, *x, flow.y, self.size, Color::BLACK);
                flow.y += self.size * LEADING;
            }
            flow.structure.close();
        }
    }
}
