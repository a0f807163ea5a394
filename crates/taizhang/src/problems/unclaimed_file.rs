//! A file that no ledger claims.

use model::{Diagnostic, Place, Rule, Said, Severity, Texts};

/// A file that no ledger claims.
pub(crate) static UNCLAIMED: Rule = Rule {
    code: "unclaimed-file",
    severity: Severity::Warning,
    chinese: Texts {
        title: "没有台账认领",
        meaning: "文件名不符合任何台账定义的 files，因此没有读取。",
        example: "data/2020-12/新建工作表.xlsx",
        remedy: "改文件名，或在台账定义的 files 里加上它的写法。",
        words: &[
            "“{hidden}”是隐藏文件或临时文件的名称，没有读取。应当读取的，请去掉名称开头的“.”“~$”。",
            "没有台账认领，没有读取；各台账认领的文件名：{globs}。",
            "没有台账认领，没有读取。文件名与这些台账的接近：{near}；各台账认领的文件名见 data/definitions/ 里的 files。",
            "没有台账认领，没有读取。各台账认领的文件名见 data/definitions/ 里的 files，共 {count} 个台账。",
        ],
    },
    english: Texts {
        title: "Claimed by no ledger",
        meaning: "The file's name fits the files of no ledger definition, so it was not read.",
        example: "data/2020-12/New worksheet.xlsx",
        remedy: "Rename the file, or add its name to the files of a ledger definition.",
        words: &[
            "“{hidden}” is the name of a hidden or temporary file and was not read. If it should be, take the “.” or “~$” from the beginning of its name.",
            "No ledger claims this file, so it was not read; the names that ledgers claim are: {globs}.",
            "No ledger claims this file, so it was not read. Its name is near to those of: {near}; the names that ledgers claim are in files of the definitions in data/definitions/.",
            "No ledger claims this file, so it was not read. The names that ledgers claim are in files of the {count} definitions in data/definitions/.",
        ],
    },
};

/// Of so many ledgers all are named, of more so many.
const FEW: usize = 6;
const NEAREST: usize = 3;

/// Says it of a file; `ledgers` are the titles with the names that they claim, and how near the file's name is to each.
pub(crate) fn problem(place: Place, mut ledgers: Vec<(usize, Said)>) -> Diagnostic {
    let (problem, count) = (Diagnostic::new(&UNCLAIMED, place), ledgers.len());
    let joined = |ledgers: Vec<(usize, Said)>| Said::joined(ledgers.into_iter().map(|(_, said)| said), "；", "; ");
    if count <= FEW {
        return problem.text("globs", joined(ledgers));
    }
    ledgers.retain(|(near, _)| *near > 1);
    ledgers.sort_by_key(|(near, _)| std::cmp::Reverse(*near));
    ledgers.truncate(NEAREST);
    if ledgers.is_empty() { problem.count("count", count) } else { problem.text("near", joined(ledgers)) }
}

/// Says of a hidden file, or of a workbook named as lock files are, that a ledger would claim but
/// for the beginning of its name.
pub(crate) fn hidden(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(&UNCLAIMED, place).name("hidden", name)
}
