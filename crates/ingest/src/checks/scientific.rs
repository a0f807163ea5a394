//! A number was typed or exported as 1.2E+05.

use model::ledger::Column;
use model::records::{Cells, told};
use model::{Diagnostic, Rule, Severity, Texts};

/// A number was typed or exported as 1.2E+05.
pub static SCIENTIFIC: Rule = Rule {
    code: "scientific",
    severity: Severity::Warning,
    chinese: Texts {
        title: "科学记数的数",
        meaning: "单元格里是科学记数的文本，只剩几位有效数字，后面的位数已经没有了。",
        example: "文本“1.23E+05”按 123000 读取，原来可能是 123456.78。",
        remedy: "按原来的数填写完整，单元格格式用“常规”或“数值”。",
        words: &["“{column}”是科学记数的文本“{found}”，按 {kept} 读取，后面的位数可能已经丢失。请填写完整的数。"],
    },
    english: Texts {
        title: "Number in scientific notation",
        meaning: "The cell holds text in scientific notation, which has only a few digits; the others are gone.",
        example: "The text “1.23E+05” was read as 123000; it may have been 123456.78.",
        remedy: "Enter the whole number as it was, with “General” or “Number” as the format of the cell.",
        words: &[
            "“{column}” is the text “{found}” in scientific notation; it was read as {kept}, and further digits may be lost. Please enter the whole number.",
        ],
    },
};

/// Says how such a text was read.
pub(crate) fn problem(column: &Column, found: &str, value: i64) -> Diagnostic {
    let kept = told(column, &Cells::default(), value).unwrap_or_default();
    SCIENTIFIC.problem().name("column", column.title()).words("found", found).amount("kept", kept)
}
