//! Parts that add up to a whole, record by record.

use super::{parts_filled::PARTS_FILLED, parts_sum::PARTS_SUM};
use crate::report::Report;
use model::Diagnostic;
use model::ledger::Ledger;
use model::records::{Cells, NULL, Records, told};

/// Compares every whole with the sum of its parts, and fills in wholes that are empty.
pub(crate) fn check(ledger: &Ledger, records: &mut Records, report: &mut Report<'_>) {
    for (whole, column) in ledger.columns.iter().enumerate() {
        let mut filled: Vec<usize> = Vec::new();
        for ids in column.parts.values() {
            let parts: Vec<usize> = ids.iter().filter_map(|id| ledger.position(id)).collect();
            // Parts of another scale cannot be added; the definition's check says so.
            if parts.iter().any(|at| ledger.columns.get(*at).is_none_or(|part| part.scale() != column.scale())) {
                continue;
            }
            for record in 0..records.len() {
                if !complete(ledger, records, record, &parts) {
                    continue;
                }
                let values = parts.iter().filter_map(|at| records.columns.get(*at)?.get(record));
                let mut any = false;
                let sum: i128 = values.inspect(|_| any = true).map(i128::from).sum();
                let Ok(sum) = i64::try_from(sum) else { continue };
                let Some(cells) = records.columns.get_mut(whole).filter(|_| any) else { continue };
                match cells.values.get_mut(record) {
                    Some(value) if *value == NULL => {
                        *value = sum;
                        filled.push(record);
                    }
                    Some(value) if *value != sum => {
                        let print = |value: i64| told(column, &Cells::default(), value).unwrap_or_default();
                        let problem = PARTS_SUM
                            .problem()
                            .name("column", column.title())
                            .amount("whole", print(*value))
                            .amount("sum", print(sum))
                            .amount("difference", print(value.saturating_sub(sum)));
                        let place = records.place(record, whole);
                        if let (Some(sheet), Some((row, at))) = (place.sheet, place.cell) {
                            report.cell(&sheet, row, at, problem);
                        }
                    }
                    _ => {}
                }
            }
        }
        let Some(first) = filled.first() else { continue };
        let problem = Diagnostic::new(&PARTS_FILLED, records.place(*first, whole));
        report.add(problem.name("column", column.title()).count("rows", filled.len()));
    }
}

/// Whether the record's table has all parts, but for optional ones.
fn complete(ledger: &Ledger, records: &Records, record: usize, parts: &[usize]) -> bool {
    let table = records.origins.get(record).zip(records.submission(record));
    let table = table.and_then(|(origin, submission)| submission.tables.get(usize::try_from(origin.table).ok()?));
    parts.iter().all(|at| {
        let there = table.and_then(|table| *table.columns.get(*at)?).is_some();
        there || ledger.columns.get(*at).is_some_and(|column| column.optional)
    })
}
