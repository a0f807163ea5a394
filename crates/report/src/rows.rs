//! Rows of tables and listings as a template sees them.

use crate::days::Day;
use crate::markers;
use crate::values::FigureValue;
use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use model::document::{Cell, Listing, RowKind, Table, TableColumn};
use model::expr::Expr;
use model::figure::{Figure, Missing, Outcome, Quantity};
use model::ledger::Kind;
use model::{Place, ReportingTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A row of a listing: its cells by the ids of their columns.
#[derive(Debug)]
pub(crate) struct RowValue {
    cells: BTreeMap<String, Value>,
    places: BTreeMap<String, Place>,
}

impl Object for RowValue {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.cells.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.cells.keys().map(|key| Value::from(key.as_str())).collect())
    }
}

impl RowValue {
    /// A cell's text and where it stands.
    pub(crate) fn cell(&self, column: &str) -> Option<(String, Place)> {
        let value = self.cells.get(column)?;
        Some((
            value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            self.places.get(column).cloned().unwrap_or_default(),
        ))
    }
}

/// What the cells of a row are called: the last part of a name, `street` for `enterprise.street`;
/// where two would be called the same, the whole name as `svc_done` and `pet_done`.
fn short(names: &[&str]) -> Vec<String> {
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let parts: Vec<String> = names.iter().map(|name| last(name)).collect();
    let once = |part: &String| parts.iter().filter(|other| *other == part).count() == 1;
    let fixed = |part: &String| part == "label" || part == "number";
    let name = |(name, part): (&&str, &String)| {
        if once(part) && !fixed(part) { part.clone() } else { name.replace('.', "_") }
    };
    names.iter().zip(&parts).map(name).collect()
}

/// The rows of a listing, and what their cells are called. Days and months are those of prose.
pub(crate) fn rows(listing: &Listing) -> (Vec<Value>, Vec<String>) {
    let ids: Vec<&str> = listing.columns.iter().map(String::as_str).collect();
    let ids = short(&ids);
    let numbered = listing.table.columns.len().saturating_sub(ids.len());
    let value = |(column, cell): (&TableColumn, &Cell)| match Day::cell(column.kind, cell.value) {
        Some(day) => Value::from_object(day),
        None => Value::from(markers::cleaned(&cell.text)),
    };
    let row = |(at, row): (usize, &model::document::Row)| {
        let cells = listing.table.columns.iter().zip(&row.cells).skip(numbered).map(value);
        let places = listing.places.get(at).into_iter().flatten().cloned();
        let names = || ids.iter().cloned();
        Value::from_object(RowValue { cells: names().zip(cells).collect(), places: names().zip(places).collect() })
    };
    (listing.table.rows.iter().enumerate().map(row).collect(), ids)
}

/// The rows of a table: `label`, `number`, and a figure for each column; and what these are called.
/// Only the rows of the dimension's values: 其他, 小计 and 合计 are none that a sentence may name.
pub(crate) fn table_rows(table: &Table, figures: &[Figure], time: ReportingTime) -> (Vec<Value>, Vec<String>) {
    let names: Vec<&str> = table.columns.iter().filter_map(|column| column.figure.as_deref()).collect();
    let keys = short(&names);
    let row = |row: &model::document::Row| {
        let mut keys = keys.iter();
        let cells = table.columns.iter().zip(&row.cells).map(|(column, cell)| match &column.figure {
            Some(name) => {
                let known = column.figure_across().map(|(figure, _)| figure);
                let figure = figures.iter().find(|figure| Some(figure.name.as_str()) == known);
                let key = keys.next().cloned().unwrap_or_default();
                (key, Value::from_object(FigureValue(of_cell((figure, time), (table, column, name), cell))))
            }
            None if column.kind == Kind::Integer => ("number".to_owned(), Value::from(cell.text.as_str())),
            None => ("label".to_owned(), Value::from(markers::cleaned(&cell.text))),
        });
        Value::from(cells.collect::<BTreeMap<String, Value>>())
    };
    (table.rows.iter().filter(|row| row.kind == RowKind::Body).map(row).collect(), keys)
}

/// A row of a table or listing that has none: every cell says so, as one of that table.
pub(crate) fn no_row(table: &str, figures: &[String], words: &[String], time: ReportingTime) -> Value {
    let missing = |name: &String| {
        let value = Outcome::Missing(Missing::NoRecord);
        let figure =
            Figure {
                name: format!("{table}:{name}"), text: "—".to_owned(), ..bare_figure(Kind::Number, value, time)
            };
        (name.clone(), Value::from_object(FigureValue(figure)))
    };
    let said = |name: &String| (name.clone(), Value::from("无"));
    Value::from(figures.iter().map(missing).chain(words.iter().map(said)).collect::<BTreeMap<String, Value>>())
}

/// The figure of a cell, under the table's name and its own.
fn of_cell(
    (figure, time): (Option<&Figure>, ReportingTime),
    (table, column, name): (&Table, &TableColumn, &str),
    cell: &Cell,
) -> Figure {
    let format = column.format.clone().unwrap_or_default();
    let text = if cell.value.is_some() { format!("{}{}", cell.text, format.unit.name()) } else { cell.text.clone() };
    let value = match (cell.value, &cell.missing) {
        (Some(value), _) => Outcome::Number(value),
        (None, why) => Outcome::Missing(why.clone().unwrap_or(Missing::NoValue)),
    };
    let bare = bare_figure(column.kind, value, time);
    Figure {
        name: format!("{}:{name}", table.name),
        title: figure.map_or_else(|| column.title.clone(), |figure| figure.title.clone()),
        quantity: figure.map_or(bare.quantity, |figure| figure.quantity),
        against: figure.and_then(|figure| figure.against),
        expr: figure.map_or(bare.expr.clone(), |figure| figure.expr.clone()),
        format,
        text,
        ..bare
    }
}

/// A figure of which nothing but its value is known.
fn bare_figure(kind: Kind, value: Outcome, time: ReportingTime) -> Figure {
    Figure {
        name: String::new(),
        title: String::new(),
        value,
        quantity: if kind == Kind::Percent { Quantity::Rate } else { Quantity::Number },
        format: Default::default(),
        against: None,
        whose: None,
        time,
        text: String::new(),
        caveats: Vec::new(),
        expr: Expr::Sum(Vec::new()),
        words: Default::default(),
    }
}

/// Neighbouring rows with the same cell in a column, as `{ name, rows }`.
pub(crate) fn group(rows: &Value, column: &str) -> Result<Value, minijinja::Error> {
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for row in rows.try_iter()? {
        let name = row.get_attr(column)?;
        match groups.last_mut() {
            Some((last, members)) if *last == name => members.push(row),
            _ => groups.push((name, vec![row])),
        }
    }
    let pair =
        |(name, rows): (Value, Vec<Value>)| Value::from(BTreeMap::from([("name", name), ("rows", Value::from(rows))]));
    Ok(groups.into_iter().map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn cells_of_the_same_last_name_are_told_apart() {
        assert_eq!(short(&["svc.done", "enterprise.street"]), ["done", "street"]);
        assert_eq!(short(&["svc.done", "pet.done", "rate"]), ["svc_done", "pet_done", "rate"]);
        assert_eq!(short(&["tax.label"]), ["tax_label"]);
    }
}
