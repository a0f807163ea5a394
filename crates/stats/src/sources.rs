//! The ledgers as frames of integers, with the columns of the entities that records name.

use crate::catalogue::Catalogue;
use crate::joins;
use crate::mask::{Mask, Masks};
use model::expr::{Field, Test, Value};
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, NULL, Records};
use model::{Date, Month, Place};
use polars::prelude::{
    BooleanChunked, ChunkFull, ChunkFullNull, Column as Series, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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

/// All ledgers that figures are computed from.
#[derive(Clone, Debug)]
pub struct Sources {
    catalogue: Arc<Catalogue>,
    loaded: BTreeMap<String, Loaded>,
    /// What is shown in place of values, for public documents.
    masks: Arc<Masks>,
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
    /// The records that may be seen at all; see [`Sources::narrowed`].
    pub(crate) visible: BooleanChunked,
}

/// A field of a ledger's records with what its values mean.
#[derive(Clone, Debug)]
pub(crate) enum View<'a> {
    /// A column, of the ledger itself or of the entities that it names.
    Column { frame: String, column: &'a Column, cells: &'a Cells, mask: Option<&'a Mask> },
    /// A column of another ledger, with the record there of each record.
    Joined { positions: &'a [Option<usize>], column: &'a Column, cells: &'a Cells, mask: Option<&'a Mask> },
    /// Numbers of days: the columns of the frame that hold the days, and the day where no last one is known.
    Days { from: String, to: Vec<String>, until: Option<Date>, column: &'a Column, mask: Option<&'a Mask> },
    /// The entity itself.
    Entity { ledger: &'a Ledger, records: &'a Records, mask: Option<&'a Mask> },
}

impl Sources {
    /// Makes the frames.
    ///
    /// # Errors
    /// A message where columns of one ledger differ in length, which no reading produces.
    pub fn new(sources: Vec<Source>) -> Result<Sources, String> {
        let sources = joins::unified(sources);
        let records: BTreeMap<String, Arc<Records>> =
            sources.iter().map(|source| (source.ledger.id.clone(), Arc::clone(&source.records))).collect();
        let load = |source: &Source| Ok((source.ledger.id.clone(), load(source, &records)?));
        let loaded: BTreeMap<String, Loaded> = sources.iter().map(load).collect::<Result<_, String>>()?;
        let known = loaded.values().map(|loaded| (Arc::clone(&loaded.ledger), loaded.submitted.clone()));
        let catalogue = Arc::new(Catalogue::new(known));
        let joined = |own: &Loaded| {
            let positions = |other: &Loaded| Some((other.ledger.id.clone(), joins::positions(&catalogue, own, other)?));
            loaded.values().filter_map(positions).collect::<BTreeMap<_, _>>()
        };
        let all: Vec<_> = loaded.values().map(joined).collect();
        let mut loaded = loaded;
        loaded.values_mut().zip(all).for_each(|(own, joined)| own.joined = joined);
        Ok(Sources { catalogue, loaded, masks: Arc::default() })
    }

    /// What definitions can name.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The column of a ledger, by its position, that a cell of a submission was read as.
    pub fn column_of(&self, ledger: &str, place: &Place) -> Option<usize> {
        let ((_, column), sheet) = (place.cell?, place.sheet.as_deref()?);
        let submissions = &self.get(ledger)?.records.submissions;
        let sent = submissions.iter().find(|sent| sent.file == place.file)?;
        let mut tables = sent.tables.iter().filter(|table| table.sheet == sheet);
        tables.find_map(|table| table.columns.iter().position(|own| *own == Some(column)))
    }

    pub(crate) fn get(&self, ledger: &str) -> Option<&Loaded> {
        self.loaded.get(ledger)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.loaded.values()
    }

    /// The same ledgers, of which only some records may be seen. `keep` gives a mask for a ledger
    /// that is narrowed.
    pub(crate) fn masked(&self, keep: impl Fn(&Loaded) -> Option<BooleanChunked>) -> Sources {
        let mut sources = self.clone();
        for loaded in sources.loaded.values_mut() {
            if let Some(mask) = keep(loaded) {
                loaded.visible = &loaded.visible & &mask;
            }
        }
        sources
    }

    /// The same ledgers, whose words are shown masked.
    pub fn public(&self, masks: &Arc<Masks>) -> Sources {
        Sources { masks: Arc::clone(masks), ..self.clone() }
    }

    /// What stands in place of the values of a column.
    pub(crate) fn mask(&self, ledger: &str, at: usize) -> Option<&Mask> {
        self.masks.get(ledger, at)
    }

    /// A field of a ledger; what changed has no view of its own.
    pub(crate) fn view(&self, ledger: &str, field: &Field) -> Option<View<'_>> {
        let own = self.get(ledger)?;
        let column = |loaded: &'_ Loaded, id: &str, prefix: &str| {
            let at = loaded.ledger.position(id)?;
            Some((format!("{prefix}{at}"), at))
        };
        match field {
            Field::Own(id) => {
                let (frame, at) = column(own, id, "c")?;
                let (column, cells) = (own.ledger.columns.get(at)?, own.records.columns.get(at)?);
                Some(View::Column { frame, column, cells, mask: self.masks.get(ledger, at) })
            }
            Field::OfEntity(entities, id) => {
                let of = self.get(entities)?;
                let (frame, at) = column(of, id, "e")?;
                let (column, cells) = (of.ledger.columns.get(at)?, of.records.columns.get(at)?);
                Some(View::Column { frame, column, cells, mask: self.masks.get(entities, at) })
            }
            Field::Entity(entities) => {
                let of = self.get(entities)?;
                let name = of.ledger.entity.as_ref().and_then(|entity| of.ledger.position(entity.names.first()?));
                let mask = name.and_then(|name| self.masks.get(entities, name));
                Some(View::Entity { ledger: &of.ledger, records: &of.records, mask })
            }
            Field::Joined(ledger, id) => {
                let of = self.get(ledger)?;
                let at = of.ledger.position(id)?;
                let (column, cells) = (of.ledger.columns.get(at)?, of.records.columns.get(at)?);
                let positions = own.joined.get(ledger)?;
                Some(View::Joined { positions, column, cells, mask: self.masks.get(ledger, at) })
            }
            Field::Days(days) => {
                let place = |id: &String| column(own, id, "c");
                let (from, to) = (place(&days.from)?, days.to.iter().map(place).collect::<Option<Vec<_>>>()?);
                let mut places = std::iter::once(from.1).chain(to.iter().map(|(_, at)| *at));
                let mask = places.find_map(|at| self.masks.get(ledger, at));
                let column = self.catalogue.column(ledger, field)?;
                let to = to.into_iter().map(|(frame, _)| frame).collect();
                Some(View::Days { from: from.0, to, until: days.until, column, mask })
            }
            Field::Changed(_) => None,
        }
    }
}

