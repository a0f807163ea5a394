//! Records whose cells are struck out were counted like all others.

use crate::grid::Sheet;
use crate::mapping::Table;
use crate::report::Report;
use model::{Place, Rule, Severity, Texts};
use std::collections::BTreeSet;

/// Records whose cells are struck out were counted like all others.
pub static STRUCK_OUT: Rule = Rule {
    code: "struck-out",
    severity: Severity::Warning,
    chinese: Texts {
        title: "划掉的记录",
        meaning: "记录里有加了删除线的单元格，照样读取、照样计入：划掉的可能是作废的记录，也可能只是划掉了旧的说法。只看得出 xlsx、xlsm、xlsb 里的删除线。",
        example: "第 7 行“某某公司”和它的税收都划了删除线。",
        remedy: "作废的记录请删去整行；改过的请写成改后的，去掉删除线，再重新报送。",
        words: &[
            "这一行和另外 {others} 行记录有划了删除线的单元格，照样计入。作废的请删去整行，没有作废的请去掉删除线，再重新报送。",
            "这一行记录有划了删除线的单元格，照样计入。作废的请删去整行，没有作废的请去掉删除线，再重新报送。",
        ],
    },
    english: Texts {
        title: "Records that are struck out",
        meaning: "Records have cells that are struck out; they were read and counted all the same: what is struck out may be a record that is void, or an old wording only. Only what is struck out in xlsx, xlsm and xlsb is seen.",
        example: "In row 7 “某某公司” and its taxes are struck out.",
        remedy: "Delete the whole row of a record that is void; write what changed as it is now, without striking it out, and send the file again.",
        words: &[
            "This record and {others} other(s) have cells that are struck out; they were counted all the same. If they are void, please delete the whole rows; if not, please take the line out of their cells, and send the file again.",
            "This record has cells that are struck out; it was counted all the same. If it is void, please delete the whole row; if not, please take the line out of its cells, and send the file again.",
        ],
    },
};

/// Tells the records of a table that have struck-out cells in the columns that are read.
pub(crate) fn check(sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    let read = |column: u32| {
        let found = table.columns.iter().flatten().any(|found| found.column == column);
        found || table.periods.iter().any(|(at, _)| *at == column)
    };
    let struck = sheet.struck.iter().filter(|(row, column)| read(*column) && table.is_record(*row));
    let mut cells: Vec<(u32, u32)> = struck.copied().collect();
    cells.sort_unstable();
    let rows: BTreeSet<u32> = cells.iter().map(|cell| cell.0).collect();
    let Some((row, column)) = cells.first() else { return };
    let problem = STRUCK_OUT.problem();
    let mut problem = if rows.len() > 1 { problem.count("others", rows.len() - 1) } else { problem };
    problem.place = Place::cell(report.file, sheet.name.as_str(), *row, *column);
    report.add(problem);
}
