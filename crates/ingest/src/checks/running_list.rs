//! A month's submission holds the records of the months before as well: a list that is kept since January.

use crate::row_words::numbering;
use crate::text::match_form;
use model::ledger::{Column, Grain, Kind, Ledger};
use model::records::{NULL, Records};
use model::{Argument, Date, Diagnostic, Month, Rule, Severity, Texts};
use std::collections::{BTreeMap, HashMap};

/// A month's submission holds records of the months before, which were sent last month already.
pub static RUNNING_LIST: Rule = Rule {
    code: "running-list",
    severity: Severity::Warning,
    chinese: Texts {
        title: "含有上月已报的记录",
        meaning: "按月报送的台账里，有日期在以前月份、上月已经报过的记录，像是从年初滚动登记的；照样计入本月，本月数和几个月的合计都会偏大。",
        example: "2月的信访登记表里，1月受理的各件又列了一遍。",
        remedy: "每月只报本月发生的；台账本来就是滚动登记的，在台账定义里写 grain = \"snapshot\"。",
        words: &[
            "从这一行起有 {count} 条记录的“{column}”在{month}以前，上月也报过（见“{other}”），照样计入了{month}，本月数和几个月的合计都会偏大。请核对，只报本月的；是滚动登记的台账，请在台账定义里写 grain = \"snapshot\"。",
        ],
    },
    english: Texts {
        title: "Records that were sent last month",
        meaning: "A submission of a ledger of single months holds records that are dated in months before and were sent last month already, as a list does that is kept since January. They were counted for the month all the same, so that the number of the month and sums over months are too large.",
        example: "The petitions of February list those that were received in January once more.",
        remedy: "Send what happened in the month alone; if the ledger is a list that is kept all year, write “grain = \"snapshot\"” in its definition.",
        words: &[
            "From this row on, {count} records have a “{column}” before {month} and were sent last month already (see “{other}”); they were counted for {month} all the same, so that the number of the month and sums over months are too large. Please check and send those of the month alone; if the ledger is a list that is kept all year, write “grain = \"snapshot\"” in its definition.",
        ],
    },
};

/// Fewer records may be the same by chance.
const FEWEST: usize = 3;

/// Looks in every month for files that go on with the list of the month before: all their dates are of the year, some of
/// the month, and nearly all records of earlier months were sent last month.
pub fn running_lists(ledger: &Ledger, records: &Records) -> Vec<Diagnostic> {
    if ledger.grain != Grain::Month || ledger.entity.is_some() || ledger.across().is_some() {
        return Vec::new();
    }
    let mut months: BTreeMap<Month, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
    for (record, origin) in records.origins.iter().enumerate() {
        let Some(sent) = records.submission(record) else { continue };
        months.entry(sent.month).or_default().entry(origin.submission).or_default().push(record);
    }
    let mut told: BTreeMap<u32, Diagnostic> = BTreeMap::new();
    for (date, _) in ledger.columns.iter().enumerate().filter(|(_, column)| column.kind == Kind::Date) {
        for (month, files) in &months {
            let Some(before) = months.get(&month.plus(-1)) else { continue };
            let candidates = files.iter().filter_map(|(file, own)| Some((file, earlier(records, own, date, *month)?)));
            let candidates: Vec<_> = candidates.collect();
            if candidates.is_empty() {
                continue;
            }
            let signature = |record: usize| signature(ledger, records, date, record);
            let sent: HashMap<Vec<i64>, usize> =
                before.values().flatten().rev().map(|record| (signature(*record), *record)).collect();
            for (file, earlier) in candidates {
                let again = earlier.iter().filter_map(|record| Some((*record, *sent.get(&signature(*record))?)));
                let again: Vec<(usize, usize)> = again.collect();
                let enough = again.len() >= FEWEST && again.len() * 5 >= earlier.len() * 4;
                let problem = problem(ledger, records, (date, *month), &again).filter(|_| enough);
                if let Some(problem) = problem {
                    told.entry(*file).or_insert(problem);
                }
            }
        }
    }
    told.into_values().collect()
}

/// The records of a file that are dated before its month, where all are of the year and some of the month itself.
fn earlier(records: &Records, own: &[usize], date: usize, month: Month) -> Option<Vec<usize>> {
    let day = |month: u32, year: i32| Date::new(year, month, 1).map(Date::days);
    let (year, first) = (day(1, month.year())?, day(month.month(), month.year())?);
    let cells = records.columns.get(date)?;
    let dated: Vec<(usize, i64)> = own.iter().filter_map(|record| Some((*record, cells.get(*record)?))).collect();
    let earlier: Vec<usize> = dated.iter().filter(|(_, day)| *day < first).map(|(record, _)| *record).collect();
    let goes_on = dated.iter().all(|(_, day)| *day >= year) && earlier.len() < dated.len();
    (goes_on && earlier.len() >= FEWEST).then_some(earlier)
}

/// What a record is known again by. Records are numbered anew; of those with a key words may change, as a state does.
fn signature(ledger: &Ledger, records: &Records, date: usize, record: usize) -> Vec<i64> {
    let numbered = |column: &Column| column.labels.iter().any(|label| numbering(&match_form(label)));
    let tells = |(at, column): &(usize, &Column)| match ledger.key.is_empty() {
        true => !numbered(column),
        false => *at == date || column.kind.is_number() || ledger.key.contains(&column.id),
    };
    let telling = ledger.columns.iter().enumerate().filter(tells);
    telling.map(|(at, _)| records.columns.get(at).and_then(|cells| cells.get(record)).unwrap_or(NULL)).collect()
}

/// Says it at the first of them.
fn problem(
    ledger: &Ledger,
    records: &Records,
    (date, month): (usize, Month),
    again: &[(usize, usize)],
) -> Option<Diagnostic> {
    let (record, other) = again.first()?;
    let column = ledger.columns.get(date)?;
    let problem = Diagnostic::new(&RUNNING_LIST, records.place(*record, date)).name("column", column.title());
    let problem = problem.name("other", &records.submission(*other)?.file).with("month", Argument::Month(month));
    Some(problem.count("count", again.len()))
}
