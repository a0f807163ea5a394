//! The functions of texts.

use crate::errors::invalid;
use crate::findings::Findings;
use crate::inputs::Inputs;
use crate::markers::{self, Mark};
use crate::shown::{CHART, LISTING, Shelf, TABLE, Withheld};
use crate::{naming, photos};
use minijinja::{Environment, Error, State, Value};
use model::diagnostic::suggestion;
use model::{Said, say};
use std::sync::Arc;

/// Adds the functions that show tables, listings and charts, and name their rows.
pub(crate) fn add(environment: &mut Environment<'static>, inputs: &Inputs<'_>, findings: &Findings) {
    let shelf = Arc::new(Shelf::new(inputs));
    let tables: Vec<String> = inputs.tables.iter().map(|table| table.name.clone()).collect();
    let listings: Vec<String> = inputs.listings.iter().map(|listing| listing.table.name.clone()).collect();
    let charts: Vec<String> = inputs.report.charts.iter().map(|chart| chart.name.clone()).collect();
    let block = |names: Vec<String>, what: Said, mark: fn(String) -> Mark| {
        let shelf = Arc::clone(&shelf);
        move |name: String| match shelf.is_withheld(&what, &name) {
            true => Ok(Value::from_safe_string(String::new())),
            false => marked(&names, &what, mark(name.clone()), &name),
        }
    };
    environment.add_function("table", block(tables, TABLE, Mark::Table));
    environment.add_function("listing", block(listings, LISTING, Mark::Listing));
    environment.add_function("chart", block(charts, CHART, Mark::Chart));
    environment.add_function("picture", photos::marks);
    of_rows(environment, &shelf, findings);
}

fn of_rows(environment: &mut Environment<'static>, shelf: &Arc<Shelf>, findings: &Findings) {
    let own = Arc::clone(shelf);
    environment.add_function("rows", move |name: String| {
        Ok::<Value, Error>(match own.get(&name)? {
            Some(shown) => Value::from(shown.rows.clone()),
            None => Value::from_object(Withheld(name)),
        })
    });
    let (own, told) = (Arc::clone(shelf), findings.clone());
    environment.add_function(
        "names",
        move |state: &State<'_, '_>, name: String, count: usize, column: Option<String>| {
            naming::names(state, &own, (&name, count, column.as_deref()), &told)
        },
    );
    let (own, told) = (Arc::clone(shelf), findings.clone());
    environment.add_function("row", move |state: &State<'_, '_>, name: String, label: String| {
        naming::row(state, &own, (&name, &label), &told)
    });
    for (function, last) in [("first", false), ("last", true)] {
        let (own, told) = (Arc::clone(shelf), findings.clone());
        environment.add_function(function, move |state: &State<'_, '_>, name: String| {
            naming::end(state, &own, (&name, last), &told)
        });
    }
}

fn marked(names: &[String], what: &Said, mark: Mark, name: &str) -> Result<Value, Error> {
    if names.iter().any(|known| known == name) {
        return Ok(Value::from_safe_string(markers::block(&mark)));
    }
    let known = suggestion(name, names.iter().map(String::as_str));
    Err(invalid(say!("没有名为“{name}”的{what}{known}", "there is no {what} “{name}”{known}", what, known)))
}
