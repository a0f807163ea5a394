//! Who has not sent: ledgers that came every month and did not come for the month of the run (催报).

use crate::problems::not_sent;
use ingest::file_words::series;
use model::{Diagnostic, Month};
use std::collections::{BTreeMap, BTreeSet};

/// So many months are looked back.
const MONTHS: i32 = 12;

/// A file of a ledger.
pub(crate) struct Received<'a> {
    /// The title of the ledger.
    pub(crate) ledger: &'a str,
    /// Whether it lists entities (名录), which stay as they are for months.
    pub(crate) list: bool,
    pub(crate) file: &'a str,
    pub(crate) month: Month,
}

/// What of a ledger is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// All of it.
    Whole,
    /// A file of the month before where other files of the ledger are there.
    File(String),
    /// What one of those sends that its definition lists.
    Sender(String),
}

/// A submission that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsent {
    /// The title of the ledger.
    pub(crate) ledger: String,
    pub(crate) missing: Missing,
    /// The last month that is there, if any is.
    pub(crate) last: Option<Month>,
}

/// What is missing in a month. A ledger is monthly that came in two months that follow each other
/// within the last twelve, or for the first time in the month before if it is no list of entities;
/// a file of several is, if it came in both of the last two months.
pub(crate) fn unsent(received: &[Received<'_>], month: Month) -> Vec<Unsent> {
    let mut ledgers: BTreeMap<&str, BTreeMap<Month, Vec<&str>>> = BTreeMap::new();
    for one in received.iter().filter(|one| one.month <= month && one.month >= month.plus(-MONTHS)) {
        ledgers.entry(one.ledger).or_default().entry(one.month).or_default().push(one.file);
    }
    let lists: BTreeSet<&str> = received.iter().filter(|one| one.list).map(|one| one.ledger).collect();
    let mut missing = Vec::new();
    for (ledger, by_month) in &ledgers {
        let first = !lists.contains(ledger) && by_month.len() == 1 && by_month.contains_key(&month.plus(-1));
        let monthly = first || by_month.keys().any(|one| by_month.contains_key(&one.plus(1)) && one.plus(1) < month);
        let last = by_month.range(..month).next_back();
        match (by_month.get(&month), last) {
            (None, Some((last, _))) if monthly => {
                missing.push(Unsent { ledger: (*ledger).to_owned(), missing: Missing::Whole, last: Some(*last) });
            }
            (Some(now), Some((last, before))) if *last == month.plus(-1) && now.len() < before.len() => {
                let names = |files: &[&str]| files.iter().map(|file| series(file)).collect::<BTreeSet<String>>();
                let (now, earlier) = (names(now), by_month.get(&month.plus(-2)).map(|files| names(files)));
                let gone = before.iter().filter(|file| {
                    let name = series(file);
                    !now.contains(&name) && earlier.as_ref().is_some_and(|earlier| earlier.contains(&name))
                });
                let unsent = |file: &&str| Unsent {
                    ledger: (*ledger).to_owned(),
                    missing: Missing::File(file.rsplit('/').next().unwrap_or(file).to_owned()),
                    last: Some(*last),
                };
                missing.extend(gone.map(unsent));
            }
            _ => {}
        }
    }
    missing
}

impl Unsent {
    /// A ledger of which nothing was ever submitted.
    pub(crate) fn never(ledger: &str) -> Unsent {
        Unsent { ledger: ledger.to_owned(), missing: Missing::Whole, last: None }
    }

    /// What is missing, in the words of the list (催报清单): `企业税收（上次报送2020年11月）`.
    pub(crate) fn words(&self) -> String {
        let last = self.last.map_or_else(|| "从未报送".to_owned(), |last| format!("上次报送{}", last.chinese()));
        match &self.missing {
            Missing::Whole => format!("{}（{last}）", self.ledger),
            Missing::File(file) => format!("{}（{last}，上次的文件“{file}”）", self.ledger),
            Missing::Sender(sender) => format!("{}——{sender}（{last}）", self.ledger),
        }
    }

    /// What a report says where its numbers need what is missing.
    pub(crate) fn caveat(&self, month: Month) -> String {
        let (ledger, month) = (&self.ledger, month.chinese());
        match (&self.missing, self.last) {
            (Missing::Whole, None) => format!("{ledger}从未报送。"),
            (Missing::Whole, Some(last)) => format!("{month}{ledger}未报送，数据截至{}。", last.chinese()),
            (Missing::File(file), _) => format!("{month}{ledger}少报一份（上次的文件“{file}”），数可能不全。"),
            (Missing::Sender(sender), _) => format!("{month}{ledger}缺{sender}的报送，数不全。"),
        }
    }

    /// The warning.
    pub(crate) fn diagnostic(&self, month: Month) -> Diagnostic {
        not_sent::problem(month, self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files as `ledger/month/name`; the missing as `ledger` or `ledger/name`.
    fn check(files: &[&str], expected: &[&str]) {
        let received = files.iter().map(|file| {
            let parts: Vec<&str> = file.splitn(3, '/').collect();
            Received {
                ledger: parts[0],
                list: parts[0] == "名录",
                month: parts[1].parse().expect("a month"),
                file: parts[2],
            }
        });
        let missing = unsent(&received.collect::<Vec<_>>(), "2020-12".parse().expect("a month"));
        let words = |one: &Unsent| match &one.missing {
            Missing::File(file) => format!("{}/{file}", one.ledger),
            Missing::Whole | Missing::Sender(_) => one.ledger.clone(),
        };
        assert_eq!(missing.iter().map(words).collect::<Vec<_>>(), expected, "{files:?}");
    }

    #[test]
    fn what_came_every_month_is_missed() {
        check(&["税/2020-10/a.csv", "税/2020-11/a.csv"], &["税"]);
        check(&["税/2020-09/a.csv", "税/2020-10/a.csv"], &["税"]);
        check(&["税/2020-10/a.csv", "税/2020-11/a.csv", "税/2020-12/b.csv"], &[]);
        check(&["税/2020-11/a.csv"], &["税"]);
        check(&["税/2020-10/a.csv"], &[]);
        check(&["名录/2020-11/a.csv"], &[]);
        check(&["名录/2020-01/a.csv", "名录/2020-07/a.csv"], &[]);
        check(&["税/2018-10/a.csv", "税/2018-11/a.csv"], &[]);
        let months = |name: &str, months: [u32; 3]| {
            months
                .into_iter()
                .filter(|month| *month > 0)
                .map(|month| format!("税/2020-{month}/{name}{month}月.csv"))
                .collect::<Vec<_>>()
        };
        let files = [months("甲", [10, 11, 12]), months("乙", [10, 11, 0])].concat();
        check(&files.iter().map(String::as_str).collect::<Vec<_>>(), &["税/乙11月.csv"]);
    }
}
