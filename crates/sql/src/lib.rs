//! The measures of a report as queries for other engines, over the tables that `export` writes.
//!
//! Everything that decides a number is in the query: which records, which of them count, what is missing
//! and why. Nothing is divided and nothing is rounded in the engine: each row of the answer is a numerator
//! and a denominator, whole numbers both, and a reason where there is no number. What is put together from
//! measures (rates, shares, places, 其他) is computed where the report is made, by the code that always
//! computes it.

mod asked;
mod dialect;
mod guards;
mod read;
mod slots;
mod stamp;
mod tables;
mod values;

pub use asked::Asked;
pub use dialect::Dialect;
pub use stamp::{STAMPS, stamp_id};
pub use tables::{Table, tables};

use model::ledger::Ledger;
use model::query::Query;
use read::Catalogue;

/// One query for all measures and for the stamps of the ledgers that they read; its rows are the table of
/// answers ([`model::query::ANSWERS`]). `zone` is the partition that the project's records stand in.
pub fn query(dialect: Dialect, ledgers: &[&Ledger], zone: &str, asked: &[Asked<'_>]) -> String {
    let catalogue = Catalogue { dialect, ledgers, zone };
    let mut parts: Vec<String> = slots::rows(&catalogue, asked);
    let read = |ledger: &&&Ledger| asked.iter().any(|asked| reads(asked.query, &ledger.id));
    parts.extend(ledgers.iter().filter(read).map(|ledger| stamp::stamp(&catalogue, ledger)));
    let all = united(parts);
    let settings = dialect.settings();
    let columns = "report, item, measure, row_kind, row_key, CASE WHEN missing IS NULL THEN numerator END AS numerator, denominator, missing";
    format!("SELECT {columns} FROM (\n{all}\n) answers\nORDER BY measure, row_kind, row_key{settings}\n")
}

/// So many queries stand side by side: engines that nest one in the next fall over hundreds of them.
const SIDE_BY_SIDE: usize = 24;

/// One query with the rows of all.
fn united(mut parts: Vec<String>) -> String {
    while parts.len() > SIDE_BY_SIDE {
        let unite =
            |(at, some): (usize, &[String])| format!("SELECT * FROM (\n{}\n) part{at}", some.join("\nUNION ALL\n"));
        parts = parts.chunks(SIDE_BY_SIDE).enumerate().map(unite).collect();
    }
    parts.join("\nUNION ALL\n")
}

/// The query for the cells that a measure reads: where each stands, and what it holds.
pub fn cells(dialect: Dialect, ledgers: &[&Ledger], zone: &str, query: &Query) -> String {
    read::cells(&Catalogue { dialect, ledgers, zone }, query)
}

fn reads(query: &Query, ledger: &str) -> bool {
    use model::expr::Field;
    let of = |field: &Field| matches!(field, Field::OfEntity(other, _) | Field::Joined(other, _) if other == ledger);
    let by = query.by.as_ref().and_then(|by| by.field(&query.selection.ledger));
    query.selection.ledger == ledger || query.take.fields().chain(query.selection.fields()).chain(by).any(of)
}
