//! xlsx and xlsm, part by part.
//!
//! Calamine's streaming reader alone takes longer for a large sheet than the whole reading may,
//! and tells neither hidden rows nor percent formats, so the parts are read here with the same
//! two libraries that calamine stands on. The sizes that a file declares are never trusted: what
//! is unpacked is counted.

mod package;
mod part;
mod pipe;
mod sheet;
mod strings;
mod styles;
mod workbook;

use crate::format::Refusal;
use crate::grid::{Book, Budget};
use package::Package;

/// Reads a workbook of parts in a zip container.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    let package = Package::open(bytes)?;
    let outline = workbook::outline(&package)?;
    let mut budget = Budget::new();
    let mut book = Book { from_1904: outline.from_1904, external: outline.external, ..Book::default() };
    let styles = match &outline.styles {
        Some(part) => styles::read(&package, part),
        None => Vec::new(),
    };
    let shared = match &outline.strings {
        Some(part) => strings::read(&package, part, &mut book.strings, &mut budget)?,
        None => Vec::new(),
    };
    for entry in outline.sheets {
        let source = sheet::Source { package: &package, styles: &styles, shared: &shared };
        let sheet = sheet::read(&source, entry, &mut book.strings, &mut budget)?;
        book.sheets.push(sheet);
    }
    book.strings.close();
    Ok(book)
}
