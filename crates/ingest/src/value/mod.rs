//! One cell into one stored integer, by the kind of its column.

pub(crate) mod chinese;
pub(crate) mod code;
pub(crate) mod date;
pub(crate) mod decimal;
mod judge;
pub(crate) mod number;
pub(crate) mod word;

use crate::checks::{error_cell, formula_without_value::FORMULA_WITHOUT_VALUE};
use crate::grid::{Book, Raw};
use crate::text::placeholder;
use model::ledger::{Column, Kind};
use model::records::NULL;
use model::{Diagnostic, Unit};

/// What a cell holds for its column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing, or nothing that could be read.
    Null,
    /// The stored integer.
    Number(i64),
    /// A word that the column has to number.
    Word(String),
}

/// A value and what is to be said about it; the caller knows the place.
pub(crate) type CellReading = (Value, Option<Diagnostic>);

/// The unit that the numbers of a column are typed in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InputUnit {
    /// The unit, and the definition's where nothing else says.
    pub(crate) unit: Unit,
}

/// Reads one cell.
pub(crate) fn take(raw: Raw, book: &Book, column: &Column, typed: &InputUnit) -> CellReading {
    match raw {
        Raw::Empty => return (Value::Null, None),
        Raw::Fault(fault) => return (Value::Null, Some(error_cell::problem(fault))),
        Raw::Uncomputed => return (Value::Null, Some(FORMULA_WITHOUT_VALUE.problem())),
        // A boolean's 无 means 否 and its × is no placeholder.
        Raw::Text(number) if column.kind != Kind::Boolean && placeholder(book.strings.get(number)) => {
            return (Value::Null, None);
        }
        _ => {}
    }
    match column.kind {
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => number::take(raw, book, column, typed),
        Kind::Date => judge::judge(date::take(raw, book, false), raw, book, column.kind),
        Kind::Month => judge::judge(date::take(raw, book, true), raw, book, column.kind),
        Kind::Boolean => word::boolean(raw, book, column),
        Kind::CreditCode => code::take(raw, book),
        Kind::Status => word::status(raw, book, column),
        Kind::Text => word::text(raw, book, column),
    }
}

/// A stored integer that may not be the one that means nothing.
pub(crate) fn stored(value: i64) -> Value {
    if value == NULL { Value::Null } else { Value::Number(value) }
}

/// The cell as a reader sees it, for messages and for columns of text.
pub(crate) fn shown(raw: Raw, book: &Book) -> String {
    match raw {
        Raw::Empty | Raw::Uncomputed => String::new(),
        Raw::Text(number) => book.strings.get(number).to_owned(),
        Raw::Number(value) => {
            decimal::Decimal::of_f64(value).map_or_else(|| value.to_string(), |decimal| decimal.to_string())
        }
        Raw::Percent(value) => {
            let whole = decimal::Decimal::of_f64(value * 100.0);
            whole.map_or_else(|| value.to_string(), |decimal| format!("{decimal}%"))
        }
        Raw::Date(serial) => {
            date::of_serial(serial, book.from_1904).map_or_else(|| serial.to_string(), |date| date.to_string())
        }
        Raw::Bool(flag) => if flag { "TRUE" } else { "FALSE" }.to_owned(),
        Raw::Fault(fault) => fault.name().to_owned(),
    }
}
