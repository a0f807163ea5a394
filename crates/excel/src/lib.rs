//! Workbooks (工作簿): a document, its figures and its records as one XLSX file.
//!
//! The sheets are planned before anything is written: `plan::Plan` knows the sheet, the row and
//! the column of every table, figure and record, so that a link, a chart or a formula on one
//! sheet may point to another one, whichever is written first.
//!
//! Nothing here reads a clock or the file system, and the same input gives the same bytes.

mod charts;
mod checks;
mod contents;
mod detail_plan;
mod details;
mod figures;
mod form;
mod formula;
mod head;
mod marks;
mod names;
mod number;
mod plan;
mod problems;
mod sheet;
mod style;
mod tables;

pub use form::form;

use model::Diagnostic;
use model::document::{Detail, Document};
use model::reckoning::{Holder, Workings};
use rust_xlsxwriter as xlsx;
use std::path::Path;

/// The workbook of a report: 目录, one sheet for each table or listing with its charts, 指标,
/// 问题, and a detail sheet for each ledger.
///
/// Every figure and every number of a table is a formula over the detail sheets, made from its
/// reckoning, with the computed value as its result; a note says why where there is none.
///
/// Tables hold numbers in the unit that they are printed in, rates as quotients with a percent
/// format, days as real dates. Detail sheets hold money in 元. A missing value is the text `—`
/// with the reason as a note. The format is ECMA-376 (XLSX) without macros and without links to
/// other files.
///
/// The rows of the detail sheets wait in the `temporary` folder, where the caller gives one, and
/// take no memory; the bytes are the same.
///
/// # Errors
///
/// A message in Chinese where the document does not fit a workbook, such as a table of more than
/// 1,048,576 rows or 16,384 columns.
pub fn workbook(
    document: &Document,
    details: &[Detail],
    workings: &Workings,
    diagnostics: &[Diagnostic],
    temporary: Option<&Path>,
) -> Result<Vec<u8>, String> {
    let limits = Limits { max_rows: plan::MAX_ROWS, temporary };
    write(document, details, workings, diagnostics, limits)
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
fn write(
    document: &Document,
    details: &[Detail],
    workings: &Workings,
    diagnostics: &[Diagnostic],
    limits: Limits<'_>,
) -> Result<Vec<u8>, String> {
    let plan = plan::Plan::new(document, details, workings, limits.max_rows);
    let time = time(document);
    let mut book = xlsx::Workbook::new();
    book.set_properties(&properties(document)?);
    book.set_zip_compression_level(COMPRESSION);
    if let Some(folder) = limits.temporary {
        book.set_tempdir(folder).map_err(failed)?;
    }
    contents::write(book.add_worksheet(), &plan, document, diagnostics)?;
    for table in &plan.tables {
        let deadline = workings.deadline(&Holder::Listing(table.table.name.clone()));
        let deadline = deadline.filter(|_| table.is_listing());
        tables::write(book.add_worksheet(), table, &plan.details, deadline, &time)?;
    }
    figures::write(book.add_worksheet(), &plan, &document.figures, workings)?;
    let scope = figures::scope(&plan, &document.figures, workings, &format!("{}!", plan::FIGURES));
    problems::write(book.add_worksheet(), diagnostics, &workings.checks, &scope)?;
    for detail in &plan.details {
        let deadline = workings.deadline(&Holder::Ledger(detail.detail.ledger.clone()));
        for part in &detail.parts {
            let sheet = match limits.temporary {
                Some(_) => book.add_worksheet_with_low_memory().map_err(failed)?,
                None => book.add_worksheet(),
            };
            details::write(sheet, detail, part, deadline)?;
        }
    }
    for (name, reference) in figures::references(&document.figures) {
        book.define_name(name, &reference).map_err(failed)?;
    }
    book.save_to_buffer().map_err(failed)
}

/// The month and the day of which a document speaks: those of its latest figure.
fn time(document: &Document) -> String {
    let latest = document.figures.iter().max_by_key(|figure| (figure.as_of, figure.month));
    latest.map_or_else(String::new, |figure| format!("{}（截至{}）", figure.month.chinese(), figure.as_of.chinese()))
}

/// The properties that a file manager shows. The date is the document's, since no clock is asked.
fn properties(document: &Document) -> Result<xlsx::DocProperties, String> {
    let date = document.date;
    let out_of_range = || format!("文稿日期{date}不在 1900 年至 9999 年之间，工作簿写不出来。");
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

/// The writer's error as a message for a clerk.
fn failed(error: xlsx::XlsxError) -> String {
    match error {
        xlsx::XlsxError::RowColumnLimitError => {
            "工作簿写不出来：有一张表超出了 Excel 的 1048576 行或 16384 列，请在报告定义里用 top 或 where 减少行数。"
                .to_owned()
        }
        other => format!("工作簿写不出来：{other}。"),
    }
}

#[cfg(test)]
mod tests;
