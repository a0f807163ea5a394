//! A file took the place of another.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// A file took the place of another.
pub(crate) static SUPERSEDED: Rule = Rule {
    code: "superseded-file",
    severity: Severity::Warning,
    chinese: Texts {
        title: "有更正件，原件不计",
        meaning: "同一台账同一个月有两份文件的记录相同或关键列相同，文件名写明其中一份是后来的（更正、修订、最终版、定稿、副本、（1）等），只计这一份。",
        example: "企业税收2020年12月.xlsx 和 企业税收2020年12月（更正）.xlsx，只计后者。",
        remedy: "核对计入的是否为应当计入的一份，把另一份移出月份文件夹。",
        words: &[
            "与“{other}”是同一份报送：{difference}；按文件名以后来的为准，只计“{other}”。请核对，把另一份移出月份文件夹。",
        ],
    },
    english: Texts {
        title: "Superseded by a correction",
        meaning: "Two files of one ledger and month have the same records or the same keys, and the name of one says that it is the later one (“更正”, “修订”, “最终版”, “定稿”, “副本”, “（1）” and the like); only that one is counted.",
        example: "Of “tax-2020-12.xlsx” and “tax-2020-12（更正）.xlsx” only the latter is counted.",
        remedy: "Check that the one counted is the one that should be, and move the other out of the month's folder.",
        words: &[
            "This is the same submission as “{other}”: {difference}; by their names the later one holds, and only “{other}” is counted. Please check, and move the other file out of the month's folder.",
        ],
    },
};

/// Says it of the file that does not count: the later one, and how they differ in words.
pub(crate) fn problem(file: &str, later: &str, difference: Said) -> Diagnostic {
    Diagnostic::new(&SUPERSEDED, Place::file(file)).name("other", later).text("difference", difference)
}
