//! Names of entities as their list writes them: one that is called by a short or a former name is one row of
//! a table all the same, and a condition by that name means it.

use crate::loaded::Source;
use model::ledger::{Column, Kind};
use model::records::{Cells, NULL, Records};
use std::collections::BTreeMap;
use std::sync::Arc;

/// By ledger and column what other names stand for; nothing for a name that stands for several.
pub(crate) type Names = BTreeMap<(String, String), BTreeMap<String, Option<String>>>;

/// A list: its records, and which of its columns are names, the first of them the one that counts.
struct List {
    records: Arc<Records>,
    names: Vec<usize>,
}

impl List {
    fn name(&self, entity: usize) -> Option<&str> {
        self.records.columns.get(*self.names.first()?)?.text(entity)
    }

    /// What its other names stand for.
    fn others(&self) -> BTreeMap<String, Option<String>> {
        let mut others = BTreeMap::new();
        for cells in self.names.iter().filter_map(|at| self.records.columns.get(*at)) {
            for (words, name) in (0..self.records.len()).filter_map(|at| cells.text(at).zip(self.name(at))) {
                // Several former names stand in one cell.
                let words = words.split(['、', ';', '；', '\n']).map(str::trim).filter(|word| !word.is_empty());
                words.for_each(|word| note(&mut others, word, name));
            }
        }
        others
    }
}

/// Notes that a word stands for a name.
fn note(others: &mut BTreeMap<String, Option<String>>, word: &str, name: &str) {
    if word == name {
        // A name that counts stands for nobody else.
        others.insert(word.to_owned(), None);
        return;
    }
    match others.get_mut(word) {
        None => drop(others.insert(word.to_owned(), Some(name.to_owned()))),
        Some(known) => drop(known.take_if(|known| known != name)),
    }
}

/// The same sources, where columns that name entities of a list have its names; and what other names stand for. Where
/// a list puts entities together in groups (一企多牌) the names are left as they are: the entity stands for the whole
/// group.
pub(crate) fn named(sources: Vec<Source>) -> (Vec<Source>, Names) {
    let lists: BTreeMap<String, List> = sources
        .iter()
        .filter_map(|source| {
            let entity = source.ledger.entity.as_ref().filter(|entity| entity.group.is_none())?;
            let names: Vec<usize> = entity.names.iter().filter_map(|name| source.ledger.position(name)).collect();
            let records = Arc::clone(&source.records);
            (!names.is_empty()).then(|| (source.ledger.id.clone(), List { records, names }))
        })
        .collect();
    let mut names = Names::new();
    let sources = sources.into_iter().map(|source| with_names(source, &lists, &mut names)).collect();
    (sources, names)
}

fn with_names(mut source: Source, lists: &BTreeMap<String, List>, names: &mut Names) -> Source {
    let Some((id, entities)) = &source.entities else { return source };
    let Some(list) = lists.get(id) else { return source };
    let mut records: Option<Records> = None;
    let naming = |column: &Column| column.entity.as_deref() == Some(id) && column.kind == Kind::Text;
    for (at, column) in source.ledger.columns.iter().enumerate().filter(|(_, column)| naming(column)) {
        let Some(cells) = source.records.columns.get(at) else { continue };
        let mut named = Cells::default();
        let mut others = list.others();
        for record in 0..source.records.len() {
            let entity = entities.get(record).copied().flatten().and_then(|at| usize::try_from(at).ok());
            let (word, name) = (cells.text(record), entity.and_then(|entity| list.name(entity)));
            if let Some((word, name)) = word.zip(name) {
                note(&mut others, word, name);
            }
            let value = name.or(word).map_or(NULL, |name| named.intern(name));
            named.values.push(value);
        }
        names.insert((source.ledger.id.clone(), column.id.clone()), others);
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
