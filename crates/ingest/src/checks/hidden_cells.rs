//! Hidden rows or columns were read like all others.

use crate::grid::{MOST_HIDDEN, Sheet};
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
};

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
    let mut said = Vec::new();
    if !columns.is_empty() {
        said.push(format!("{} 列", columns.join("、")));
    }
    match sheet.hidden_rows.as_slice() {
        [] => {}
        [row] => said.push(format!("第 {row} 行")),
        [first, .., last] => {
            let more = if sheet.hidden_rows.len() >= MOST_HIDDEN { "至少 " } else { "" };
            said.push(format!("第 {first} 至 {last} 行之间的 {more}{} 行", sheet.hidden_rows.len()));
        }
    }
    if !said.is_empty() {
        let message = format!("隐藏了{}，照常读取。请核对是否应当报送。", said.join("和"));
        report.sheet(&HIDDEN_CELLS, &sheet.name, message);
    }
}
