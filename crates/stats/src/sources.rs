//! The ledgers as frames of integers, with the columns of the entities that records name.

use crate::period::{Moment, snapshot_month};
use model::Month;
use model::ledger::{Column, Grain, Kind, Ledger};
use model::records::{Cells, NULL, Records};
use polars::prelude::{
    BooleanChunked, ChunkFull, ChunkFullNull, Column as Series, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray,
};
use std::collections::{BTreeMap, BTreeSet};

/// What an entity is called that no list knows.
pub(crate) const UNLISTED: &str = "未登记企业";

/// One ledger with its records.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The definition.
    pub ledger: &'a Ledger,
    /// The records of all submissions.
    pub records: &'a Records,
    /// For a ledger whose records name entities: the entities' ledger and, for each record, the
    /// record there that stands for its group.
    pub entities: Option<(&'a str, &'a [Option<u32>])>,
}

/// All ledgers that figures are computed from.
#[derive(Debug)]
pub struct Sources<'a> {
    loaded: BTreeMap<&'a str, Loaded<'a>>,
}

/// A ledger as a frame: column `c3` is the fourth column of the ledger, `e3` the fourth of its
/// entities; `month` the record's month, `sent` the submission's, `entity` the entity.
#[derive(Debug)]
pub(crate) struct Loaded<'a> {
    pub(crate) source: Source<'a>,
    pub(crate) frame: DataFrame,
    pub(crate) submitted: BTreeSet<Month>,
}

/// What a name in a definition stands for.
#[derive(Clone, Debug)]
pub(crate) enum Dimension<'a> {
    /// A column, of the ledger itself or of the entities that it names.
    Column { frame: String, ledger: &'a str, column: &'a Column, cells: &'a Cells },
    /// The entity itself.
    Entity { ledger: &'a Ledger, records: &'a Records },
    /// The columns that add up to another one.
    Parts { whole: &'a str, parts: Vec<&'a Column> },
}

impl<'a> Sources<'a> {
    /// Makes the frames.
    ///
    /// # Errors
    /// A message where columns of one ledger differ in length, which no reading produces.
    pub fn new(sources: &[Source<'a>]) -> Result<Sources<'a>, String> {
        let records: BTreeMap<&str, Source<'a>> =
            sources.iter().map(|source| (source.ledger.id.as_str(), *source)).collect();
        let load = |source: &Source<'a>| Ok((source.ledger.id.as_str(), load(*source, &records)?));
        let loaded = sources.iter().map(load).collect::<Result<_, String>>()?;
        Ok(Sources { loaded })
    }

    pub(crate) fn get(&self, ledger: &str) -> Option<&Loaded<'a>> {
        self.loaded.get(ledger)
    }

    /// What a name stands for in a ledger.
    pub(crate) fn dimension(&self, ledger: &str, name: &str) -> Option<Dimension<'a>> {
        let source = self.get(ledger)?.source;
        if let Some(at) = source.ledger.position(name) {
            return own(source, at, "c");
        }
        let (prefix, rest) = name.split_once('.').map_or((name, None), |(prefix, rest)| (prefix, Some(rest)));
        if prefix == source.ledger.id {
            return own(source, source.ledger.position(rest?)?, "c");
        }
        if source.entities.is_some_and(|(entities, _)| entities == prefix) {
            let entities = self.get(prefix)?.source;
            return match rest {
                Some(column) => own(entities, entities.ledger.position(column)?, "e"),
                None => Some(Dimension::Entity { ledger: entities.ledger, records: entities.records }),
            };
        }
        source.ledger.columns.iter().find_map(|whole| {
            let parts = whole.parts.get(name)?;
            let parts = parts.iter().filter_map(|part| source.ledger.column(part)).collect();
            Some(Dimension::Parts { whole: &whole.id, parts })
        })
    }

    /// Every name that may stand for a dimension or a column of a ledger, for suggestions.
    pub(crate) fn names(&self, ledger: &str) -> Vec<String> {
        let Some(source) = self.get(ledger).map(|loaded| loaded.source) else { return Vec::new() };
        let own = source.ledger.columns.iter();
        let parts = own.clone().flat_map(|column| column.parts.keys().cloned());
        let mut names: Vec<String> = own.clone().map(|column| column.id.clone()).chain(parts).collect();
        if let Some(entities) = source.entities.and_then(|(entities, _)| self.get(entities)) {
            names.push(entities.source.ledger.id.clone());
            let prefixed = |column: &Column| format!("{}.{}", entities.source.ledger.id, column.id);
            names.extend(entities.source.ledger.columns.iter().map(prefixed));
        }
        names
    }

    pub(crate) fn ledgers(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.loaded.keys().copied()
    }
}

fn own<'a>(source: Source<'a>, at: usize, prefix: &str) -> Option<Dimension<'a>> {
    Some(Dimension::Column {
        frame: format!("{prefix}{at}"),
        ledger: &source.ledger.id,
        column: source.ledger.columns.get(at)?,
        cells: source.records.columns.get(at)?,
    })
}

