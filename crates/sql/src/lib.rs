//! The measures of a report as queries for other engines, over the tables that `export` writes.
//!
//! What the exported tables do not say of a record is in the query: which records count, what is missing and
//! why. Nothing is divided and nothing is rounded in the engine: each row of the answer is a numerator
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
pub use dialect::{Dialect, comment};
pub use stamp::{STAMPS, stamp_id};
pub use tables::{Table, tables};

use model::ledger::Ledger;
use model::query::Query;
use read::Catalogue;

/// One query for all measures and for the stamps of the ledgers. Its rows are the table of answers: `report` and
/// `item` that ask first, `measure` (the query's id), `row_kind` (`whole`, `value` or `empty`) and `row_key`,
/// `numerator` and `denominator`, `missing` (the reason), and `of_rows`, how many rows the measure has.
/// `zone` is the partition that the project's records stand in.
pub fn query(dialect: Dialect, ledgers: &[&Ledger], zone: &str, asked: &[Asked<'_>]) -> String {
    let catalogue = Catalogue { dialect, ledgers, zone };
    let mut parts: Vec<String> = slots::rows(&catalogue, asked);
    parts.extend(ledgers.iter().map(|ledger| stamp::stamp(&catalogue, ledger)));
    let all = united(parts);
    let settings = dialect.settings();
    let columns = "report, item, measure, row_kind, row_key, CASE WHEN missing IS NULL THEN numerator END AS numerator, denominator, missing, count(*) OVER (PARTITION BY measure) AS of_rows";
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
