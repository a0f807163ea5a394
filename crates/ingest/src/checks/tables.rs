//! What the headers of a workbook lack, and what they have too much.

use super::{
    duplicate_label::DUPLICATE_LABEL, missing_column::MISSING_COLUMN, missing_header::MISSING_HEADER,
    unknown_label::UNKNOWN_LABEL,
};
use crate::grid::{Book, Sheet};
use crate::header::{Labels, Table};
use crate::report::Report;
use crate::text::{key, quoted};
use model::diagnostic::nearest;
use model::ledger::{Column, Ledger};
use model::{Diagnostic, Place, Severity};

/// So many labels are listed in one message.
const LISTED: usize = 12;

fn list<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<String> = labels.map(|label| format!("“{}”", quoted(label))).collect();
    match labels.get(LISTED..) {
        Some([]) | None => labels.join("、"),
        Some(more) => format!("{}等（另有 {} 个）", labels.get(..LISTED).unwrap_or_default().join("、"), more.len()),
    }
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
            let message = format!(
                "“{}”和“{}”都对应“{}”，读取后者。请删去多余的一列。",
                quoted(label),
                quoted(&kept.label),
                labels.ledger.columns.get(*at).map_or("", Column::title)
            );
            let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, *column);
            report.list.push(Diagnostic::new(&DUPLICATE_LABEL, place, message));
        }
    }
    let mut unknown: Vec<&str> = Vec::new();
    for (_, label) in found.iter().flat_map(|(_, table)| &table.unknown) {
        // Numbers of rows mean nothing beyond their sheet.
        let numbering = matches!(key(label).as_str(), "序号" | "行号" | "行次" | "编号");
        if !numbering && !unknown.contains(&label.as_str()) {
            unknown.push(label);
        }
    }
    if !unknown.is_empty() {
        let hint = |label: &&&str| {
            let open = labels.ledger.columns.iter().enumerate();
            let free = open
                .filter(|(at, _)| found.iter().any(|(_, table)| table.columns.get(*at).is_some_and(Option::is_none)));
            let known = free.flat_map(|(_, column)| column.labels.iter().map(String::as_str));
            nearest(label, known).map(|name| format!("“{}”是否为“{name}”？", quoted(label)))
        };
        let hints: Vec<String> = unknown.iter().take(LISTED).filter_map(|label| hint(&label)).collect();
        let message =
            format!("台账定义里没有登记这些表头，没有读取：{}。{}", list(unknown.iter().copied()), hints.concat());
        report.file(&UNKNOWN_LABEL, message);
    }
}

/// The columns that a table should have and has not.
fn missing(ledger: &Ledger, sheet: &Sheet, table: &Table, report: &mut Report<'_>) {
    let has = |id: &str| ledger.position(id).and_then(|at| table.columns.get(at)).is_some_and(Option::is_some);
    let needed = |column: &&Column| {
        let summed = column.parts.values().any(|parts| parts.iter().all(|id| has(id)));
        !column.labels.is_empty() && !column.optional && column.default.is_none() && !has(&column.id) && !summed
    };
    let filled = |column: &&Column| {
        let summed = column.parts.values().any(|parts| parts.iter().all(|id| has(id)));
        !column.labels.is_empty() && !column.optional && !has(&column.id) && summed
    };
    for column in ledger.columns.iter().filter(filled) {
        let message = format!("表头里没有“{}”，已按各分项之和补齐。请核对是否漏了这一列。", column.title());
        let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, 1);
        let mut problem = Diagnostic::new(&MISSING_COLUMN, place, message);
        // The figures are whole, so that this is no error.
        problem.severity = Severity::Warning;
        report.list.push(problem);
    }
    let missing: Vec<&Column> = ledger.columns.iter().filter(needed).collect();
    if missing.is_empty() {
        return;
    }
    let near = |column: &&&Column| {
        let others = table.unknown.iter().map(|(_, label)| label.as_str());
        let name = column.labels.iter().find_map(|label| nearest(label, others.clone()))?;
        Some(format!("“{}”是否就是“{}”？", quoted(name), column.title()))
    };
    let hints: Vec<String> = missing.iter().filter_map(|column| near(&column)).collect();
    let message = format!(
        "表头里没有{}，按空读取。{}请补齐，或在台账定义的 labels 里补上新名称。",
        list(missing.iter().map(|column| column.title())),
        hints.concat()
    );
    let place = Place::cell(report.file, sheet.name.as_str(), table.bottom, 1);
    report.list.push(Diagnostic::new(&MISSING_COLUMN, place, message));
}

/// No table at all: what was expected, and the row that looks most like a header.
fn missing_header(book: &Book, ledger: &Ledger, report: &mut Report<'_>) {
    let wanted = ledger.columns.iter().filter(|column| !column.labels.is_empty() && !column.optional);
    let wanted = list(wanted.map(Column::title));
    let visible = book.sheets.iter().filter(|sheet| !sheet.hidden);
    let rows = visible.flat_map(|sheet| sheet.lines.iter().take(15).map(move |line| (sheet, line)));
    let texts = |sheet: &Sheet, line| sheet.cells(line).iter().filter(|(_, raw)| book.text(*raw).is_some()).count();
    let best = rows.rev().max_by_key(|(sheet, line)| texts(sheet, line));
    let message = match best {
        None => "工作簿里没有内容。请核对文件。".to_owned(),
        Some((sheet, line)) => {
            let labels: Vec<&str> = sheet.cells(line).iter().filter_map(|(_, raw)| book.text(raw)).collect();
            let known: Vec<&str> =
                ledger.columns.iter().flat_map(|column| &column.labels).map(String::as_str).collect();
            let near = labels.iter().take(40).filter(|label| label.chars().count() <= 30);
            let near: Vec<String> = near
                .filter_map(|label| {
                    nearest(label, known.iter().copied()).map(|name| format!("“{}”是否为“{name}”？", quoted(label)))
                })
                .take(LISTED)
                .collect();
            format!(
                "没有找到“{}”的表头，没有读到数据。应有{wanted}；最像表头的是工作表“{}”第 {} 行：{}。{}请核对是否放错了台账，或在台账定义的 labels 里补上新名称。",
                ledger.title,
                sheet.name,
                line.row,
                list(labels.iter().copied()),
                near.concat()
            )
        }
    };
    report.file(&MISSING_HEADER, message);
}
