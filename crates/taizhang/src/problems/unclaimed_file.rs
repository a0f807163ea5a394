//! A file that no ledger claims.

use model::{Diagnostic, Place, Rule, Severity};

/// A file that no ledger claims.
pub(crate) static UNCLAIMED: Rule = Rule {
    code: "unclaimed-file",
    severity: Severity::Warning,
    title: "没有台账认领",
    meaning: "文件名不符合任何台账定义的 files，因此没有读取。",
    example: "data/2020-12/新建工作表.xlsx",
    remedy: "改文件名，或在台账定义的 files 里加上它的写法。",
    words: &[
        "“{hidden}”是隐藏文件或临时文件的名称，没有读取。应当读取的，请去掉名称开头的“.”“~$”。",
        "没有台账认领，没有读取；各台账认领的文件名：{globs}。",
    ],
};

/// Says it of a file; `ledgers` are the titles with the names that they claim.
pub(crate) fn problem(place: Place, ledgers: &[String]) -> Diagnostic {
    Diagnostic::new(&UNCLAIMED, place).text("globs", ledgers.join("；"))
}

/// Says of a hidden file, or of a workbook named as lock files are, that a ledger would claim but
/// for the beginning of its name.
pub(crate) fn hidden(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&UNCLAIMED, place).name("hidden", name)
}
