//! Names of entities as their list writes them: one that is called by a short or a former name is one row of
//! a table all the same.

use crate::loaded::Source;
use model::ledger::Kind;
use model::records::{Cells, Records};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The same sources, where columns that name entities of a list have its names. Where a list puts entities
/// together in groups (一企多牌) the names are left as they are: the entity stands for the whole group.
pub(crate) fn named(sources: Vec<Source>) -> Vec<Source> {
    let lists: BTreeMap<String, (Arc<Records>, usize)> = sources
        .iter()
        .filter_map(|source| {
            let entity = source.ledger.entity.as_ref().filter(|entity| entity.group.is_none())?;
            let names = source.ledger.position(entity.names.first()?)?;
            Some((source.ledger.id.clone(), (Arc::clone(&source.records), names)))
        })
        .collect();
    sources.into_iter().map(|source| with_names(source, &lists)).collect()
}

fn with_names(mut source: Source, lists: &BTreeMap<String, (Arc<Records>, usize)>) -> Source {
    let Some((id, entities)) = &source.entities else { return source };
    let Some((list, names)) = lists.get(id) else { return source };
    let Some(names) = list.columns.get(*names) else { return source };
    let mut records: Option<Records> = None;
    for (at, column) in source.ledger.columns.iter().enumerate() {
        if column.entity.as_deref() != Some(id) || column.kind != Kind::Text {
            continue;
        }
        let Some(cells) = source.records.columns.get(at) else { continue };
        let mut named = Cells::default();
        let name = |record: usize| {
            let entity = entities.get(record).copied().flatten().and_then(|at| usize::try_from(at).ok());
            entity.and_then(|entity| names.text(entity)).or_else(|| cells.text(record))
        };
        for record in 0..source.records.len() {
            let value = name(record).map_or(model::records::NULL, |name| named.intern(name));
            named.values.push(value);
        }
        let own = records.get_or_insert_with(|| Records::clone(&source.records));
        if let Some(cells) = own.columns.get_mut(at) {
            *cells = named;
        }
    }
    if let Some(records) = records {
        source.records = Arc::new(records);
    }
    source
}
