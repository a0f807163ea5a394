//! Small numbers of public tables (统计信息保密): cells that stand for few firms or persons are
//! suppressed, and so many others that the first cannot be computed from what is left.
//!
//! The method is cell suppression with a minimum frequency: a cell is primary where fewer than so
//! many contribute; secondary cells are chosen, the smallest first, until every sum that is shown
//! lacks at least two cells, and these stand for enough contributors together (A. Hundepool and
//! others, Statistical Disclosure Control, Wiley 2012, chapter 4). What else of a row tells the same
//! number, its share or its growth, goes with it.

mod counting;
mod hiding;

use crate::sources::Sources;
use counting::{Counting, atoms};
use hiding::Hiding;
use model::document::{Cell, Table};
use model::edition::SUPPRESSED;
use model::expr::{Expr, Of};
use std::collections::BTreeSet;

/// A number that a public table does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The table's name.
    pub table: String,
    /// The words of its row.
    pub row: String,
    /// The title of its column.
    pub column: String,
    /// How many contribute, where that are too few; nothing where it is suppressed for others' sake.
    pub of: Option<usize>,
}

/// Suppresses the numbers of tables that fewer firms or persons contribute to than `least` says of
/// each. What one table of the document hides, no other one shows that hides anything.
pub fn suppress(sources: &Sources, tables: &mut [Table], least: impl Fn(&Table) -> u32) -> Vec<Suppressed> {
    let mut counting = Counting::new(sources);
    let least: Vec<usize> = tables.iter().map(|table| usize::try_from(least(table)).unwrap_or(usize::MAX)).collect();
    let mut hidden: BTreeSet<Expr> = BTreeSet::new();
    let mut found = Vec::new();
    loop {
        let before = hidden.len();
        found.clear();
        for (table, least) in tables.iter().zip(&least).filter(|(_, least)| **least > 1) {
            let mut hiding = Hiding::new(table, &mut counting, *least);
            hiding.hide_known(&hidden);
            hiding.spread();
            hidden.extend(hiding.hidden.iter().map(|(_, atom)| (*atom).clone()));
            found.push((table.name.clone(), *least, hiding.hidden_cells(), hiding.few));
        }
        if hidden.len() == before {
            break;
        }
    }
    let mut suppressed = Vec::new();
    for (name, least, cells, few) in found.into_iter().filter(|(_, _, cells, _)| !cells.is_empty()) {
        let Some(table) = tables.iter_mut().find(|table| table.name == name) else { continue };
        suppressed.extend(cells.iter().map(|(row, column)| Suppressed {
            table: table.name.clone(),
            row: label(table, *row),
            column: table.columns.get(*column).map(|column| column.title.clone()).unwrap_or_default(),
            of: few.get(&(*row, *column)).copied(),
        }));
        for (row, column) in cells {
            if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
                *cell = Cell { text: SUPPRESSED.to_owned(), ..Cell::default() };
            }
        }
        table.notes.push(format!(
            "注：“*”表示涉及单位或人员不足{least}个、按统计保密的要求不公布的数，或为防止推算而一并略去的数。"
        ));
    }
    suppressed
}

/// Numbers of a text that fewer firms or persons contribute to: their names, and how many do. They are
/// not suppressed, since a sentence is written by choice.
pub fn small<'a>(
    sources: &Sources,
    figures: impl IntoIterator<Item = (&'a str, &'a Expr)>,
    least: u32,
) -> Vec<(&'a str, usize)> {
    let mut counting = Counting::new(sources);
    let least = usize::try_from(least).unwrap_or(usize::MAX);
    let mut small = Vec::new();
    for (name, expr) in figures {
        let counts = atoms(expr, Of::Row).into_iter().filter_map(|atom| counting.of(atom));
        small.extend(counts.filter(|count| (1..least).contains(count)).min().map(|count| (name, count)));
    }
    small
}

/// The words of a row: the first cell that is neither a running number nor a figure.
fn label(table: &Table, row: usize) -> String {
    let cells = table.rows.get(row).into_iter().flat_map(|row| &row.cells).zip(&table.columns);
    let mut words = cells.filter(|(cell, column)| column.figure.is_none() && cell.value.is_none());
    words.next().map(|(cell, _)| cell.text.clone()).unwrap_or_default()
}
