//! The records behind a report, for the detail sheets of its workbook.

use crate::aggregate::in_period;
use crate::period::Moment;
use crate::sources::{Dimension, Sources};
use model::document::{Detail, DetailColumn, DetailOrigin};
use model::figure::Period;
use model::ledger::{Column, Grain, Kind};
use model::records::NULL;
use std::sync::Arc;

/// The records of a ledger from January of last year to the month, or those of the snapshot that
/// holds, with columns of the entities that they name.
pub fn detail(sources: &Sources<'_>, ledger: &str, joined: &[String], moment: Moment) -> Option<Detail> {
    let loaded = sources.get(ledger)?;
    let source = loaded.source;
    let mut mask = in_period(loaded, Period::Ytd, moment)?;
    if source.ledger.grain == Grain::Month {
        mask = mask | in_period(loaded, Period::Year, moment.earlier(12))?;
    }
    let records: Vec<usize> =
        mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record).collect();
    let own = source.ledger.columns.iter().map(|column| column.id.clone());
    let columns = own.chain(joined.iter().cloned()).filter_map(|id| {
        let dimension = sources.dimension(ledger, &id)?;
        let values = loaded.integers(dimension.frame()?);
        let values = records.iter().map(|record| values.get(*record).unwrap_or(NULL)).collect();
        Some(column(&dimension, id, values))
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

fn column(dimension: &Dimension<'_>, id: String, values: Vec<i64>) -> DetailColumn {
    match dimension {
        Dimension::Column { column, cells, .. } => DetailColumn {
            id,
            title: column.title().to_owned(),
            column: (*column).clone(),
            values,
            words: cells.words().to_vec(),
        },
        // An entity goes along by its name, so its records' numbers become those of words.
        _ => {
            let mut words: Vec<Arc<str>> = Vec::new();
            let mut known = std::collections::BTreeMap::new();
            let mut number = |value: i64| {
                *known.entry(value).or_insert_with(|| {
                    words.push(dimension.label(value).into());
                    i64::try_from(words.len()).unwrap_or(NULL) - 1
                })
            };
            let values = values.into_iter().map(|value| if value == NULL { NULL } else { number(value) }).collect();
            let column = Column { id: id.clone(), kind: Kind::Text, ..Column::default() };
            DetailColumn { id, title: "企业名称".to_owned(), column, values, words }
        }
    }
}
