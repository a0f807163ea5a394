//! Records whose cells are struck out, or that say to be void, were counted like all others.

use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use crate::text::{match_form, quoted};
use model::{Diagnostic, Place, Rule, Severity, Texts};
use std::collections::BTreeSet;

/// Records whose cells are struck out, or that say to be void, were counted like all others.
pub static STRUCK_OUT: Rule = Rule {
    code: "struck-out",
    severity: Severity::Warning,
    chinese: Texts {
        title: "划掉、写明作废或重复的记录",
        meaning: "记录里有加了删除线的单元格，或者备注、名称写着作废、不计入、重复，照样读取、照样计入：划掉的可能是作废的记录，也可能只是划掉了旧的说法。只看得出 xlsx、xlsm、xlsb 里的删除线。",
        example: "第 7 行“某某公司”和它的税收都划了删除线。",
        remedy: "作废的记录请删去整行；改过的请写成改后的，去掉删除线，再重新报送。",
        words: &[
            "这一行写着“{said}”，还有另外 {others} 行也这样写，照样计入。不应计入的请删去整行，应计入的请改掉这几个字，再重新报送。",
            "这一行写着“{said}”，照样计入。不应计入的请删去整行，应计入的请改掉这几个字，再重新报送。",
            "这一行和另外 {others} 行记录有划了删除线的单元格，照样计入。作废的请删去整行，没有作废的请去掉删除线，再重新报送。",
            "这一行记录有划了删除线的单元格，照样计入。作废的请删去整行，没有作废的请去掉删除线，再重新报送。",
        ],
    },
    english: Texts {
        title: "Records that are struck out, void or repeated",
        meaning: "Records have cells that are struck out, or a remark or a name that says “作废”, “不计入” or “重复”; they were read and counted all the same: what is struck out may be a record that is void, or an old wording only. Only what is struck out in xlsx, xlsm and xlsb is seen.",
        example: "In row 7 “某某公司” and its taxes are struck out.",
        remedy: "Delete the whole row of a record that is void; write what changed as it is now, without striking it out, and send the file again.",
        words: &[
            "This record says “{said}”, and so do {others} other(s); they were counted all the same. If they are not to be counted, please delete the whole rows; if they are, please change these words, and send the file again.",
            "This record says “{said}”; it was counted all the same. If it is not to be counted, please delete the whole row; if it is, please change these words, and send the file again.",
            "This record and {others} other(s) have cells that are struck out; they were counted all the same. If they are void, please delete the whole rows; if not, please take the line out of their cells, and send the file again.",
            "This record has cells that are struck out; it was counted all the same. If it is void, please delete the whole row; if not, please take the line out of its cells, and send the file again.",
        ],
    },
};

/// Longer texts, in bytes, say more than that.
const LONGEST: usize = 120;

/// What remarks say of records that are void.
const VOID: [&str; 6] = ["作废", "已作废", "删除", "已删除", "此行删除", "此行作废"];
/// What they say of records that are not to be counted: 暂不计入合计, 不纳入统计.
const UNCOUNTED: [&str; 7] = ["不计入", "不纳入", "不列入", "不参与", "不统计", "不要统计", "勿计入"];
const COUNTED: [&str; 9] = ["", "合计", "总计", "汇总", "统计", "总数", "总额", "本月", "当月"];
/// What they say of records that stand twice: 重复填报.
const TWICE: [&str; 7] = ["重复", "重复记录", "重复填报", "重复上报", "重复报送", "重复录入", "重复项"];

/// Whether a remark says of its record that it does not count, or stands twice: 与序号1重复.
fn is_void(remark: &str) -> bool {
    let remark = remark.trim_end_matches(['。', '.', '了', '!']);
    let bare = remark.trim_start_matches("此行").trim_start_matches("本行").trim_start_matches('暂');
    let uncounted = || UNCOUNTED.iter().any(|word| bare.strip_prefix(word).is_some_and(|rest| COUNTED.contains(&rest)));
    let of_another = || remark.starts_with(['与', '和', '同']) && remark.ends_with("重复");
    VOID.contains(&remark) || TWICE.contains(&bare) || uncounted() || of_another()
}

/// Tells the records of a table that have struck-out cells in the columns that are read, or that a remark or the name
/// says to be void.
pub(crate) fn check((book, sheet): (&Book, &Sheet), table: &Table, report: &mut Report<'_>) {
    let found = |column: u32| table.columns.iter().flatten().find(|found| found.column == column);
    let read = |column: u32| found(column).is_some() || table.periods.iter().any(|(at, _)| *at == column);
    let struck = sheet.struck.iter().filter(|(row, column)| read(*column) && table.is_record(*row));
    let cells: BTreeSet<(u32, u32)> = struck.copied().collect();
    add(sheet, &cells, STRUCK_OUT.problem(), report);
    // In a column of its own 作废 is what the records are counted by.
    let remark = |column: &u32| {
        found(*column).is_none_or(|found| ["备注", "说明"].iter().any(|word| found.label.contains(word)))
    };
    let remarks: Vec<u32> = (table.left..=table.right).filter(remark).collect();
    let remark = |column: u32| remarks.contains(&column);
    let says = |column: u32, text: &str| {
        // Of a million names hardly one is looked at in earnest.
        let bracket = |letter: Option<char>| matches!(letter, Some('(' | ')' | '（' | '）' | '[' | ']' | '【' | '】'));
        let bracketed = || bracket(text.chars().next()) || bracket(text.chars().next_back());
        if text.len() > LONGEST || !(remark(column) || bracketed()) {
            return false;
        }
        let text = match_form(text);
        let bare = text.trim_matches(['(', ')', '[', ']', '【', '】', '!']);
        is_void(bare) && (remark(column) || bare.len() < text.len())
            || VOID.iter().any(|word| text.contains(&format!("({word})")))
    };
    let void = table.record_lines(sheet).filter_map(|line| {
        let cells = sheet.cells(line).between(table.left, table.right);
        let mut told = cells.iter().filter(|(column, raw)| book.text(*raw).is_some_and(|text| says(*column, text)));
        told.next().map(|(column, _)| (line.row, column))
    });
    let void: BTreeSet<(u32, u32)> = void.collect();
    if let Some(said) = void.first().and_then(|(row, column)| book.text(sheet.own(*row, *column))) {
        add(sheet, &void, STRUCK_OUT.problem().words("said", quoted(said)), report);
    }
}

/// Tells of the first of some cells, and of how many other records have such.
fn add(sheet: &Sheet, cells: &BTreeSet<(u32, u32)>, problem: Diagnostic, report: &mut Report<'_>) {
    let Some((row, column)) = cells.first() else { return };
    let rows: BTreeSet<u32> = cells.iter().map(|cell| cell.0).collect();
    let problem = if rows.len() > 1 { problem.count("others", rows.len() - 1) } else { problem };
    report.add(Diagnostic { place: Place::cell(report.file, sheet.name.as_str(), *row, *column), ..problem });
}
