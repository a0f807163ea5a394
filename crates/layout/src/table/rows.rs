//! Rows and the rules around them.

use super::cells::{self, Lines};
use super::columns::{Align, Plan};
use crate::flow::Flow;
use crate::fonts::Fonts;
use model::document::{Row, RowKind, Table};
use model::page::Color;

/// The distance of baselines within a cell, in em.
const LINE: f64 = 1.25;
/// The blank above and below a cell's lines, in em.
const BLANK: f64 = 0.35;
/// The rules around a table, in points.
const OUTER: f64 = 1.0;
/// The rules within, in points.
const INNER: f64 = 0.4;

/// A row ready to be put.
pub(crate) struct Set {
    cells: Vec<Lines>,
    kind: RowKind,
    /// The height in points.
    pub(crate) height: f64,
}

/// The head.
pub(crate) fn head(table: &Table, plan: &Plan, fonts: &mut Fonts) -> Set {
    let columns = table.columns.iter().zip(&plan.widths);
    let cell =
        |(column, width): (&model::document::TableColumn, &f64)| cells::head(&column.title, plan.size, *width, fonts);
    finish(columns.map(cell).collect(), RowKind::Body, plan)
}

/// A row of the body.
pub(crate) fn body(table: &Table, row: &Row, plan: &Plan, fonts: &mut Fonts) -> Set {
    let role = cells::role(row.kind);
    let mut set = Vec::with_capacity(table.columns.len());
    for (number, (width, align)) in plan.widths.iter().zip(&plan.aligns).enumerate() {
        let words = row.cells.get(number).map_or("", |cell| cell.text.as_str());
        // 合计 and 其他 stand in the middle, whatever the names above them do.
        let align = if row.kind != RowKind::Body && *align == Align::Left { Align::Centre } else { *align };
        set.push(cells::set(words, role, align, plan.size, *width, fonts));
    }
    finish(set, row.kind, plan)
}

fn finish(cells: Vec<Lines>, kind: RowKind, plan: &Plan) -> Set {
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1) as f64;
    let height = ((lines - 1.0) * LINE + 1.0 + 2.0 * BLANK) * plan.size;
    Set { cells, kind, height }
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

/// The part of a table on one page.
pub(crate) struct Frame {
    top: f64,
}

impl Frame {
    /// Puts the upper rule and the head.
    pub(crate) fn open(flow: &mut Flow, head: &Set, plan: &Plan) -> Frame {
        let mut frame = Frame { top: flow.y };
        frame.row(flow, head, plan);
        frame
    }

    /// Puts a row below the others, with the rule above it.
    pub(crate) fn row(&mut self, flow: &mut Flow, row: &Set, plan: &Plan) {
        if flow.y > self.top {
            let width = if row.kind == RowKind::Total { OUTER } else { INNER };
            rule(flow, flow.y, width);
        }
        let mut left = 0.0;
        for (lines, width) in row.cells.iter().zip(&plan.widths) {
            let tall = ((lines.len().max(1) - 1) as f64 * LINE + 1.0) * plan.size;
            let mut y = flow.y + (row.height - tall) / 2.0;
            for (x, line) in lines {
                flow.put(line, left + x, y, plan.size, Color::BLACK);
                y += LINE * plan.size;
            }
            left += width;
        }
        flow.y += row.height;
    }

    /// Puts the rules that are left: above, below and between the columns.
    pub(crate) fn close(&self, flow: &mut Flow, plan: &Plan) {
        rule(flow, self.top, OUTER);
        rule(flow, flow.y, OUTER);
        let mut x = 0.0;
        let last = plan.widths.len();
        for number in 0..=last {
            let width = if number == 0 || number == last { OUTER } else { INNER };
            flow.rule((x, self.top), (x, flow.y), width, Color::BLACK);
            x += plan.widths.get(number).copied().unwrap_or(0.0);
        }
    }
}

fn rule(flow: &mut Flow, y: f64, width: f64) {
    flow.rule((0.0, y), (flow.geometry.text_width, y), width, Color::BLACK);
}
