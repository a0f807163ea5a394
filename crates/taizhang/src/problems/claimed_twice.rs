//! A file that several ledgers claim.

use model::{Diagnostic, Place, Rule, Severity};

/// A file that several ledgers claim.
pub(crate) static CLAIMED_TWICE: Rule = Rule {
    code: "claimed-twice",
    severity: Severity::Error,
    title: "几个台账都认领",
    meaning: "文件名同时符合几个台账定义的 files，不知道按哪个读，因此没有读取。",
    example: "企业税收名录.xlsx 同时符合 *税收* 和 *名录*。",
    remedy: "改文件名，或把台账定义的 files 写得更窄。",
    words: &["{ledgers}都认领，没有读取；改文件名，或把台账定义的 files 写得更窄。"],
};

/// Says it of a file and the titles of the ledgers.
pub(crate) fn problem(place: Place, ledgers: &[&str]) -> Diagnostic {
    Diagnostic::new(&CLAIMED_TWICE, place).name("ledgers", ledgers.join("、"))
}
