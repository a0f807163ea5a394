//! What a template sees: figures with their names, rows of listings with their cells.

use crate::markers;
use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};
use model::Place;
use model::document::{Listing, Table};
use model::figure::{Figure, Outcome};
use model::ledger::Kind;
use model::unit::Format;
use model::{Exact, Unit};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A figure: prints with its unit, and can be asked for `digits`, `unit`, `title`, `number`.
#[derive(Debug)]
pub(crate) struct FigureValue(pub(crate) Figure);

impl Object for FigureValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let Figure { name, title, value, format, .. } = &self.0;
        Some(match key.as_str()? {
            "digits" => {
                let digits = value.number().and_then(|value| format.digits(value)).unwrap_or_else(|| "—".to_owned());
                Value::from_safe_string(markers::figure(name, &digits))
            }
            "whose" => Value::from(self.0.whose.clone().unwrap_or_else(|| "—".to_owned())),
            "unit" => Value::from(format.unit.name()),
            "title" => Value::from(title.as_str()),
            // The number in the figure's unit, for what a template computes; without one the figure
            // itself, which no comparison takes for a number.
            "number" => match value.number().and_then(|value| format.unit.convert(value)) {
                Some(value) => Value::from(value.to_f64()),
                None => Value::from_dyn_object(Arc::clone(self)),
            },
            "missing" => Value::from(matches!(value, Outcome::Missing(_))),
            _ => return None,
        })
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.0.value.number().is_some_and(|value| !value.is_zero())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&markers::figure(&self.0.name, &self.0.text))
    }
}

/// A figure in a cell of a table: prints with its unit.
#[derive(Debug)]
pub(crate) struct CellValue {
    /// The table's and the figure's name.
    pub(crate) name: String,
    text: String,
    pub(crate) value: Option<Exact>,
    pub(crate) unit: Unit,
}

impl Object for CellValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.value.is_some_and(|value| !value.is_zero())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Two stars would be emphasis in Markdown.
        f.write_str(&markers::figure(&self.name, &self.text.replace('*', "\\*")))
    }
}

/// Figures by name; dots make groups.
pub(crate) fn context(figures: &[Figure]) -> BTreeMap<String, Value> {
    let mut groups: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    let mut context = BTreeMap::new();
    for figure in figures {
        match figure.name.split_once('.') {
            Some((group, rest)) => {
                let full = groups.entry(group.to_owned()).or_default();
                full.push(Figure { name: rest.to_owned(), ..figure.clone() });
            }
            None => drop(context.insert(figure.name.clone(), Value::from_object(FigureValue(figure.clone())))),
        }
    }
    for (group, members) in groups {
        let value = named(&group, &members);
        context.insert(group, value);
    }
    context
}

/// A group whose members keep their full names in the marks.
fn named(prefix: &str, members: &[Figure]) -> Value {
    let inner = context(members);
    let full = |name: &str| format!("{prefix}.{name}");
    let pairs = inner.into_iter().map(|(name, value)| {
        let figure = value.downcast_object_ref::<FigureValue>();
        let value = match figure {
            Some(FigureValue(figure)) => {
                Value::from_object(FigureValue(Figure { name: full(&figure.name), ..figure.clone() }))
            }
            None => value,
        };
        (name, value)
    });
    Value::from(pairs.collect::<BTreeMap<String, Value>>())
}

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
        Some((value.as_str().unwrap_or_default().to_owned(), self.places.get(column).cloned().unwrap_or_default()))
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

/// The rows of a listing.
pub(crate) fn rows(listing: &Listing) -> Value {
    let ids: Vec<&str> = listing.columns.iter().map(String::as_str).collect();
    let ids = short(&ids);
    let numbered = listing.table.columns.len().saturating_sub(ids.len());
    let row = |(at, row): (usize, &model::document::Row)| {
        let cells = row.cells.iter().skip(numbered).map(|cell| Value::from(markers::cleaned(&cell.text)));
        let places = listing.places.get(at).into_iter().flatten().cloned();
        let names = || ids.iter().cloned();
        Value::from_object(RowValue { cells: names().zip(cells).collect(), places: names().zip(places).collect() })
    };
    listing.table.rows.iter().enumerate().map(row).collect()
}

/// The rows of a table: `label`, `number`, and a figure for each column.
pub(crate) fn table_rows(table: &Table) -> Value {
    let figures: Vec<&str> = table.columns.iter().filter_map(|column| column.figure.as_deref()).collect();
    let keys = short(&figures);
    let row = |row: &model::document::Row| {
        let mut keys = keys.iter();
        let cells = table.columns.iter().zip(&row.cells).map(|(column, cell)| match &column.figure {
            Some(name) => {
                let unit = column.format.as_ref().map_or("", |format: &Format| format.unit.name());
                let text = if cell.value.is_some() { format!("{}{unit}", cell.text) } else { cell.text.clone() };
                let key = keys.next().cloned().unwrap_or_default();
                let unit = column.format.as_ref().map_or(Unit::None, |format| format.unit.clone());
                let name = format!("{}:{name}", table.name);
                (key, Value::from_object(CellValue { name, text, value: cell.value, unit }))
            }
            None if column.kind == Kind::Integer => ("number".to_owned(), Value::from(cell.text.as_str())),
            None => ("label".to_owned(), Value::from(markers::cleaned(&cell.text))),
        });
        Value::from(cells.collect::<BTreeMap<String, Value>>())
    };
    table.rows.iter().map(row).collect()
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
