//! Names of rows in a sentence: 甲、乙和丙.

use crate::checks;
use crate::errors::invalid;
use crate::escape::printed;
use crate::findings::Findings;
use crate::rows::no_row;
use crate::shown::{Shelf, Shown, not_here};
use minijinja::{Error, State, Value};
use model::diagnostic::suggestion;
use model::{Said, say};

/// What a sentence says where there is nobody.
const NOBODY: &str = "无";

/// The function `row`: the row of a table with a label, to say its numbers and its place.
pub(crate) fn row(
    state: &State<'_, '_>,
    shelf: &Shelf,
    (name, label): (&str, &str),
    findings: &Findings,
) -> Result<Value, Error> {
    let shown = shelf.get(name)?.ok_or_else(|| not_here(name))?;
    if shown.lists {
        return Err(invalid(say!(
            "“{name}”是明细表，row 只能用于统计表。",
            "“{name}” is a listing; row takes tables only."
        )));
    }
    let labels = shown.rows.iter().map(|row| Ok((row, printed(state, &row.get_attr("label")?))));
    let labels = labels.collect::<Result<Vec<_>, Error>>()?;
    // In groups a label may stand several times.
    let mut found = labels.iter().filter(|(_, own)| own == label);
    match (found.next(), found.next()) {
        (Some((row, _)), None) => Ok((*row).clone()),
        (Some(_), Some(_)) => Err(invalid(say!(
            "统计表“{name}”有几行都叫“{label}”，不知道指哪一行。",
            "table “{name}” has several rows “{label}”, so it is not clear which one is meant."
        ))),
        (None, _) => {
            findings.near(state.name(), &["row", name], checks::no_label(name, label));
            Ok(no_row(name, &shown.columns, &["label".to_owned(), "number".to_owned()], shelf.time))
        }
    }
}

/// The function `names`: the labels of the first rows of a table, with a figure of each in brackets
/// where a column is named; or the different words of a listing's column. All that tie with the last
/// one are named, and it is told.
pub(crate) fn names(
    state: &State<'_, '_>,
    shelf: &Shelf,
    (name, count, column): (&str, usize, Option<&str>),
    findings: &Findings,
) -> Result<Value, Error> {
    let shown = shelf.get(name)?.ok_or_else(|| not_here(name))?;
    if shown.grouped {
        return Err(grouped(name, "names"));
    }
    if count == 0 {
        return Err(invalid(Said::fixed(
            "names 的第二项是写几个，应是 1 以上的数。",
            "the second item of names is how many to write, 1 or more.",
        )));
    }
    let column = column.map(|column| own(shown, column)).transpose()?;
    let word = |row: &Value| match (&column, shown.lists) {
        (Some(column), true) => Ok(filled(printed(state, &row.get_attr(column)?))),
        (None, true) => Err(invalid(say!(
            "明细表“{name}”要写第三项：用哪一列作名称，如 names(\"{name}\", 3, \"unit\")。",
            "listing “{name}” needs a third item, the column of the names, as in names(\"{name}\", 3, \"unit\")."
        ))),
        (Some(column), false) => {
            let (label, value) = (printed(state, &row.get_attr("label")?), printed(state, &row.get_attr(column)?));
            Ok(format!("{label}（{value}）"))
        }
        (None, false) => Ok(printed(state, &row.get_attr("label")?)),
    };
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    // A listing names many records of one unit; a label of a table is one row.
    while let Some(row) = shown.rows.get(at).filter(|_| words.len() < count || shown.ties.contains(&at)) {
        let word = word(row)?;
        if !shown.lists || !words.contains(&word) {
            words.push(word);
        }
        at += 1;
    }
    if words.len() > count {
        findings.near(state.name(), &["names", name], checks::more_named(name, count, words.len()));
    }
    if at == shown.rows.len() && shown.cut_tie {
        findings.near(state.name(), &["names", name], checks::cut_tie(name));
    }
    Ok(Value::from_safe_string(joined(&words)))
}

/// That rows in groups have no ranks.
fn grouped(name: &str, function: &str) -> Error {
    invalid(say!(
        "统计表“{name}”分了组，没有全表的名次，不能用 {function}；请另写一张没有 group 的表。",
        "the rows of table “{name}” stand in groups and have no ranks among all, so {function} cannot be used; define another table without group."
    ))
}

/// The filter `names`: words that the text made itself.
pub(crate) fn join(state: &State<'_, '_>, list: &Value) -> Result<Value, Error> {
    let items = list.try_iter().map_err(|_| {
        invalid(Said::fixed("names 过滤器要用在一列名称上。", "the filter names takes a list of names."))
    })?;
    let words: Vec<String> = items.map(|item| printed(state, &item)).collect();
    Ok(Value::from_safe_string(joined(&words)))
}

/// The function `first` or `last`: the row at an end of a table or listing. Others with the same
/// number are told.
pub(crate) fn end(
    state: &State<'_, '_>,
    shelf: &Shelf,
    (name, last): (&str, bool),
    findings: &Findings,
) -> Result<Value, Error> {
    let (function, which) = match last {
        true => ("last", Said::fixed("最后", "last row")),
        false => ("first", Said::fixed("第", "first row")),
    };
    let shown = shelf.get(name)?.ok_or_else(|| not_here(name))?;
    if shown.grouped {
        return Err(grouped(name, function));
    }
    let row = if last { shown.rows.last() } else { shown.rows.first() };
    let Some(row) = row else {
        findings.near(state.name(), &[function, name], checks::no_row(name));
        let (figures, words) = if shown.lists {
            (Vec::new(), shown.columns.clone())
        } else {
            (shown.columns.clone(), vec!["label".to_owned(), "number".to_owned()])
        };
        return Ok(no_row(name, &figures, &words, shelf.time));
    };
    let tied = match last {
        true => shown.ties.contains(&shown.rows.len().saturating_sub(1)) || shown.cut_tie,
        false => shown.ties.contains(&1) || (shown.rows.len() == 1 && shown.cut_tie),
    };
    if tied {
        findings.near(state.name(), &[function, name], checks::tied_end(name, which));
    }
    Ok(row.clone())
}

/// A column as the rows call it: `ytd` for `tax.ytd`.
fn own(shown: &Shown, column: &str) -> Result<String, Error> {
    let last = column.rsplit('.').next().unwrap_or(column);
    let known = |name: &&str| shown.columns.iter().any(|known| known == *name);
    let joined = column.replace('.', "_");
    match [column, &joined, last].into_iter().find(known) {
        Some(name) => Ok(name.to_owned()),
        None => {
            let known = suggestion(column, shown.columns.iter().map(String::as_str));
            let name = &shown.name;
            Err(invalid(say!("“{name}”没有“{column}”这一列{known}", "“{name}” has no column “{column}”{known}", known)))
        }
    }
}

/// A name that somebody left out.
fn filled(word: String) -> String {
    if word.is_empty() { "（未填）".to_owned() } else { word }
}

/// 甲、乙和丙.
fn joined(words: &[String]) -> String {
    match words {
        [] => NOBODY.to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{}和{last}", most.join("、")),
    }
}
