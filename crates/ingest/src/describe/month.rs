//! The month that a workbook says it is of.

use super::Description;
use crate::checks::other_month::WRITTEN;
use crate::file_words::{file_months, months};
use model::Month;

/// The month of a workbook: what its file's name says, else its sheets, else the titles above its
/// tables. A month without a year takes the year that another of them says; without any it is not
/// known.
pub fn month_of(description: &Description) -> Option<Month> {
    let sheets = description.sheets.iter().filter(|sheet| sheet.visible);
    let tables = || description.sheets.iter().filter(|sheet| sheet.visible).flat_map(|sheet| &sheet.tables);
    let above = tables().flat_map(|table| {
        let notes = table.notes.iter().filter(|note| note.row < table.header_rows[0]).map(|note| note.text.as_str());
        table.title.as_deref().into_iter().chain(notes)
    });
    let telling = above.filter(|text| !WRITTEN.iter().any(|word| text.contains(word)));
    let said: [Vec<(Option<i32>, u32)>; 3] = [
        file_months(&description.file),
        sheets.flat_map(|sheet| months(&sheet.name)).collect(),
        telling.flat_map(months).collect(),
    ];
    let (year, month) = *said.iter().find_map(|said| said.last())?;
    let same = |(other_year, other): &(Option<i32>, u32)| other_year.filter(|_| *other == month);
    let year = year.or_else(|| said.iter().flatten().find_map(same))?;
    Month::new(year, month)
}
