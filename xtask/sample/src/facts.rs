//! Facts in small tables: tab-separated, a header with the names of the fields, `#` for remarks.

use crate::outcome::Outcome;
use serde::de::DeserializeOwned;

/// The rows of a table.
pub(crate) fn read<T: DeserializeOwned>(table: &str) -> Outcome<Vec<T>> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(b'\t').comment(Some(b'#')).quoting(false).from_reader(table.as_bytes());
    reader.deserialize().map(|row| Ok(row?)).collect()
}

/// A decimal as an integer of its last place: `12.5` with six places is 12500000.
pub(crate) fn decimal(text: &str, places: u8) -> Outcome<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let places = usize::from(places);
    if fraction.len() > places {
        return Err(format!("“{text}”的小数多于 {places} 位").into());
    }
    Ok(format!("{whole}{fraction:0<places$}").parse()?)
}

/// An amount in 万元 as 分.
pub(crate) fn wan(text: &str) -> Outcome<i64> {
    decimal(text, 6)
}

/// An amount in 元 as 分.
pub(crate) fn yuan(text: &str) -> Outcome<i64> {
    decimal(text, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        assert_eq!(wan("29.385").expect("an amount"), 29_385_000);
        assert_eq!(yuan("25000").expect("an amount"), 2_500_000);
        assert!(yuan("1.234").is_err());
    }
}
