//! Measures that another engine computed.

use model::Exact;
use model::figure::Missing;
use model::query::{Answer, AnsweredRow};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// A row of a measure with its value.
pub(crate) type Row = (AnsweredRow, Result<Option<Exact>, Missing>);

/// What an engine answered.
#[derive(Debug, Default)]
pub struct Answers {
    rows: BTreeMap<String, Vec<Row>>,
    /// The measures that were needed and are not there, or do not fit the records that are here.
    lacking: Mutex<BTreeSet<String>>,
}

impl Answers {
    /// All rows of a table of answers.
    pub fn new(answers: Vec<Answer>) -> Answers {
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
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

    /// The rows of a measure.
    pub(crate) fn rows(&self, id: &str) -> Option<&[Row]> {
        self.rows.get(id).map(Vec::as_slice)
    }

    /// Notes that a measure is not answered.
    pub(crate) fn lacks(&self, id: &str) {
        self.lacking.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned());
    }
}
