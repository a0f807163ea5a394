//! What the headers of a workbook lack, and what they have too much.

use super::{
    duplicate_label::DUPLICATE_LABEL, missing_column::MISSING_COLUMN, missing_header::MISSING_HEADER,
    unknown_label::UNKNOWN_LABEL,
};
use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::recognise::{Labels, amount, bare_month};
use crate::report::Report;
use crate::text::{match_form, quoted};
use model::diagnostic::nearest;
use model::ledger::{Column, Ledger};
use model::{Argument, Diagnostic, Place, Said, Severity, say};

/// So many labels are compared with those that are known.
const COMPARED: usize = 12;

fn quoted_all<'a>(labels: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    labels.map(quoted)
}

/// With hints, if there are any.
fn hinted(problem: Diagnostic, hints: Vec<Said>) -> Diagnostic {
    if hints.is_empty() { problem } else { problem.text("hints", Said::joined(hints, "", " ")) }
}

/// Asks whether a label stands for a name that is like it.
fn hint(label: &str, name: &str) -> Said {
    let label = quoted(label);
    say!("“{label}”是否为“{name}”？", "Is “{label}” meant to be “{name}”?")
}

/// Says everything about the headers of a workbook.
pub(crate) fn missing_and_unknown(
    book: &Book,
    labels: &Labels<'_>,
    found: &[(&Sheet, Table)],
    report: &mut Report<'_>,
) {
    if found.is_empty() {
        return missing_header(book, labels.ledger, report);
    }
    for (sheet, table) in found {
        missing(labels.ledger, sheet, table, report);
        for (column, label, at) in &table.doubles {
            let Some(kept) = table.columns.get(*at).and_then(Option::as_ref) else { continue };
            let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, *column);
            let problem = Diagnostic::new(&DUPLICATE_LABEL, place).name("label", quoted(label));
            let column = labels.ledger.columns.get(*at).map_or("", Column::title);
            let at = Argument::Cell((table.bottom, kept.column));
            report.add(problem.name("kept", quoted(&kept.label)).name("column", column).with("at", at));
        }
    }
    if labels.across {
        for (sheet, table) in found {
            unread_periods(book, sheet, table, report);
        }
    }
    let mut unknown: Vec<&str> = Vec::new();
    for (_, table) in found {
        for (column, label) in &table.unknown {
            // Numbers of rows mean nothing beyond their sheet.
            if Some(*column) != table.numbering && !unknown.contains(&label.as_str()) {
                unknown.push(label);
            }
        }
    }
    if !unknown.is_empty() {
        let near = |label: &&&str| {
            let open = labels.ledger.columns.iter().enumerate();
            let free = open
                .filter(|(at, _)| found.iter().any(|(_, table)| table.columns.get(*at).is_some_and(Option::is_none)));
            let known = free.flat_map(|(_, column)| column.labels.iter().map(String::as_str));
            nearest(label, known).map(|name| hint(label, name))
        };
        let hints: Vec<Said> = unknown.iter().take(COMPARED).filter_map(|label| near(&label)).collect();
        let problem = UNKNOWN_LABEL.problem().names("labels", quoted_all(unknown.iter().copied()));
        report.file(hinted(problem, hints));
    }
}

/// Among periods a column of numbers may be one whose label was not understood.
fn unread_periods(book: &Book, sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    // Totals, rates and comparisons are no periods; 上年同期2020年12月 has the words of one.
    const OTHERS: [&str; 8] = ["计", "率", "比", "平均", "增", "减", "%", "备注"];
    let plain = |label: &str| ["上年", "去年"].iter().any(|word| label.contains(word)) && !label.contains('月');
    for (column, label) in &table.unknown {
        let bare = label.trim().parse::<f64>().is_ok();
        let other = bare || OTHERS.iter().any(|word| label.contains(word)) || plain(label);
        if other || Some(*column) == table.numbering {
            continue;
        }
        let records = || sheet.lines.iter().filter(|line| table.is_record(line.row));
        let numbers = records().filter(|line| amount(book, sheet.in_line(line, *column)).is_some()).count();
        if numbers * 2 <= records().count() {
            continue;
        }
        let mut problem = UNKNOWN_LABEL.problem().names("labels", [quoted(label)]);
        problem.severity = Severity::Warning;
        problem.place = Place::cell(report.file, sheet.name.as_str(), table.bottom, *column);
        report.add(problem);
    }
}

