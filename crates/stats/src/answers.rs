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
    /// The measures that were needed and are not there, or not whole.
    lacking: Mutex<BTreeSet<String>>,
}

impl Answers {
    /// All rows of a table of answers.
    pub fn new(answers: Vec<Answer>) -> Answers {
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        let mut counts: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for Answer { query, row, value, of } in answers {
            counts.entry(query.clone()).or_default().insert(of);
            rows.entry(query).or_default().push((row, value));
        }
        // A measure some of whose rows are lost, or that was answered twice, is not answered.
        rows.retain(|query, rows| counts.get(query).is_some_and(|of| of.iter().eq([&rows.len()])));
        Answers { rows, lacking: Mutex::default() }
    }

    /// The measures, by their ids, that were needed so far and are not answered. Where there is any, no
    /// number of the run may be printed.
    pub fn lacking(&self) -> Vec<String> {
        self.lacking.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The one row of a measure that has no others.
    pub fn whole(&self, id: &str) -> Option<Exact> {
        match self.rows(id)? {
            [(AnsweredRow::Whole, value)] => value.clone().ok()?,
            _ => None,
        }
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
