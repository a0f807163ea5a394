//! A balance that is carried over is no record.

use crate::text::quoted;
use model::{Diagnostic, Place, Rule, Severity};

/// A balance that is carried over is no record.
pub static CARRIED_ROW: Rule = Rule {
    code: "carried-row",
    severity: Severity::Info,
    title: "结转的余额不作记录",
    meaning: "期初余额、上年结转、承前页这类行是结转来的余额，不是本期的一笔，没有计入。不像是明细账（没有借贷、收支两列）的表，请核对。",
    example: "“期初余额”一行 5,000.00。",
    remedy: "一般不用处理；确是本期一笔的，换一个名称。",
    words: &["“{name}”是结转的余额，不是本期的一笔，没有计入。确是一条记录的，请换一个名称。"],
};

/// Says it of a row. In a table that is no account such a row may be one of its records.
pub(crate) fn problem(place: Place, name: &str, account: bool) -> Diagnostic {
    let severity = if account { Severity::Info } else { Severity::Warning };
    Diagnostic { severity, ..Diagnostic::new(&CARRIED_ROW, place).words("name", quoted(name)) }
}
