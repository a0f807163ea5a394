use super::{amount, by_month, pairs};
use crate::resolve::months;
use crate::sources::Loaded;
use model::{Argument, Diagnostic, Exact, Rule, Severity};

/// A cumulative column that is not the sum of its months, or that falls.
pub(crate) static CUMULATIVE: Rule = Rule {
    code: "cumulative-mismatch",
    severity: Severity::Warning,
    title: "累计数与各月之和不符",
    meaning: "台账定义写明这一列是另一列的本年累计，它的合计与1月以来各月合计之和不一致，或者小于上月的累计。",
    example: "1—3月累计 300元，三个月之和 310元。",
    remedy: "核对当月和各月的台账；前几个月有调整的，请重报该月。",
    words: &[
        "{month}“{column}”合计 {sum}，1月以来各月之和 {months}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
        "{month}“{column}”合计 {sum}，小于上月的 {before}。核对当月和各月的台账；前几个月有调整的，请重报该月。",
    ],
};

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for [(at, column, cells), (_, base, bases)] in pairs(loaded, |column| column.cumulative_of.as_ref()) {
        let (stated, monthly) = (by_month(loaded, column, cells), by_month(loaded, base, bases));
        for (month, (sum, record)) in &stated {
            let problem = || {
                Diagnostic::new(&CUMULATIVE, loaded.records.place(*record, at))
                    .with("month", Argument::Month(*month))
                    .name("column", column.title())
                    .amount("sum", amount(column, *sum))
            };
            let of_months = months(month.january()..=*month).map(|month| monthly.get(&month).map(|(sum, _)| *sum));
            let total = of_months
                .collect::<Option<Vec<Exact>>>()
                .and_then(|sums| sums.into_iter().try_fold(Exact::ZERO, Exact::plus));
            if let Some(total) = total.filter(|total| total != sum) {
                problems.push(problem().amount("months", amount(column, total)));
            }
            let before = stated.get(&month.plus(-1)).filter(|_| month.month() > 1);
            if let Some((before, _)) = before.filter(|(before, _)| before > sum) {
                problems.push(problem().amount("before", amount(column, *before)));
            }
        }
    }
    problems
}