impl Loaded<'_> {
    /// A column of the frame.
    pub(crate) fn integers(&self, name: &str) -> Int64Chunked {
        let series = self.frame.column(name).ok().and_then(|column| column.i64().ok().cloned());
        series.unwrap_or_else(|| Int64Chunked::full_null(name.into(), self.frame.height()))
    }

    /// The month of the snapshot that holds at a moment; nothing for ledgers by month.
    pub(crate) fn snapshot(&self, moment: Moment) -> Option<Month> {
        match self.source.ledger.grain {
            Grain::Month => None,
            // With periods across, the last submission holds the earlier periods as well.
            Grain::Snapshot if self.source.ledger.across().is_some() => self.submitted.last().copied(),
            Grain::Snapshot => snapshot_month(self.source.records, moment),
        }
    }

    /// All records, or none.
    pub(crate) fn every(&self, record: bool) -> BooleanChunked {
        BooleanChunked::full("mask".into(), record, self.frame.height())
    }
}

fn load<'a>(source: Source<'a>, all: &BTreeMap<&str, Source<'a>>) -> Result<Loaded<'a>, String> {
    let records = source.records;
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
    if let Some((entities, stands)) = source.entities {
        series.push(integers("entity".to_owned(), entity_numbers(source, entities, stands).into_iter()));
        for (at, cells) in all.get(entities).iter().flat_map(|entities| entities.records.columns.iter().enumerate()) {
            let joined =
                stands.iter().map(|entity| entity.and_then(|at| cells.get(usize::try_from(at).ok()?)).unwrap_or(NULL));
            series.push(integers(format!("e{at}"), joined));
        }
    }
    let frame = DataFrame::new(records.len(), series).map_err(|error| error.to_string())?;
    let submitted = records.submissions.iter().map(|submission| submission.month).collect();
    Ok(Loaded { source, frame, submitted })
}

/// A number for every entity; one that no list knows is told apart by its code, below zero, so
/// that it is counted once and lost nowhere.
fn entity_numbers(source: Source<'_>, entities: &str, stands: &[Option<u32>]) -> Vec<i64> {
    let names = source.ledger.columns.iter().position(|column| column.entity.as_deref() == Some(entities));
    let cells = names.and_then(|at| source.records.columns.get(at));
    let unknown = |record: usize| cells.and_then(|cells| cells.get(record)).map_or(NULL, |word| -1 - word);
    stands.iter().enumerate().map(|(record, entity)| entity.map_or_else(|| unknown(record), i64::from)).collect()
}

fn integers(name: String, values: impl Iterator<Item = i64>) -> Series {
    let values = values.map(|value| Some(value).filter(|value| *value != NULL));
    Int64Chunked::from_iter_options(name.into(), values).into_column()
}

impl Dimension<'_> {
    /// The column of the frame that holds it; parts have none.
    pub(crate) fn frame(&self) -> Option<&str> {
        match self {
            Dimension::Column { frame, .. } => Some(frame),
            Dimension::Entity { .. } => Some("entity"),
            Dimension::Parts { .. } => None,
        }
    }

    /// Whether both stand for the same thing, so that their values may share the rows of a table.
    pub(crate) fn same(&self, other: &Dimension<'_>) -> bool {
        match (self, other) {
            (
                Dimension::Column { ledger, column, .. },
                Dimension::Column { ledger: other_ledger, column: other, .. },
            ) => ledger == other_ledger && column.id == other.id,
            (Dimension::Entity { ledger, .. }, Dimension::Entity { ledger: other, .. }) => ledger.id == other.id,
            (Dimension::Parts { whole, .. }, Dimension::Parts { whole: other, .. }) => whole == other,
            _ => false,
        }
    }

    /// The words of one of its values.
    pub(crate) fn label(&self, value: i64) -> String {
        match self {
            _ if value == NULL => "未填".to_owned(),
            Dimension::Column { column, cells, .. } => match (column.kind, &column.names) {
                (Kind::Boolean, Some([yes, no])) => if value == 0 { no } else { yes }.clone(),
                _ => model::records::shown(column, cells, value).unwrap_or_default(),
            },
            Dimension::Entity { ledger, records } => {
                let name = ledger.entity.as_ref().and_then(|entity| ledger.position(entity.names.first()?));
                let record = usize::try_from(value).ok();
                let cells = name.and_then(|name| records.columns.get(name));
                cells.zip(record).and_then(|(cells, record)| cells.text(record)).unwrap_or(UNLISTED).to_owned()
            }
            Dimension::Parts { parts, .. } => {
                let part = usize::try_from(value).ok().and_then(|at| parts.get(at));
                part.map_or_else(String::new, |column| column.title().to_owned())
            }
        }
    }

    /// Where a value stands among the others when a table names no order: by the order of the
    /// definition's words, else by first appearance.
    pub(crate) fn rank(&self, value: i64) -> (usize, i64) {
        let Dimension::Column { column, cells, .. } = self else { return (0, value) };
        // 是 stands before 否, an empty cell last.
        let value = if column.kind == Kind::Boolean && value != NULL { -value } else { value };
        let known: Vec<&str> = match column.kind {
            Kind::Status => column.status_words().collect(),
            _ => column.values.iter().map(String::as_str).collect(),
        };
        let at = cells.word(value).and_then(|word| known.iter().position(|known| *known == word));
        (if value == NULL { usize::MAX } else { at.unwrap_or(usize::MAX - 1) }, value)
    }
}
