//! The head of a table: one row, or several with cells that span columns and rows.

use super::cells::{self, Lines};
use super::columns::Plan;
use super::rows::{BLANK, LINE};
use crate::fonts::Fonts;
use model::document::Table;

/// A cell of the head.
#[derive(Clone, Debug)]
pub(crate) struct HeadBox {
    /// The first of its rows, from 0, and how many there are.
    pub(crate) rows: (usize, usize),
    /// The first of its columns within the plan, from 0, and how many there are.
    pub(crate) columns: (usize, usize),
    /// Its words.
    pub(crate) lines: Lines,
}

/// A head ready to be put.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    /// The cells from left to right and from top to bottom.
    pub(crate) boxes: Vec<HeadBox>,
    /// The heights of its rows in points.
    pub(crate) rows: Vec<f64>,
    /// The height of all of them in points.
    pub(crate) height: f64,
}

/// Sets the head of the plan's columns.
pub(crate) fn set(table: &Table, plan: &Plan, fonts: &mut Fonts) -> Head {
    let count = table.head.len() + 1;
    let mut boxes = Vec::new();
    for (level, cells) in table.head.iter().enumerate() {
        let mut start = 0;
        for cell in cells {
            let here = start..start + cell.columns.max(1);
            start = here.end;
            // A part of a wide table may hold only some of the columns.
            let inside = |place: &usize| plan.columns.get(*place).is_some_and(|column| here.contains(column));
            let places: Vec<usize> = (0..plan.columns.len()).filter(inside).collect();
            if let (Some(first), false) = (places.first(), cell.title.is_empty()) {
                let width = plan.widths.iter().skip(*first).take(places.len()).sum();
                let lines = cells::head(&cell.title, plan.size, width, fonts);
                boxes.push(HeadBox { rows: (level, 1), columns: (*first, places.len()), lines });
            }
        }
    }
    for (place, (column, width)) in plan.columns.iter().zip(&plan.widths).enumerate() {
        let above = boxes.iter().filter(|known| (known.columns.0..known.columns.0 + known.columns.1).contains(&place));
        let first = above.map(|known| known.rows.0 + 1).max().unwrap_or(0);
        let title = table.columns.get(*column).map_or("", |column| column.title.as_str());
        let lines = cells::head(title, plan.size, *width, fonts);
        boxes.push(HeadBox { rows: (first, count - first), columns: (place, 1), lines });
    }
    boxes.sort_by_key(|known| (known.rows.0, known.columns.0));
    let rows = heights(&boxes, count, plan.size);
    let height = rows.iter().sum();
    Head { boxes, rows, height }
}

/// The height of so many lines with the blank around them.
fn needed(lines: usize, size: f64) -> f64 {
    ((lines.max(1) - 1) as f64 * LINE + 1.0 + 2.0 * BLANK) * size
}

/// Rows as high as their cells; the last one grows where a cell over several rows needs more.
fn heights(boxes: &[HeadBox], count: usize, size: f64) -> Vec<f64> {
    let single = |row: usize| {
        let own = boxes.iter().filter(|known| known.rows == (row, 1));
        own.map(|known| needed(known.lines.len(), size)).fold(needed(1, size), f64::max)
    };
    let mut rows: Vec<f64> = (0..count).map(single).collect();
    for known in boxes.iter().filter(|known| known.rows.1 > 1) {
        let there: f64 = rows.iter().skip(known.rows.0).take(known.rows.1).sum();
        let lack = needed(known.lines.len(), size) - there;
        if let (true, Some(last)) = (lack > 0.0, rows.last_mut()) {
            *last += lack;
        }
    }
    rows
}
