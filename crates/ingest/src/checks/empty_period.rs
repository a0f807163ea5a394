//! A column of a period is empty where the others are filled.

use crate::grid::{Raw, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use model::{Argument, Month, Place, Rule, Severity, Texts};

/// A column of a period is empty where the others are filled.
pub static EMPTY_PERIOD: Rule = Rule {
    code: "empty-period",
    severity: Severity::Warning,
    chinese: Texts {
        title: "有一期整列空着",
        meaning: "各月横排的台账里，到报送月份为止有一个月的列整列空着，其余各月都填了。这一期没有数。",
        example: "12月报送的党费表里，11月一列空着。",
        remedy: "请报送人补填；确实没有发生的，填 0。",
        words: &["{month}的一列整列空着，其余各期都填了，这一期没有数。请补填；确实没有发生的，填 0。"],
    },
    english: Texts {
        title: "A whole period is empty",
        meaning: "In a ledger with its months side by side, the whole column of a month up to that of the submission is empty, while the other months are filled in. There are no values for this period.",
        example: "In the table of party dues sent for December, the column of November is empty.",
        remedy: "Ask the sender to fill it in; where there really was nothing, write 0.",
        words: &[
            "The whole column of {month} is empty, while the other periods are filled in; there are no values for this period. Please fill it in; where there really was nothing, write 0.",
        ],
    },
};

/// Tells of the periods up to a month in which no record has anything.
pub(crate) fn check(sheet: &Sheet, table: &Table, until: Month, report: &mut Report<'_>) {
    let filled = |column: u32| {
        let mut records = sheet.lines.iter().filter(|line| table.is_record(line.row));
        // A dash says that there is nothing.
        records.any(|line| sheet.in_line(line, column) != Raw::Empty)
    };
    let (full, empty): (Vec<_>, Vec<_>) = table.periods.iter().partition(|(column, _)| filled(*column));
    if full.len() < 2 {
        return;
    }
    for (column, month) in empty.into_iter().filter(|(_, month)| *month <= until) {
        let mut problem = EMPTY_PERIOD.problem().with("month", Argument::Month(month));
        problem.place = Place::cell(report.file, sheet.name.as_str(), table.bottom, column);
        report.add(problem);
    }
}
