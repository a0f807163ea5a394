//! What was not sent for a month (催报清单).

use crate::{Month, Said, say};

/// In place of the last month where there is none.
pub const NEVER: &str = "从未报送";

/// What of a ledger is missing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// All of it.
    Whole,
    /// A file of the month before where other files of the ledger are there.
    File(String),
    /// What one of those sends that its definition lists.
    Sender(String),
}

/// A submission that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unsent {
    /// The title of the ledger.
    pub ledger: String,
    /// What of it is missing.
    pub missing: Missing,
    /// The last month that is there, if any is.
    pub last: Option<Month>,
}

impl Unsent {
    /// A ledger of which nothing was ever submitted.
    pub fn never(ledger: &str) -> Unsent {
        Unsent { ledger: ledger.to_owned(), missing: Missing::Whole, last: None }
    }

    /// What is missing, in the words of the list (催报清单): `企业税收（上次报送2020年11月）`.
    pub fn words(&self) -> Said {
        let ledger = &self.ledger;
        let last = match self.last {
            None => Said::fixed(NEVER, "never sent"),
            Some(last) => say!("上次报送{last}", "last sent {last}", last),
        };
        match &self.missing {
            Missing::Whole => say!("{ledger}（{last}）", "{ledger} ({last})", last),
            Missing::File(file) => {
                say!("{ledger}（{last}，上次的文件“{file}”）", "{ledger} ({last}; the last file was “{file}”)", last)
            }
            Missing::Sender(sender) => say!("{ledger}——{sender}（{last}）", "{ledger} of {sender} ({last})", last),
        }
    }

    /// What a report says where its numbers need what is missing.
    pub fn caveat(&self, month: Month) -> Said {
        let ledger = &self.ledger;
        match (&self.missing, self.last) {
            (Missing::Whole, None) => say!("{ledger}从未报送。", "{ledger} was never sent."),
            (Missing::Whole, Some(last)) => say!(
                "{month}{ledger}未报送，数据截至{last}。",
                "{ledger} was not sent for {month}; its data are those of {last}.",
                month,
                last
            ),
            (Missing::File(file), _) => say!(
                "{month}{ledger}少报一份（上次的文件“{file}”），数可能不全。",
                "{ledger} lacks a file for {month} (the last one was “{file}”), so numbers may not be whole.",
                month
            ),
            (Missing::Sender(sender), _) => say!(
                "{month}{ledger}缺{sender}的报送，数不全。",
                "{ledger} of {sender} was not sent for {month}, so numbers are not whole.",
                month
            ),
        }
    }
}
