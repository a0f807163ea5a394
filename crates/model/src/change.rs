//! What changed between two submissions of a ledger of states.

use crate::{CellRef, Language, Spoken};
use serde::Serialize;

/// How a record changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Its key is new.
    Added,
    /// Its key is gone.
    Gone,
    /// Its state was open and is done.
    Done,
    /// Its state was done and is open again.
    Reopened,
    /// Its state is another word of the same class.
    State,
    /// It was closed (销号).
    Closed,
    /// Its deadline was moved.
    Deadline,
}

impl ChangeKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [ChangeKind; 7] = [
        ChangeKind::Added,
        ChangeKind::Gone,
        ChangeKind::Done,
        ChangeKind::Reopened,
        ChangeKind::State,
        ChangeKind::Closed,
        ChangeKind::Deadline,
    ];

    /// The word in a definition: `where = { change = "done" }`.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Gone => "gone",
            ChangeKind::Done => "done",
            ChangeKind::Reopened => "reopened",
            ChangeKind::State => "state",
            ChangeKind::Closed => "closed",
            ChangeKind::Deadline => "deadline",
        }
    }

    /// The word of documents.
    pub fn chinese(self) -> &'static str {
        match self {
            ChangeKind::Added => "新增",
            ChangeKind::Gone => "减少",
            ChangeKind::Done => "新完成",
            ChangeKind::Reopened => "重新整改",
            ChangeKind::State => "状态变化",
            ChangeKind::Closed => "新销号",
            ChangeKind::Deadline => "时限调整",
        }
    }
}

impl Spoken for ChangeKind {
    fn spoken(&self, language: Language) -> String {
        let english = match self {
            ChangeKind::Added => "added",
            ChangeKind::Gone => "gone",
            ChangeKind::Done => "newly done",
            ChangeKind::Reopened => "reopened",
            ChangeKind::State => "state changed",
            ChangeKind::Closed => "newly closed",
            ChangeKind::Deadline => "deadline moved",
        };
        language.say(self.chinese(), english).to_owned()
    }
}

/// One change of one record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// How it changed.
    pub kind: ChangeKind,
    /// The values of the ledger's key.
    pub key: String,
    /// The column that changed, by its title; nothing for a record that is new or gone.
    pub column: Option<String>,
    /// The cell in the earlier submission.
    pub before: Option<CellRef>,
    /// The cell in the later one.
    pub after: Option<CellRef>,
}
