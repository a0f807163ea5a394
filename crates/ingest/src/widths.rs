//! How wide the columns of a sheet are.

use crate::cells::LAST_COLUMN;
use serde::{Deserialize, Serialize};

/// Columns side by side of one width.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnWidth {
    /// The first column, from 1.
    pub first: u32,
    /// The last column.
    pub last: u32,
    /// How many digits stand side by side in it, its margins among them; a digit of Excel's usual
    /// font takes seven pixels.
    pub width: f64,
}

/// The widths that a sheet states.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Widths {
    /// That of all columns that state none.
    usual: Option<f64>,
    columns: Vec<ColumnWidth>,
}

/// More ranges than any ledger has columns.
const MOST: usize = 4_096;
/// No column of Excel is wider.
const WIDEST: f64 = 255.0;
/// The pixels of a digit in Excel's usual font.
const DIGIT: f64 = 7.0;
/// The pixels of an inch.
const INCH: f64 = 96.0;

impl Widths {
    /// Notes the width of all columns that state none.
    pub(crate) fn all(&mut self, width: f64) {
        self.usual = sane(width).or(self.usual);
    }

    /// Notes the width of columns, the first and the last from 1.
    pub(crate) fn add(&mut self, first: u32, last: u32, width: f64) {
        let last = last.min(LAST_COLUMN);
        if let Some(width) = sane(width)
            && first > 0
            && first <= last
            && self.columns.len() < MOST
        {
            self.columns.push(ColumnWidth { first, last, width });
        }
    }

    /// The same ranges in order; of two that overlap the earlier column's counts.
    pub(crate) fn sorted(mut self) -> Widths {
        self.columns.sort_by_key(|range| range.first);
        let mut end = 0;
        self.columns.retain(|range| {
            let apart = range.first > end;
            end = if apart { range.last } else { end };
            apart
        });
        self
    }

    /// The width of all columns that state none.
    pub(crate) fn usual(&self) -> Option<f64> {
        self.usual
    }

    /// The ranges of columns that state one.
    pub(crate) fn columns(&self) -> &[ColumnWidth] {
        &self.columns
    }
}

fn sane(width: f64) -> Option<f64> {
    (width.is_finite() && width >= 0.0).then(|| width.min(WIDEST))
}

/// The width of so many points.
pub(crate) fn of_points(points: f64) -> f64 {
    points / 72.0 * INCH / DIGIT
}

/// The width of a length with its unit, as in `2.26cm`.
pub(crate) fn of_length(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = length.strip_suffix(unit)?.parse().ok()?;
    let points = match unit {
        "cm" => number / 2.54 * 72.0,
        "mm" => number / 25.4 * 72.0,
        "in" => number * 72.0,
        "pt" => number,
        _ => return None,
    };
    Some(of_points(points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_widths_are_kept_in_order() {
        let mut widths = Widths::default();
        widths.all(f64::NAN);
        for (first, last, width) in
            [(3, u32::MAX, 999.0), (1, 2, 8.5), (2, 5, 7.0), (0, 4, 1.0), (9, 8, 1.0), (1, 1, -1.0), (1, 1, f64::NAN)]
        {
            widths.add(first, last, width);
        }
        let kept: Vec<_> = widths.sorted().columns.iter().map(|range| (range.first, range.last, range.width)).collect();
        assert_eq!(kept, [(1, 2, 8.5), (3, LAST_COLUMN, 255.0)]);
    }

    #[test]
    fn lengths_are_told_by_their_units() {
        let tenths = |length: &str| of_length(length).map(|width| (width * 10.0).round() as i64);
        assert_eq!(["1in", "2.54cm", "25.4mm", "72pt"].map(tenths), [Some(137); 4]);
        assert_eq!(["", "cm", "1", "-1cm", "1px"].map(tenths), [None; 5]);
    }
}
