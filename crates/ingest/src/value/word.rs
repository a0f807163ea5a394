//! Words: texts, closed lists, status words, 是 and 否.

use super::{CellReading, Value, shown};
use crate::checks::{code_digits, unknown_word, unreadable_boolean};
use crate::grid::{Book, Raw};
use crate::text::{match_form, placeholder, quoted, stored_form};
use model::ledger::Column;

/// A text as it is kept, or one of the words that the definition allows.
pub(crate) fn text(raw: Raw, book: &Book, column: &Column) -> CellReading {
    let found = match raw {
        Raw::Text(number) => stored_form(typed(book.strings.get(number))).into_owned(),
        other => shown(other, book),
    };
    if lost(raw, &found) {
        return (Value::Null, Some(code_digits::problem(&quoted(&found))));
    }
    if column.values.is_empty() {
        return (Value::Word(found), None);
    }
    one_of(&found, column, column.values.iter().map(String::as_str).collect())
}

/// A text without the apostrophe that marks a number as text: '0731.
pub(super) fn typed(text: &str) -> &str {
    let bare = text.trim_start().trim_start_matches(['\'', '’', '‘']);
    if bare.starts_with(|letter: char| letter.is_ascii_digit()) { bare } else { text }
}

/// Whether a long code was kept as a number, and its last digits are lost: Excel keeps 15 of them
/// and shows 4.30102E+17, which a text may hold too.
fn lost(raw: Raw, found: &str) -> bool {
    match raw {
        Raw::Number(value) => value.fract() == 0.0 && value.abs() >= 1e15,
        Raw::Text(_) => found.split_once("E+").is_some_and(|(digits, power)| {
            let digit = |letter: u8| letter.is_ascii_digit();
            let whole = digits.split('.').next().is_some_and(|whole| whole.len() == 1);
            whole && digits.bytes().all(|letter| digit(letter) || letter == b'.') && power.bytes().all(digit)
        }),
        _ => false,
    }
}

/// One of the status words of the definition.
pub(crate) fn status(raw: Raw, book: &Book, column: &Column) -> CellReading {
    one_of(&shown(raw, book), column, column.status_words().collect())
}

fn one_of(found: &str, column: &Column, words: Vec<&str>) -> CellReading {
    let wanted = match_form(found);
    match words.iter().find(|word| **word == found || match_form(word) == wanted) {
        Some(word) => (Value::Word((*word).to_owned()), None),
        None => (Value::Null, Some(unknown_word::problem(column, &quoted(found), &words))),
    }
}

/// Whether a text in comparable form is one that only columns of 是 and 否 hold.
pub(crate) fn yes_or_no(text: &str) -> bool {
    matches!(
        text,
        "是" | "否"
            | "√"
            | "✓"
            | "✔"
            | "☑"
            | "×"
            | "✗"
            | "✘"
            | "☒"
            | "Y"
            | "N"
            | "YES"
            | "NO"
            | "有"
            | "TRUE"
            | "FALSE"
    )
}

/// 是 or 否 in the ways they are ticked.
pub(crate) fn boolean(raw: Raw, book: &Book, column: &Column) -> CellReading {
    let text = match raw {
        Raw::Bool(flag) => return (Value::Number(flag.into()), None),
        other => match_form(&shown(other, book)),
    };
    let named =
        |at: usize| column.names.as_ref().and_then(|names| names.get(at)).is_some_and(|name| match_form(name) == text);
    let flag = match text.to_uppercase().as_str() {
        "是" | "√" | "✓" | "✔" | "☑" | "有" | "Y" | "YES" | "1" | "对" | "TRUE" | "已" | "属于" => true,
        "否" | "×" | "✗" | "✘" | "☒" | "X" | "无" | "没有" | "N" | "NO" | "0" | "错" | "FALSE" | "不是" | "非"
        | "不属于" => false,
        _ if named(0) => true,
        _ if named(1) => false,
        _ if placeholder(&text) => return (Value::Null, None),
        _ => return (Value::Null, Some(unreadable_boolean::problem(column, &quoted(&text)))),
    };
    (Value::Number(flag.into()), None)
}
