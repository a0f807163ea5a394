//! What is not clear in what a file holds, before anything is known of its tables.

use super::{
    cut_off::CUT_OFF, damaged_text::DAMAGED_TEXT, double_cell::DOUBLE_CELL, open_quote::OPEN_QUOTE,
    shifted_row::SHIFTED_ROW,
};
use crate::grid::{Doubt, Sheet};
use crate::report::Report;

/// Tells the doubtful rows of a sheet.
pub(crate) fn check(sheet: &Sheet, report: &mut Report<'_>) {
    for (row, column, doubt) in &sheet.doubts {
        let rule = match doubt {
            Doubt::OpenQuote => &OPEN_QUOTE,
            Doubt::DamagedText => &DAMAGED_TEXT,
            Doubt::Shifted | Doubt::Separator(_) => &SHIFTED_ROW,
            Doubt::CutOff => &CUT_OFF,
            Doubt::Twice => &DOUBLE_CELL,
        };
        let problem = match doubt {
            Doubt::Separator('\t') => rule.problem().name("sign", "Tab"),
            Doubt::Separator(sign) => rule.problem().name("sign", sign.to_string()),
            _ => rule.problem(),
        };
        report.cell(&sheet.name, *row, *column, problem);
    }
}
