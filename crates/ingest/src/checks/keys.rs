//! Whether the key of a ledger tells its records apart within one workbook.

use super::{duplicate_key::DUPLICATE_KEY, empty_key::EMPTY_KEY};
use crate::report::Report;
use crate::value::Finding;
use model::diagnostic::address;
use model::ledger::Ledger;
use model::records::{NULL, Records, shown};
use std::collections::HashMap;

/// Checks the records of one workbook.
pub(crate) fn check(ledger: &Ledger, records: &Records, report: &mut Report<'_>) {
    let key: Vec<usize> = ledger.key.iter().filter_map(|id| ledger.position(id)).collect();
    let mut seen: HashMap<Vec<i64>, usize> = HashMap::new();
    for record in 0..records.len() {
        let value = |at: &usize| records.columns.get(*at).and_then(|cells| cells.get(record));
        let values: Vec<i64> = key.iter().map(|at| value(at).unwrap_or(NULL)).collect();
        let empty = key.iter().zip(&values).find(|(_, value)| **value == NULL).map(|(at, _)| *at);
        if let Some(at) = empty {
            let title = ledger.columns.get(at).map_or("", |column| column.title());
            say(records, record, at, report, &EMPTY_KEY, format!("“{title}”为空，这一行无法与其他月份对照。请补填。"));
            continue;
        }
        let Some(at) = key.first() else { return };
        let Some(first) = seen.insert(values, record) else { continue };
        let words: Vec<String> = key
            .iter()
            .filter_map(|at| {
                let (column, cells) = (ledger.columns.get(*at)?, records.columns.get(*at)?);
                shown(column, cells, cells.get(record)?)
            })
            .collect();
        let place = records.place(first, *at);
        let cell = place.cell.map(|(row, column)| address(row, column)).unwrap_or_default();
        let message = format!("“{}”与 {cell} 重复。请核对是否重复填报。", words.join("、"));
        say(records, record, *at, report, &DUPLICATE_KEY, message);
    }
}

/// Says it at the cell, unless the column is not in the workbook: that has been said.
fn say(
    records: &Records,
    record: usize,
    at: usize,
    report: &mut Report<'_>,
    rule: &'static model::Rule,
    message: String,
) {
    let place = records.place(record, at);
    if let (Some(sheet), Some((row, column))) = (place.sheet, place.cell) {
        report.cell(&sheet, row, column, Finding { rule, message });
    }
}
