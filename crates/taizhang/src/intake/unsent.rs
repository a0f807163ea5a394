//! Who has not sent: ledgers that came every month and did not come for the month of the run (催报).

use ingest::file_words::series;
use model::Month;
use model::unsent::{Missing, Unsent};
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

/// Ledgers that came once within the last twelve months, and not in this one or the one before: whether they are to
/// come again nobody knows, so they are not asked for any more, but what is computed of them is as old as they are.
pub(crate) fn once(received: &[Received<'_>], month: Month) -> Vec<(String, Month)> {
    let mut ledgers: BTreeMap<&str, BTreeSet<Month>> = BTreeMap::new();
    for one in received.iter().filter(|one| !one.list && one.month <= month && one.month >= month.plus(-MONTHS)) {
        ledgers.entry(one.ledger).or_default().insert(one.month);
    }
    let only = |(ledger, months): (&str, BTreeSet<Month>)| match (months.first(), months.len()) {
        (Some(last), 1) if *last < month.plus(-1) => Some((ledger.to_owned(), *last)),
        _ => None,
    };
    ledgers.into_iter().filter_map(only).collect()
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
    fn what_came_once_is_as_old_as_it_is() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let received = |months: &[&str], list: bool| -> Vec<Received<'static>> {
            let one = |text: &&str| Received { ledger: "税", list, file: "a.csv", month: month(text) };
            months.iter().map(one).collect()
        };
        let known = |months: &[&str], list: bool| once(&received(months, list), month("2020-12"));
        assert_eq!(known(&["2020-10"], false), [("税".to_owned(), month("2020-10"))]);
        assert_eq!(known(&["2020-10", "2020-10"], false).len(), 1);
        assert_eq!(known(&["2020-11"], false), []);
        assert_eq!(known(&["2020-12"], false), []);
        assert_eq!(known(&["2020-04", "2020-10"], false), []);
        assert_eq!(known(&["2019-10"], false), []);
        assert_eq!(known(&["2020-10"], true), []);
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
