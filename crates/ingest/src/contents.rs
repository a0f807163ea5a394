//! The cells of a workbook for those who write it again.

use crate::Grid;
use crate::grid::Raw;
use crate::value::date::FROM_1900_TO_1904;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A text, or the name of an error.
    Text(String),
    /// A number.
    Number(f64),
    /// A quotient that is shown as a percentage.
    Percent(f64),
    /// A day as a serial number of the 1900 epoch.
    Date(f64),
    /// TRUE or FALSE.
    Bool(bool),
}

/// A sheet's cells.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Row and column from 1, and what the cell holds.
    pub cells: Vec<(u32, u32, Content)>,
    /// Merged blocks: top, left, bottom, right, from 1.
    pub merges: Vec<[u32; 4]>,
}

impl Grid {
    /// How many cells hold something.
    pub fn cells(&self) -> usize {
        let sheets = self.0.sheets.iter();
        sheets.flat_map(|sheet| sheet.lines.iter().map(|line| sheet.cells(line).len())).sum()
    }

    /// All cells of all sheets.
    pub fn contents(&self) -> Vec<Contents> {
        let book = &self.0;
        let shift = if book.from_1904 { FROM_1900_TO_1904 as f64 } else { 0.0 };
        let content = |raw: Raw| {
            Some(match raw {
                Raw::Empty | Raw::Uncomputed => return None,
                Raw::Text(number) => Content::Text(book.strings.get(number).to_owned()),
                Raw::Number(value) => Content::Number(value),
                Raw::Percent(value) => Content::Percent(value),
                Raw::Date(value) => Content::Date(value + shift),
                Raw::Bool(flag) => Content::Bool(flag),
                Raw::Fault(fault) => Content::Text(fault.name().to_owned()),
            })
        };
        let sheets = book.sheets.iter().map(|sheet| Contents {
            name: sheet.name.clone(),
            hidden: sheet.hidden,
            cells: sheet
                .lines
                .iter()
                .flat_map(|line| sheet.cells(line).iter().map(|(column, raw)| (line.row, column, raw)))
                .filter_map(|(row, column, raw)| Some((row, column, content(raw)?)))
                .collect(),
            merges: sheet.merges.iter().map(|merge| [merge.top, merge.left, merge.bottom, merge.right]).collect(),
        });
        sheets.collect()
    }
}
