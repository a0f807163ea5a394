//! The records behind a report, for the detail sheets of its workbook.

use crate::aggregate::in_period;
use crate::changes::changed;
use crate::filter::CHANGE;
use crate::period::Moment;
use crate::sources::{Dimension, Loaded, Sources};
use model::Month;
use model::change::ChangeKind;
use model::document::{Detail, DetailColumn, DetailOrigin};
use model::figure::Period;
use model::ledger::{Column, Grain, Kind};
use model::reckoning::{Span, Workings};
use model::records::NULL;
use polars::prelude::{BooleanChunked, ChunkCompareIneq};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The records behind a report, ledger by ledger: those of the ledgers that its definition lists,
/// from January of last year to the month or of the snapshot that holds; and those that a formula
/// of the workbook needs, with every column that it reads.
pub fn details(
    sources: &Sources<'_>,
    listed: &BTreeMap<String, Vec<String>>,
    workings: &Workings,
    moment: Moment,
) -> Vec<Detail> {
    let mut wanted: BTreeMap<&str, Wanted<'_>> = BTreeMap::new();
    for (ledger, joined) in listed {
        let wanted = wanted.entry(ledger).or_default();
        wanted.listed = true;
        wanted.columns.extend(joined.iter().map(String::as_str));
    }
    workings.visit_all(|selection| {
        let wanted = wanted.entry(&selection.ledger).or_default();
        wanted.columns.extend(selection.columns());
        wanted.spans.insert(&selection.spans);
    });
    wanted.iter().filter_map(|(ledger, wanted)| detail(sources, ledger, wanted, moment)).collect()
}

/// What a workbook needs of a ledger.
#[derive(Default)]
struct Wanted<'a> {
    listed: bool,
    columns: BTreeSet<&'a str>,
    spans: BTreeSet<&'a [Span]>,
}

/// Records of a ledger with columns of the entities that they name.
fn detail(sources: &Sources<'_>, ledger: &str, wanted: &Wanted<'_>, moment: Moment) -> Option<Detail> {
    let loaded = sources.get(ledger)?;
    let source = loaded.source;
    let mut mask = loaded.every(false);
    if wanted.listed {
        mask = mask | in_period(loaded, Period::Ytd, moment).unwrap_or_else(|| loaded.every(false));
        if source.ledger.grain == Grain::Month {
            mask = mask | in_period(loaded, Period::Year, moment.earlier(12))?;
        }
    }
    for spans in &wanted.spans {
        mask = mask | within(loaded, spans);
    }
    let records: Vec<usize> =
        mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record).collect();
    let own: Vec<&str> = source.ledger.columns.iter().map(|column| column.id.as_str()).collect();
    let joined = wanted.columns.iter().copied().filter(|id| !own.contains(id));
    let columns = own.iter().copied().chain(joined).filter_map(|id| {
        if let Some(kinds) = change_kinds(id) {
            return Some(change(loaded, id, &kinds, &records));
        }
        let dimension = sources.dimension(ledger, id)?;
        let values = loaded.integers(dimension.frame()?);
        let values = records.iter().map(|record| values.get(*record).unwrap_or(NULL)).collect();
        Some(column(&dimension, id.to_owned(), values))
    });
    let columns = columns.collect();
    let mut files = Vec::new();
    for submission in &source.records.submissions {
        let file: Arc<str> = submission.file.rsplit('/').next().unwrap_or_default().into();
        let sheets: Vec<Arc<str>> = submission.tables.iter().map(|table| table.sheet.as_str().into()).collect();
        files.push((Arc::<str>::from(submission.month.to_string()), file, sheets));
    }
    let origin = |record: &usize| {
        let origin = source.records.origins.get(*record)?;
        let (month, file, sheets) = files.get(usize::try_from(origin.submission).ok()?)?;
        let sheet = sheets.get(usize::try_from(origin.table).ok()?)?;
        Some(DetailOrigin {
            month: Arc::clone(month),
            file: Arc::clone(file),
            sheet: Arc::clone(sheet),
            row: origin.row,
        })
    };
    let origins = records.iter().filter_map(origin).collect();
    Some(Detail { ledger: ledger.to_owned(), title: source.ledger.title.clone(), columns, origins })
}

/// The column that says of each record whether it changed in one of the ways: what a condition on
/// `change` reads on the detail sheet.
pub(crate) fn change_column(kinds: &[ChangeKind]) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    format!("{CHANGE}={}", words.join("|"))
}

/// The ways of change that such a column is about.
fn change_kinds(id: &str) -> Option<Vec<ChangeKind>> {
    let words = id.strip_prefix(CHANGE)?.strip_prefix('=')?;
    words.split('|').map(|word| ChangeKind::ALL.into_iter().find(|kind| kind.word() == word)).collect()
}

/// Whether each record changed since the submission before its own.
fn change(loaded: &Loaded<'_>, id: &str, kinds: &[ChangeKind], records: &[usize]) -> DetailColumn {
    let source = loaded.source;
    let sent = |record: usize| source.records.submission(record).map(|submission| submission.month);
    let months: BTreeSet<Month> = records.iter().filter_map(|record| sent(*record)).collect();
    let mut fits = vec![false; source.records.len()];
    for month in months {
        let of_month = changed(loaded, kinds, Moment::end_of(month));
        fits.iter_mut().zip(of_month.iter()).for_each(|(fits, changed)| *fits |= changed == Some(true));
    }
    let values = records.iter().map(|record| i64::from(fits.get(*record).copied().unwrap_or(false))).collect();
    let names: Vec<&str> = kinds.iter().map(|kind| kind.chinese()).collect();
    let column = Column { id: id.to_owned(), kind: Kind::Boolean, ..Column::default() };
    let title = format!("比上次报送{}", names.join("或"));
    DetailColumn { id: id.to_owned(), title, column, values, words: Vec::new(), numbers: Vec::new() }
}

/// The records whose months lie in every span.
fn within(loaded: &Loaded<'_>, spans: &[Span]) -> BooleanChunked {
    let mut records = loaded.every(true);
    for span in spans {
        let at = span.column.as_deref().and_then(|id| loaded.source.ledger.position(id));
        let months = loaded.integers(&at.map_or_else(|| "sent".to_owned(), |at| format!("c{at}")));
        records = records & months.lt_eq(span.to.index());
        if let Some(from) = span.from {
            records = records & months.gt_eq(from.index());
        }
    }
    records
}

fn column(dimension: &Dimension<'_>, id: String, values: Vec<i64>) -> DetailColumn {
    match dimension {
        Dimension::Column { column, cells, .. } => DetailColumn {
            id,
            title: column.title().to_owned(),
            column: (*column).clone(),
            values,
            words: cells.words().iter().map(Arc::from).collect(),
            numbers: Vec::new(),
        },
        // An entity goes along by its name, so its records' numbers become those of words.
        _ => {
            let mut words: Vec<Arc<str>> = Vec::new();
            let mut numbers: Vec<i64> = Vec::new();
            let mut known = BTreeMap::new();
            let mut number = |value: i64| {
                *known.entry(value).or_insert_with(|| {
                    words.push(dimension.label(value).into());
                    numbers.push(value);
                    i64::try_from(words.len()).unwrap_or(NULL) - 1
                })
            };
            let values = values.into_iter().map(|value| if value == NULL { NULL } else { number(value) }).collect();
            let column = Column { id: id.clone(), kind: Kind::Text, ..Column::default() };
            DetailColumn { id, title: "企业名称".to_owned(), column, values, words, numbers }
        }
    }
}
