//! The stamp of a ledger: what tells whether an engine reads the records that are here.

use crate::read::Catalogue;
use model::ledger::{Kind, Ledger};

/// What a stamp counts: the records, their filled cells, and the sum of all whole numbers in them.
pub const STAMPS: [&str; 3] = ["records", "cells", "sum"];

/// The measure's id of one part of a stamp.
pub fn stamp_id(ledger: &str, part: &str) -> String {
    format!("stamp {part} {ledger}")
}

/// The rows of a ledger's stamp.
pub(crate) fn stamp(catalogue: &Catalogue<'_>, ledger: &Ledger) -> String {
    let dialect = catalogue.dialect;
    let name = |id: &str| dialect.name(id);
    let cells: Vec<String> = ledger.columns.iter().map(|column| format!("count({})", name(&column.id))).collect();
    let numbers = ledger
        .columns
        .iter()
        .filter(|column| matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent));
    let sums: Vec<String> =
        numbers.map(|column| format!("coalesce(sum({}), 0)", dialect.wide(&name(&column.id)))).collect();
    let or_zero = |parts: Vec<String>| if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") };
    let values = ["count(*)".to_owned(), or_zero(cells), or_zero(sums)];
    let text = |text: &str| dialect.text(text);
    let row = |(part, value): (&str, String)| {
        format!(
            "SELECT {} AS report, {} AS item, {} AS measure, 'whole' AS row_kind, {} AS row_key, {} AS numerator, {} AS denominator, {} AS missing FROM {} WHERE {} = {}",
            text(""),
            text(&ledger.id),
            text(&stamp_id(&ledger.id, part)),
            dialect.words("NULL"),
            dialect.answer(&value),
            dialect.answer("1"),
            dialect.words("NULL"),
            name(&ledger.id),
            name("_zone"),
            text(catalogue.zone)
        )
    };
    let rows: Vec<String> = STAMPS.into_iter().zip(values).map(row).collect();
    format!("-- {}：读到的是不是同一份台账\n{}", ledger.title, rows.join("\nUNION ALL\n"))
}
