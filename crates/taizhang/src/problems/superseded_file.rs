//! A file took the place of another.

use model::{Diagnostic, Place, Rule, Severity};

/// A file took the place of another.
pub(crate) static SUPERSEDED: Rule = Rule {
    code: "superseded-file",
    severity: Severity::Warning,
    title: "有更正件，原件不计",
    meaning: "同一台账同一个月有两份文件的记录相同或关键列相同，文件名写明其中一份是后来的（更正、修订、最终版、定稿、副本、（1）等），只计这一份。",
    example: "企业税收2020年12月.xlsx 和 企业税收2020年12月（更正）.xlsx，只计后者。",
    remedy: "核对计入的是否为应当计入的一份，把另一份移出月份文件夹。",
    words: &[
        "与“{other}”是同一份报送：{difference}；按文件名以后来的为准，只计“{other}”。请核对，把另一份移出月份文件夹。",
    ],
};

/// Says it of the file that does not count: the later one, and how they differ in words.
pub(crate) fn problem(file: &str, later: &str, difference: String) -> Diagnostic {
    Diagnostic::new(&SUPERSEDED, Place::file(file)).name("other", later).text("difference", difference)
}
