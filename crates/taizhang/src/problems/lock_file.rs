//! A lock file of an open workbook.

use model::{Diagnostic, Place, Rule, Severity};

/// A lock file of an open workbook.
pub(crate) static LOCK_FILE: Rule = Rule {
    code: "lock-file",
    severity: Severity::Info,
    title: "临时文件",
    meaning: "Excel 打开工作簿时留下的临时文件（~$ 开头），不读取。",
    example: "~$企业税收.xlsx",
    remedy: "不必处理；若报送人还在编辑，请等保存后再运行。",
    words: &["“{file}”是临时文件，没有读取。"],
};

/// Says it of a file.
pub(crate) fn problem(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&LOCK_FILE, place).name("file", name)
}
