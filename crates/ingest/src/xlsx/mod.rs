//! xlsx and xlsm, part by part.
//!
//! Calamine's streaming reader alone takes longer for a large sheet than the whole reading may,
//! and tells neither hidden rows nor percent formats, so the parts are read here.

mod quick;
mod rich;
mod scan;
mod sheet;
mod strings;
mod styles;

use crate::grid::{Book, Budget};
use crate::refusal::Refusal;
use crate::sheet_builder::Referred;
use opc::{Package, Source, WorkbookParts};

/// Reads a workbook of parts in a zip container.
pub(crate) fn read(source: Source<'_>) -> Result<Book, Refusal> {
    let package = Package::open(source)?;
    let parts = WorkbookParts::read(&package)?;
    let mut budget = Budget::new();
    let mut book = Book { from_1904: parts.from_1904, external: parts.external, ..Book::default() };
    let formats = parts.styles.as_ref().map(|part| styles::read(&package, part)).transpose()?.unwrap_or_default();
    let (strings, struck) = match &parts.strings {
        Some(part) => strings::read(&package, part, &mut book.strings, &mut budget)?,
        None => Default::default(),
    };
    let referred = Referred { formats, strings, struck, uncalculated: parts.uncalculated };
    for entry in parts.sheets {
        let sheet = sheet::read(&package, &referred, entry, &mut book.strings, &mut budget)?;
        book.sheets.push(sheet);
    }
    Ok(book)
}
