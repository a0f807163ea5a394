//! A cell is no number.

use model::ledger::Column;
use model::{Diagnostic, Rule, Severity};

/// A cell is no number.
pub static UNREADABLE_NUMBER: Rule = Rule {
    code: "unreadable-number",
    severity: Severity::Error,
    title: "数字无法识别",
    meaning: "金额、数字、整数或百分比列里的内容不是数，按空读取。",
    example: "金额列里写了“630元/份”。",
    remedy: "改填一个数，单位写在表头里；文字说明另放一列。",
    words: &["“{column}”应为{kind}，实为“{found}”，按空读取。请改填一个数，说明文字另放一列。"],
};

/// Says that a cell is no number of its column's kind.
pub(crate) fn problem(column: &Column, found: &str) -> Diagnostic {
    let problem = UNREADABLE_NUMBER.problem().name("column", column.title());
    problem.phrase("kind", column.kind.chinese()).words("found", found)
}
