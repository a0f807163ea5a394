//! Files in the folder of another month than their own.

use crate::problems::other_month;
use ingest::file_words::months;
use model::{Diagnostic, Month};

/// Whether a file's name, or else the names of its sheets, say another month than the folder's.
pub(crate) fn named<'a>(file: &str, sheets: impl Iterator<Item = &'a str>, folder: Month) -> Option<Diagnostic> {
    if let Some(said) = other(&months(file), folder) {
        return Some(other_month::named(file, folder, said));
    }
    let said = other(&sheets.flat_map(months).collect::<Vec<_>>(), folder).filter(|_| months(file).is_empty())?;
    Some(other_month::sheet(file, folder, said))
}

/// The month that is said where none of those said is the folder's.
fn other(said: &[(Option<i32>, u32)], folder: Month) -> Option<String> {
    let fits =
        |(year, month): &(Option<i32>, u32)| *month == folder.month() && year.is_none_or(|year| year == folder.year());
    let (year, month) = said.last().filter(|_| !said.iter().any(fits))?;
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    Some(format!("{year}{month}月"))
}
