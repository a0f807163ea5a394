//! Two files of one submission have records with the same key.

use model::{Argument, Diagnostic, Place, Rule, Severity, Texts};

/// Two files of one submission have records with the same key.
pub(crate) static SHARED_KEY: Rule = Rule {
    code: "shared-key",
    severity: Severity::Warning,
    chinese: Texts {
        title: "两份文件里关键列相同",
        meaning: "同一台账同一个月的两份文件里，有记录的关键列相同，两份都计入了，可能是重复填报。",
        example: "企业税收12月（上）.xlsx 和 企业税收12月（下）.xlsx 里都有同一家企业。",
        remedy: "核对是否重复填报，删去一处；确为两条的，在台账定义的 key 里再加一列。",
        words: &[
            "“{key}”等 {count} 条记录的关键列在“{other}”里也有（{first}），两份都计入了。请核对是否重复填报；确为不同记录的，在台账定义的 key 里再加一列。",
            "“{key}”在“{other}”里也有（{first}），两份都计入了。请核对是否重复填报；确为不同记录的，在台账定义的 key 里再加一列。",
        ],
    },
    english: Texts {
        title: "Same key in two files",
        meaning: "Two files of one ledger and month have records with the same key; both are counted, and may have been entered twice.",
        example: "tax-2020-12-part1.xlsx and tax-2020-12-part2.xlsx both have the same enterprise.",
        remedy: "Check whether it was entered twice and delete one; if there are really two, add a column to key in the ledger's definition.",
        words: &[
            "The keys of {count} records, such as “{key}”, also stand in “{other}” ({first}); both are counted. Check whether they were entered twice; if they are different records, add a column to key in the ledger's definition.",
            "“{key}” also stands in “{other}” ({first}); both are counted. Check whether it was entered twice; if they are different records, add a column to key in the ledger's definition.",
        ],
    },
};

/// Says it at the first of them: its key, where the other file has it, and how many there are.
pub(crate) fn problem(place: Place, key: String, other: &Place, count: usize) -> Diagnostic {
    let first = Argument::Cell(other.cell.unwrap_or_default());
    let problem = Diagnostic::new(&SHARED_KEY, place).words("key", key).name("other", &other.file).with("first", first);
    if count > 1 { problem.count("count", count) } else { problem }
}
