//! Results of formulas that the file itself says are still to be calculated.

use crate::grid::Sheet;
use crate::mapping::Table;
use crate::recognise::{BANNER, Row};
use crate::report::Report;
use model::{Place, Rule, Severity, Texts};

/// Records have formulas whose stored results may be old.
pub static STALE_FORMULA: Rule = Rule {
    code: "stale-formula",
    severity: Severity::Warning,
    chinese: Texts {
        title: "公式结果可能没有重算",
        meaning: "文件注明打开时要重新计算公式，或者是手动计算、保存时没有重算的，里面存着的公式结果可能是 0 或者旧数（常见于系统导出的文件），照样读取。只看得出 xlsx、xlsm。",
        example: "系统导出的表里“合计”是公式，存着的结果都是 0，打开以后才算得出来。",
        remedy: "在 Excel 或 WPS 中打开、重新计算并保存后重新报送。",
        words: &[
            "这一格和另外 {others} 格是公式，而文件注明公式还没有重新计算，存着的结果可能是 0 或者旧数，已按存着的读取。请在 Excel 或 WPS 中打开、重新计算并保存。",
            "这一格是公式，而文件注明公式还没有重新计算，存着的结果可能是 0 或者旧数，已按存着的读取。请在 Excel 或 WPS 中打开、重新计算并保存。",
        ],
    },
    english: Texts {
        title: "Results of formulas may be old",
        meaning: "The file says that formulas are to be calculated when it is opened, or was calculated by hand and not when it was saved, so that the results it holds may be 0 or old (often so in files exported by systems); they were read all the same. Only xlsx and xlsm are looked at.",
        example: "In a table exported by a system “合计” is a formula whose stored result is 0 everywhere until the file is opened.",
        remedy: "Open the file in Excel or WPS, recalculate, save and send it again.",
        words: &[
            "This cell and {others} other(s) are formulas, and the file says that they are still to be calculated: the stored results may be 0 or old; they were read all the same. Please open the file in Excel or WPS, recalculate and save it.",
            "This cell is a formula, and the file says that it is still to be calculated: the stored result may be 0 or old; it was read all the same. Please open the file in Excel or WPS, recalculate and save it.",
        ],
    },
};

/// Tells of the first formula of the head, or of the records in the columns that are read.
pub(crate) fn check(sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    let read = |column: u32| {
        table.columns.iter().flatten().any(|found| found.column == column)
            || table.periods.iter().any(|(at, _)| *at == column)
    };
    let record = |row: u32| {
        let at = table.rows.binary_search_by_key(&row, |(row, _)| *row).ok().and_then(|at| table.rows.get(at));
        at.is_none_or(|(_, kind)| matches!(kind, Row::Record | Row::Blank))
    };
    let head = table.top.saturating_sub(BANNER)..=table.bottom;
    // A row whose name is a formula too may hold nothing but zeros, and is no record then.
    let below = table.bottom + 1..=table.end() + BANNER;
    let asked = |row: u32, column: u32| {
        head.contains(&row) && (table.left..=table.right).contains(&column)
            || below.contains(&row) && read(column) && record(row)
    };
    let mut cells = sheet.uncalculated.iter().filter(|(row, column)| asked(*row, *column));
    let Some((row, column)) = cells.next() else { return };
    let others = cells.count();
    let problem = STALE_FORMULA.problem();
    let problem = if others > 0 { problem.count("others", others) } else { problem };
    report.add(model::Diagnostic { place: Place::cell(report.file, sheet.name.as_str(), *row, *column), ..problem });
}
