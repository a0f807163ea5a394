//! A cell is an error of Excel, such as `#REF!`.

use crate::grid::Fault;
use model::{Diagnostic, Rule, Said, Severity, Texts};

/// A cell is an error of Excel, such as `#REF!`.
pub static ERROR_CELL: Rule = Rule {
    code: "error-cell",
    severity: Severity::Error,
    chinese: Texts {
        title: "公式出错",
        meaning: "单元格是 Excel 的错误值，按空读取。",
        example: "单元格显示 #REF! 或 #DIV/0!。",
        remedy: "修正公式，或改填数值后重新报送。",
        words: &["单元格是错误值 {fault}，按空读取。请修正公式或改填数值。"],
    },
    english: Texts {
        title: "Formula error",
        meaning: "The cell is an error value of Excel; it was read as empty.",
        example: "The cell shows #REF! or #DIV/0!.",
        remedy: "Correct the formula or write the value, then send the file again.",
        words: &[
            "The cell is the error value {fault}; it was read as empty. Please correct the formula or write the value.",
        ],
    },
};

/// Says that a cell is an error.
pub(crate) fn problem(fault: Fault) -> Diagnostic {
    ERROR_CELL.problem().phrase("fault", Said::same(fault.name()))
}
