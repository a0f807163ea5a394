//! A workbook says another month than that of the folder that it stands in.

use crate::file_words::{file_months, months};
use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::recognise::BANNER;
use crate::report::Report;
use crate::text::match_form;
use crate::year_parts::{last_year, parts_of_years};
use model::ledger::{Column, Grain, Kind, Ledger};
use model::{Argument, Diagnostic, Month, Place, Rule, Said, Severity, Texts, say};
use std::collections::BTreeSet;
use std::path::Path;

/// A workbook says another month than that of the folder that it stands in.
pub static OTHER_MONTH: Rule = Rule {
    code: "other-month",
    severity: Severity::Warning,
    chinese: Texts {
        title: "可能放错了月份",
        meaning: "文件名、工作表名或表格标题写的月份（季度、年度）与所在文件夹不同，或者内容与别的月份的文件完全相同；照样按文件夹的月份计入。",
        example: "data/2020-12/企业税收2020年11月.xlsx",
        remedy: "核对是哪个月的报送，放入该月的文件夹，或改正文件名、工作表名、标题。",
        words: &[
            "文件名写的是{said}，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹。",
            "工作表写的是{sheet}，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹，或改正工作表名。",
            "标题“{title}”写的是{titled}，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹，或改正标题。",
            "内容与“{earlier}”完全相同，却放在 {folder}/，已照样计入{month}。请核对是哪个月的报送，放入该月的文件夹。",
        ],
    },
    english: Texts {
        title: "Perhaps the wrong month",
        meaning: "The file name, a sheet's name or the title of a table says another month, quarter or year than the folder, or the content is exactly that of a file of another month; it was counted for the month of the folder all the same.",
        example: "“data/2020-12/企业税收2020年11月.xlsx”",
        remedy: "Check which month it was sent for and move it to the folder of that month, or correct the file name, the sheet's name or the title.",
        words: &[
            "The file name says {said}, but the file is in {folder}/ and was counted for {month} all the same. Please check which month it was sent for and move it to the folder of that month.",
            "A sheet says {sheet}, but the file is in {folder}/ and was counted for {month} all the same. Please check which month it was sent for and move it to the folder of that month, or correct the sheet's name.",
            "The title “{title}” says {titled}, but the file is in {folder}/ and was counted for {month} all the same. Please check which month it was sent for and move it to the folder of that month, or correct the title.",
            "The content is exactly that of “{earlier}”, but the file is in {folder}/ and was counted for {month} all the same. Please check which month it was sent for and move it to the folder of that month.",
        ],
    },
};

/// Words that stand beside a day on which something was written, whichever month it is about.
pub(crate) const WRITTEN: [&str; 10] = ["填", "制表", "打印", "导出", "报送", "上报", "印发", "编制", "日期", "时间"];

/// Tells of a file's name, else of the names of its sheets, that say another month; and of a title
/// above the tables. A list of entities stays as it is for months.
pub(crate) fn check(
    book: &Book,
    found: &[(&Sheet, Table)],
    (ledger, folder): (&Ledger, Month),
    report: &mut Report<'_>,
) {
    let named = file_months(report.file);
    let sheets: Vec<_> = found.iter().flat_map(|(sheet, _)| months(&sheet.name)).collect();
    let mut place = Place::file(report.file);
    let problem =
        |folder| OTHER_MONTH.problem().name("folder", format!("data/{folder}")).with("month", Argument::Month(folder));
    let problem = if let Some(said) = other(&named, folder) {
        problem(folder).text("said", said)
    } else if let Some(said) = other(&sheets, folder).filter(|_| named.is_empty()) {
        problem(folder).text("sheet", said)
    } else {
        let titles = if ledger.entity.is_some() { Vec::new() } else { titles(book, found, report.file) };
        let all: Vec<_> = titles.iter().flat_map(|(_, title)| months(title)).collect();
        let months_said: Vec<_> = named.iter().chain(&sheets).chain(&all).copied().collect();
        let titled = |at, title, said| (at, problem(folder).name("title", title).text("titled", said));
        let told = match (other(&all, folder), other_part(&titles, (ledger, report.file), &months_said, folder)) {
            (Some(said), _) => {
                let last = titles.into_iter().rfind(|(_, title)| !months(title).is_empty());
                last.map(|(at, title)| titled(at, title, said))
            }
            (None, Some((Some((at, title)), said))) => Some(titled(at, title, said)),
            (None, Some((None, said))) => Some((place, problem(folder).text("said", said))),
            (None, None) => None,
        };
        let Some((at, problem)) = told else { return each_sheet(book, found, (ledger, folder), report) };
        place = at;
        problem
    };
    report.add(Diagnostic { place, ..problem });
}

