//! Two ledgers joined by the columns that name the same things: 预算 and 支出 by unit and year.

use crate::catalogue::Catalogue;
use crate::resolve::holding;
use crate::sources::{Loaded, Source};
use model::expr::Field;
use model::ledger::{Column, Grain, Ledger};
use model::records::{Cells, Records};
use model::{Month, ReportingTime};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What two records must have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Common {
    /// The values of two columns: of the own ledger and of the other one, by their positions.
    Columns(usize, usize),
    /// The entity that both name.
    Entity,
}

/// The column that a column holds the same things as: its ledger and id. For one that says nothing, itself.
pub(crate) fn root<'a>(ledger: &'a Ledger, column: &'a Column) -> (&'a str, &'a str) {
    let other = column.same_as.as_deref().and_then(|name| name.split_once('.'));
    other.unwrap_or((&ledger.id, &column.id))
}

/// By what the records of a ledger find one record of another: by its whole key, or not at all.
fn common(catalogue: &Catalogue, own: &Ledger, other: &Ledger) -> Option<Vec<Common>> {
    if own.id == other.id || other.key.is_empty() {
        return None;
    }
    let entities = |ledger: &Ledger| catalogue.entities(&ledger.id).map(|entities| entities.id.clone());
    let one = |id: &String| {
        let at = other.position(id)?;
        let key = other.columns.get(at)?;
        let same = own.columns.iter().position(|column| {
            (column.same_as.is_some() || key.same_as.is_some()) && root(own, column) == root(other, key)
        });
        let named = key.entity.is_some() && key.entity == entities(own);
        same.map(|same| Common::Columns(same, at)).or(named.then_some(Common::Entity))
    };
    other.key.iter().map(one).collect()
}

/// Whether a name may stand for a column of another ledger in definitions of this one.
pub(crate) fn joined<'a>(catalogue: &'a Catalogue, own: &Ledger, ledger: &str) -> Option<&'a Ledger> {
    let other = catalogue.ledger(ledger)?;
    common(catalogue, own, other).map(|_| other)
}

/// The ledgers whose columns definitions of this one may name.
pub(crate) fn all<'a>(catalogue: &'a Catalogue, own: &'a Ledger) -> impl Iterator<Item = &'a Ledger> {
    catalogue.ledgers().filter_map(|other| joined(catalogue, own, other))
}

/// For each record of a ledger the one of another ledger that has its key: of the submission of the same
/// month, or of states of the one that held at its end. Where several have it there is none.
pub(crate) fn positions(catalogue: &Catalogue, own: &Loaded, other: &Loaded) -> Option<Vec<Option<usize>>> {
    let common = common(catalogue, &own.ledger, &other.ledger)?;
    let key = |loaded: &Loaded, record: usize, side: fn(&(usize, usize)) -> usize| {
        let value = |common: &Common| match common {
            Common::Columns(one, another) => loaded.records.columns.get(side(&(*one, *another)))?.get(record),
            Common::Entity => loaded.integers("entity").get(record).filter(|entity| *entity >= 0),
        };
        common.iter().map(value).collect::<Option<Vec<i64>>>()
    };
    let sent = |loaded: &Loaded, record: usize| loaded.records.submission(record).map(|sent| sent.month);
    let mut known: HashMap<(Month, Vec<i64>), Option<usize>> = HashMap::new();
    for record in 0..other.records.len() {
        if let Some(key) = sent(other, record).zip(key(other, record, |pair| pair.1)) {
            known.entry(key).and_modify(|twice| *twice = None).or_insert(Some(record));
        }
    }
    let month = |month: Month| match other.ledger.grain {
        Grain::Month => Some(month),
        Grain::Snapshot => holding(&other.submitted, ReportingTime::end_of(month)),
    };
    let find = |record: usize| {
        let key = (month(sent(own, record)?)?, key(own, record, |pair| pair.0)?);
        known.get(&key).copied().flatten()
    };
    Some((0..own.records.len()).map(find).collect())
}

/// The same sources, where words of columns that hold the same things have the same numbers.
pub(crate) fn unified(sources: Vec<Source>) -> Vec<Source> {
    let mut groups: BTreeMap<(String, String), BTreeSet<(usize, usize)>> = BTreeMap::new();
    for (which, source) in sources.iter().enumerate() {
        for (at, column) in source.ledger.columns.iter().enumerate().filter(|(_, column)| column.kind.is_words()) {
            let (ledger, id) = root(&source.ledger, column);
            groups.entry((ledger.to_owned(), id.to_owned())).or_default().insert((which, at));
        }
    }
    let mut sources = sources;
    for members in groups.into_values().filter(|members| members.len() > 1) {
        let cells = |sources: &[Source], (which, at): (usize, usize)| {
            sources.get(which).and_then(|source| source.records.columns.get(at)).cloned()
        };
        let mut shared = Cells::default();
        let renumbered: Vec<((usize, usize), Cells)> = members
            .into_iter()
            .filter_map(|member| Some((member, cells(&sources, member)?.renumbered(&mut shared))))
            .collect();
        for ((which, at), cells) in renumbered {
            let Some(source) = sources.get_mut(which) else { continue };
            let mut records = Records::clone(&source.records);
            if let Some(column) = records.columns.get_mut(at) {
                *column = cells.with_words_of(&shared);
            }
            source.records = Arc::new(records);
        }
    }
    sources
}

/// The field of a joined ledger's column.
pub(crate) fn field(other: &Ledger, id: &str) -> Field {
    Field::Joined(other.id.clone(), id.to_owned())
}
