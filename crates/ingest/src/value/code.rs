//! Credit codes (GB 32100-2015) and their forerunners.

use super::{CellReading, Value, shown, word};
use crate::checks::{code_digits, credit_code};
use crate::grid::{Book, Raw};
use crate::text::{match_form, quoted};

/// A code in the form in which codes are compared: NFKC, capital letters, no spaces or hyphens.
pub(crate) fn normal(text: &str) -> String {
    let mut code = match_form(text);
    code.retain(|letter| letter != '-');
    code.make_ascii_uppercase();
    code
}

/// Reads a code. A doubtful one is kept, since the record belongs to somebody all the same.
pub(crate) fn take(raw: Raw, book: &Book) -> CellReading {
    let code = match raw {
        Raw::Text(number) => normal(word::typed(book.strings.get(number))),
        Raw::Number(value) if value.fract() == 0.0 && (0.0..1e15).contains(&value) => format!("{value:.0}"),
        _ => return (Value::Null, Some(code_digits::problem(&quoted(&shown(raw, book))))),
    };
    if code.contains("E+") {
        return (Value::Null, Some(code_digits::problem(&code)));
    }
    let problem = credit_code::problem(&code);
    (Value::Word(code), problem)
}
