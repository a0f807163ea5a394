//! Workbook bytes and a ledger's definition become records and diagnostics.
//!
//! Bytes become a grid of bare cells (`grid`), the tables in it and the kinds of their rows are
//! recognised (`recognise`) and are described (`describe`) or mapped to the columns of the
//! definition (`mapping`), and every cell becomes one integer of the kind of its column (`value`). No file, clock or environment is touched; nothing fails
//! past "this is not a workbook".

mod cells;
pub mod checks;
mod contents;
mod csv;
mod definition;
mod describe;
mod display;
mod encoding;
pub mod file_words;
mod format;
mod formats;
mod grid;
mod html;
mod kept;
mod look;
mod mapping;
mod ods;
mod open;
mod raw;
mod read;
mod recognise;
mod refusal;
mod report;
mod resolve;
mod row_words;
mod sheet_builder;
mod sheets;
mod spans;
mod spreadsheet_xml;
mod stated;
mod strings;
mod table;
mod text;
mod unit;
mod value;
mod widths;
mod window;
mod xls;
mod xlsb;
mod xlsx;
mod year_parts;

#[cfg(test)]
mod tests;

pub use checks::RULES;
pub use checks::magnitude::magnitudes;
pub use checks::row_ratio::row_ratios;
pub use checks::running_list::running_lists;
pub use checks::summary_file::summary_files;
pub use contents::{Content, Contents};
pub use definition::definition;
pub use describe::{
    About, Description, Detail, Doubt, Draft, DraftColumn, Field, FoundUnit, Note, SheetDescription, Submitted,
    TableDescription, Values, definition_of, inspect, learn, month_of, one_ledger,
};
pub use kept::{from_kept, keep};
pub use read::Reading;
pub use refusal::{Other, Refusal};
pub use resolve::resolve;
pub use widths::ColumnWidth;
pub use window::{Block, CellKind, MOST_COLUMNS, MOST_OUTLINED, MOST_ROWS, SheetOutline, Window, WindowCell};

use model::Month;
use model::ledger::Ledger;
use opc::SharedFile;
use std::fs::File;

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

/// Reads a workbook by a ledger's definition: [`open`] and [`read_grid`] in one.
pub fn read(workbook: &Workbook<'_>, ledger: &Ledger) -> Reading {
    read_grid(workbook.file, workbook.month, open(workbook.bytes), ledger)
}

/// Reads an opened workbook by a ledger's definition. `file` and `month` are those of
/// [`Workbook`], `grid` is the workbook's content or why there is none.
///
/// Never fails past "this is not a workbook": then there are no records and one diagnostic says
/// why. A cell that cannot be read is null with a diagnostic at its place; its row is kept.
pub fn read_grid(file: &str, month: Month, grid: Result<Grid, Refusal>, ledger: &Ledger) -> Reading {
    read::read(file, month, grid.map(|grid| grid.0), ledger)
}

/// The cells of a workbook, before anything about them is understood.
#[derive(Debug, Default)]
pub struct Grid(grid::Book);

/// What [`open`] gave, as bytes for another process of the same program.
pub fn to_bytes(opened: &Result<Grid, Refusal>) -> Vec<u8> {
    postcard::to_allocvec(&opened.as_ref().map(|grid| &grid.0)).unwrap_or_default()
}

/// What was written with [`to_bytes`]; nothing where the bytes are no such.
pub fn from_bytes(bytes: &[u8]) -> Option<Result<Grid, Refusal>> {
    let opened: Result<grid::Book, Refusal> = postcard::from_bytes(bytes).ok()?;
    Some(opened.map(Grid))
}

/// Whether reading these bytes may end in an abort or fill the memory, since their format cannot
/// be read piece by piece (xls). They are opened in a process of their own.
pub fn risky(bytes: &[u8]) -> bool {
    open::risky(bytes)
}

/// Reads the cells of a workbook of any format, which its bytes decide.
///
/// # Errors
/// It is no workbook, or one that is damaged, too large or protected by a password.
pub fn open(bytes: &[u8]) -> Result<Grid, Refusal> {
    open::open(bytes).map(Grid)
}

/// Whether bytes begin as a zip container does: a workbook of that kind can be read with [`open_packed`].
pub fn is_packed(beginning: &[u8]) -> bool {
    beginning.starts_with(format::ZIP)
}

/// Reads the cells of a workbook in a zip container (xlsx, xlsb, ods) from its file: a large one does not stand in
/// memory beside its cells. The file is given back.
///
/// # Errors
/// The disk refuses to give what is in the file; inside, as those of [`open`].
pub fn open_packed(file: File) -> std::io::Result<(Result<Grid, Refusal>, File)> {
    let file = SharedFile::new(file);
    let book = open::open_packed(&file);
    Ok((book.map(Grid), file.end()?))
}
