//! What a cell of a column of days or months holds, by what its text says.

use super::date::{Civil, Found};
use super::{CellReading, Value, shown, stored};
use crate::checks::{date_remark, unreadable_date};
use crate::grid::{Book, Raw};
use crate::text::quoted;
use model::ledger::Kind;
use model::{Date, Month};

/// A day or a month, and what is to be said about it.
pub(super) fn judge(found: Found, raw: Raw, book: &Book, kind: Kind) -> CellReading {
    let month = kind == Kind::Month;
    let text = || quoted(&shown(raw, book));
    let civil = match found {
        Found::Date(civil) if !goes_on(&civil) => civil,
        Found::Open => return (Value::Null, None),
        Found::Date(_) | Found::Unreadable => {
            let example = if month { "2020年12月" } else { "2021-05-20" };
            return (Value::Null, Some(unreadable_date::problem(kind, example, &text())));
        }
    };
    if month {
        let Some(month) = Month::new(civil.year, civil.month.unwrap_or(12)) else { return (Value::Null, None) };
        let finding = if civil.rest.is_empty() {
            None
        } else {
            Some(date_remark::problem(&text(), &month.to_string(), &civil.rest))
        };
        return (stored(month.index()), finding);
    }
    let last = || Month::new(civil.year, civil.month.unwrap_or(12)).map(Month::last_day);
    let date = civil.day.and_then(|day| Date::new(civil.year, civil.month?, day)).or_else(last);
    let Some(date) = date else { return (Value::Null, None) };
    let clean = civil.rest.is_empty() && civil.day.is_some();
    let finding = if clean { None } else { Some(date_remark::problem(&text(), &date.to_string(), &civil.rest)) };
    (stored(date.days()), finding)
}

/// Whether the month or the day seems to be written, but in a way that is not understood:
/// 2020年;12. It must not be taken for the last month or day.
fn goes_on(civil: &Civil) -> bool {
    let rest = civil.rest.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let dashed = civil.rest.starts_with(['-', '—', '–', '~']) && civil.month.is_some();
    civil.day.is_none() && !dashed && rest.starts_with(|letter: char| letter.is_ascii_digit())
}
