//! What is not clear in a file of plain text.

use super::{cut_off, damaged_text, open_quote, shifted_row};
use crate::grid::{Doubt, Sheet};
use crate::report::Report;

/// Tells the doubtful rows of a sheet.
pub(crate) fn check(sheet: &Sheet, report: &mut Report<'_>) {
    for (row, column, doubt) in &sheet.doubts {
        let finding = match doubt {
            Doubt::OpenQuote => open_quote::finding(),
            Doubt::DamagedText => damaged_text::finding(),
            Doubt::Shifted => shifted_row::finding(),
            Doubt::CutOff => cut_off::finding(),
        };
        if let Some(finding) = finding {
            report.cell(&sheet.name, *row, *column, finding);
        }
    }
}
