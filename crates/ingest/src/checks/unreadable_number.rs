//! A cell is no number.

use model::ledger::Column;
use model::{Diagnostic, Rule, Severity, Texts, say};

/// A cell is no number.
pub static UNREADABLE_NUMBER: Rule = Rule {
    code: "unreadable-number",
    severity: Severity::Error,
    chinese: Texts {
        title: "数字无法识别",
        meaning: "金额、数字、整数或百分比列里的内容不是数，按空读取。",
        example: "金额列里写了“630元/份”。",
        remedy: "改填一个数，单位写在表头里；文字说明另放一列。",
        words: &["“{column}”应为{kind}，实为“{found}”，按空读取。请改填一个数，说明文字另放一列。"],
    },
    english: Texts {
        title: "Number not understood",
        meaning: "The content of a column of money, numbers, integers or percentages is no number; it was read as empty.",
        example: "“630元/份” stands in a column of money.",
        remedy: "Write one number, with the unit in the header; put remarks into another column.",
        words: &[
            "“{column}” is a column of the kind “{kind}” but says “{found}”; it was read as empty. Please write one number and put remarks into another column.",
        ],
    },
};

/// Says that a cell is no number of its column's kind.
pub(crate) fn problem(column: &Column, found: &str) -> Diagnostic {
    let problem = UNREADABLE_NUMBER.problem().name("column", column.title());
    problem.phrase("kind", say!("{kind}", "{kind}", kind = column.kind)).words("found", found)
}
