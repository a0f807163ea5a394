//! One value of a column: what a document for one department may see.

use crate::joins::root;
use crate::select::present;
use crate::sources::{Loaded, Sources, positions};
use model::expr::{Field, Selection};
use model::ledger::Column;
use model::{Diagnostic, Place};
use polars::prelude::BooleanChunked;
use std::collections::BTreeSet;

/// A value for which a report is written once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The value in words.
    pub value: String,
    /// Its place among the values, from 1.
    pub number: usize,
    ledger: String,
    field: Field,
    stored: i64,
}

/// The values of a column in the records that fit, in the order of the column's words.
pub fn each(sources: &Sources, (selection, field): &(Selection, Field)) -> Vec<Scope> {
    let ledger = &selection.ledger;
    let Some((loaded, view)) = sources.get(ledger).zip(sources.view(ledger, field)) else { return Vec::new() };
    let Some(fits) = present(sources, selection) else { return Vec::new() };
    let values = loaded.values(&view);
    let fitting: BTreeSet<i64> = positions(&fits).filter_map(|record| values.get(record)).collect();
    let mut fitting: Vec<i64> = fitting.into_iter().collect();
    fitting.sort_by_key(|value| view.rank(*value));
    let scope = |(at, stored): (usize, i64)| Scope {
        value: view.label(stored),
        number: at + 1,
        ledger: ledger.clone(),
        field: field.clone(),
        stored,
    };
    fitting.into_iter().enumerate().map(scope).collect()
}

/// All that a document is made of, narrowed to one value: the records of the ledger that have it,
/// where it is an entity those of every ledger that names entities of the kind, and the problems of
/// these records. What it does not give can stand in no file.
pub fn narrow(sources: &Sources, findings: &[Diagnostic], scope: &Scope) -> (Sources, Vec<Diagnostic>) {
    let entity = entity(sources, scope);
    let mask = |loaded: &Loaded| mask(sources, loaded, scope, entity.as_ref());
    let narrowed = sources.masked(mask);
    let seen = rows(narrowed.all().filter(|loaded| mask(loaded).is_some()));
    let findings = findings.iter().filter(|finding| row(&finding.place).is_some_and(|row| seen.contains(&row)));
    let findings = findings.cloned().collect();
    (narrowed, findings)
}

/// The entity that a scope is about: the ledger of the entities, its number there, and its name
/// where no list knows it.
struct Entity {
    ledger: String,
    number: i64,
    name: String,
}

fn entity(sources: &Sources, scope: &Scope) -> Option<Entity> {
    let loaded = sources.get(&scope.ledger)?;
    let (ledger, number) = match &scope.field {
        Field::Entity(entities) => (entities.clone(), scope.stored),
        Field::Own(id) => {
            let at = loaded.ledger.position(id)?;
            let entities = loaded.ledger.columns.get(at)?.entity.clone()?;
            let (words, numbers) = (loaded.integers(&format!("c{at}")), loaded.integers("entity"));
            let same = words.iter().zip(numbers.iter()).find(|(word, _)| *word == Some(scope.stored));
            (entities, same?.1?)
        }
        Field::OfEntity(..) | Field::Changed(_) | Field::Days(_) | Field::Joined(..) => return None,
    };
    Some(Entity { ledger, number, name: scope.value.clone() })
}

/// The column of another ledger that holds the same things as the scope's: their words have the same numbers.
fn same_column(sources: &Sources, loaded: &Loaded, scope: &Scope) -> Option<usize> {
    let Field::Own(id) = &scope.field else { return None };
    let own = &sources.get(&scope.ledger)?.ledger;
    let wanted = root(own, own.column(id)?);
    let same = |column: &Column| column.kind.is_words() && root(&loaded.ledger, column) == wanted;
    loaded.ledger.columns.iter().position(same)
}

/// The records that have the value, in a ledger that is narrowed.
fn mask(sources: &Sources, loaded: &Loaded, scope: &Scope, entity: Option<&Entity>) -> Option<BooleanChunked> {
    if loaded.ledger.id == scope.ledger {
        let view = sources.view(&scope.ledger, &scope.field)?;
        let values = loaded.values(&view);
        return Some(values.iter().map(|value| Some(value == Some(scope.stored))).collect());
    }
    if let Some(at) = same_column(sources, loaded, scope) {
        let values = loaded.integers(&format!("c{at}"));
        return Some(values.iter().map(|value| Some(value == Some(scope.stored))).collect());
    }
    let Entity { ledger, number, name } = entity?;
    if loaded.ledger.id == *ledger {
        // The list of the entities itself holds each once for every time that it was sent.
        let own = (0..loaded.records.len()).map(|record| i64::try_from(record).ok() == Some(*number));
        return Some(own.map(Some).collect());
    }
    let at = loaded.ledger.columns.iter().position(|column| column.entity.as_deref() == Some(ledger))?;
    if *number >= 0 {
        return Some(loaded.integers("entity").iter().map(|value| Some(value == Some(*number))).collect());
    }
    let cells = loaded.records.columns.get(at)?;
    let named =
        (0..loaded.records.len()).map(|record| cells.get(record).and_then(|value| cells.word(value)) == Some(name));
    Some(named.map(Some).collect())
}

/// A row of a sheet of a workbook.
type SheetRow = (String, String, u32);

fn row(place: &Place) -> Option<SheetRow> {
    Some((place.file.clone(), place.sheet.clone()?, place.cell?.0))
}

/// The rows that the visible records of ledgers stand in.
fn rows<'a>(ledgers: impl Iterator<Item = &'a Loaded>) -> BTreeSet<SheetRow> {
    let place = |(loaded, record): (&Loaded, usize)| {
        let (origin, submission) = loaded.records.origins.get(record).zip(loaded.records.submission(record))?;
        let table = usize::try_from(origin.table).ok().and_then(|at| submission.tables.get(at))?;
        Some((submission.file.clone(), table.sheet.clone(), origin.row))
    };
    ledgers
        .flat_map(|loaded| positions(&loaded.visible).map(move |record| (loaded, record)))
        .filter_map(place)
        .collect()
}
