//! A total row differs from the sum of its rows.

use crate::header::Table;
use crate::rows::Total;
use crate::value::Finding;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, NULL, shown};
use model::{Rule, Severity};

/// A total row differs from the sum of its rows.
pub static TOTAL_MISMATCH: Rule = Rule {
    code: "total-mismatch",
    severity: Severity::Warning,
    title: "合计与各行之和不符",
    meaning: "合计、小计或总计行的数与它所含各行之和不相等。",
    example: "“税收合计”合计行是 100.00 万元，各行之和是 99.00 万元。",
    remedy: "核对合计公式的范围、是否漏行或重复，以及合计行是否手工填写。",
};

/// One line of a table as totals see it.
enum Entry {
    Row(Vec<Option<i64>>),
    Total(Total, u32, Vec<Option<i64>>),
}

/// Collects the rows and the totals of one table.
pub(crate) struct Totals<'a> {
    ledger: &'a Ledger,
    /// The position in the ledger and the sheet's column of everything that can be summed.
    columns: Vec<(usize, u32)>,
    entries: Vec<Entry>,
}

impl<'a> Totals<'a> {
    pub(crate) fn new(ledger: &'a Ledger, table: &Table) -> Totals<'a> {
        let summed = |column: &Column| {
            matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer) && !ledger.key.contains(&column.id)
        };
        let mut columns: Vec<(usize, u32)> = ledger
            .columns
            .iter()
            .zip(&table.columns)
            .enumerate()
            .filter(|(_, (column, _))| summed(column))
            .filter_map(|(at, (_, found))| found.as_ref().map(|found| (at, found.column)))
            .collect();
        if let Some((_, value)) = ledger.across().filter(|(_, value)| ledger.columns.get(*value).is_some_and(summed)) {
            columns.extend(table.periods.iter().map(|(column, _)| (value, *column)));
        }
        Totals { ledger, columns, entries: Vec::new() }
    }

    /// Adds a data row by the positions of the ledger's columns.
    pub(crate) fn row(&mut self, value: impl Fn(usize) -> Option<i64>) {
        let values = self.columns.iter().map(|(at, _)| value(*at).filter(|value| *value != NULL));
        self.entries.push(Entry::Row(values.collect()));
    }

    /// Adds a data row of periods by the sheet's columns.
    pub(crate) fn periods(&mut self, value: impl Fn(u32) -> Option<i64>) {
        let values = self.columns.iter().map(|(_, column)| value(*column).filter(|value| *value != NULL));
        self.entries.push(Entry::Row(values.collect()));
    }

    /// Adds a total row.
    pub(crate) fn total(&mut self, total: Total, row: u32, value: impl Fn(usize, u32) -> Option<i64>) {
        let values = self.columns.iter().map(|(at, column)| value(*at, *column));
        self.entries.push(Entry::Total(total, row, values.collect()));
    }

    /// The cells of total rows that equal no sum that they could mean: of the rows since the last
    /// total, of all rows above, of all rows, or of the rows until the next total.
    pub(crate) fn findings(&self) -> Vec<(u32, u32, Finding)> {
        let mut list = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let Entry::Total(total, row, values) = entry else { continue };
            let after_total = at.checked_sub(1).and_then(|at| self.entries.get(at));
            if *total == Total::Cumulative && matches!(after_total, Some(Entry::Total(..))) {
                continue;
            }
            for (slot, ((position, column), value)) in self.columns.iter().zip(values).enumerate() {
                let Some(value) = value else { continue };
                let (above, below) =
                    (self.entries.get(..at).unwrap_or_default(), self.entries.get(at + 1..).unwrap_or_default());
                let row_of = |entry: &Entry| {
                    if let Entry::Row(values) = entry { values.get(slot).copied().flatten() } else { None }
                };
                let is_row = |entry: &&Entry| matches!(entry, Entry::Row(_));
                let sum = |entries: &mut dyn Iterator<Item = &Entry>| -> i128 {
                    entries.filter_map(row_of).map(i128::from).sum()
                };
                let since = sum(&mut above.iter().rev().take_while(is_row));
                let over = sum(&mut above.iter());
                let all = over + sum(&mut below.iter());
                let next = sum(&mut below.iter().take_while(is_row));
                let value = i128::from(*value);
                if [since, over, all, next].contains(&value) {
                    continue;
                }
                let expected = match total {
                    _ if !above.iter().any(|entry| is_row(&entry)) => next,
                    Total::Part => since,
                    Total::Whole | Total::Cumulative => over,
                };
                let Some(definition) = self.ledger.columns.get(*position) else { continue };
                list.extend(finding(definition, value, expected).map(|finding| (*row, *column, finding)));
            }
        }
        list
    }
}

fn finding(column: &Column, value: i128, expected: i128) -> Option<Finding> {
    let print = |value: i128| i64::try_from(value).ok().and_then(|value| shown(column, &Cells::default(), value));
    let (title, unit) = (column.title(), column.unit());
    let message = format!(
        "“{title}”合计是 {}{unit}，各行之和是 {}{unit}，相差 {}{unit}。请核对合计的范围、是否漏行或重复。",
        print(value)?,
        print(expected)?,
        print(value - expected)?,
        unit = unit.name()
    );
    Finding::new(&TOTAL_MISMATCH, message)
}
