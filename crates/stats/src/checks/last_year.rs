use super::{amount, by_month, pairs};
use crate::sources::Loaded;
use model::{Argument, Diagnostic, Rule, Severity, Texts};

/// A column of last year's values that does not agree with last year's ledger.
pub(crate) static LAST_YEAR: Rule = Rule {
    code: "last-year-mismatch",
    severity: Severity::Warning,
    chinese: Texts {
        title: "上年同期与上年台账不符",
        meaning: "台账定义写明这一列是另一列的上年同期数，它的合计与上年同月报送的合计不一致。",
        example: "2020年12月填的上年同期合计 100元，2019年12月报送的合计 98元。",
        remedy: "核对两年的台账；上年数据有调整的，请在备注中说明。",
        words: &[
            "{month}“{column}”合计 {stated}，{before-month}报送的“{base}”合计 {before}，相差 {difference}。核对两年的台账；上年数据有调整的，请在备注中说明。",
        ],
    },
    english: Texts {
        title: "Value for the same month of last year differs from last year's ledger",
        meaning: "The ledger's definition says that this column repeats another one for the same month of last year. Its total differs from the total that was sent for that month.",
        example: "In 2020-12 the column for last year totals 100 yuan; 98 yuan were sent for 2019-12.",
        remedy: "Check the ledgers of both years; where last year's data were adjusted, say so in the remarks.",
        words: &[
            "In {month} “{column}” totals {stated}, while “{base}” as sent for {before-month} totals {before}; the difference is {difference}. Check the ledgers of both years; where last year's data were adjusted, say so in the remarks.",
        ],
    },
};

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for [(at, column, cells), (_, base, bases)] in pairs(loaded, |column| column.last_year_of.as_ref()) {
        let now = by_month(loaded, base, bases);
        for (month, (stated, record)) in by_month(loaded, column, cells) {
            let Some((before, _)) = now.get(&month.plus(-12)) else { continue };
            if stated != *before {
                let difference = stated.minus(*before).unwrap_or(stated);
                let problem = Diagnostic::new(&LAST_YEAR, loaded.records.place(record, at))
                    .with("month", Argument::Month(month))
                    .name("column", column.title())
                    .amount("stated", amount(column, stated))
                    .with("before-month", Argument::Month(month.plus(-12)))
                    .name("base", base.title())
                    .amount("before", amount(base, *before))
                    .amount("difference", amount(column, difference));
                problems.push(problem);
            }
        }
    }
    problems
}
