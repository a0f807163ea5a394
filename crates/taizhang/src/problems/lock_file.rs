//! A lock file of an open workbook.

use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A lock file of an open workbook.
pub(crate) static LOCK_FILE: Rule = Rule {
    code: "lock-file",
    severity: Severity::Info,
    chinese: Texts {
        title: "临时文件",
        meaning: "Excel 打开工作簿时留下的临时文件（~$ 开头），不读取。",
        example: "~$企业税收.xlsx",
        remedy: "不必处理；若报送人还在编辑，请等保存后再运行。",
        words: &["“{file}”是临时文件，没有读取。"],
    },
    english: Texts {
        title: "Temporary file",
        meaning: "A temporary file that Excel leaves while a workbook is open (it begins with ~$); it is not read.",
        example: "~$tax.xlsx",
        remedy: "Nothing needs to be done; if the sender is still editing, wait until it is saved and run again.",
        words: &["“{file}” is a temporary file and was not read."],
    },
};

/// Says it of a file.
pub(crate) fn problem(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&LOCK_FILE, place).name("file", name)
}
