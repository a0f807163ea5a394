//! The words of a cell as its number format shows them.

use crate::grid::{Book, OddFormat, Raw};
use crate::look::Look;
use crate::value::date::of_serial;
use crate::value::decimal::Decimal;
use crate::value::shown;

/// What a person sees of a number or a day, and what the cell holds where that says more.
pub(crate) fn displayed(raw: Raw, look: Look, odd: Option<OddFormat>, book: &Book) -> (String, Option<String>) {
    let whole = shown(raw, book);
    let text = match odd {
        Some(OddFormat::Unseen) => Some(String::new()),
        Some(OddFormat::Scaled(power)) => scaled(raw, power),
        None | Some(OddFormat::Unit(_)) => match look {
            Look::Plain => None,
            Look::Month => month(raw, book),
            Look::Fixed { places, grouped } => match fixed(raw, places, grouped) {
                Some((text, true)) => return (text, None),
                Some((text, false)) => Some(text),
                None => None,
            },
        },
    };
    match text {
        Some(text) => (text, Some(whole)),
        None => (whole, None),
    }
}

fn scaled(raw: Raw, power: u8) -> Option<String> {
    let Raw::Number(value) = raw else { return None };
    Decimal::of_f64(value).map(|stored| stored.scaled(power).to_string())
}

fn month(raw: Raw, book: &Book) -> Option<String> {
    let Raw::Date(serial) = raw else { return None };
    of_serial(serial, book.from_1904).map(|date| format!("{}年{}月", date.year(), date.month()))
}

/// A number with so many decimals, and whether it holds no others.
fn fixed(raw: Raw, places: u8, grouped: bool) -> Option<(String, bool)> {
    let (value, sign) = match raw {
        Raw::Number(value) => (value, ""),
        Raw::Percent(value) => (value * 100.0, "%"),
        _ => return None,
    };
    let (rounded, exact) = Decimal::of_f64(value)?.rounded(places.into())?;
    let text = rounded.to_string();
    let text = if grouped { with_commas(&text) } else { text };
    Some((text + sign, exact))
}

/// Commas between thousands.
fn with_commas(number: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let digits = number.bytes().take(whole).filter(u8::is_ascii_digit).count();
    let mut left = digits;
    let mut out = String::with_capacity(number.len() + digits / 3);
    for (at, letter) in number.char_indices() {
        if at < whole && letter.is_ascii_digit() {
            if left % 3 == 0 && left < digits {
                out.push(',');
            }
            left -= 1;
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: Raw, look: Look, odd: Option<OddFormat>, text: &str, stored: Option<&str>) {
        let found = displayed(raw, look, odd, &Book::default());
        assert_eq!((found.0.as_str(), found.1.as_deref()), (text, stored));
    }

    #[test]
    fn numbers_are_shown_as_their_formats_say_and_tell_what_they_hold() {
        let fixed = |places, grouped| Look::Fixed { places, grouped };
        check(Raw::Number(0.1 + 0.2), Look::Plain, None, "0.3", None);
        check(Raw::Number(-1_234_567.5), fixed(2, true), None, "-1,234,567.50", None);
        check(Raw::Number(123.0), fixed(0, true), None, "123", None);
        check(Raw::Number(1.005), fixed(2, false), None, "1.01", Some("1.005"));
        check(Raw::Number(-0.001), fixed(2, false), None, "0.00", Some("-0.001"));
        check(Raw::Percent(0.12345), fixed(1, false), None, "12.3%", Some("12.345%"));
        check(Raw::Percent(0.07), Look::Plain, None, "7%", None);
        check(Raw::Number(1e300), fixed(2, true), None, &1e300.to_string(), None);
        check(Raw::Number(12_345_678.0), Look::Plain, Some(OddFormat::Scaled(4)), "1234.5678", Some("12345678"));
        check(Raw::Number(7.0), Look::Plain, Some(OddFormat::Unseen), "", Some("7"));
        check(Raw::Bool(true), fixed(2, true), None, "TRUE", None);
    }

    #[test]
    fn days_are_shown_whole_or_by_their_months() {
        check(Raw::Date(44_286.0), Look::Plain, None, "2021-03-31", None);
        check(Raw::Date(44_166.0), Look::Month, None, "2020年12月", Some("2020-12-01"));
    }
}
