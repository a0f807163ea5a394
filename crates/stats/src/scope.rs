//! One value of a column: what a document for one department may see.

use crate::select::present;
use crate::sources::{Loaded, Sources, positions};
use model::expr::{Field, Selection};
use model::{Diagnostic, Place};
use polars::prelude::BooleanChunked;
use std::collections::BTreeSet;

/// A value for which a report is written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The value in words.
    pub value: String,
    ledger: String,
    field: Field,
    stored: i64,
}

/// The values of a column in the records that fit, in the order of the column's words.
pub fn each(sources: &Sources, (selection, field): &(Selection, Field)) -> Vec<Scope> {
    let ledger = &selection.ledger;
    let Some((loaded, view)) = sources.get(ledger).zip(sources.view(ledger, field)) else { return Vec::new() };
    let Some(fits) = present(sources, selection) else { return Vec::new() };
    let values = loaded.integers(view.frame());
    let fitting: BTreeSet<i64> = positions(&fits).filter_map(|record| values.get(record)).collect();
    let mut fitting: Vec<i64> = fitting.into_iter().collect();
    fitting.sort_by_key(|value| view.rank(*value));
    let scope = |stored: i64| Scope { value: view.label(stored), ledger: ledger.clone(), field: field.clone(), stored };
    fitting.into_iter().map(scope).collect()
}

/// All that a document is made of, narrowed to one value: the records of the ledger that have it,
/// and the problems of these records. What it does not give can stand in no file.
pub fn narrow(sources: &Sources, findings: &[Diagnostic], scope: &Scope) -> (Sources, Vec<Diagnostic>) {
    let sources = sources.masked(|loaded| mask(sources, loaded, scope));
    let seen = rows(&sources, scope);
    let findings = findings.iter().filter(|finding| row(&finding.place).is_some_and(|row| seen.contains(&row)));
    let findings = findings.cloned().collect();
    (sources, findings)
}

/// The records that have the value, in a ledger that is narrowed.
fn mask(sources: &Sources, loaded: &Loaded, scope: &Scope) -> Option<BooleanChunked> {
    if loaded.ledger.id != scope.ledger {
        return None;
    }
    let view = sources.view(&scope.ledger, &scope.field)?;
    let values = loaded.integers(view.frame());
    Some(values.iter().map(|value| Some(value == Some(scope.stored))).collect())
}

/// A row of a sheet of a workbook.
type SheetRow = (String, String, u32);

fn row(place: &Place) -> Option<SheetRow> {
    Some((place.file.clone(), place.sheet.clone()?, place.cell?.0))
}

/// The rows that the visible records of narrowed ledgers stand in.
fn rows(sources: &Sources, scope: &Scope) -> BTreeSet<SheetRow> {
    let Some(loaded) = sources.get(&scope.ledger) else { return BTreeSet::new() };
    let place = |record: usize| {
        let (origin, submission) = loaded.records.origins.get(record).zip(loaded.records.submission(record))?;
        let table = usize::try_from(origin.table).ok().and_then(|at| submission.tables.get(at))?;
        Some((submission.file.clone(), table.sheet.clone(), origin.row))
    };
    positions(&loaded.visible).filter_map(place).collect()
}