impl Loaded {
    /// The values of a field, one a record.
    pub(crate) fn values(&self, view: &View<'_>) -> Int64Chunked {
        match view {
            View::Column { frame, .. } => self.integers(frame),
            View::Entity { .. } => self.integers("entity"),
            View::Joined { positions, cells, .. } => {
                let values = positions.iter().map(|position| cells.get((*position)?));
                Int64Chunked::from_iter_options("joined".into(), values)
            }
            View::Days { from, to, until, .. } => {
                let from = self.integers(from);
                let to: Vec<Int64Chunked> = to.iter().map(|frame| self.integers(frame)).collect();
                let last = |record: usize| to.iter().find_map(|days| days.get(record)).or(until.map(Date::days));
                let days = from.iter().enumerate().map(|(record, first)| last(record)?.checked_sub(first?));
                Int64Chunked::from_iter_options("days".into(), days)
            }
        }
    }

    /// A column of the frame.
    pub(crate) fn integers(&self, name: &str) -> Int64Chunked {
        let series = self.frame.column(name).ok().and_then(|column| column.i64().ok().cloned());
        series.unwrap_or_else(|| Int64Chunked::full_null(name.into(), self.frame.height()))
    }

    /// All records, or none.
    pub(crate) fn every(&self, record: bool) -> BooleanChunked {
        BooleanChunked::full("mask".into(), record, self.frame.height())
    }
}

/// The positions of the records that fit.
pub(crate) fn positions(mask: &BooleanChunked) -> impl Iterator<Item = usize> + '_ {
    mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record)
}

fn load(source: &Source, all: &BTreeMap<String, Arc<Records>>) -> Result<Loaded, String> {
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
    let frame = DataFrame::new(records.len(), series).map_err(|error| error.to_string())?;
    let submitted = records.submissions.iter().map(|submission| submission.month).collect();
    let visible = BooleanChunked::full("mask".into(), true, records.len());
    let (ledger, records) = (Arc::clone(&source.ledger), Arc::clone(records));
    Ok(Loaded { ledger, records, frame, submitted, joined: BTreeMap::new(), visible })
}

