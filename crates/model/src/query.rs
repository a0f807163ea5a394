//! Measures as another engine is asked for them, and what it answers.

use crate::change::ChangeKind;
use crate::expr::{Criterion, Selection, Take};
use crate::figure::Missing;
use crate::plan::Dimension;
use crate::{Exact, Month};
use std::collections::BTreeSet;

/// A measure over records, for the whole or for each value of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Query {
    /// What tells it from others: the same for the same measure of any report, by the same definitions and after
    /// the same submissions.
    pub id: String,
    /// What is taken.
    pub take: Take,
    /// Of which records.
    pub selection: Selection,
    /// The dimension, if it is told apart by one.
    pub by: Option<Dimension>,
    /// Why it may have no value at all, in the order in which it is asked.
    pub guards: Vec<Guard>,
}

/// Why a measure may have no value, whatever its records are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// It has none, as the submissions alone say.
    Always(Missing),
    /// There are records, and no list knows any entity that they name.
    Directory,
    /// There are records of these months, for which a ledger that is read with them was not sent.
    Unsent(Vec<Month>),
    /// There is no record of the periods, of which this is the last.
    Periods(Month),
    /// There is no record of the time.
    Time(Criterion),
}

/// One row of what an engine answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The measure's [`Query::id`].
    pub query: String,
    /// Which row.
    pub row: AnsweredRow,
    /// Its value; nothing for a whole that has rows.
    pub value: Result<Option<Exact>, Missing>,
    /// How many rows the measure has in all.
    pub of: usize,
}

/// Which row of a measure an answer is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnsweredRow {
    /// The whole.
    Whole,
    /// The records with a value of the dimension, in words: `企业所得税`, `2020-12`, `3`.
    Value(String),
    /// The records that have none.
    Empty,
}

impl AnsweredRow {
    /// The row of a kind (`whole`, `value`, `empty`) with a key.
    pub fn named(kind: &str, key: Option<String>) -> Option<AnsweredRow> {
        match (kind, key) {
            ("whole", None) => Some(AnsweredRow::Whole),
            ("value", Some(key)) => Some(AnsweredRow::Value(key)),
            ("empty", None) => Some(AnsweredRow::Empty),
            _ => None,
        }
    }
}

/// What each record of a ledger is linked with. Records are named by their positions in their ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Where the ledger names entities: the record of the entity that stands for its group; one that no
    /// list knows is a number below zero, the same for the same name.
    pub entity: Option<Vec<Option<i64>>>,
    /// For each ledger whose records are found by their key, the record there.
    pub joined: Vec<(String, Vec<Option<usize>>)>,
    /// Where records have a key: in which ways each changed since the submission before its own.
    pub changed: Option<Vec<BTreeSet<ChangeKind>>>,
}

impl Links {
    /// The same of no records: which links there are.
    #[must_use]
    pub fn form(&self) -> Links {
        Links {
            entity: self.entity.as_ref().map(|_| Vec::new()),
            joined: self.joined.iter().map(|(other, _)| (other.clone(), Vec::new())).collect(),
            changed: self.changed.as_ref().map(|_| Vec::new()),
        }
    }
}
