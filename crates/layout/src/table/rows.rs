//! The words of rows, before they have a place.

use super::cells::{self, Align, Lines};
use super::columns::Plan;
use crate::flow::ROOM;
use crate::fonts::Fonts;
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
    let width = plan.widths.iter().sum();
    let lines = cells::set(words, Role::Hei, Align::Left, plan.size, width, fonts);
    Set { whole: true, ..finish(vec![lines], RowKind::Body, plan) }
}

fn finish(cells: Vec<Lines>, kind: RowKind, plan: &Plan) -> Set {
    let height = height(cells.iter().map(Vec::len).max().unwrap_or(0).max(1), plan);
    Set { cells, kind, whole: false, height }
}

/// The height in points of a row with so many lines.
pub(crate) fn height(lines: usize, plan: &Plan) -> f64 {
    ((lines as f64 - 1.0) * LINE + 1.0 + 2.0 * BLANK) * plan.size
}

/// Divides a row that no page can hold, line by line: as much as there is `rest` on this page, then
/// as much as there is `room` on each further one. Any other row stays whole.
pub(crate) fn divided(row: Set, rest: f64, room: f64, plan: &Plan) -> Vec<Set> {
    if row.height <= rest + ROOM {
        return vec![row];
    }
    let longest = row.cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut parts = Vec::new();
    let (mut from, mut height) = (0, rest);
    while from < longest {
        let lines = lines_in(height, plan);
        let cells = row.cells.iter().map(|cell| cell.iter().skip(from).take(lines).cloned().collect()).collect();
        parts.push(finish(cells, row.kind, plan));
        from += lines;
        height = room;
    }
    parts
}

/// How many lines of a cell have room; one at least, so that setting comes to an end.
fn lines_in(height: f64, plan: &Plan) -> usize {
    let more = ((height + ROOM) / plan.size - 1.0 - 2.0 * BLANK) / LINE;
    more.floor().max(0.0) as usize + 1
}
