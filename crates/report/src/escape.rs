//! Values as they go into the Markdown of a text, or into plain words.

use crate::values::FigureValue;
use minijinja::{AutoEscape, Error, ErrorKind, Output, State, Value};

/// Words of ledgers are no Markdown: their signs are escaped. Figures and phrases pass as they are.
pub(crate) fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    out.write_str(&printed(state, value)).map_err(Error::from)
}

/// A value as it is written where a template stands.
pub(crate) fn printed(state: &State<'_, '_>, value: &Value) -> String {
    let escape = matches!(state.auto_escape(), AutoEscape::Custom(_));
    if let Some(figure) = value.downcast_object_ref::<FigureValue>() {
        return figure.marked(escape);
    }
    match value.as_str() {
        Some(text) if escape && !value.is_safe() => escaped(text),
        Some(text) => text.to_owned(),
        None => value.to_string(),
    }
}

/// Every ASCII sign behind a backslash, which Markdown takes for the sign itself (CommonMark 2.4).
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' => escaped.push(' '),
            c if c.is_ascii_punctuation() => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}
