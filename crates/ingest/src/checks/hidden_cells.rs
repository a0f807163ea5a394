//! Hidden rows or columns were read like all others.

use crate::grid::Sheet;
use crate::report::Report;
use model::diagnostic::letters;
use model::{Rule, Severity};

/// Hidden rows or columns were read like all others.
pub static HIDDEN_CELLS: Rule = Rule {
    code: "hidden-cells",
    severity: Severity::Info,
    title: "有隐藏的行或列",
    meaning: "工作表里有隐藏的行或列（包括筛选后不显示的行），照常读取。",
    example: "隐藏了 C 列和第 5 行。",
    remedy: "核对隐藏的内容是否应当报送；不应报送的请删去，不要隐藏。",
    words: &[
        "隐藏了{columns} 列和第 {row} 行，照常读取。请核对是否应当报送。",
        "隐藏了{columns} 列和第 {first} 至 {last} 行之间的 {rows} 行，照常读取。请核对是否应当报送。",
        "隐藏了第 {row} 行，照常读取。请核对是否应当报送。",
        "隐藏了第 {first} 至 {last} 行之间的 {rows} 行，照常读取。请核对是否应当报送。",
        "隐藏了{columns} 列，照常读取。请核对是否应当报送。",
    ],
};

/// The first and the last hidden row with content, and how many there are.
fn rows(sheet: &Sheet) -> Option<(u32, u32, usize)> {
    let lines = |(first, last)| sheet.lines_between(first, last);
    let mut found = sheet.hidden_rows.iter().map(lines).filter(|lines| !lines.is_empty()).peekable();
    let first = found.peek()?.first()?.row;
    let (mut last, mut count) = (first, 0);
    for lines in found {
        last = lines.last().map_or(last, |line| line.row);
        count += lines.len();
    }
    Some((first, last, count))
}

/// Tells which rows and columns with content are hidden.
pub(crate) fn check(sheet: &Sheet, report: &mut Report<'_>) {
    let last = sheet.last_column();
    let columns: Vec<String> = sheet
        .hidden_columns
        .iter()
        .filter(|(first, _)| *first <= last)
        .map(|(first, end)| match letters((*end).min(last)) {
            end if end == letters(*first) => end,
            end => format!("{}—{end}", letters(*first)),
        })
        .collect();
    let mut problem = HIDDEN_CELLS.problem();
    if !columns.is_empty() {
        problem = problem.text("columns", columns.join("、"));
    }
    match rows(sheet) {
        None if columns.is_empty() => return,
        None => {}
        Some((first, _, 1)) => problem = problem.text("row", first.to_string()),
        Some((first, last, count)) => {
            problem = problem.text("first", first.to_string()).text("last", last.to_string()).count("rows", count);
        }
    }
    report.sheet(&sheet.name, problem);
}
