//! The columns of a header with their labels.

use crate::text::match_form;
use crate::unit;
use model::{Month, Unit};

/// A column of a header.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// The sheet's column, from 1.
    pub(crate) at: u32,
    /// The labels from top to bottom; none where names stand below a blank corner.
    pub(crate) path: Vec<String>,
    /// The unit under the label, where a row of the header holds nothing but units.
    pub(super) under: Option<Unit>,
    /// The month, quarter's or year's last month that the labels name.
    pub(crate) period: Option<Month>,
}

impl Column {
    /// The unit in the label, in a label above it or under it.
    pub(crate) fn unit(&self) -> Option<Unit> {
        self.path.iter().rev().find_map(|label| unit::split(&match_form(label)).1).or_else(|| self.under.clone())
    }

    /// Whether the label is that of a column of running numbers.
    pub(crate) fn numbers(&self) -> bool {
        crate::row_words::numbering(&self.leaf())
    }

    /// The lowest label in comparable form.
    pub(crate) fn leaf(&self) -> String {
        self.path.last().map(|label| match_form(label)).unwrap_or_default()
    }
}

/// A header: its rows, and its columns with their labels.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    pub(crate) columns: Vec<Column>,
}

impl Header {
    pub(crate) fn left(&self) -> u32 {
        self.columns.first().map_or(0, |column| column.at)
    }

    pub(crate) fn right(&self) -> u32 {
        self.columns.last().map_or(0, |column| column.at)
    }

    /// The lowest labels in comparable form.
    pub(crate) fn leaves(&self) -> Vec<String> {
        self.columns.iter().map(Column::leaf).collect()
    }

    /// Whether the rows stand for what is measured and the columns for when.
    pub(crate) fn across(&self) -> bool {
        let periods = self.columns.iter().filter(|column| column.period.is_some()).count();
        periods >= 2 && periods * 2 >= self.columns.len()
    }

    /// Some of the columns with the same rows.
    pub(crate) fn part(&self, columns: &[Column]) -> Header {
        Header { columns: columns.to_vec(), ..*self }
    }
}
