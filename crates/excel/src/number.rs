//! Exact values as the binary numbers that a spreadsheet holds.
//!
//! This is the one place where an exact number becomes a binary one, at the moment when its cell
//! is written.

use model::document::{Cell, TableColumn};
use model::ledger::Kind;
use model::unit::Format;
use model::{Date, Exact, Month, Unit};

/// The serial number of 1970-01-01 in the 1900 date system of ECMA-376, part 1, 18.17.4.1.
const EPOCH: i64 = 25_569;

/// The first serial number on which all programs agree: Excel counts a 29 February 1900 that
/// never was.
const FIRST_SERIAL: i64 = 61;

/// The number of a cell: in the unit of its format, but a rate as a quotient, since Excel's
/// percent format multiplies by itself. Money without a format is in 元.
pub(crate) fn written(value: Exact, kind: Kind, format: Option<&Format>) -> Option<f64> {
    let unit = match (format, kind) {
        (Some(format), _) => format.unit.clone(),
        (None, Kind::Money) => Unit::Money("元", 100),
        (None, _) => Unit::None,
    };
    let exact = if unit == Unit::Percent { Some(value) } else { unit.convert(value) };
    exact.map(Exact::to_f64)
}

/// A number as it is stored, from the unit of its format: the reverse of [`Unit::convert`].
pub(crate) fn stored(number: f64, unit: &Unit) -> Option<Exact> {
    // The shortest decimal that names the binary number is the one that was meant.
    let value = Exact::parse(&number.to_string())?;
    match unit {
        Unit::Money(_, fen) => value.times(Exact::integer((*fen).into())),
        Unit::Scaled(_, worth) => value.times(*worth),
        Unit::Percent | Unit::Points => value.over(Exact::integer(100)),
        Unit::None | Unit::Of(_) => Some(value),
    }
}

/// The serial number of a day, or nothing for days that Excel counts wrongly.
pub(crate) fn day(date: Date) -> Option<f64> {
    let serial = date.days() + EPOCH;
    (serial >= FIRST_SERIAL).then(|| Exact::integer(serial.into()).to_f64())
}

/// The serial number of a month's first day.
pub(crate) fn month(month: Month) -> Option<f64> {
    day(month.first_day())
}

/// The serial number of a day as records store it.
pub(crate) fn stored_day(days: i64) -> Option<f64> {
    day(Date::from_days(days)?)
}

/// The serial number of the first day of a month as records store it.
pub(crate) fn stored_month(index: i64) -> Option<f64> {
    month(Month::from_index(index)?)
}

/// A whole exact number, such as a stored day.
pub(crate) fn whole(value: Exact) -> Option<i64> {
    i64::try_from(value.rounded(0, model::Rounding::HalfUp)?).ok()
}

/// The number of a cell. The months of a table by months are words like all labels of rows, so
/// that a month here is one that a record holds.
pub(crate) fn of_cell(cell: &Cell, column: &TableColumn) -> Option<f64> {
    let value = cell.value?;
    match column.kind {
        Kind::Text | Kind::CreditCode | Kind::Status | Kind::Boolean => None,
        Kind::Date => stored_day(whole(value)?),
        Kind::Month => stored_month(whole(value)?),
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => {
            written(value, column.kind, column.format.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_in_its_unit_and_rates_are_quotients() {
        let format = |unit| Format { unit, places: 2, ..Format::default() };
        let fen = Exact::integer(123_456_789);
        assert_eq!(written(fen, Kind::Money, Some(&format(Unit::Money("万元", 1_000_000)))), Some(123.456_789));
        assert_eq!(written(fen, Kind::Money, None), Some(1_234_567.89));
        let rate = Exact::new(21, 500).expect("a number");
        assert_eq!(written(rate, Kind::Percent, Some(&format(Unit::Percent))), Some(0.042));
        assert_eq!(written(rate, Kind::Percent, Some(&format(Unit::Points))), Some(4.2));
        assert_eq!(stored(4.2, &Unit::Percent), Some(rate));
    }

    #[test]
    fn days_are_counted_as_excel_does() {
        assert_eq!(Date::new(2020, 12, 31).and_then(day), Some(44_196.0));
        assert_eq!(Date::new(1900, 1, 1).and_then(day), None);
        assert_eq!(Month::new(2020, 12).and_then(month), Some(44_166.0));
    }
}
