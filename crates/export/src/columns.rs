//! What the columns of a ledger become.

use model::ledger::{Column, Kind, Ledger};

/// The workbook that a record came from, relative to its project.
pub(crate) const FILE: &str = "_file";
/// The sheet.
pub(crate) const SHEET: &str = "_sheet";
/// The row, from 1.
pub(crate) const ROW: &str = "_row";

/// The place of the record among those of its ledger, from 0.
pub(crate) const RECORD: &str = "_record";
/// The record of the list of entities that the record names; below zero one that no list knows.
pub(crate) const ENTITY: &str = "_entity";
/// The record's stamp, by which an engine's answers are known to be of the same records.
pub(crate) const STAMP: &str = "_stamp";
/// How the record changed since the submission before its own: `,added,`.
pub(crate) const CHANGED: &str = "_changed";
/// The record of another ledger that is found by its key: `_of_budget`.
pub(crate) fn of(ledger: &str) -> String {
    format!("_of_{ledger}")
}

/// The form of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text: words, and months as `2020-12`.
    Text,
    /// A whole number, to be divided by ten to the power of the scale.
    Integer(u8),
    /// A day.
    Date,
    /// 是 or 否.
    Boolean,
}

/// The form of a column.
pub(crate) fn form(column: &Column) -> Form {
    match column.kind {
        Kind::Text | Kind::CreditCode | Kind::Status | Kind::Month => Form::Text,
        Kind::Date => Form::Date,
        Kind::Boolean => Form::Boolean,
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => Form::Integer(column.scale()),
    }
}

/// The unit of one, unscaled: `元` of money that is stored in 分 with the scale 2.
pub(crate) fn unit(column: &Column) -> &str {
    match column.kind {
        Kind::Money => "元",
        Kind::Number | Kind::Integer => column.unit.as_deref().unwrap_or_default(),
        _ => "",
    }
}

/// The columns of a ledger with what its values are: their form, their scale and their unit. Tables of
/// ledgers whose forms are equal may be read as one.
pub fn forms(ledger: &Ledger) -> Vec<(String, String)> {
    let words = |column: &Column| format!("{:?} {}", form(column), unit(column));
    ledger.columns.iter().map(|column| (column.id.clone(), words(column))).collect()
}
