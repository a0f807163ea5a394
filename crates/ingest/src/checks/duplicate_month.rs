//! A month that stands over two columns of a sheet with months across.

use crate::grid::Sheet;
use crate::mapping::Table;
use crate::report::Report;
use model::{Argument, Diagnostic, Place, Rule, Severity, Texts};

/// A month stands over two columns, and both were read.
pub static DUPLICATE_MONTH: Rule = Rule {
    code: "duplicate-month",
    severity: Severity::Warning,
    chinese: Texts {
        title: "同一月份有两列",
        meaning: "月份横排的表里，同一个月份出现了两次，两列都读取，这个月的数就算了两遍；多半是其中一列的月份没有改。",
        example: "表头是“2020年10月”“2020年11月”“2020年11月”，最后一列其实是12月。",
        remedy: "核对月份，改正或删去一列。",
        words: &["{month}在 {at} 已经有一列，两列都读取了。请核对月份，改正或删去一列。"],
    },
    english: Texts {
        title: "Two columns of one month",
        meaning: "In a table with months across a month stands twice; both columns were read, so that its numbers count twice. Most likely the month of one of them was not changed.",
        example: "The header is “2020年10月”, “2020年11月”, “2020年11月”, and the last column is that of December.",
        remedy: "Check the months and correct or delete one column.",
        words: &[
            "There is a column of {month} in {at} already; both were read. Please check the months and correct or delete one column.",
        ],
    },
};

/// Tells of every column whose month stood before.
pub(crate) fn check(sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    for (at, (column, month)) in table.periods.iter().enumerate() {
        let before = table.periods.iter().take(at).find(|(_, other)| other == month);
        let Some((first, _)) = before else { continue };
        let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, *column);
        let problem = Diagnostic::new(&DUPLICATE_MONTH, place).with("month", Argument::Month(*month));
        report.add(problem.with("at", Argument::Cell((table.bottom, *first))));
    }
}
