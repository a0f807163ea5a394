//! A sheet ends early because its content is damaged.

use crate::grid::Sheet;
use model::{Diagnostic, Rule, Said, Severity, Texts};

/// A sheet ends early because its content is damaged.
pub static UNREADABLE_SHEET: Rule = Rule {
    code: "unreadable-sheet",
    severity: Severity::Error,
    chinese: Texts {
        title: "工作表没有读完",
        meaning: "工作表的内容损坏，只读到一部分；其余工作表照常读取。",
        example: "工作表“12月”在第 300 行之后中断。",
        remedy: "在 Excel 或 WPS 中打开并另存为 xlsx 后重新报送。",
        words: &["工作表内容损坏，只读到第 {last} 行（{reason}）。请在 Excel 或 WPS 中打开并另存为 xlsx 后重新报送。"],
    },
    english: Texts {
        title: "Sheet not read to its end",
        meaning: "The content of the sheet is damaged and was read only in part; the other sheets were read as usual.",
        example: "The sheet “12月” breaks off after row 300.",
        remedy: "Open the file in Excel or WPS, save it as xlsx and send it again.",
        words: &[
            "The content of the sheet is damaged; it was read only up to row {last} ({reason}). Please open the file in Excel or WPS, save it as xlsx and send it again.",
        ],
    },
};

/// Says how far the sheet was read and why no further.
pub(crate) fn problem(sheet: &Sheet, reason: &Said) -> Diagnostic {
    let last = sheet.lines.last().map_or(0, |line| line.row);
    UNREADABLE_SHEET.problem().text("last", Said::same(last.to_string())).text("reason", reason.clone())
}
