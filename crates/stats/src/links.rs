//! What the records of a ledger are found to name: entities, records of other ledgers, changes.

use crate::changes::kinds_of;
use crate::sources::Sources;
use model::ledger::{Kind, Ledger};
use model::query::Links;

/// The links of a ledger's records.
pub fn links(sources: &Sources, ledger: &str) -> Links {
    let Some(loaded) = sources.get(ledger) else { return Links::default() };
    let names = loaded.ledger.columns.iter().any(|column| column.entity.is_some());
    let joined = loaded.joined.iter().map(|(other, records)| (other.clone(), records.clone()));
    Links {
        entity: names.then(|| loaded.integers("entity").iter().collect()),
        joined: joined.collect(),
        changed: (!loaded.ledger.key.is_empty()).then(|| kinds_of(loaded, &loaded.submitted)),
    }
}

/// What tells whether another engine reads the same records of a ledger: how many there are, how many of
/// their cells are filled, and the sum of all whole numbers in them.
pub fn stamp(sources: &Sources, ledger: &str) -> [i128; 3] {
    let Some(loaded) = sources.get(ledger) else { return [0; 3] };
    let count = |count: usize| i128::try_from(count).unwrap_or(i128::MAX);
    let filled = loaded
        .records
        .columns
        .iter()
        .map(|cells| (0..loaded.records.len()).filter(|at| cells.get(*at).is_some()).count());
    let numbers = |ledger: &Ledger| -> Vec<usize> {
        let is = |kind: Kind| matches!(kind, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent);
        (0..ledger.columns.len()).filter(|at| ledger.columns.get(*at).is_some_and(|column| is(column.kind))).collect()
    };
    let cells = numbers(&loaded.ledger).into_iter().filter_map(|at| loaded.records.columns.get(at));
    let sum = cells.flat_map(|cells| (0..loaded.records.len()).filter_map(|at| cells.get(at))).map(i128::from).sum();
    [count(loaded.records.len()), count(filled.sum()), sum]
}
