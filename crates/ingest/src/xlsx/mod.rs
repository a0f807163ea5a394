//! xlsx and xlsm, part by part.
//!
//! Calamine's streaming reader alone takes longer for a large sheet than the whole reading may,
//! and tells neither hidden rows nor percent formats, so the parts are read here with the same
//! zip library that calamine stands on.

mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::building::Referred;
use crate::format::Refusal;
use crate::grid::{Book, Budget};
use crate::parts::package::Package;

/// Reads a workbook of parts in a zip container.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    let package = Package::open(bytes)?;
    let outline = workbook::outline(&package)?;
    let mut budget = Budget::new();
    let mut book = Book { from_1904: outline.from_1904, external: outline.external, ..Book::default() };
    let formats = outline.styles.as_ref().map(|part| styles::read(&package, part)).unwrap_or_default();
    let strings = match &outline.strings {
        Some(part) => strings::read(&package, part, &mut book.strings, &mut budget)?,
        None => Vec::new(),
    };
    let referred = Referred { formats, strings };
    for entry in outline.sheets {
        let sheet = sheet::read(&package, &referred, entry, &mut book.strings, &mut budget)?;
        book.sheets.push(sheet);
    }
    book.strings.close();
    Ok(book)
}
