//! Measures that another engine computed: what it answered, in place of what would be computed here.

use crate::measure::of_none;
use crate::sources::{Sources, View};
use crate::values::Values;
use model::figure::Missing;
use model::ledger::Kind;
use model::plan::Dimension;
use model::query::{Answer, AnsweredRow, Query};
use model::records::NULL;
use model::{Date, Exact, Month};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// What an engine answered.
#[derive(Debug, Default)]
pub struct Answers {
    rows: BTreeMap<String, Vec<(AnsweredRow, Result<Option<Exact>, Missing>)>>,
    /// The measures that were needed and are not there, or do not fit the records that are here.
    lacking: Mutex<BTreeSet<String>>,
}

impl Answers {
    /// All rows of a table of answers.
    pub fn new(answers: Vec<Answer>) -> Answers {
        let mut rows: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for Answer { query, row, value } in answers {
            rows.entry(query).or_default().push((row, value));
        }
        Answers { rows, lacking: Mutex::default() }
    }

    /// The measures, by their ids, that were needed so far and are not answered. Where there is any, no
    /// number of the run may be printed.
    pub fn lacking(&self) -> Vec<String> {
        self.lacking.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The whole of a measure, if there is one.
    pub fn whole(&self, id: &str) -> Option<Exact> {
        let rows = self.rows.get(id)?;
        rows.iter().find(|(row, _)| *row == AnsweredRow::Whole)?.1.clone().ok()?
    }

    /// The values of a measure.
    pub(crate) fn values(&self, sources: &Sources, query: &Query) -> Values {
        self.answered(sources, query).unwrap_or_else(|| {
            self.lacking.lock().unwrap_or_else(PoisonError::into_inner).insert(query.id.clone());
            Values::whole(Err(Missing::NoRecord))
        })
    }

    fn answered(&self, sources: &Sources, query: &Query) -> Option<Values> {
        let rows = self.rows.get(&query.id)?;
        let mut wholes = rows.iter().filter(|(row, _)| *row == AnsweredRow::Whole).map(|(_, value)| value);
        // The same query answered twice would be two numbers for one.
        let (Some(whole), None) = (wholes.next(), wholes.next()) else { return None };
        let Some(by) = &query.by else {
            return Some(Values::whole(whole.clone().and_then(|value| value.ok_or(Missing::NoRecord))));
        };
        if let Err(missing) = whole {
            return Some(Values::whole(Err(missing.clone())));
        }
        let mut values = BTreeMap::new();
        for (row, value) in rows.iter().filter(|(row, _)| *row != AnsweredRow::Whole) {
            let key = key(sources, query, by, row)?;
            let value = value.clone().and_then(|value| value.ok_or(Missing::NoRecord));
            if values.insert(key, value).is_some() {
                return None;
            }
        }
        let other = match by {
            Dimension::Fields(_) => of_none(&query.take, &query.selection),
            Dimension::Parts { .. } => Err(Missing::NoRecord),
        };
        Some(Values { rows: values, other })
    }
}

/// The value of a dimension that a row is about, as it is stored here; nothing where no record has it.
fn key(sources: &Sources, query: &Query, by: &Dimension, row: &AnsweredRow) -> Option<i64> {
    let word = match row {
        AnsweredRow::Value(word) => word.as_str(),
        AnsweredRow::Empty => return Some(NULL),
        AnsweredRow::Whole => return None,
    };
    let Dimension::Fields(_) = by else { return word.parse().ok() };
    let ledger = &query.selection.ledger;
    match sources.view(ledger, by.field(ledger)?)? {
        View::Column { column, cells, .. } | View::Joined { column, cells, .. } => match column.kind {
            Kind::Text | Kind::CreditCode | Kind::Status => cells.number(word),
            Kind::Date => word.parse().ok().map(Date::days),
            Kind::Month => word.parse().ok().map(Month::index),
            Kind::Money | Kind::Number | Kind::Integer | Kind::Percent | Kind::Boolean => word.parse().ok(),
        },
        View::Entity { .. } | View::Days { .. } => word.parse().ok(),
    }
}
