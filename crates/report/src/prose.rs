//! The prose of a ledger's cell, whose figures are computed like those of the text.

use crate::errors::invalid;
use crate::escape::escaped;
use crate::known::unknown;
use crate::rows::RowValue;
use crate::{markers, operators};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Error, State, Value};
use model::document::Inline;
use model::{Language, Said, Spoken, say};

/// Renders a cell with the figures of the text.
pub(crate) fn prose(
    state: &State<'_, '_>,
    (context, names, syntax): (&Value, &[String], SyntaxConfig),
    row: &Value,
    column: &str,
) -> Result<Value, Error> {
    let row = row.downcast_object_ref::<RowValue>().ok_or_else(|| {
        invalid(Said::fixed("prose 的第一项应为明细表的一行", "the first item of prose must be a row of a listing"))
    })?;
    let (text, place) = row
        .cell(column)
        .ok_or_else(|| invalid(say!("明细表没有“{column}”这一列", "the listing has no column “{column}”")))?;
    // A cell is called the same in both languages.
    let name = place.spoken(Language::Chinese);
    let at_cell = |why: Said| invalid(say!("{name}：{why}", "{name}: {why}", why));
    let text = operators::called(&text, syntax).map_err(|_| at_cell(operators::CHAINED))?;
    let template = state.env().template_from_named_str(&name, &text)?;
    let wrong = template.undeclared_variables(true).iter().filter_map(|wrong| unknown(names, wrong)).min();
    if let Some(message) = wrong {
        return Err(at_cell(message));
    }
    // The words around the figures are a clerk's, not Markdown: only the figures pass unescaped.
    let rendered = template.render(context)?;
    let parts = markers::inlines(&rendered).into_iter().map(|inline| match inline {
        Inline::Figure { name, text } => markers::figure(&name, &text),
        other => escaped_prose(other.text()),
    });
    Ok(Value::from_safe_string(parts.collect()))
}

/// Lines of a cell become paragraphs.
fn escaped_prose(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    lines.join("\n\n")
}
