//! A cell is no date or month.

use model::ledger::Kind;
use model::{Diagnostic, Rule, Said, Severity, Texts, say};

/// A cell is no date or month.
pub static UNREADABLE_DATE: Rule = Rule {
    code: "unreadable-date",
    severity: Severity::Error,
    chinese: Texts {
        title: "日期无法识别",
        meaning: "日期或月份列里的内容不是日期，按空读取。",
        example: "日期列里写了“节后”。",
        remedy: "改填 2021-05-20 样式的日期。",
        words: &["应为{kind}，实为“{found}”，按空读取。请改填 {example} 样式的{kind}。"],
    },
    english: Texts {
        title: "Date not understood",
        meaning: "The content of a column of dates or months is no date; it was read as empty.",
        example: "“节后” stands in a column of dates.",
        remedy: "Write a date like 2021-05-20.",
        words: &[
            "This should be a {kind} but says “{found}”; it was read as empty. Please write a {kind} like “{example}”.",
        ],
    },
};

/// Says that a cell is none of a column of this kind.
pub(crate) fn problem(kind: Kind, example: &'static str, found: &str) -> Diagnostic {
    let kind = say!("{kind}", "{kind}", kind);
    UNREADABLE_DATE.problem().phrase("kind", kind).words("found", found).phrase("example", Said::same(example))
}
