//! Nothing was submitted where something was every month.

use model::{Argument, Diagnostic, Month, Place, Rule, Said, Severity, Texts};

/// Nothing was submitted where something was every month.
pub(crate) static NOT_SENT: Rule = Rule {
    code: "not-sent",
    severity: Severity::Warning,
    chinese: Texts {
        title: "本月未报送",
        meaning: "台账（或同一台账中某一份文件）前几个月都有报送（或上个月第一次报送），这个月没有；或者定义了台账，从未报送。当月的数不含它，存量沿用上次的报送。",
        example: "2020年10月、11月都报了企业税收，12月没有。",
        remedy: "催报；已经报送的，放入月份文件夹，并核对文件名。",
        words: &["{month}没有报送{what}，当月的数不含它。请催报，或核对文件是否放错文件夹、文件名是否改变。"],
    },
    english: Texts {
        title: "Not sent this month",
        meaning: "A ledger (or one of its files) was sent in the months before (or for the first time last month) and not in this one; or a ledger is defined and was never sent. The month's numbers do not contain it; states stay those of its last submission.",
        example: "The tax ledger was sent in October and November 2020 and not in December.",
        remedy: "Ask for it; if it was sent, put it into the month's folder and check the file's name.",
        words: &[
            "Not sent for {month}: {what}. The month's numbers do not contain it. Ask for it, or check whether the file lies in another folder or has a new name.",
        ],
    },
};

/// Says it of a month, and what is missing in the words of the list (催报清单).
pub(crate) fn problem(month: Month, what: Said) -> Diagnostic {
    let place = Place::file(format!("data/{month}"));
    Diagnostic::new(&NOT_SENT, place).with("month", Argument::Month(month)).text("what", what)
}
