//! Workbook bytes into bare cells.

use crate::format::{Format, format};
use crate::grid::Book;
use crate::refusal::Refusal;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whether the content is of a format that can only be read as a whole, by code that a hostile
/// file can bring to an abort or fill the memory with.
pub(crate) fn risky(bytes: &[u8]) -> bool {
    matches!(format(bytes), Ok(Format::Xls))
}

/// Reads any workbook.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let format = format(bytes)?;
    // A panic on a damaged file is that file's error and not the run's.
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => crate::xlsx::read(bytes),
        Format::Xlsb => crate::xlsb::read(bytes),
        Format::Ods => crate::ods::read(bytes),
        Format::Xls => crate::xls::read(bytes),
        Format::SpreadsheetXml => crate::spreadsheet_xml::read(bytes),
        Format::Html => crate::html::read(bytes),
        Format::Csv => crate::csv::read(bytes),
    }));
    read.unwrap_or(Err(Refusal::Crashed))
}
