//! A table beside or below the ledger's own was passed over.

use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A table beside or below the ledger's own was passed over.
pub static SKIPPED_TABLE: Rule = Rule {
    code: "skipped-table",
    severity: Severity::Warning,
    chinese: Texts {
        title: "表格未读取",
        meaning: "同一工作表里另有一个表格，它的表头不是本台账的，没有读取。",
        example: "第 20 行起另有一个表格，表头是“街道、户数”。",
        remedy: "不是本台账内容的，不必处理；是本台账记录的，删去中间的空行，或改正表头。",
        words: &[
            "这里另有一个表格（首行{labels}），不是本台账的表头，没有读取。是本台账记录的，请删去中间的空行或改正表头。",
        ],
    },
    english: Texts {
        title: "Table not read",
        meaning: "The same sheet has another table whose header is not that of this ledger; it was not read.",
        example: "From row 20 on there is another table with the headers “街道” and “户数”.",
        remedy: "If it does not belong to this ledger, there is nothing to do; if it holds records of this ledger, delete the empty rows between or correct the header.",
        words: &[
            "Here is another table (its first row: {labels}) whose header is not that of this ledger; it was not read. If it holds records of this ledger, please delete the empty rows between or correct the header.",
        ],
    },
};

/// Says it of a table with these labels. One that has a title of its own is meant to be another.
pub(crate) fn problem(place: Place, labels: &[&str], titled: bool) -> Diagnostic {
    let labels = labels.iter().take(4).map(|label| quoted(label));
    let severity = if titled { Severity::Info } else { Severity::Warning };
    Diagnostic { severity, ..Diagnostic::new(&SKIPPED_TABLE, place) }.names("labels", labels)
}
