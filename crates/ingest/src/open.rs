//! Workbook bytes into bare cells.

use crate::format::{Format, Packed, format, packed};
use crate::grid::Book;
use crate::refusal::Refusal;
use opc::{SharedFile, Source};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Whether the content is of a format that can only be read as a whole, by code that a hostile
/// file can bring to an abort or fill the memory with.
pub(crate) fn risky(bytes: &[u8]) -> bool {
    matches!(format(bytes), Ok(Format::Xls))
}

/// Reads any workbook.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let format = format(bytes)?;
    caught(|| match format {
        Format::Packed(format) => unpack(format, bytes.into()),
        Format::Xls => crate::xls::read(bytes),
        Format::SpreadsheetXml => crate::spreadsheet_xml::read(bytes),
        Format::Html => crate::html::read(bytes),
        Format::Csv => crate::csv::read(bytes),
    })
}

/// Reads a workbook in a zip container from its file.
pub(crate) fn open_packed(file: &SharedFile) -> Result<Book, Refusal> {
    let format = packed(file.into())?;
    caught(|| unpack(format, file.into()))
}

fn unpack(format: Packed, source: Source<'_>) -> Result<Book, Refusal> {
    match format {
        Packed::Xlsx => crate::xlsx::read(source),
        Packed::Xlsb => crate::xlsb::read(source),
        Packed::Ods => crate::ods::read(source),
    }
}

/// What was read, closed. A panic on a damaged file is that file's error and not the run's.
fn caught(read: impl FnOnce() -> Result<Book, Refusal>) -> Result<Book, Refusal> {
    let mut book = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Refusal::Crashed))?;
    book.close();
    Ok(book)
}
