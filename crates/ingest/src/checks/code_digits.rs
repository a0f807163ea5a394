//! A code that was kept as a number lost its last digits.

use model::{Diagnostic, Rule, Severity};

/// A code that was kept as a number lost its last digits.
pub static CODE_DIGITS: Rule = Rule {
    code: "code-digits",
    severity: Severity::Error,
    title: "代码丢失了位数",
    meaning: "代码按数字存放，Excel 只保留 15 位，其余已变成 0，无法还原。",
    example: "91430100MA4L12345X 不会这样，全是数字的 914301001234567890 会变成 914301001234567000。",
    remedy: "把这一列设为文本格式后重新填写代码。",
    words: &["代码按数字存放成“{found}”，后几位已经丢失，按空读取。请把这一列设为文本格式后重新填写。"],
};

/// Says that a code was kept as a number and lost digits.
pub(crate) fn problem(found: &str) -> Diagnostic {
    CODE_DIGITS.problem().words("found", found)
}
