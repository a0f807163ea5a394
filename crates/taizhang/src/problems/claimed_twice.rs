//! A file that several ledgers claim.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// A file that several ledgers claim.
pub(crate) static CLAIMED_TWICE: Rule = Rule {
    code: "claimed-twice",
    severity: Severity::Error,
    chinese: Texts {
        title: "几个台账都认领",
        meaning: "文件名同时符合几个台账定义的 files，不知道按哪个读，因此没有读取。",
        example: "企业税收名录.xlsx 同时符合 *税收* 和 *名录*。",
        remedy: "改文件名，或把台账定义的 files 写得更窄。",
        words: &["{ledgers}都认领，没有读取；改文件名，或把台账定义的 files 写得更窄。"],
    },
    english: Texts {
        title: "Claimed by several ledgers",
        meaning: "The file's name fits the files of several ledger definitions, so that it is not clear as which to read it; it was not read.",
        example: "tax-register.xlsx fits both *tax* and *register*.",
        remedy: "Rename the file, or make the files of the ledger definitions narrower.",
        words: &[
            "{ledgers} all claim this file, so it was not read; rename the file, or make the files of the ledger definitions narrower.",
        ],
    },
};

/// Says it of a file and the titles of the ledgers.
pub(crate) fn problem(place: Place, ledgers: &[&str]) -> Diagnostic {
    Diagnostic::new(&CLAIMED_TWICE, place).text("ledgers", Said::list(ledgers.iter().copied().map(Said::same)))
}
