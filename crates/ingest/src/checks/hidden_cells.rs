//! Hidden rows or columns were read like all others.

use crate::grid::Sheet;
use crate::report::Report;
use model::diagnostic::letters;
use model::{Rule, Said, Severity, Texts};

/// Hidden rows or columns were read like all others.
pub static HIDDEN_CELLS: Rule = Rule {
    code: "hidden-cells",
    severity: Severity::Info,
    chinese: Texts {
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
    },
    english: Texts {
        title: "Hidden rows or columns",
        meaning: "The sheet has hidden rows or columns (rows that a filter leaves out as well); they were read as usual.",
        example: "Column C and row 5 are hidden.",
        remedy: "Check whether the hidden content should be sent; if not, delete it instead of hiding it.",
        words: &[
            "Column(s) {columns} and row {row} are hidden; they were read as usual. Please check whether they should be sent.",
            "Column(s) {columns} and, between row {first} and row {last}, {rows} rows are hidden; they were read as usual. Please check whether they should be sent.",
            "Row {row} is hidden; it was read as usual. Please check whether it should be sent.",
            "Between row {first} and row {last}, {rows} rows are hidden; they were read as usual. Please check whether they should be sent.",
            "Column(s) {columns} are hidden; they were read as usual. Please check whether they should be sent.",
        ],
    },
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
    let none = columns.is_empty();
    if !none {
        problem = problem.text("columns", Said::list(columns.into_iter().map(Said::same)));
    }
    match rows(sheet) {
        None if none => return,
        None => {}
        Some((first, _, 1)) => problem = problem.text("row", Said::same(first.to_string())),
        Some((first, last, count)) => {
            let [first, last] = [first, last].map(|row| Said::same(row.to_string()));
            problem = problem.text("first", first).text("last", last).count("rows", count);
        }
    }
    report.sheet(&sheet.name, problem);
}