/// A number for every entity; one that no list knows is told apart by its code, below zero, so
/// that it is counted once and lost nowhere.
fn entity_numbers(source: &Source, entities: &str, entity_of: &[Option<u32>]) -> Vec<i64> {
    let names = source.ledger.columns.iter().position(|column| column.entity.as_deref() == Some(entities));
    let cells = names.and_then(|at| source.records.columns.get(at));
    let unknown = |record: usize| cells.and_then(|cells| cells.get(record)).map_or(NULL, |word| -1 - word);
    entity_of.iter().enumerate().map(|(record, entity)| entity.map_or_else(|| unknown(record), i64::from)).collect()
}

fn integers(name: String, values: impl Iterator<Item = i64>) -> Series {
    let values = values.map(|value| Some(value).filter(|value| *value != NULL));
    Int64Chunked::from_iter_options(name.into(), values).into_column()
}

impl View<'_> {
    /// What stands in place of its values in a public document.
    pub(crate) fn mask(&self) -> Option<&Mask> {
        match self {
            View::Column { mask, .. }
            | View::Entity { mask, .. }
            | View::Days { mask, .. }
            | View::Joined { mask, .. } => *mask,
        }
    }

    /// Where one of its values stands by its alias.
    pub(crate) fn alias_rank(&self, value: i64) -> Option<i64> {
        match self {
            View::Column { mask, .. } | View::Joined { mask, .. } => mask.as_ref()?.rank(value),
            View::Days { .. } => None,
            View::Entity { ledger, records, mask } => {
                let name = ledger.position(ledger.entity.as_ref()?.names.first()?)?;
                mask.as_ref()?.rank(records.columns.get(name)?.get(usize::try_from(value).ok()?)?)
            }
        }
    }

    /// The words of one of its values.
    pub(crate) fn label(&self, value: i64) -> String {
        match self {
            _ if value == NULL => "未填".to_owned(),
            View::Column { column, cells, mask: Some(mask), .. }
            | View::Joined { column, cells, mask: Some(mask), .. } => mask.text(column, cells, value),
            View::Days { mask: Some(_), .. } => model::edition::OMITTED.to_owned(),
            View::Days { .. } => value.to_string(),
            View::Column { column, cells, .. } | View::Joined { column, cells, .. } => {
                match (column.kind, &column.names) {
                    (Kind::Boolean, Some([yes, no])) => if value == 0 { no } else { yes }.clone(),
                    _ => model::records::shown(column, cells, value).unwrap_or_default(),
                }
            }
            View::Entity { ledger, records, mask } => {
                let name = ledger.entity.as_ref().and_then(|entity| ledger.position(entity.names.first()?));
                let record = usize::try_from(value).ok();
                let cells = name.and_then(|name| records.columns.get(name));
                let masked = || {
                    let (mask, cells) = mask.zip(cells)?;
                    Some(mask.text(ledger.columns.get(name?)?, cells, cells.get(record?)?))
                };
                let name = || cells.zip(record).and_then(|(cells, record)| cells.text(record)).map(str::to_owned);
                masked().or_else(name).unwrap_or_else(|| ledger.unlisted())
            }
        }
    }

    /// What a record's value must be to have one of its values.
    pub(crate) fn test(&self, value: i64) -> Test {
        match self {
            _ if value == NULL => Test::Set(false),
            View::Column { column, cells, .. } | View::Joined { column, cells, .. } if column.kind.is_words() => {
                match cells.word(value) {
                    Some(word) => Test::Is(vec![Value::Word(word.to_owned())]),
                    None => Test::Is(Vec::new()),
                }
            }
            View::Column { .. } | View::Joined { .. } | View::Entity { .. } | View::Days { .. } => {
                Test::Is(vec![Value::Stored(value)])
            }
        }
    }

    /// Where a value stands among the others when a table names no order: by the order of the
    /// definition's words, else by first appearance.
    pub(crate) fn rank(&self, value: i64) -> (usize, i64) {
        if let Some(rank) = self.alias_rank(value) {
            return (0, rank);
        }
        let (View::Column { column, cells, .. } | View::Joined { column, cells, .. }) = self else { return (0, value) };
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
