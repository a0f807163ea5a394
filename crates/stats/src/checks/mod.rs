//! Built-in reconciliations of a ledger with itself: declared on a column, true of every record or
//! of every month.

mod cumulative;
mod joined_words;
mod last_year;
mod lost_sheet;
mod not_above;
mod not_before;
mod reconciliation;
mod share;
mod unfilled;
mod unjoined;
mod unseen_value;

pub(crate) use cumulative::CUMULATIVE;
pub(crate) use joined_words::JOINED_WORDS;
pub use joined_words::joined;
pub(crate) use last_year::LAST_YEAR;
pub(crate) use lost_sheet::LOST_SHEET;
pub(crate) use not_above::NOT_ABOVE;
pub(crate) use not_before::NOT_BEFORE;
pub(crate) use reconciliation::RECONCILIATION;
pub use reconciliation::failed;
pub use share::SHARE_ABOVE_WHOLE;
pub use unfilled::{UNFILLED_CELL, UNFILLED_COLUMN, unfilled};
pub(crate) use unjoined::UNJOINED;
pub use unseen_value::{UNSEEN_VALUE, unseen};

use crate::sources::{Loaded, Sources};
use model::ledger::Column;
use model::records::{Cells, exact};
use model::{Diagnostic, Exact, Month, ReportingTime, Unit};
use std::collections::BTreeMap;

/// What does not agree within the ledgers, in the order of ledgers, checks and records. The time says
/// where years begin.
pub fn check(sources: &Sources, time: ReportingTime) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for loaded in sources.all() {
        problems.extend(not_above::check(loaded));
        problems.extend(not_before::check(loaded));
        problems.extend(share::check(loaded));
        problems.extend(last_year::check(loaded));
        problems.extend(cumulative::check(loaded, time));
        problems.extend(lost_sheet::check(loaded));
    }
    problems.extend(unjoined::check(sources));
    problems
}

/// The columns of a ledger that name another one by a key of their definition.
fn pairs<'a>(
    loaded: &'a Loaded,
    other: impl Fn(&Column) -> Option<&String> + 'a,
) -> impl Iterator<Item = [(usize, &'a Column, &'a Cells); 2]> + 'a {
    let ledger = &loaded.ledger;
    let at = move |at: usize| Some((at, ledger.columns.get(at)?, loaded.records.columns.get(at)?));
    (0..ledger.columns.len()).filter_map(move |own| {
        let named = ledger.position(other(ledger.columns.get(own)?)?)?;
        Some([at(own)?, at(named)?])
    })
}

/// A value with its unit, as in a message.
fn told(column: &Column, cells: &Cells, value: i64) -> String {
    model::records::told(column, cells, value).unwrap_or_default()
}

/// An exact amount with the column's unit.
fn amount(column: &Column, value: Exact) -> String {
    let unit = column.unit();
    format!("{}{}", unit.convert(value).unwrap_or(value), if unit == Unit::None { "" } else { unit.name() })
}

/// The sum of a column by month of submission, with the first record of each month.
fn by_month(loaded: &Loaded, column: &Column, cells: &Cells) -> BTreeMap<Month, (Exact, usize)> {
    let mut sums: BTreeMap<Month, (Exact, usize)> = BTreeMap::new();
    for record in 0..loaded.records.len() {
        let month = loaded.records.submission(record).map(|sent| sent.month);
        if let Some((month, value)) = month.zip(cells.get(record)) {
            let (sum, _) = sums.entry(month).or_insert((Exact::ZERO, record));
            *sum = sum.plus(exact(column, value)).unwrap_or(*sum);
        }
    }
    sums
}

/// The tables of the last two months' submissions, by submission and table, with their records:
/// changes read the one before the last.
fn recent(loaded: &Loaded) -> BTreeMap<(u32, u32), Vec<usize>> {
    let records = &loaded.records;
    let months: Vec<Month> = loaded.submitted.iter().rev().take(2).copied().collect();
    let mut own: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        if records.submission(record).is_some_and(|sent| months.contains(&sent.month)) {
            own.entry((origin.submission, origin.table)).or_default().push(record);
        }
    }
    own
}
