//! The tables of a sheet: one recogniser for all commands.
//!
//! A table is found by its shape: rows of labels as wide as the rows below them, and what those
//! rows are. The labels of a definition, where there is one, are one more piece of evidence: rows
//! that hold them may be a header whatever their shape, and of two headers the one that matches
//! better counts. What `inspect` describes is therefore what `check` reads.

mod aside;
pub(crate) mod columns;
mod find;
mod header;
pub(crate) mod labels;
mod learn;
mod levels;
pub(crate) mod paths;
mod rows;
mod settle;
mod split;
mod sums;
pub(crate) mod units;
mod view;

pub(crate) use find::tables;
pub(crate) use header::bare_month;
pub(crate) use labels::Labels;
pub(crate) use learn::amount;
pub(crate) use sums::same_amount;

use crate::grid::{Line, Raw, Sheet};
use crate::row_words::Total;
use columns::Header;

/// The most rows that a header spans.
const DEEPEST: u32 = 7;
/// So many rows above a header may hold its titles, its notes and its unit.
pub(crate) const BANNER: u32 = 12;

/// What a row below a header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A record.
    Record,
    /// 小计, 合计, 总计 or 累计.
    Total(Total),
    /// The sum of the rows above it by arithmetic alone, with a name of its own or without.
    Sum { total: Total, named: bool },
    /// 期初余额, 上年结转: what was there before.
    Carried,
    /// It heads the records below it.
    Section,
    /// A footer, a remark.
    Note,
    /// Figures below the records that stand for nothing in the column of names.
    Loose,
    /// It speaks of the records and is none of them.
    Aside(Aside),
    /// The header once more, as pages are printed.
    Repeat,
    /// It counts the columns.
    Counting,
    /// It holds nothing but units.
    Units,
    /// Nothing, or prepared and not filled in.
    Blank,
}

/// What a row says of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// 上年同期, 增减额, 平均: what they are compared with, or come to on average.
    Compared,
    /// 其中 below a total: they once more in other parts.
    Part,
    /// 例: how the form is to be filled in.
    Example,
    /// They stand below the labels of another table.
    Other,
}

/// A table of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) header: Header,
    /// The rows below the header that hold something, each with what it is.
    pub(crate) rows: Vec<(u32, Row)>,
    /// The column of running numbers.
    pub(crate) numbering: Option<u32>,
    /// The last record's row of the table above, if there is one.
    pub(crate) above: u32,
    /// Tables whose labels run several times from left to right share a number.
    pub(crate) panel: Option<u32>,
}

impl Table {
    /// The rows of records.
    pub(crate) fn records(&self) -> impl DoubleEndedIterator<Item = u32> + Clone + '_ {
        self.rows.iter().filter(|(_, kind)| *kind == Row::Record).map(|(row, _)| *row)
    }

    /// The last row that belongs to the table.
    pub(crate) fn end(&self) -> u32 {
        self.rows.iter().rev().find(|(_, kind)| *kind != Row::Blank).map_or(self.header.bottom, |(row, _)| *row)
    }
}

/// The content of a data cell: a merged block's value belongs to every row of the block where it
/// names what the rows are of. An amount that is merged over two records is one amount.
pub(crate) fn filled_down(sheet: &Sheet, line: &Line, column: u32, bottom: u32, amount: bool) -> Raw {
    match sheet.in_line(line, column) {
        Raw::Empty if !amount => match sheet.covering(line.row, column) {
            Some(merge) if merge.left == column && merge.top > bottom => sheet.own(merge.top, column),
            _ => Raw::Empty,
        },
        raw => raw,
    }
}
