//! The stamp of a ledger: what tells whether an engine reads the records that are here.

use crate::dialect::comment;
use crate::read::Catalogue;
use model::ledger::Ledger;

/// What a stamp is: how many records there are, and the sum of the column `_stamp`.
pub const STAMPS: [&str; 2] = ["records", "sum"];

/// The measure's id of one part of a stamp.
pub fn stamp_id(ledger: &str, part: &str) -> String {
    format!("stamp {part} {ledger}")
}

/// The rows of a ledger's stamp.
pub(crate) fn stamp(catalogue: &Catalogue<'_>, ledger: &Ledger) -> String {
    let dialect = catalogue.dialect;
    let name = |id: &str| dialect.name(id);
    let sum = format!("coalesce(sum({}), 0)", dialect.wide(&name("_stamp")));
    let values = ["count(*)".to_owned(), sum];
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
    format!("-- {}：读到的是不是同一份台账\n{}", comment(&ledger.title), rows.join("\nUNION ALL\n"))
}
