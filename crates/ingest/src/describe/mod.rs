//! What the importer sees in any workbook, without a definition.

mod align;
mod columns;
mod define;
mod draft;
mod keys;
mod kinds;
mod learn;
mod merge;
mod month;
mod names;
mod states;
mod submitted;
mod words;

pub use align::one_ledger;
pub use draft::{About, Doubt, Draft, DraftColumn};
pub use learn::{definition_of, learn};
pub use month::month_of;
pub use submitted::Submitted;

use crate::Grid;
use crate::checks::{doubts, external_links, hidden_cells, skipped_sheet, unreadable_sheet, unreadable_workbook};
use crate::grid::{Book, Sheet};
use crate::recognise;
use crate::refusal::Refusal;
use crate::report::Report;
use model::Diagnostic;
use model::diagnostic::letters;
use serde::Serialize;

/// What is seen in a workbook.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Description {
    /// The file's name, as it was given.
    pub file: String,
    /// The sheets in the order of the workbook.
    pub sheets: Vec<SheetDescription>,
    /// What is wrong or worth knowing.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
}

/// What is seen on a sheet.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SheetDescription {
    /// The sheet's name.
    pub name: String,
    /// Whether it is shown in Excel.
    pub visible: bool,
    /// The tables from top to bottom, then from left to right.
    pub tables: Vec<TableDescription>,
}

/// What is seen of a table. Rows count from 1, as Excel shows them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableDescription {
    /// The text above the table that names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The first and the last row of the header.
    pub header_rows: [u32; 2],
    /// The first and the last record's row.
    pub data_rows: [u32; 2],
    /// The first and the last column's letters.
    pub columns: [String; 2],
    /// How many data rows there are, without blank, total, section and note rows.
    pub records: usize,
    /// How many total rows there are.
    pub total_rows: usize,
    /// The rows of totals.
    pub totals: Vec<u32>,
    /// The rows that only head a group of records.
    pub sections: Vec<u32>,
    /// The notes above, within and below, each with its row.
    pub notes: Vec<Note>,
    /// The unit of the amounts where no label says another.
    pub unit: Option<FoundUnit>,
    /// The columns from left to right.
    pub fields: Vec<Field>,
    /// The values in their normal forms, where they were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Values>,
}

/// A text beside the data.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Note {
    /// The row.
    pub row: u32,
    /// What it says.
    pub text: String,
}

/// A unit and where it was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FoundUnit {
    /// The unit.
    pub name: String,
    /// `row`, `banner`, `sheet`, `file` or `label`.
    pub from: &'static str,
    /// The cell, where it is in one.
    pub cell: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Field {
    /// The column's letters.
    pub column: String,
    /// The label: the lowest cell of its path.
    pub label: String,
    /// The labels above the column from top to bottom.
    pub path: Vec<String>,
    /// One of text, money, number, percent, date, month, integer, code, boolean.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The unit of the column's numbers, if one is known.
    pub unit: Option<String>,
    /// How many records have nothing here.
    pub nulls: usize,
    /// Whether the labels name a period.
    #[serde(skip)]
    pub across: bool,
    /// The first distinct values in their normal forms.
    pub examples: Vec<String>,
}

/// The values of a record.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Values {
    /// The row.
    pub row: u32,
    /// A value for each column; nothing for an empty cell.
    pub values: Vec<Option<String>>,
}

/// Looks at an opened workbook; `file` is its name, for messages and for a unit in it. With
/// `values` every record's normal values are given too.
pub fn inspect(file: &str, grid: Result<&Grid, Refusal>, values: Detail) -> Description {
    let mut report = Report::new(file);
    let book: &Book = match grid {
        Ok(grid) => &grid.0,
        Err(reason) => {
            report.file(unreadable_workbook::problem(reason));
            return Description { file: file.to_owned(), sheets: Vec::new(), diagnostics: report.finish(&[]) };
        }
    };
    if book.external > 0 {
        report.file(external_links::problem(book.external));
    }
    let sheets = book.sheets.iter().map(|sheet| of_sheet(file, book, sheet, values, &mut report)).collect();
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    Description { file: file.to_owned(), sheets, diagnostics: report.finish(&names) }
}

/// How much of the data is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Only what describes it.
    Summary,
    /// Every record's values too.
    Values,
}

fn of_sheet(file: &str, book: &Book, sheet: &Sheet, detail: Detail, report: &mut Report<'_>) -> SheetDescription {
    if let Some(reason) = &sheet.broken {
        report.sheet(&sheet.name, unreadable_sheet::problem(sheet, reason));
    }
    doubts::check(sheet, report);
    if sheet.hidden {
        report.sheet(&sheet.name, skipped_sheet::SKIPPED_SHEET.problem().phrase("why", skipped_sheet::WILL_BE));
    }
    let found = recognise::tables(book, sheet, None);
    let tables = found.iter().map(|table| columns::table(file, book, sheet, table, detail, report)).collect();
    hidden_cells::check(sheet, report);
    SheetDescription { name: sheet.name.clone(), visible: !sheet.hidden, tables }
}

/// The letters of the first and the last column.
fn span(left: u32, right: u32) -> [String; 2] {
    [letters(left), letters(right)]
}
