//! The words of rows, before they have a place.

use super::cells::{self, Align, Lines, PADDING};
use super::columns::Plan;
use crate::fonts::Fonts;
use crate::line;
use crate::text::{Measure, Span, shape};
use model::document::{Row, RowKind};
use model::page::Role;

/// The distance of baselines within a cell, in em.
pub(crate) const LINE: f64 = 1.25;
/// The blank above and below a cell's lines, in em.
pub(crate) const BLANK: f64 = 0.35;

/// A row ready to be put.
pub(crate) struct Set {
    /// Its cells; a row over the whole width has one.
    pub(crate) cells: Vec<Lines>,
    /// What it is: which rule stands above it.
    pub(crate) kind: RowKind,
    /// Whether its only cell takes all columns.
    pub(crate) whole: bool,
    /// The height in points.
    pub(crate) height: f64,
}

/// A row of the body.
pub(crate) fn body(row: &Row, plan: &Plan, fonts: &mut Fonts) -> Set {
    let role = cells::role(row.kind);
    let mut set = Vec::with_capacity(plan.columns.len());
    for ((column, width), align) in plan.columns.iter().zip(&plan.widths).zip(&plan.aligns) {
        let words = row.cells.get(*column).map_or("", |cell| cell.text.as_str());
        // 合计 and 其他 stand in the middle, whatever the names above them do.
        let align = if row.kind != RowKind::Body && *align == Align::Left { Align::Centre } else { *align };
        set.push(cells::set(words, role, align, plan.size, *width, fonts));
    }
    finish(set, row.kind, plan)
}

/// The title of a group of rows, over the whole width.
pub(crate) fn title(words: &str, plan: &Plan, fonts: &mut Fonts) -> Set {
    let text = shape(&[Span::new(words, Role::Hei)], Measure::plain(plan.size), fonts);
    let cells = vec![vec![(PADDING * plan.size, line::natural(&text))]];
    Set { whole: true, ..finish(cells, RowKind::Body, plan) }
}

fn finish(cells: Vec<Lines>, kind: RowKind, plan: &Plan) -> Set {
    let height = height(cells.iter().map(Vec::len).max().unwrap_or(0).max(1), plan);
    Set { cells, kind, whole: false, height }
}

/// The height in points of a row with so many lines.
pub(crate) fn height(lines: usize, plan: &Plan) -> f64 {
    ((lines as f64 - 1.0) * LINE + 1.0 + 2.0 * BLANK) * plan.size
}

/// Divides a row that no page can hold, line by line; any other row stays whole.
pub(crate) fn divided(row: Set, room: f64, plan: &Plan) -> Vec<Set> {
    if row.height <= room {
        return vec![row];
    }
    let lines = (((room / plan.size - 1.0 - 2.0 * BLANK) / LINE).floor().max(0.0) as usize) + 1;
    let longest = row.cells.iter().map(Vec::len).max().unwrap_or(0);
    let part = |from: usize| {
        let cells = row.cells.iter().map(|cell| cell.iter().skip(from).take(lines).cloned().collect()).collect();
        finish(cells, row.kind, plan)
    };
    (0..longest).step_by(lines).map(part).collect()
}
