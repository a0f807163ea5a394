//! The part of a table on one page: its rows and the rules around them.

use super::columns::Plan;
use super::head::{Head, HeadBox};
use super::rows::{LINE, Set};
use crate::flow::Flow;
use model::document::RowKind;
use model::page::{Color, ElementKind};

/// The rules around a table and above its total, in points.
const OUTER: f64 = 1.0;
/// The rules above other rows that sum up, in points.
const MIDDLE: f64 = 0.7;
/// The rules within, in points.
const INNER: f64 = 0.4;

/// What is open on the current page.
pub(crate) struct Frame {
    top: f64,
    /// Where the head ends and the rules between columns begin.
    below_head: f64,
    /// Rules between rows, with their widths.
    rules: Vec<(f64, f64)>,
    /// Rows over the whole width, which no rule between columns crosses: from and to.
    whole: Vec<(f64, f64)>,
    /// Rules of the head: from and to.
    head: Vec<((f64, f64), (f64, f64))>,
}

impl Frame {
    /// Puts the head; nobody reads a repeated one aloud again.
    pub(crate) fn open(flow: &mut Flow, head: &Head, plan: &Plan, repeated: bool) -> Frame {
        let top = flow.y;
        let mut frame =
            Frame { top, below_head: top + head.height, rules: Vec::new(), whole: Vec::new(), head: Vec::new() };
        if repeated {
            flow.unread(|flow| frame.put_head(flow, head, plan));
        } else {
            frame.put_head(flow, head, plan);
        }
        flow.y = frame.below_head;
        frame
    }

    fn put_head(&mut self, flow: &mut Flow, head: &Head, plan: &Plan) {
        let below = |row: usize| self.top + head.rows.iter().take(row).sum::<f64>();
        let across = |column: usize| plan.widths.iter().take(column).sum::<f64>();
        for row in 0..head.rows.len() {
            flow.structure.open(ElementKind::Row);
            for cell in head.boxes.iter().filter(|cell| cell.rows.0 == row) {
                let HeadBox { rows, columns, lines } = cell;
                let (upper, lower) = (below(rows.0), below(rows.0 + rows.1));
                let (left, right) = (across(columns.0), across(columns.0 + columns.1));
                flow.structure.open(ElementKind::HeadCell);
                flow.structure.span(rows.1, columns.1);
                let tall = ((lines.len().max(1) - 1) as f64 * LINE + 1.0) * plan.size;
                let mut y = upper + (lower - upper - tall) / 2.0;
                for (x, line) in lines {
                    flow.put(line, left + x, y, plan.size, Color::BLACK);
                    y += LINE * plan.size;
                }
                flow.structure.close();
                if rows.0 + rows.1 < head.rows.len() {
                    self.head.push(((left, lower), (right, lower)));
                }
                if columns.0 > 0 {
                    self.head.push(((left, upper), (left, lower)));
                }
            }
            flow.structure.close();
        }
    }

    /// Puts a row below the others.
    pub(crate) fn row(&mut self, flow: &mut Flow, row: &Set, plan: &Plan) {
        let width = match row.kind {
            RowKind::Total => OUTER,
            RowKind::Others | RowKind::Subtotal => MIDDLE,
            RowKind::Body => INNER,
        };
        self.rules.push((flow.y, width));
        if row.whole {
            self.whole.push((flow.y, flow.y + row.height));
        }
        flow.structure.open(ElementKind::Row);
        let mut left = 0.0;
        for (lines, width) in row.cells.iter().zip(&plan.widths) {
            let tall = ((lines.len().max(1) - 1) as f64 * LINE + 1.0) * plan.size;
            let mut y = flow.y + (row.height - tall) / 2.0;
            flow.structure.open(ElementKind::Cell);
            if row.whole {
                flow.structure.span(1, plan.widths.len());
            }
            for (x, line) in lines {
                flow.put(line, left + x, y, plan.size, Color::BLACK);
                y += LINE * plan.size;
            }
            flow.structure.close();
            left += width;
        }
        flow.structure.close();
        flow.y += row.height;
    }

    /// Puts all rules.
    pub(crate) fn close(&self, flow: &mut Flow, plan: &Plan) {
        let (width, bottom) = (flow.geometry.text_width, flow.y);
        let mut rule = |from: (f64, f64), to: (f64, f64), thickness: f64| flow.rule(from, to, thickness, Color::BLACK);
        for y in [self.top, bottom] {
            rule((0.0, y), (width, y), OUTER);
        }
        for x in [0.0, width] {
            rule((x, self.top), (x, bottom), OUTER);
        }
        for (from, to) in &self.head {
            rule(*from, *to, INNER);
        }
        for (y, thickness) in &self.rules {
            rule((0.0, *y), (width, *y), *thickness);
        }
        let starts = std::iter::once(self.below_head).chain(self.whole.iter().map(|(_, to)| *to));
        let ends = self.whole.iter().map(|(from, _)| *from).chain([bottom]);
        for (from, to) in starts.zip(ends).filter(|(from, to)| from < to) {
            let mut x = 0.0;
            for width in plan.widths.iter().take(plan.widths.len().saturating_sub(1)) {
                x += width;
                rule((x, from), (x, to), INNER);
            }
        }
    }
}
