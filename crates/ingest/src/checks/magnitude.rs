//! A column of amounts is ten thousand times what it was: its unit changed unsaid.

use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records, shown};
use model::{Diagnostic, Month, Rule, Severity};
use std::collections::BTreeMap;

/// A column of amounts is ten thousand times what it was: its unit changed unsaid.
pub static MAGNITUDE: Rule = Rule {
    code: "magnitude",
    severity: Severity::Warning,
    title: "金额与上期相差万倍",
    meaning: "这一列的金额普遍是上一期的约一万倍或万分之一，多半是单位（元、万元）填错或没有注明。",
    example: "“税收合计”的中位数上月 12.50 万元，本月 125000.00 万元。",
    remedy: "核对单位，在表头或表上方注明“单位：元”或“单位：万元”。",
};

/// Fewer values say nothing about what is usual.
const LEAST: usize = 5;
/// Between one kind of unit and the next lie four powers of ten; the half of them is doubt.
const FACTOR: i64 = 2_000;

/// Compares each workbook's amounts with those of the last month before it that has any.
pub fn magnitudes(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    for (at, column) in ledger.columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Money) {
        let Some(cells) = records.columns.get(at) else { continue };
        let mut by_month: BTreeMap<Month, Vec<i64>> = BTreeMap::new();
        let mut by_file: BTreeMap<u32, (usize, Vec<i64>)> = BTreeMap::new();
        for (record, origin) in records.origins.iter().enumerate() {
            let value = cells.get(record).filter(|value| *value != 0).map(i64::abs);
            let (Some(value), Some(sent)) = (value, records.submission(record)) else { continue };
            by_month.entry(sent.month).or_default().push(value);
            by_file.entry(origin.submission).or_insert((record, Vec::new())).1.push(value);
        }
        let medians: BTreeMap<Month, i64> =
            by_month.into_iter().filter_map(|(month, values)| Some((month, median(values)?))).collect();
        for (first, values) in by_file.into_values() {
            let Some(sent) = records.submission(first) else { continue };
            let before = medians.range(..sent.month).next_back().map(|(month, median)| (*month, *median));
            let (Some((month, before)), Some(now)) = (before, median(values)) else { continue };
            let apart = now >= before.saturating_mul(FACTOR) || before >= now.saturating_mul(FACTOR);
            if apart {
                list.extend(said(column, records, first, at, (month, before), now));
            }
        }
    }
    list
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    if values.len() < LEAST {
        return None;
    }
    let middle = values.len() / 2;
    Some(*values.select_nth_unstable(middle).1)
}

fn said(
    column: &Column,
    records: &Records,
    first: usize,
    at: usize,
    (month, before): (Month, i64),
    now: i64,
) -> Option<Diagnostic> {
    let print = |value: i64| shown(column, &Cells::default(), value);
    let (title, unit) = (column.title(), column.unit());
    let message = format!(
        "“{title}”的中位数是 {}{unit}，{}是 {}{unit}，相差约万倍。请核对单位是元还是万元，并在表头或表上方注明。",
        print(now)?,
        month.chinese(),
        print(before)?,
        unit = unit.name()
    );
    Some(Diagnostic::new(&MAGNITUDE, records.place(first, at), message))
}
