//! 累计: a column that adds up another one since January, for everyone who sends it.

use super::{amount, pairs};
use crate::resolve::months;
use crate::sources::Loaded;
use model::ledger::Column;
use model::records::{Cells, exact};
use model::{Argument, Diagnostic, Exact, Month, ReportingTime, Rule, Said, Severity, Texts, say};
use std::collections::BTreeMap;

/// A cumulative column that is not the sum of its months, or that falls.
pub(crate) static CUMULATIVE: Rule = Rule {
    code: "cumulative-mismatch",
    severity: Severity::Warning,
    chinese: Texts {
        title: "累计数与各月之和不符",
        meaning: "台账定义写明这一列是另一列的本年累计，它的合计与年初以来各月合计之和不一致，或者小于上月的累计。台账写明是谁报送的，逐个单位核对。",
        example: "1—3月累计 300元，三个月之和 310元。",
        remedy: "核对当月和各月的台账；前几个月有调整的，请重报该月。",
        words: &[
            "{who}{month}“{column}”合计 {sum}，缺{missing}的报送，其余各月之和 {months}。请补报缺的月份。",
            "{month}“{column}”合计 {sum}，缺{missing}的报送，其余各月之和 {months}。请补报缺的月份。",
            "{who}{month}“{column}”合计 {sum}，年初以来各月之和 {months}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
            "{month}“{column}”合计 {sum}，年初以来各月之和 {months}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
            "{who}{month}“{column}”合计 {sum}，小于上月的 {before}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
            "{month}“{column}”合计 {sum}，小于上月的 {before}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
        ],
    },
    english: Texts {
        title: "Cumulative value differs from the sum of the months",
        meaning: "The ledger's definition says that this column is the running total of another one for the year. Its total differs from the sum of the months since the start of the year, or is below the running total of the month before. Where the ledger says who sends it, every sender is checked separately.",
        example: "The running total for January to March is 300 yuan, the three months add up to 310 yuan.",
        remedy: "Check the ledgers of the month and of the earlier months; where earlier months were adjusted, send those months again.",
        words: &[
            "{who}: in {month} “{column}” totals {sum}; nothing was sent for {missing}, and the other months add up to {months}. Please send the missing months.",
            "In {month} “{column}” totals {sum}; nothing was sent for {missing}, and the other months add up to {months}. Please send the missing months.",
            "{who}: in {month} “{column}” totals {sum}, and the months since the start of the year add up to {months}. Check the ledgers of the month and of the earlier months; where earlier months were adjusted, send those months again.",
            "In {month} “{column}” totals {sum}, and the months since the start of the year add up to {months}. Check the ledgers of the month and of the earlier months; where earlier months were adjusted, send those months again.",
            "{who}: in {month} “{column}” totals {sum}, less than the {before} of the month before. Check the ledgers of the month and of the earlier months; where earlier months were adjusted, send those months again.",
            "In {month} “{column}” totals {sum}, less than the {before} of the month before. Check the ledgers of the month and of the earlier months; where earlier months were adjusted, send those months again.",
        ],
    },
};

/// The sums of a column by month, with the first record of each.
type Months = BTreeMap<Month, (Exact, usize)>;

pub(super) fn check(loaded: &Loaded, time: ReportingTime) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let names = loaded.ledger.columns.iter().position(|column| column.entity.is_some());
    let name = |record: usize| {
        let cells = loaded.records.columns.get(names?)?;
        cells.word(cells.get(record)?)
    };
    for [(at, column, cells), (_, base, bases)] in pairs(loaded, |column| column.cumulative_of.as_ref()) {
        let monthly = by_sender(loaded, base, bases);
        let none = Months::new();
        for (sender, stated) in &by_sender(loaded, column, cells) {
            let monthly = monthly.get(sender).unwrap_or(&none);
            for (month, (sum, record)) in stated {
                let place = loaded.records.place(*record, at);
                for found in of_month(column, (stated, monthly), (*month, *sum), time.at_end_of(*month).year_start()) {
                    let problem = Diagnostic { place: place.clone(), ..found };
                    problems.push(match name(*record) {
                        Some(who) => problem.name("who", who),
                        None => problem,
                    });
                }
            }
        }
    }
    problems
}

/// By the entity that records are of, where they name one: what one lacks is laid at nobody else's
/// door.
fn by_sender(loaded: &Loaded, column: &Column, cells: &Cells) -> BTreeMap<Option<i64>, Months> {
    let senders = loaded.integers("entity");
    let named = loaded.ledger.columns.iter().any(|column| column.entity.is_some());
    let mut sums: BTreeMap<Option<i64>, Months> = BTreeMap::new();
    for record in 0..loaded.records.len() {
        let month = loaded.records.submission(record).map(|sent| sent.month);
        let Some((month, value)) = month.zip(cells.get(record)) else { continue };
        let sender = if named { senders.get(record) } else { None };
        let (sum, _) = sums.entry(sender).or_default().entry(month).or_insert((Exact::ZERO, record));
        *sum = sum.plus(exact(column, value)).unwrap_or(*sum);
    }
    sums
}

/// What is wrong with the cumulative sum of a month.
fn of_month(
    column: &Column,
    (stated, monthly): (&Months, &Months),
    (month, sum): (Month, Exact),
    start: Month,
) -> Vec<Diagnostic> {
    let problem = || {
        let problem = CUMULATIVE.problem().with("month", Argument::Month(month));
        problem.name("column", column.title()).amount("sum", amount(column, sum))
    };
    let mut problems = Vec::new();
    let (sent, missing): (Vec<Month>, Vec<Month>) =
        months(start..=month).partition(|month| monthly.contains_key(month));
    let sums = sent.iter().filter_map(|month| monthly.get(month).map(|(sum, _)| *sum));
    let total = sums.into_iter().try_fold(Exact::ZERO, Exact::plus);
    if let Some(total) = total.filter(|total| *total != sum && !sent.is_empty()) {
        let told = problem().amount("months", amount(column, total));
        let lacking = missing.iter().map(|month| say!("“{month}”", "{month}", month));
        // What begins within the year has no earlier months.
        let begun = monthly.keys().next().is_some_and(|first| missing.iter().any(|month| month > first));
        match missing.is_empty() {
            true => problems.push(told),
            false if begun => problems.push(told.phrase("missing", Said::list(lacking))),
            false => {}
        }
    }
    let before = stated.get(&month.plus(-1)).filter(|_| month > start);
    if let Some((before, _)) = before.filter(|(before, _)| *before > sum) {
        problems.push(problem().amount("before", amount(column, *before)));
    }
    problems
}
