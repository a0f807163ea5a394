//! A workbook into records: tables are found by their headers and read row by row.

use crate::Reading;
use crate::checks::{
    doubts,
    external_links::{self, EXTERNAL_LINKS},
    hidden_cells, keys, parts,
    skipped_sheet::SKIPPED_SHEET,
    tables,
    unreadable_sheet::UNREADABLE_SHEET,
    unreadable_workbook::UNREADABLE_WORKBOOK,
};
use crate::grid::{Book, LineCells, Sheet};
use crate::header::{self, Labels, Table};
use crate::refusal::Refusal;
use crate::report::Report;
use crate::sheets;
use crate::table::Reader;
use crate::text::key;
use crate::unit;
use crate::value::Typed;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Records, SheetTable, Submission};
use model::{Month, Unit};

/// Reads an opened workbook. See [`crate::read_grid`].
pub(crate) fn read(file: &str, month: Month, book: Result<Book, Refusal>, ledger: &Ledger) -> Reading {
    let mut report = Report::new(file);
    let mut records = Records::empty(ledger);
    let mut book = match book {
        Ok(book) => book,
        Err(reason) => {
            report.file(&UNREADABLE_WORKBOOK, format!("没有读到任何数据：{reason}"));
            return Reading { records, diagnostics: report.finish(&[]) };
        }
    };
    if book.external > 0 {
        report.file(&EXTERNAL_LINKS, external_links::message(book.external));
    }
    let labels = Labels::new(ledger);
    let found = find(&book, &labels, &mut report);
    let mut checked: Vec<&Sheet> = Vec::new();
    for (sheet, _) in &found {
        if !checked.iter().any(|other| std::ptr::eq(*other, *sheet)) {
            checked.push(sheet);
            hidden_cells::check(sheet, &mut report);
        }
    }
    let tables: Vec<SheetTable> = found.iter().map(|(sheet, table)| sheet_table(sheet, table)).collect();
    records.submissions.push(Submission { file: file.to_owned(), month, tables });
    tables::missing_and_unknown(&book, &labels, &found, &mut report);
    let typed: Vec<Vec<Typed>> = found.iter().map(|(sheet, table)| units(&book, sheet, table, ledger, file)).collect();
    let at = |sheet: &Sheet| book.sheets.iter().position(|other| std::ptr::eq(other, sheet)).unwrap_or(0);
    let found: Vec<(usize, Table)> = found.iter().map(|(sheet, table)| (at(sheet), table.clone())).collect();
    let mut sheets = std::mem::take(&mut book.sheets);
    for (number, ((at, table), typed)) in found.iter().zip(typed).enumerate() {
        let Some(sheet) = sheets.get_mut(*at) else { continue };
        let mut reader = Reader {
            book: &book,
            sheet,
            table,
            ledger,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            last: found.iter().skip(number + 1).all(|(other, _)| other != at),
            typed,
            records: &mut records,
            report: &mut report,
        };
        reader.rows();
    }
    let names: Vec<String> = sheets.into_iter().map(|sheet| sheet.name).collect();
    // The cells are of no use any more, and the checks below need room of their own.
    drop(book);
    parts::check(ledger, &mut records, &mut report);
    keys::check(ledger, &records, &mut report);
    let sheets: Vec<&str> = names.iter().map(String::as_str).collect();
    Reading { records, diagnostics: report.finish(&sheets) }
}

/// The tables of all sheets that are to be read.
fn find<'a>(book: &'a Book, labels: &Labels<'_>, report: &mut Report<'_>) -> Vec<(&'a Sheet, Table)> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let name = &sheet.name;
        if let Some(reason) = &sheet.broken {
            report.sheet(&UNREADABLE_SHEET, name, crate::checks::unreadable_sheet::message(sheet, reason));
        }
        doubts::check(sheet, report);
        found.push((sheet, header::tables(sheet, book, labels)));
    }
    let visible = found.iter().filter(|(sheet, _)| !sheet.hidden);
    let most = visible.flat_map(|(_, tables)| tables).map(|table| table.score).max().unwrap_or(0);
    // A summary by street beside the ledger shares a label or two with it and is no part of it.
    for (_, tables) in &mut found {
        tables.retain(|table| table.score * 2 >= most);
    }
    let found = sheets::counted(found, report);
    let mut kept = Vec::new();
    for (sheet, tables) in found {
        if tables.is_empty() && most > 0 && !sheet.lines.is_empty() {
            report.sheet(
                &SKIPPED_SHEET,
                &sheet.name,
                "工作表里没有本台账的表头，没有读取。需要读取的，请按台账的表头填写。",
            );
        }
        kept.extend(tables.into_iter().map(|table| (sheet, table)));
    }
    kept
}

fn sheet_table(sheet: &Sheet, table: &Table) -> SheetTable {
    let columns = table.columns.iter().map(|found| found.as_ref().map(|found| found.column)).collect();
    SheetTable { sheet: sheet.name.clone(), columns }
}

/// The unit in which each column is typed: label, banner, file name, definition.
fn units(book: &Book, sheet: &Sheet, table: &Table, ledger: &Ledger, file: &str) -> Vec<Typed> {
    let above = sheet.lines.iter().filter(|line| line.row < table.top && line.row + 10 >= table.top).rev();
    let mut banners = above.flat_map(|line| sheet.cells(line).iter()).filter_map(|(_, raw)| book.text(raw));
    let outside = banners.find_map(unit::banner).or_else(|| unit::of_file(file));
    let below = sheet.lines.iter().find(|line| line.row > table.bottom);
    let below = below.filter(|line| unit_row(book, sheet.cells(line)));
    let typed = |(column, found): (&Column, &Option<header::Found>)| {
        let own = column.unit();
        let found = found.as_ref();
        let under = || book.text(sheet.in_line(below?, found?.column)).and_then(|text| unit::unit(&key(text)));
        let label = found.and_then(|found| found.unit.clone()).or_else(under);
        let unit = match column.kind {
            Kind::Money => label.filter(money).or_else(|| outside.clone()).unwrap_or(own),
            // Without a word about it a percentage is the quotient that Excel keeps.
            Kind::Percent => label.or_else(|| column.unit.as_deref().map(Unit::named)).unwrap_or(Unit::None),
            _ => own,
        };
        Typed { unit }
    };
    ledger.columns.iter().zip(&table.columns).map(typed).collect()
}

fn money(unit: &Unit) -> bool {
    matches!(unit, Unit::Money(..))
}

/// Whether a row under the header holds nothing but units.
pub(crate) fn unit_row(book: &Book, cells: LineCells<'_>) -> bool {
    cells.len() >= 2 && cells.iter().all(|(_, raw)| book.text(raw).is_some_and(|text| unit::unit(&key(text)).is_some()))
}
