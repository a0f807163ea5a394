//! One ledger as a frame of integers, with the columns of the entities that its records name.

use model::expr::{Sent, Span};
use model::ledger::{Ledger, ZONE};
use model::records::{NULL, Records};
use model::{Month, Said};
use polars::prelude::{
    BooleanChunked, ChunkFull, ChunkFullNull, Column as Series, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

/// One ledger with its records.
#[derive(Clone, Debug)]
pub struct Source {
    /// The definition.
    pub ledger: Arc<Ledger>,
    /// The records of all submissions.
    pub records: Arc<Records>,
    /// For a ledger whose records name entities: the entities' ledger and, for each record, the
    /// record there that stands for its group.
    pub entities: Option<(String, Vec<Option<u32>>)>,
}

/// A ledger as a frame: column `c3` is the fourth column of the ledger, `e3` the fourth of its
/// entities; `month` the record's month, `sent` the submission's, `entity` the entity.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) records: Arc<Records>,
    pub(crate) frame: DataFrame,
    pub(crate) submitted: BTreeSet<Month>,
    /// For each ledger that is joined, the record there of each record.
    pub(crate) joined: BTreeMap<String, Vec<Option<usize>>>,
    /// The records that may be seen at all; see [`crate::narrow`].
    pub(crate) visible: BooleanChunked,
    /// The visible records of the submissions and periods that were asked for so far: hundreds of numbers share a few.
    of_months: Arc<Mutex<BTreeMap<Months, BooleanChunked>>>,
}

/// Which submissions, and which of the periods that they hold.
type Months = (Sent, Option<Span>);

impl Loaded {
    /// A column of the frame.
    pub(crate) fn integers(&self, name: &str) -> Int64Chunked {
        let series = self.frame.column(name).ok().and_then(|column| column.i64().ok().cloned());
        series.unwrap_or_else(|| Int64Chunked::full_null(name.into(), self.frame.height()))
    }

    /// With periods across: by the month of a submission the first and the last month that its records are of.
    pub(crate) fn coverage(&self) -> Option<BTreeMap<Month, (Month, Month)>> {
        self.ledger.across()?;
        let (sent, months) = (self.integers("sent"), self.integers("month"));
        let mut covers: BTreeMap<Month, (Month, Month)> = BTreeMap::new();
        for record in 0..self.records.len() {
            let pair = sent.get(record).and_then(Month::from_index).zip(months.get(record).and_then(Month::from_index));
            let Some((sent, month)) = pair else { continue };
            let cover = covers.entry(sent).or_insert((month, month));
            *cover = (cover.0.min(month), cover.1.max(month));
        }
        Some(covers)
    }

    /// Whether records of one month with the same words stand in several submissions, each of which repeats what was
    /// sent before.
    pub(crate) fn repeats(&self) -> bool {
        let (sent, months) = (self.integers("sent"), self.integers("month"));
        let words = self.ledger.columns.iter().zip(&self.records.columns).filter(|(column, _)| column.kind.is_words());
        let words: Vec<_> = words.map(|(_, cells)| cells).collect();
        let mut first: HashMap<Vec<Option<i64>>, Option<i64>> = HashMap::new();
        (0..self.records.len()).any(|record| {
            let own = words.iter().map(|cells| cells.get(record)).chain([months.get(record)]).collect();
            *first.entry(own).or_insert(sent.get(record)) != sent.get(record)
        })
    }

    /// The same records, of which only these may be seen besides.
    pub(crate) fn narrowed(&mut self, mask: &BooleanChunked) {
        self.visible = &self.visible & mask;
        self.of_months = Arc::default();
    }

    /// A mask of months, which is made once.
    pub(crate) fn of_months(&self, months: Months, make: impl FnOnce() -> BooleanChunked) -> BooleanChunked {
        let known = || self.of_months.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = known().get(&months).cloned();
        kept.unwrap_or_else(|| {
            let mask = make();
            known().insert(months, mask.clone());
            mask
        })
    }

    /// All records, or none.
    pub(crate) fn every(&self, record: bool) -> BooleanChunked {
        BooleanChunked::full("mask".into(), record, self.frame.height())
    }
}

pub(crate) fn load(source: &Source, all: &BTreeMap<String, Arc<Records>>) -> Result<Loaded, Said> {
    let records = &source.records;
    let own =
        records.columns.iter().enumerate().map(|(at, cells)| integers(format!("c{at}"), cells.values.iter().copied()));
    let mut series: Vec<Series> = own.collect();
    let sent: Vec<i64> =
        (0..records.len()).map(|record| records.submission(record).map_or(NULL, |sent| sent.month.index())).collect();
    let month = match source.ledger.across().and_then(|(period, _)| records.columns.get(period)) {
        Some(cells) => cells.values.clone(),
        None => sent.clone(),
    };
    series.push(integers("sent".to_owned(), sent.into_iter()));
    series.push(integers("month".to_owned(), month.into_iter()));
    if let Some((entities, entity_of)) = &source.entities {
        series.push(integers("entity".to_owned(), entity_numbers(source, entities, entity_of).into_iter()));
        for (at, cells) in all.get(entities).iter().flat_map(|entities| entities.columns.iter().enumerate()) {
            let joined = entity_of
                .iter()
                .map(|entity| entity.and_then(|at| cells.get(usize::try_from(at).ok()?)).unwrap_or(NULL));
            series.push(integers(format!("e{at}"), joined));
        }
    }
    let frame = DataFrame::new(records.len(), series).map_err(|error| Said::same(error.to_string()))?;
    let submitted = records.submissions.iter().map(|submission| submission.month).collect();
    let visible = BooleanChunked::full("mask".into(), true, records.len());
    let (ledger, records) = (Arc::clone(&source.ledger), Arc::clone(records));
    Ok(Loaded { ledger, records, frame, submitted, joined: BTreeMap::new(), visible, of_months: Arc::default() })
}

/// A number for every entity; one that no list knows is told apart by its name, of gathered records also by
/// whose it is: below zero, so that it is counted once and lost nowhere.
fn entity_numbers(source: &Source, entities: &str, entity_of: &[Option<u32>]) -> Vec<i64> {
    let cells = |at: Option<usize>| at.and_then(|at| source.records.columns.get(at));
    let names = cells(source.ledger.columns.iter().position(|column| column.entity.as_deref() == Some(entities)));
    let zones = cells(source.ledger.from.as_ref().and_then(|_| source.ledger.position(ZONE)));
    let count = i64::try_from(zones.map_or(1, |zones| zones.words().len().max(1))).unwrap_or(1);
    let unknown = |record: usize| {
        let zone = zones.and_then(|zones| zones.get(record)).unwrap_or(0);
        names.and_then(|names| names.get(record)).map_or(NULL, |word| -1 - (word * count + zone))
    };
    entity_of.iter().enumerate().map(|(record, entity)| entity.map_or_else(|| unknown(record), i64::from)).collect()
}

fn integers(name: String, values: impl Iterator<Item = i64>) -> Series {
    let values = values.map(|value| Some(value).filter(|value| *value != NULL));
    Int64Chunked::from_iter_options(name.into(), values).into_column()
}
