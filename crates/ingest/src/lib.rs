//! Workbook bytes and a ledger's definition become records and diagnostics.
//!
//! Bytes become a grid of bare cells (`grid`), tables are found in it by the labels of the
//! definition (`header`), rows are told apart (`rows`), and every cell becomes one integer of
//! the kind of its column (`value`). No file, clock or environment is touched; nothing fails
//! past "this is not a workbook".

mod books;
pub mod checks;
mod csv;
mod definition;
mod format;
mod grid;
mod header;
mod read;
mod report;
mod resolve;
mod rows;
mod text;
mod unit;
mod value;

#[cfg(test)]
mod tests;

pub use checks::RULES;
pub use definition::definition;
pub use resolve::resolve;

use model::ledger::Ledger;
use model::records::Records;
use model::{Diagnostic, Month};

/// A workbook as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct Workbook<'a> {
    /// The file, relative to the project's folder; for messages, and for a unit in its name.
    pub file: &'a str,
    /// The month of its folder.
    pub month: Month,
    /// The content; the format is found by it and not by the name.
    pub bytes: &'a [u8],
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The records, with one submission; none of either where the file is no workbook.
    pub records: Records,
    /// Every problem, in the order of the sheets and rows.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a workbook by a ledger's definition.
///
/// Never fails past "this is not a workbook": then there are no records and one diagnostic says
/// why. A cell that cannot be read is null with a diagnostic at its place; its row is kept.
pub fn read(workbook: &Workbook<'_>, ledger: &Ledger) -> Reading {
    read::read(workbook, ledger)
}
