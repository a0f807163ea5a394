//! A workbook counts its days from 1904.

use crate::grid::{Book, Raw, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use crate::value::shown;
use model::ledger::{Kind, Ledger};
use model::{Place, Rule, Said, Severity, Texts};

/// A workbook counts its days from 1904.
pub static EPOCH: Rule = Rule {
    code: "epoch",
    severity: Severity::Warning,
    chinese: Texts {
        title: "日期从1904年起算",
        meaning: "工作簿设了“使用1904日期系统”，日期照此读取；从别的工作簿粘贴来的日期会晚4年零1天。",
        example: "原是 2020-12-31 的日期，粘贴过来成了 2025-01-01。",
        remedy: "核对日期。要改的，在 Excel 选项“高级”里取消“使用1904日期系统”，再把日期改正。",
        words: &[
            "“{column}”的日期按“1904日期系统”读取，这一格是 {date}；从别的工作簿粘贴来的会晚4年零1天。请核对年份。",
        ],
    },
    english: Texts {
        title: "Dates counted from 1904",
        meaning: "The workbook has “Use 1904 date system” switched on, and its dates were read that way; dates pasted from other workbooks are 4 years and 1 day late.",
        example: "A date that was 2020-12-31 became 2025-01-01 when it was pasted.",
        remedy: "Check the dates. To change them, switch off “Use 1904 date system” under “Advanced” in Excel's options, then correct the dates.",
        words: &[
            "The dates of “{column}” were read by the 1904 date system, and this cell is {date}; dates pasted from other workbooks are 4 years and 1 day late. Please check the years.",
        ],
    },
};

/// Tells of the first date of a table whose workbook counts from 1904.
pub(crate) fn check((book, sheet): (&Book, &Sheet), table: &Table, ledger: &Ledger, report: &mut Report<'_>) {
    if !book.from_1904 {
        return;
    }
    let columns = ledger.columns.iter().zip(&table.columns);
    let days = columns.filter(|(column, _)| matches!(column.kind, Kind::Date | Kind::Month));
    for found in days.filter_map(|(_, found)| found.as_ref()) {
        let cells = sheet.lines.iter().filter(|line| table.is_record(line.row));
        let mut dates = cells.filter_map(|line| match sheet.in_line(line, found.column) {
            raw @ Raw::Date(_) => Some((line.row, shown(raw, book))),
            _ => None,
        });
        let Some((row, date)) = dates.next() else { continue };
        let mut problem = EPOCH.problem().name("column", &found.label).text("date", Said::same(date));
        problem.place = Place::cell(report.file, sheet.name.as_str(), row, found.column);
        report.add(problem);
        return;
    }
}
