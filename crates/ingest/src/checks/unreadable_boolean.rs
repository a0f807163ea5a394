//! A cell is neither yes nor no.

use model::ledger::Column;
use model::{Diagnostic, Rule, Severity, Texts};

/// A cell is neither yes nor no.
pub static UNREADABLE_BOOLEAN: Rule = Rule {
    code: "unreadable-boolean",
    severity: Severity::Error,
    chinese: Texts {
        title: "是否无法识别",
        meaning: "是否列里的内容既不是“是”也不是“否”，按空读取。",
        example: "“待定”。",
        remedy: "改填“是”或“否”。",
        words: &["“{column}”应为“是”或“否”，实为“{found}”，按空读取。请改填“是”或“否”。"],
    },
    english: Texts {
        title: "Neither yes nor no",
        meaning: "The content of a column of yes or no is neither “是” nor “否”; it was read as empty.",
        example: "“待定”.",
        remedy: "Write “是” or “否”.",
        words: &[
            "“{column}” should be “是” or “否” but says “{found}”; it was read as empty. Please write “是” or “否”.",
        ],
    },
};

/// Says that a cell is neither yes nor no.
pub(crate) fn problem(column: &Column, found: &str) -> Diagnostic {
    UNREADABLE_BOOLEAN.problem().name("column", column.title()).words("found", found)
}
