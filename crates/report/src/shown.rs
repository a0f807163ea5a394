//! The tables and listings of an edition as a text can name them.

use crate::errors::invalid;
use crate::inputs::Inputs;
use crate::rows::{rows, table_rows};
use minijinja::value::{Enumerator, Object, ObjectRepr};
use minijinja::{Error, Value};
use model::diagnostic::suggestion;
use model::{ReportingTime, Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A table or a listing with its rows.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) name: String,
    /// Whether it is a listing.
    pub(crate) lists: bool,
    pub(crate) rows: Vec<Value>,
    /// What the figures of a table's rows, or the cells of a listing's, are called.
    pub(crate) columns: Vec<String>,
    /// The rows with the number of the row above.
    pub(crate) ties: Vec<usize>,
    /// Whether the first row that is left out has the number of the last one.
    pub(crate) cut_tie: bool,
    /// Whether rows stand in groups, so that there is no order of all.
    pub(crate) grouped: bool,
}

/// What of a report an edition shows, and what only the other one does.
#[derive(Debug)]
pub(crate) struct Shelf {
    all: BTreeMap<String, Shown>,
    /// What is of the other edition: what it is, and its name.
    withheld: BTreeSet<(Said, String)>,
    pub(crate) time: ReportingTime,
}

pub(crate) const TABLE: Said = Said::fixed("统计表", "table");
pub(crate) const LISTING: Said = Said::fixed("明细表", "listing");
pub(crate) const CHART: Said = Said::fixed("图", "chart");

impl Shelf {
    pub(crate) fn new(inputs: &Inputs<'_>) -> Shelf {
        let listings = inputs.listings.iter().map(|listing| {
            let ((rows, columns), table) = (rows(listing), &listing.table);
            (table, true, rows, columns)
        });
        let tables = inputs.tables.iter().map(|table| {
            let (rows, columns) = table_rows(table, inputs.figures, inputs.time);
            (table, false, rows, columns)
        });
        // A table stands before a listing of its name.
        let all = listings.chain(tables).map(|(table, lists, rows, columns)| {
            let (name, ties, grouped) = (table.name.clone(), table.ties.clone(), !table.groups.is_empty());
            let shown = Shown { name, lists, rows, columns, ties, cut_tie: table.cut_tie, grouped };
            (table.name.clone(), shown)
        });
        Shelf { all: all.collect(), withheld: withheld(inputs), time: inputs.time }
    }

    /// Whether something of that kind and name is of the other edition alone.
    pub(crate) fn is_withheld(&self, what: &Said, name: &str) -> bool {
        self.withheld.contains(&(what.clone(), name.to_owned()))
    }

    /// A table or a listing; nothing where only the other edition has it.
    ///
    /// # Errors
    /// That there is none, with the nearest name.
    pub(crate) fn get(&self, name: &str) -> Result<Option<&Shown>, Error> {
        match self.all.get(name) {
            Some(shown) => Ok(Some(shown)),
            None if [TABLE, LISTING].iter().any(|what| self.is_withheld(what, name)) => Ok(None),
            None => {
                let known = suggestion(name, self.all.keys().map(String::as_str));
                Err(invalid(say!(
                    "没有名为“{name}”的统计表或明细表{known}",
                    "there is no table or listing “{name}”{known}",
                    known
                )))
            }
        }
    }
}

/// The tables, listings and charts that only the other edition has, each with what it is.
fn withheld(inputs: &Inputs<'_>) -> BTreeSet<(Said, String)> {
    let (report, edition) = (inputs.report, inputs.edition);
    let named = |what: Said, name: &String| (what, name.clone());
    let tables = report.tables.iter().filter(|table| !edition.has(table.edition));
    let listings = report.listings.iter().filter(|listing| !edition.has(listing.edition));
    let of_table = |name: &String| report.tables.iter().any(|table| table.name == *name && !edition.has(table.edition));
    let charts = report.charts.iter().filter(|chart| !edition.has(chart.edition) || of_table(&chart.table));
    let tables = tables.map(|table| named(TABLE, &table.name));
    let listings = listings.map(|listing| named(LISTING, &listing.name));
    tables.chain(listings).chain(charts.map(|chart| named(CHART, &chart.name))).collect()
}

/// The rows of what the edition does not have: none to go through, and none to count.
#[derive(Debug)]
pub(crate) struct Withheld(pub(crate) String);

impl Object for Withheld {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Empty
    }
}

/// That a number or a name of what the edition does not have was asked for.
pub(crate) fn not_here(name: &str) -> Error {
    invalid(say!(
        "“{name}”不在这个版本里，不能数它的行、写它的名称；请用 {{% if internal %}} 和 {{% endif %}} 括起。",
        "“{name}” is not in this edition, so its rows cannot be counted or named; put this between {{% if internal %}} and {{% endif %}}."
    ))
}

/// The filter `length`.
pub(crate) fn length(value: &Value) -> Result<usize, Error> {
    match value.downcast_object_ref::<Withheld>() {
        Some(Withheld(name)) => Err(not_here(name)),
        None => minijinja::filters::length(value),
    }
}