/// The columns that a table should have and has not.
fn missing(ledger: &Ledger, sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    let has = |id: &str| {
        let at = ledger.position(id);
        at.and_then(|at| table.columns.get(at)).is_some_and(Option::is_some)
            || at.and_then(|at| table.stated.get(at)).is_some_and(Option::is_some)
    };
    let needed = |column: &&Column| {
        let summed = column.parts.values().any(|parts| parts.iter().all(|id| has(id)));
        !column.is_bare() && !column.optional && column.default.is_none() && !has(&column.id) && !summed
    };
    let filled = |column: &&Column| {
        let summed = column.parts.values().any(|parts| parts.iter().all(|id| has(id)));
        !column.labels.is_empty() && !column.optional && !has(&column.id) && summed
    };
    for column in ledger.columns.iter().filter(filled) {
        let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, 1);
        let mut problem = Diagnostic::new(&MISSING_COLUMN, place).name("filled", column.title());
        // The figures are whole, so that this is no error.
        problem.severity = Severity::Warning;
        report.add(problem);
    }
    let missing: Vec<&Column> = ledger.columns.iter().filter(needed).collect();
    if missing.is_empty() {
        return;
    }
    let near = |column: &&&Column| {
        let others = table.unknown.iter().map(|(_, label)| label.as_str());
        let name = column.labels.iter().find_map(|label| nearest(label, others.clone()))?;
        let (label, title) = (quoted(name), column.title());
        Some(say!("“{label}”是否就是“{title}”？", "Is “{label}” the same as “{title}”?"))
    };
    let hints: Vec<Said> = missing.iter().filter_map(|column| near(&column)).collect();
    let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, 1);
    let titles = quoted_all(missing.iter().map(|column| column.title()));
    report.add(hinted(Diagnostic::new(&MISSING_COLUMN, place).names("columns", titles), hints));
}

/// No table at all: what was expected, and the row that looks most like a header.
fn missing_header(book: &Book, ledger: &Ledger, report: &mut Report<'_>) {
    let wanted = ledger.columns.iter().filter(|column| !column.labels.is_empty() && !column.optional);
    let wanted = quoted_all(wanted.map(Column::title));
    let visible = book.sheets.iter().filter(|sheet| !sheet.hidden);
    let rows = visible.flat_map(|sheet| sheet.lines.iter().take(15).map(move |line| (sheet, line)));
    let texts = |sheet: &Sheet, line| sheet.cells(line).iter().filter(|(_, raw)| book.text(*raw).is_some()).count();
    let best = rows.rev().max_by_key(|(sheet, line)| texts(sheet, line));
    let problem = MISSING_HEADER.problem();
    let problem = match best {
        None => problem,
        Some((sheet, line)) => {
            let labels: Vec<&str> = sheet.cells(line).iter().filter_map(|(_, raw)| book.text(raw)).collect();
            let known: Vec<&str> =
                ledger.columns.iter().flat_map(|column| &column.labels).map(String::as_str).collect();
            let near = labels.iter().take(40).filter(|label| label.chars().count() <= 30);
            let near: Vec<Said> = near
                .filter_map(|label| nearest(label, known.iter().copied()).map(|name| (*label, name)))
                // A label that is known is not the one that is wrong.
                .filter(|(label, name)| match_form(label) != match_form(name))
                .map(|(label, name)| hint(label, name))
                .take(COMPARED)
                .collect();
            let months = labels.iter().filter(|label| bare_month(&match_form(label), 2000).is_some()).count();
            let without_year = (ledger.across().is_some() && months > 1).then(|| {
                say!(
                    "表头里的月份看不出是哪一年：请在表头（如“2020年1月”）、表上方、工作表名称或文件名里写明一个年份。",
                    "The months of the header are of no known year: please write one year in the header (“2020年1月”), above the table, or in the name of the sheet or the file."
                )
            });
            let near: Vec<Said> = without_year.into_iter().chain(near).collect();
            let problem = problem.name("ledger", &ledger.title).names("wanted", wanted).name("sheet", &sheet.name);
            let problem = problem.text("row", Said::same(line.row.to_string()));
            hinted(problem.names("labels", quoted_all(labels.iter().copied())), near)
        }
    };
    report.file(problem);
}
