use super::{pairs, told};
use crate::sources::Loaded;
use model::{Diagnostic, Rule, Severity, Texts};

/// A day before the one that it must follow.
pub(crate) static NOT_BEFORE: Rule = Rule {
    code: "before-start",
    severity: Severity::Error,
    chinese: Texts {
        title: "日期先后颠倒",
        meaning: "台账定义写明这个日期不应早于另一个（如销号不应早于完成、时限不应早于发现），这一行却早于。",
        example: "完成日期 2020-09-10，销号日期 2020-01-06。",
        remedy: "核对这一行的两个日期，多半是年份或月份填错。",
        words: &["“{column}”{own} 早于“{start}”{other}。核对这一行的两个日期，多半是年份或月份填错。"],
    },
    english: Texts {
        title: "Dates in the wrong order",
        meaning: "The ledger's definition says that this date must not be before another one (as nothing is closed before it is done, or due before it was found), and in this row it is.",
        example: "Done on 2020-09-10, closed on 2020-01-06.",
        remedy: "Check both dates of this row; most likely a year or a month is wrong.",
        words: &[
            "“{column}” is {own}, before “{start}”, which is {other}. Check both dates of this row; most likely a year or a month is wrong.",
        ],
    },
};

pub(super) fn check(loaded: &Loaded) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for [(at, column, cells), (_, start, starts)] in pairs(loaded, |column| column.not_before.as_ref()) {
        for record in 0..loaded.records.len() {
            let Some((day, first)) = cells.get(record).zip(starts.get(record)) else { continue };
            if day < first {
                let (own, other) = (told(column, cells, day), told(start, starts, first));
                let problem = Diagnostic::new(&NOT_BEFORE, loaded.records.place(record, at))
                    .name("column", column.title())
                    .amount("own", own)
                    .name("start", start.title())
                    .amount("other", other);
                problems.push(problem);
            }
        }
    }
    problems
}
