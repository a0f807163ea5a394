//! A file is no workbook, or one that cannot be read.

use crate::refusal::Refusal;
use model::{Diagnostic, Rule, Severity, Texts};

/// A file is no workbook, or one that cannot be read.
pub static UNREADABLE_WORKBOOK: Rule = Rule {
    code: "unreadable-workbook",
    severity: Severity::Error,
    chinese: Texts {
        title: "工作簿无法读取",
        meaning: "文件损坏、不完整、设有密码，或者不是工作簿，一个单元格也没有读到。",
        example: "税收12月.xlsx 设有打开密码。",
        remedy: "按提示取消密码、另存为 xlsx，或向报送单位重新索取。",
        words: &["没有读到任何数据：{reason}"],
    },
    english: Texts {
        title: "Workbook cannot be read",
        meaning: "The file is damaged, incomplete, protected by a password or no workbook; not one cell was read.",
        example: "“税收12月.xlsx” has a password.",
        remedy: "As the message says, remove the password, save it as xlsx, or ask the office that sent it for another copy.",
        words: &["No data were read: {reason}"],
    },
};

/// Says why.
pub(crate) fn problem(reason: Refusal) -> Diagnostic {
    UNREADABLE_WORKBOOK.problem().text("reason", reason.said())
}
