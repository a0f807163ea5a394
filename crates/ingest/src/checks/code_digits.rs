//! A code that was kept as a number lost its last digits.

use model::{Diagnostic, Rule, Severity, Texts};

/// A code that was kept as a number lost its last digits.
pub static CODE_DIGITS: Rule = Rule {
    code: "code-digits",
    severity: Severity::Error,
    chinese: Texts {
        title: "代码丢失了位数",
        meaning: "代码按数字存放，Excel 只保留 15 位，其余已变成 0，无法还原。",
        example: "91430100MA4L12345X 不会这样，全是数字的 914301001234567890 会变成 914301001234567000。",
        remedy: "把这一列设为文本格式后重新填写代码。",
        words: &["代码按数字存放成“{found}”，后几位已经丢失，按空读取。请把这一列设为文本格式后重新填写。"],
    },
    english: Texts {
        title: "A code lost digits",
        meaning: "The code was stored as a number; Excel keeps only 15 digits, the others became 0 and cannot be restored.",
        example: "91430100MA4L12345X is safe, but 914301001234567890, which is all digits, becomes 914301001234567000.",
        remedy: "Format the column as text and enter the codes again.",
        words: &[
            "The code was stored as the number “{found}” and its last digits are lost; it was read as empty. Please format the column as text and enter the codes again.",
        ],
    },
};

/// Says that a code was kept as a number and lost digits.
pub(crate) fn problem(found: &str) -> Diagnostic {
    CODE_DIGITS.problem().words("found", found)
}
