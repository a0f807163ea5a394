//! A workbook of a ledger of single months says the months since January.

use super::other_month::titles;
use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::report::Report;
use crate::text::{match_form, quoted};
use model::ledger::{Grain, Ledger};
use model::{Argument, Diagnostic, Month, Place, Rule, Severity, Texts};

/// A workbook of a ledger of single months says the months since January.
pub static SINCE_JANUARY: Rule = Rule {
    code: "since-january",
    severity: Severity::Info,
    chinese: Texts {
        title: "像是年初以来的累计数",
        meaning: "文件名或标题写的是1月到本月，列名没有写明是累计还是当月，按这一个月的数计入；指标把几个月相加时会重复，报告里会说明。",
        example: "“2024年1—3月收入情况表”放在 data/2024-03/。",
        remedy: "是累计数的，不要用 period 把几个月相加；是当月数的，改正标题，或在列名里写明“本月”。",
        words: &[
            "横着的月份写着“{across}”，像是年初以来的累计数，每一列都按一个月的数计入；把几个月相加的指标会重复。请核对，或只报各月的数。",
            "“{words}”像是年初以来的累计数，按{month}一个月的数计入；把几个月相加的指标会重复。",
        ],
    },
    english: Texts {
        title: "Sums since January, as it seems",
        meaning: "The file name or a title says January to the month, and no label says whether the numbers are those of the month or sums so far. They were counted as those of the month; figures that add up several months count them several times, which reports say.",
        example: "“2024年1—3月收入情况表” in data/2024-03/.",
        remedy: "If they are sums so far, do not add up months with period; if they are those of the month, correct the title, or write “本月” in the labels.",
        words: &[
            "The months across say “{across}”, which looks like sums since January; each column was counted as a single month. Figures that add up several months count them several times. Please check, or send the numbers of each month.",
            "“{words}” looks like sums since January; they were counted as those of {month}. Figures that add up several months count them several times.",
        ],
    },
};

/// Tells of a ledger of single months whose file or title says the months so far, as sums since January do: added up
/// month by month they would count several times. Labels that say which of both they hold decide it.
pub(crate) fn check(
    book: &Book,
    found: &[(&Sheet, Table)],
    (ledger, folder): (&Ledger, Month),
    report: &mut Report<'_>,
) {
    if let Some((place, label)) = across(found, book, report.file) {
        let problem = Diagnostic::new(&SINCE_JANUARY, place).name("across", quoted(&label));
        return report.add(Diagnostic { severity: Severity::Warning, ..problem });
    }
    let says = |label: &str| ["累计", "本月", "当月", "本期", "月"].iter().any(|word| label.contains(word));
    let labelled = found.iter().any(|(_, table)| {
        let own = table.columns.iter().flatten().map(|found| found.label.as_str());
        own.chain(table.unknown.iter().map(|(_, label)| label.as_str())).any(says) || !table.periods.is_empty()
    });
    let declared = ledger.columns.iter().any(|column| column.cumulative_of.is_some());
    if ledger.grain != Grain::Month || ledger.entity.is_some() || labelled || declared || found.is_empty() {
        return;
    }
    let titles = titles(book, found, report.file);
    let file = (Place::file(report.file), report.file.rsplit('/').next().unwrap_or_default());
    let Some((place, words)) = titles.into_iter().chain([file]).find(|(_, words)| so_far(words, folder)) else {
        return;
    };
    let problem = Diagnostic::new(&SINCE_JANUARY, place).name("words", quoted(words));
    report.add(problem.with("month", Argument::Month(folder)));
}

/// The second of the labels of periods that say January to a month: 1月, 1-2月, 1-3月 hold sums so far.
fn across(found: &[(&Sheet, Table)], book: &Book, file: &str) -> Option<(Place, String)> {
    let of_table = |(sheet, table): &(&Sheet, Table)| {
        let label = |column: u32| {
            let mut rows = (table.top..=table.bottom).rev();
            rows.find_map(|row| Some((row, book.text(sheet.seen(row, column))?.to_owned())))
        };
        let told = table.periods.iter().filter_map(|(column, month)| Some((*column, *month, label(*column)?)));
        let mut so_far = told.filter(|(_, month, (_, label))| so_far(label, *month));
        let (column, _, (row, label)) = so_far.nth(1)?;
        Some((Place::cell(file, sheet.name.as_str(), row, column), label))
    };
    found.iter().find_map(of_table)
}

/// Whether a text says January to the month: 1—3月, 1月至3月.
fn so_far(words: &str, folder: Month) -> bool {
    const DASHES: [char; 7] = ['-', '—', '–', '~', '～', '至', '到'];
    let (words, month) = (match_form(words), format!("{}月", folder.month()));
    folder.month() > 1
        && words.match_indices(&month).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default();
            let first = before.trim_end_matches(DASHES);
            let first = if first.len() < before.len() { first.trim_end_matches('月') } else { "" };
            first.strip_suffix('1').is_some_and(|year| !year.ends_with(|letter: char| letter.is_ascii_digit()))
        })
}
