//! Two files hold the same records, and nothing says which of them counts.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// Two files hold the same records, and nothing says which of them counts.
pub(crate) static SENT_TWICE: Rule = Rule {
    code: "sent-twice",
    severity: Severity::Error,
    chinese: Texts {
        title: "重复报送",
        meaning: "同一台账同一个月有两份文件的记录相同或关键列相同，看不出哪一份算数。记录完全相同的只计一份，有不同的两份都计入，数会重复。",
        example: "企业税收2020年12月.xlsx 和 企业税收2020年12月.csv。",
        remedy: "把不算数的一份移出月份文件夹，或在算数的一份文件名里写明“更正”。",
        words: &[
            "与“{other}”是同一份报送：{difference}；更正件比原件少 {lost} 条记录，不能代替原件，两份都计入了，数有重复。整份更正的，请把原件移出月份文件夹；只更正部分记录的，请并入原件。",
            "与“{other}”是同一份报送：{difference}；只计“{counted}”。请把多余的一份移出月份文件夹。",
            "与“{other}”是同一份报送：{difference}；看不出哪一份算数，两份都计入了，数有重复。请把不算数的一份移出月份文件夹，或在算数的一份文件名里写明“更正”。",
        ],
    },
    english: Texts {
        title: "Sent twice",
        meaning: "Two files of one ledger and month have the same records or the same keys, and nothing says which of them counts. Of equal records only one file is counted; where they differ both are, and numbers are counted twice.",
        example: "tax-2020-12.xlsx and tax-2020-12.csv.",
        remedy: "Move the file that does not count out of the month's folder, or write “更正” into the name of the one that does.",
        words: &[
            "This is the same submission as “{other}”: {difference}; the correction has {lost} record(s) fewer than the original and cannot take its place, so both are counted and numbers are counted twice. If all of it was corrected, move the original out of the month's folder; if only some records were, put them into the original.",
            "This is the same submission as “{other}”: {difference}; only “{counted}” is counted. Move the superfluous file out of the month's folder.",
            "This is the same submission as “{other}”: {difference}; nothing says which of them counts, so both are counted and numbers are counted twice. Move the file that does not count out of the month's folder, or write “更正” into the name of the one that does.",
        ],
    },
};

/// Says it of a file: which other has its records, and how they differ in words. Both are counted.
pub(crate) fn problem(file: &str, other: &str, difference: Said) -> Diagnostic {
    Diagnostic::new(&SENT_TWICE, Place::file(file)).name("other", other).text("difference", difference)
}

/// The file is a correction that lacks so many records of the other.
pub(crate) fn partial(file: &str, other: &str, difference: Said, lost: usize) -> Diagnostic {
    problem(file, other, difference).count("lost", lost)
}

/// The other has all the same records, and only it counts.
pub(crate) fn same(file: &str, other: &str, difference: Said) -> Diagnostic {
    problem(file, other, difference).name("counted", other)
}
