//! Whether the key of a ledger tells its records apart within one workbook.

use super::{duplicate_key::DUPLICATE_KEY, empty_key::EMPTY_KEY};
use crate::report::Report;
use model::ledger::Ledger;
use model::records::{NULL, Records};
use model::{Argument, Diagnostic};
use std::collections::HashMap;

/// Checks the records of one workbook.
pub(crate) fn check(ledger: &Ledger, records: &Records, report: &mut Report<'_>) {
    let mut key: Vec<usize> = ledger.key.iter().filter_map(|id| ledger.position(id)).collect();
    // With periods across a row has a record for each.
    key.extend(ledger.across().map(|(period, _)| period).filter(|period| !key.is_empty() && !key.contains(period)));
    let mut seen: HashMap<Vec<i64>, usize> = HashMap::new();
    // A cell that cannot be read has no value, and is not empty.
    let unread = report.unread();
    for record in 0..records.len() {
        let value = |at: &usize| records.columns.get(*at).and_then(|cells| cells.get(record));
        let values: Vec<i64> = key.iter().map(|at| value(at).unwrap_or(NULL)).collect();
        let empty = key.iter().zip(&values).find(|(_, value)| **value == NULL).map(|(at, _)| *at);
        if let Some(at) = empty {
            let title = ledger.columns.get(at).map_or("", |column| column.title());
            if !unread.has(&records.place(record, at)) {
                say(records, record, at, report, EMPTY_KEY.problem().name("column", title));
            }
            continue;
        }
        let Some(at) = key.first() else { return };
        let Some(first) = seen.insert(values, record) else { continue };
        let place = records.place(first, *at);
        let problem = DUPLICATE_KEY.problem().words("key", records.key(ledger, record));
        say(records, record, *at, report, problem.with("first", Argument::Cell(place.cell.unwrap_or_default())));
    }
}

/// Says it at the cell, unless the column is not in the workbook: that has been said.
fn say(records: &Records, record: usize, at: usize, report: &mut Report<'_>, problem: Diagnostic) {
    let place = records.place(record, at);
    if let (Some(sheet), Some((row, column))) = (place.sheet, place.cell) {
        report.cell(&sheet, row, column, problem);
    }
}
