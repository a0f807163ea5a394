//! Files in the folder of another month than their own.

use super::file_words::months;
use crate::problems::other_month;
use model::{Diagnostic, Month};

/// Whether a file's name says another month than its folder's.
pub(crate) fn named(file: &str, folder: Month) -> Option<Diagnostic> {
    let said = months(file);
    let fits =
        |(year, month): &(Option<i32>, u32)| *month == folder.month() && year.is_none_or(|year| year == folder.year());
    let (year, month) = said.last().filter(|_| !said.iter().any(fits))?;
    let year = year.map(|year| format!("{year}年")).unwrap_or_default();
    Some(other_month::named(file, folder, format!("{year}{month}月")))
}
