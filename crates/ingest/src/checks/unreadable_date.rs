//! A cell is no date or month.

use model::ledger::Kind;
use model::{Diagnostic, Rule, Severity};

/// A cell is no date or month.
pub static UNREADABLE_DATE: Rule = Rule {
    code: "unreadable-date",
    severity: Severity::Error,
    title: "日期无法识别",
    meaning: "日期或月份列里的内容不是日期，按空读取。",
    example: "日期列里写了“节后”。",
    remedy: "改填 2021-05-20 样式的日期。",
    words: &["应为{kind}，实为“{found}”，按空读取。请改填 {example} 样式的{kind}。"],
};

/// Says that a cell is none of a column of this kind.
pub(crate) fn problem(kind: Kind, example: &'static str, found: &str) -> Diagnostic {
    UNREADABLE_DATE.problem().phrase("kind", kind.chinese()).words("found", found).phrase("example", example)
}
