//! What changed between two submissions of a ledger of states, by its key.

use crate::sources::{Loaded, Sources};
use model::change::{Change, ChangeKind};
use model::ledger::{Column, Kind, ZONE};
use model::records::shown;
use model::{Month, Said, say};
use polars::prelude::BooleanChunked;
use std::collections::{BTreeMap, BTreeSet};

/// Every change from the submissions of one month to those of another.
///
/// # Errors
/// The ledger has no key, or there is no submission of a month.
pub fn diff(sources: &Sources, ledger: &str, from: Month, to: Month) -> Result<Vec<Change>, Said> {
    let loaded = sources.get(ledger).ok_or_else(|| say!("没有“{ledger}”这个台账", "there is no ledger “{ledger}”"))?;
    let title = &loaded.ledger.title;
    if loaded.ledger.key.is_empty() {
        return Err(say!(
            "台账“{title}”没有写 key，不知道哪一行对哪一行",
            "ledger “{title}” has no key, so it is not known which row goes with which"
        ));
    }
    for month in [from, to] {
        if !loaded.submitted.contains(&month) {
            return Err(say!(
                "台账“{title}”{month}没有报送",
                "nothing of ledger “{title}” was sent for {month}",
                month
            ));
        }
    }
    let comparison = Comparison::new(loaded, from, to);
    Ok(comparison.changes())
}

/// The records of submissions which changed in one of the ways since the submission before their
/// own. Without one before, nothing changed.
pub(crate) fn changed(loaded: &Loaded, kinds: &[ChangeKind], months: &BTreeSet<Month>) -> BooleanChunked {
    let of_records = kinds_of(loaded, months);
    of_records.into_iter().map(|own| Some(own.iter().any(|kind| kinds.contains(kind)))).collect()
}

/// In which ways each record of submissions changed since the submission before its own.
pub(crate) fn kinds_of(loaded: &Loaded, months: &BTreeSet<Month>) -> Vec<BTreeSet<ChangeKind>> {
    let mut of_records = vec![BTreeSet::new(); loaded.frame.height()];
    for to in months {
        let Some(from) = loaded.submitted.range(..to).next_back() else { continue };
        let comparison = Comparison::new(loaded, *from, *to);
        for (record, before) in &comparison.later {
            if let Some(kinds) = of_records.get_mut(*record) {
                kinds.extend(comparison.kinds(*before, *record).into_iter().map(|(kind, _)| kind));
            }
        }
    }
    of_records
}

/// Two submissions side by side.
struct Comparison<'a> {
    loaded: &'a Loaded,
    /// Each later record with the earlier one of the same key.
    later: Vec<(usize, Option<usize>)>,
    /// The earlier records whose keys are gone.
    gone: Vec<usize>,
}

impl<'a> Comparison<'a> {
    fn new(loaded: &'a Loaded, from: Month, to: Month) -> Comparison<'a> {
        let records = &loaded.records;
        let of = |month: Month| {
            (0..records.len()).filter(move |record| records.submission(*record).map(|sent| sent.month) == Some(month))
        };
        // An office that sent for the first time had records before that nobody told.
        let zones = loaded.ledger.from.as_ref().and_then(|_| loaded.ledger.position(ZONE));
        let zone = |record: usize| records.columns.get(zones?)?.get(record);
        let known: BTreeSet<Option<i64>> = of(from).map(zone).collect();
        let compared = |record: &usize| zones.is_none() || known.contains(&zone(*record));
        let mut earlier: BTreeMap<String, usize> = of(from).map(|record| (key(loaded, record), record)).collect();
        let later = of(to).filter(compared).map(|record| (record, earlier.remove(&key(loaded, record)))).collect();
        let mut gone: Vec<usize> = earlier.into_values().collect();
        gone.sort_unstable();
        Comparison { loaded, later, gone }
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<Change> = Vec::new();
        for (record, before) in &self.later {
            for (kind, column) in self.kinds(*before, *record) {
                changes.push(self.change(kind, column, *before, Some(*record)));
            }
        }
        changes.extend(self.gone.iter().map(|record| self.change(ChangeKind::Gone, None, Some(*record), None)));
        changes.sort_by_key(|change| change.kind);
        changes
    }

    /// In which ways a record changed, each with the column that shows it.
    fn kinds(&self, before: Option<usize>, after: usize) -> Vec<(ChangeKind, Option<usize>)> {
        let Some(before) = before else { return vec![(ChangeKind::Added, None)] };
        let ledger = &self.loaded.ledger;
        let mut kinds = Vec::new();
        let status = ledger.columns.iter().position(|column| column.kind == Kind::Status);
        if let Some(at) = status {
            let word = |record: usize| self.loaded.records.columns.get(at).and_then(|cells| cells.text(record));
            let (was, is) = (word(before), word(after));
            let done = |word: Option<&str>| {
                word.map(|word| ledger.columns.get(at).is_some_and(|column| is_done(column, word)))
            };
            let kind = match (done(was), done(is)) {
                (Some(false), Some(true)) => Some(ChangeKind::Done),
                (Some(true), Some(false)) => Some(ChangeKind::Reopened),
                _ if was != is => Some(ChangeKind::State),
                _ => None,
            };
            kinds.extend(kind.map(|kind| (kind, Some(at))));
        }
        let value = |at: usize, record: usize| self.loaded.records.columns.get(at).and_then(|cells| cells.get(record));
        if let Some(at) = ledger.closed.as_deref().and_then(|id| ledger.position(id))
            && value(at, before).is_none()
            && value(at, after).is_some()
        {
            kinds.push((ChangeKind::Closed, Some(at)));
        }
        if let Some(at) = ledger.deadline.as_deref().and_then(|id| ledger.position(id))
            && value(at, before) != value(at, after)
        {
            kinds.push((ChangeKind::Deadline, Some(at)));
        }
        kinds
    }

    fn change(&self, kind: ChangeKind, column: Option<usize>, before: Option<usize>, after: Option<usize>) -> Change {
        let source = self.loaded;
        let shown_at = column.or_else(|| source.ledger.position(source.ledger.key.first()?)).unwrap_or(0);
        let cell = |record: usize| source.records.cell(&source.ledger, record, shown_at);
        Change {
            kind,
            key: after.or(before).map(|record| key(self.loaded, record)).unwrap_or_default(),
            column: column.and_then(|at| source.ledger.columns.get(at)).map(|column| column.title().to_owned()),
            before: before.map(cell),
            after: after.map(cell),
        }
    }
}

fn is_done(column: &Column, word: &str) -> bool {
    column.done.iter().chain(&column.standing).any(|known| known == word)
}

/// The values of the key's columns in words.
fn key(loaded: &Loaded, record: usize) -> String {
    let source = loaded;
    let value = |id: &String| {
        let at = source.ledger.position(id)?;
        let (column, cells) = (source.ledger.columns.get(at)?, source.records.columns.get(at)?);
        shown(column, cells, cells.get(record)?)
    };
    let values: Vec<String> = source.ledger.key.iter().map(|id| value(id).unwrap_or_default()).collect();
    values.join(" / ")
}
