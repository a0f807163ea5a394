//! Workbooks (工作簿): a document, its figures and its records as one XLSX file.
//!
//! The sheets are planned before anything is written: `sheets::Sheets` knows the sheet, the row and
//! the column of every table, figure and record, so that a link, a chart or a formula on one
//! sheet may point to another one, whichever is written first.
//!
//! Nothing here reads a clock or the file system, and the same input gives the same bytes.

mod charts;
mod contents;
mod detail_sheets;
mod details;
mod error;
mod figures;
mod form;
mod formula;
mod head;
mod marks;
mod names;
mod number;
mod pictures;
mod problems;
mod ranges;
mod reconciliations;
mod reminders;
mod sheet;
mod sheets;
mod style;
mod tables;
mod words;

pub use form::form;

use error::failed;
use model::document::Document;
use model::edition::Edition;
use model::package::Package;
use model::{Said, say};
use rust_xlsxwriter as xlsx;
use std::path::Path;

/// The workbook of a report: 目录, one sheet for each table or listing with its charts, 图片 where
/// there are some, 指标,
/// 问题, 催报清单 where something was not sent, and a detail sheet for each ledger.
///
/// Every figure and every number of a table is a formula over the detail sheets, made from its
/// expr, with the computed value as its result; a note says why where there is none.
///
/// Tables hold numbers in the unit that they are printed in, rates as quotients with a percent
/// format, days as real dates. Detail sheets hold money in 元. A missing value is the text `—`
/// with the reason as a note. The format is ECMA-376 (XLSX) without macros and without links to
/// other files. A public workbook has neither 问题 nor detail sheets; its numbers are values, or
/// formulas over its own figures.
///
/// The rows of the detail sheets wait in the `temporary` folder, where the caller gives one, and
/// take no memory; the cells are the same, but words then stand in them and not in the list of shared ones.
///
/// # Errors
///
/// A message where the document does not fit a workbook, such as a table of more than
/// 1,048,576 rows or 16,384 columns.
pub fn workbook(package: &Package, temporary: Option<&Path>) -> Result<Vec<u8>, Said> {
    write(package, Limits { max_rows: sheets::MAX_ROWS, temporary })
}

/// Of the levels 1 to 9 the one from which on a file grows no smaller that is worth the time: at
/// level 6 two fifths of the time go into it for a tenth of the size.
const COMPRESSION: u8 = 3;

/// How much a sheet and the memory hold.
#[derive(Clone, Copy)]
struct Limits<'a> {
    /// The rows of a sheet.
    max_rows: u32,
    /// Where the rows of detail sheets may lie until the workbook is put together.
    temporary: Option<&'a Path>,
}

/// Writes a workbook within limits.
fn write(package: &Package, limits: Limits<'_>) -> Result<Vec<u8>, Said> {
    let Package { document, findings, reconciliations, unsent, .. } = package;
    let sheets = sheets::Sheets::new(package, limits.max_rows);
    let mut book = xlsx::Workbook::new();
    book.set_properties(&properties(document)?);
    book.set_zip_compression_level(COMPRESSION);
    if let Some(folder) = limits.temporary {
        book.set_tempdir(folder).map_err(failed)?;
    }
    contents::write(book.add_worksheet(), &sheets, package)?;
    for table in &sheets.tables {
        tables::write(book.add_worksheet(), table, &sheets.details, &document.time.chinese())?;
    }
    if document.pictures().next().is_some() {
        pictures::write(book.add_worksheet(), document)?;
    }
    figures::write(book.add_worksheet(), &sheets, &document.figures)?;
    let scope = figures::scope(&sheets, &document.figures, &format!("{}!", sheets::FIGURES));
    if document.edition == Edition::Internal {
        problems::write(book.add_worksheet(), findings, reconciliations, &scope)?;
    }
    if !unsent.is_empty() {
        reminders::write(book.add_worksheet(), unsent, document.time)?;
    }
    let mut long = Vec::new();
    for detail in &sheets.details {
        for part in &detail.parts {
            let sheet = match limits.temporary {
                Some(_) => book.add_worksheet_with_constant_memory().map_err(failed)?,
                None => book.add_worksheet(),
            };
            details::write(sheet, detail, part)?;
            long.push(details::long_table(detail, part));
        }
    }
    for (name, reference) in figures::references(&document.figures) {
        book.define_name(name, &reference).map_err(failed)?;
    }
    let bytes = book.save_to_buffer().map_err(failed)?;
    drop(book);
    ranges::extended(bytes, &long, COMPRESSION).map_err(failed)
}

/// The properties that a file manager shows. The date is the document's, since no clock is asked.
fn properties(document: &Document) -> Result<xlsx::DocProperties, Said> {
    let date = document.time.as_of;
    let out_of_range = || {
        say!(
            "文稿日期{date}不在 1900 年至 9999 年之间，工作簿写不出来。",
            "the date of the document, {date}, is not between 1900 and 9999, so the workbook cannot be written."
        )
    };
    let year = u16::try_from(date.year()).map_err(|_| out_of_range())?;
    let month = u8::try_from(date.month()).map_err(|_| out_of_range())?;
    let day = u8::try_from(date.day()).map_err(|_| out_of_range())?;
    let created = xlsx::ExcelDateTime::from_ymd(year, month, day).map_err(|_| out_of_range())?;
    Ok(xlsx::DocProperties::new()
        .set_title(document.title.as_str())
        .set_author(document.organisation.as_str())
        .set_company(document.organisation.as_str())
        .set_creation_datetime(&created))
}

#[cfg(test)]
mod tests;
