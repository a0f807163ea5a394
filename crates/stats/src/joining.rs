//! The records of two ledgers that belong together.

use crate::catalogue::Catalogue;
use crate::joins::{Common, common, root};
use crate::loaded::{Loaded, Source};
use crate::resolve::holding;
use model::ledger::Grain;
use model::records::{Cells, Records};
use model::{Month, ReportingTime};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// For each record of a ledger the one of another ledger that has its key: of the submission of the same
/// month, or of states of the one that held at its end. Where several have it there is none.
pub(crate) fn positions(catalogue: &Catalogue, own: &Loaded, other: &Loaded) -> Option<Vec<Option<usize>>> {
    let common = common(&own.ledger, catalogue.entities(&own.ledger.id), &other.ledger)?;
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
    let find = |record: usize| {
        let key = (submission(other, sent(own, record)?)?, key(own, record, |pair| pair.0)?);
        known.get(&key).copied().flatten()
    };
    Some((0..own.records.len()).map(find).collect())
}

/// The month of the submission that records of a month are joined with: of the same month, or of states of the
/// one that held at its end.
pub(crate) fn submission(other: &Loaded, month: Month) -> Option<Month> {
    match other.ledger.grain {
        Grain::Month => other.submitted.get(&month).copied(),
        Grain::Snapshot => holding(&other.submitted, ReportingTime::end_of(month)),
    }
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
