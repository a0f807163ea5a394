//! What the records of a ledger are found to name: entities, records of other ledgers, changes.

use crate::changes::kinds_of;
use crate::sources::Sources;
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
