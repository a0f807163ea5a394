//! A balance that is carried over is no record.

use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity, Texts};

/// A balance that is carried over is no record.
pub static CARRIED_ROW: Rule = Rule {
    code: "carried-row",
    severity: Severity::Info,
    chinese: Texts {
        title: "结转的余额不作记录",
        meaning: "期初余额、上年结转、承前页这类行是结转来的余额，不是本期的一笔，没有计入。不像是明细账（没有借贷、收支两列）的表，请核对。",
        example: "“期初余额”一行 5,000.00。",
        remedy: "一般不用处理；确是本期一笔的，换一个名称。",
        words: &["“{name}”是结转的余额，不是本期的一笔，没有计入。确是一条记录的，请换一个名称。"],
    },
    english: Texts {
        title: "A balance carried over is no record",
        meaning: "Rows such as “期初余额”, “上年结转” and “承前页” hold a balance that was carried over and no entry of this period; they were not counted. Please check them where the table does not look like an account (it has no two columns for debit and credit or for income and expense).",
        example: "A row “期初余额” with 5,000.00.",
        remedy: "Usually there is nothing to do; if it is an entry of this period, give it another name.",
        words: &[
            "“{name}” is a balance carried over and no entry of this period; it was not counted. If it is a record, please give it another name.",
        ],
    },
};

/// Says it of a row. In a table that is no account such a row may be one of its records.
pub(crate) fn problem(place: Place, name: &str, account: bool) -> Diagnostic {
    let severity = if account { Severity::Info } else { Severity::Warning };
    Diagnostic { severity, ..Diagnostic::new(&CARRIED_ROW, place).words("name", quoted(name)) }
}