/// A quarter, half or year that the file's name or a title says, where none of them is that of the folder and no month is
/// said with its year; with the title that says it. A list of what is there may be of another year.
fn other_part<'b>(
    titles: &[(Place, &'b str)],
    (ledger, file): (&Ledger, &str),
    months_said: &[(Option<i32>, u32)],
    folder: Month,
) -> Option<(Option<(Place, &'b str)>, Said)> {
    let dated = months_said.iter().any(|(year, _)| year.is_some());
    if ledger.grain != Grain::Month || ledger.entity.is_some() || ledger.across().is_some() || dated {
        return None;
    }
    // What the workbooks are called: 税收 of *税收*.xlsx.
    let parts = ledger.files.iter().flat_map(|glob| glob.split(['*', '?', '.'])).chain([ledger.title.as_str()]);
    let own = |part: &String| part.chars().count() > 1 && !part.contains(|letter: char| letter.is_ascii_alphanumeric());
    let words: Vec<String> = parts.map(match_form).filter(own).collect();
    let stem = Path::new(file).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let named = parts_of_years(&stem, &words).into_iter().chain(last_year(&stem)).map(|part| (None, part));
    let titled = titles.iter().flat_map(|(at, title)| {
        parts_of_years(title, &words).into_iter().map(move |part| (Some((at.clone(), *title)), part))
    });
    let mut said: Vec<_> = named.chain(titled).collect();
    // A month says more than a quarter, and a quarter more than a year.
    if months_said.is_empty() && said.iter().any(|(_, part)| !part.is_year()) {
        said.retain(|(_, part)| !part.is_year());
    } else if !months_said.is_empty() {
        said.retain(|(_, part)| part.is_year());
    }
    let (at, part) = said.last().filter(|_| !said.iter().any(|(_, part)| part.holds(folder)))?;
    Some((at.clone(), part.called()))
}

/// Tells of sheets beside the month's own that say another one by their names or titles: 1月, 2月, 3月.
fn each_sheet(book: &Book, found: &[(&Sheet, Table)], (ledger, folder): (&Ledger, Month), report: &mut Report<'_>) {
    // Records that say their months themselves may be of several.
    let dated = |table: &Table| {
        let column = |(at, column): (usize, &Column)| {
            let there =
                table.columns.get(at).is_some_and(Option::is_some) || table.stated.get(at).is_some_and(Option::is_some);
            matches!(column.kind, Kind::Month | Kind::Date) && there
        };
        ledger.columns.iter().enumerate().any(column)
    };
    let all = titles(book, found, report.file);
    let fits = all
        .iter()
        .flat_map(|(_, title)| months(title))
        .any(|(year, month)| month == folder.month() && year.is_none_or(|year| year == folder.year()));
    // 10, 11, 12 up to the month are months.
    let number = |sheet: &Sheet| match_form(&sheet.name).parse::<u8>().ok().map(u32::from);
    let numbers: BTreeSet<u32> = found.iter().filter_map(|(sheet, _)| number(sheet)).collect();
    let follow = numbers.iter().zip(numbers.iter().skip(1)).all(|(one, next)| one + 1 == *next);
    let numbered = follow && numbers.len() > 1 && numbers.last() == Some(&folder.month());
    let mut told: Vec<&str> = Vec::new();
    for (sheet, table) in found.iter().filter(|(_, table)| table.records() > 0 && !dated(table)) {
        if ledger.entity.is_some() || told.contains(&sheet.name.as_str()) {
            continue;
        }
        if let Some((place, said)) = of_table((book, sheet), table, found, (report.file, folder)).filter(|_| fits) {
            let problem = OTHER_MONTH.problem().name("folder", format!("data/{folder}"));
            let problem = problem.with("month", Argument::Month(folder)).name("title", said.0).text("titled", said.1);
            report.add(Diagnostic { place, ..problem });
            continue;
        }
        let titles = titles(book, &[(*sheet, table.clone())], report.file);
        let titled: Vec<_> = titles.iter().flat_map(|(_, title)| months(title)).collect();
        let counted = number(sheet).filter(|_| numbered && titled.is_empty());
        let named = counted.map_or_else(|| spoken(&sheet.name, folder), |month| vec![(None, month)]);
        // Titles tell sheets apart where one of them is of the month.
        let titled = if fits { titled } else { Vec::new() };
        let Some(said) = other(if named.is_empty() { &titled } else { &named }, folder) else { continue };
        told.push(&sheet.name);
        let problem = OTHER_MONTH.problem().name("folder", format!("data/{folder}"));
        let problem = problem.with("month", Argument::Month(folder)).text("sheet", said);
        report.sheet(&sheet.name, problem);
    }
}

/// The title of a table that has others on its sheet, where it says another month: 2019年12月 below or beside 2020年12月.
fn of_table<'b>(
    (book, sheet): (&'b Book, &Sheet),
    table: &Table,
    found: &[(&Sheet, Table)],
    (file, folder): (&str, Month),
) -> Option<(Place, (&'b str, Said))> {
    let others = || found.iter().filter(|(other, _)| std::ptr::eq(*other, sheet)).map(|(_, other)| other);
    others().nth(1)?;
    let above = others().map(Table::end).filter(|end| *end < table.top).max().unwrap_or(0);
    let beside = others().any(|other| other.left > table.right || other.right < table.left);
    let own = |column: u32| !beside || (table.left..=table.right).contains(&column);
    let lines = sheet.lines_between(above.max(table.top.saturating_sub(BANNER)) + 1, table.top.saturating_sub(1));
    let texts = lines.iter().rev().flat_map(|line| {
        let cells = sheet.cells(line).iter().filter(|(column, _)| own(*column));
        cells.filter_map(|(column, raw)| Some(((line.row, column), book.text(raw)?)))
    });
    let mut titles =
        texts.filter(|(_, text)| !months(text).is_empty() && !WRITTEN.iter().any(|word| text.contains(word)));
    let ((row, column), title) = titles.next()?;
    let said = other(&months(title), folder)?;
    Some((Place::cell(file, sheet.name.as_str(), row, column), (title, said)))
}

/// The months that the name of a sheet says; a year alone, 2023年, stands for its last month.
fn spoken(name: &str, folder: Month) -> Vec<(Option<i32>, u32)> {
    let year = match_form(name);
    // 20.11 or 2020-11 beside 20.12 or 2020-12.
    let short = year.split_once(['.', '-']).and_then(|(year, month)| {
        let year = if year.len() == 2 { 2000 + i32::from(year.parse::<u8>().ok()?) } else { year.parse().ok()? };
        Some((year, month.parse::<u8>().ok().map(u32::from)?))
    });
    if let Some((year, month)) = short
        && [folder.year() - 1, folder.year()].contains(&year)
        && (1..=12).contains(&month)
    {
        return vec![(Some(year), month)];
    }
    // 12月, 2020年12月份, and not 五月花社区, 12月到期 or 7-12月.
    let bare = ["台账", "明细", "汇总", "统计", "报表", "数据", "表"]
        .iter()
        .fold(year.as_str(), |bare, word| bare.trim_end_matches(word));
    let ends = bare.trim_end_matches('份').ends_with('月') && !year.contains(['-', '—', '~', '至', '到', '次']);
    let bare = year.len() == 6 && year.bytes().all(|digit| digit.is_ascii_digit());
    let said = if ends || bare { months(name) } else { Vec::new() };
    let year = year.trim_end_matches('度').trim_end_matches('年');
    match year.parse::<i32>() {
        Ok(year) if said.is_empty() && (1990..2100).contains(&year) => vec![(Some(year), 12)],
        _ => said,
    }
}

/// A workbook is the same as one of an earlier month.
pub fn same_as(file: &str, folder: Month, earlier: &str) -> Diagnostic {
    let month = Argument::Month(folder);
    let problem = Diagnostic::new(&OTHER_MONTH, Place::file(file)).name("folder", format!("data/{folder}"));
    problem.with("month", month).name("earlier", earlier)
}

/// The texts above the tables but those that say when something was written.
pub(super) fn titles<'a>(book: &'a Book, found: &[(&Sheet, Table)], file: &str) -> Vec<(Place, &'a str)> {
    let mut titles = Vec::new();
    for (sheet, table) in found {
        let above = sheet.lines.iter().filter(|line| line.row < table.top && line.row + BANNER >= table.top);
        let outside = above.filter(|line| {
            !found
                .iter()
                .any(|(other, table)| std::ptr::eq(*other, *sheet) && (table.top..=table.end()).contains(&line.row))
        });
        for line in outside {
            let texts = sheet.cells(line).iter().filter_map(|(column, raw)| Some((column, book.text(raw)?)));
            let telling = texts.filter(|(_, text)| !WRITTEN.iter().any(|word| text.contains(word)));
            titles
                .extend(telling.map(|(column, text)| (Place::cell(file, sheet.name.as_str(), line.row, column), text)));
        }
    }
    titles
}

/// The month that is said where none of those said is the folder's.
fn other(said: &[(Option<i32>, u32)], folder: Month) -> Option<Said> {
    let fits =
        |(year, month): &(Option<i32>, u32)| *month == folder.month() && year.is_none_or(|year| year == folder.year());
    let (year, month) = said.last().filter(|_| !said.iter().any(fits))?;
    Some(match year {
        Some(year) => say!("{year}年{month}月", "{year}-{month:02}"),
        None => say!("{month}月", "month {month}"),
    })
}
