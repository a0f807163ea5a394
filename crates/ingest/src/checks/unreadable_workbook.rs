//! A file is no workbook, or one that cannot be read.

use crate::refusal::Refusal;
use model::{Diagnostic, Rule, Severity};

/// A file is no workbook, or one that cannot be read.
pub static UNREADABLE_WORKBOOK: Rule = Rule {
    code: "unreadable-workbook",
    severity: Severity::Error,
    title: "工作簿无法读取",
    meaning: "文件损坏、不完整、设有密码，或者不是工作簿，一个单元格也没有读到。",
    example: "税收12月.xlsx 设有打开密码。",
    remedy: "按提示取消密码、另存为 xlsx，或向报送单位重新索取。",
    words: &["没有读到任何数据：{reason}"],
};

/// Says why.
pub(crate) fn problem(reason: Refusal) -> Diagnostic {
    UNREADABLE_WORKBOOK.problem().text("reason", reason.to_string())
}
