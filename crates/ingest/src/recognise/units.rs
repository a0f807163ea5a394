//! The unit of a table's amounts, and where it was found: in the rows, in a banner, in the sheet's
//! or the file's name.

use super::{BANNER, Table};
use crate::grid::{Book, Raw, Sheet};
use crate::text::match_form;
use crate::unit;
use model::Unit;
use model::diagnostic::address;

/// A unit and where it was found.
#[derive(Clone, Debug)]
pub(crate) struct Outside {
    pub(crate) unit: Unit,
    /// `row`, `banner`, `sheet`, `file` or `label`.
    pub(crate) from: &'static str,
    /// The cell, where it is in one.
    pub(crate) cell: Option<String>,
}

/// The units that are not in the labels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Units {
    /// That of the amounts.
    pub(crate) table: Option<Outside>,
    /// Those of single columns, where a banner names several: 吨、元/吨、万元.
    pub(crate) columns: Vec<(u32, Unit)>,
}

/// The unit that all rows have in their own labels: 国内生产总值累计值(亿元). Nothing where they differ.
fn of_rows(book: &Book, sheet: &Sheet, table: &Table) -> Option<(Unit, u32)> {
    let (left, right) = (table.header.left(), table.header.right());
    let mut units = table.records().map(|row| {
        let cells = sheet.cells(sheet.line(row)?).between(left, right);
        let first = cells.iter().find_map(|(_, raw)| book.text(raw))?;
        // Most names end without a bracket, and a million of them are told at once.
        first.trim_end().ends_with([')', '）']).then(|| unit::split(&match_form(first)).1).flatten()
    });
    let first = units.next()??;
    units.all(|unit| unit.as_ref() == Some(&first)).then(|| (first, table.records().next().unwrap_or(0)))
}

/// The units of a table outside its labels; `file` is the file's name.
pub(crate) fn of_table(file: &str, book: &Book, sheet: &Sheet, table: &Table) -> Units {
    let header = &table.header;
    let found = |unit: Unit, from: &'static str, cell: Option<String>| Outside { unit, from, cell };
    if let Some((unit, row)) = of_rows(book, sheet, table) {
        let cell = Some(address(row, header.left()));
        return Units { table: Some(found(unit, "row", cell)), columns: Vec::new() };
    }
    let end = sheet.lines.partition_point(|line| line.row < header.top);
    let above = sheet.lines.get(..end).unwrap_or_default().iter().rev();
    let mut other = None;
    for line in above.take_while(|line| line.row + BANNER >= header.top && line.row > table.above) {
        let texts = unit::joined(sheet.cells(line).iter().filter_map(|(column, raw)| Some((column, book.text(raw)?))));
        let mut banners: Vec<(u32, Vec<Unit>)> =
            texts.into_iter().map(|(column, text)| (column, unit::banner(&text))).collect();
        banners.retain(|(_, units)| !units.is_empty());
        // Of two banners side by side the one over the table counts.
        banners.sort_by_key(|(column, _)| !(header.left()..=header.right() + 1).contains(column));
        let money = |units: &[Unit]| units.iter().find(|unit| matches!(unit, Unit::Money(..))).cloned();
        let at = |column: u32, unit: Unit| Some(found(unit, "banner", Some(address(line.row, column))));
        if let Some((column, units, unit)) = banners.iter().find_map(|(at, units)| Some((*at, units, money(units)?))) {
            return Units { table: at(column, unit), columns: each(book, sheet, table, units) };
        }
        other = other.or_else(|| {
            let (column, units) = banners.first()?;
            let unit = units.first()?;
            Some(Units { table: at(*column, unit.clone()), columns: each(book, sheet, table, units) })
        });
    }
    // Beside a label it was taken for one of the header.
    for line in sheet.lines_between(header.top, header.bottom) {
        let texts = unit::joined(sheet.cells(line).iter().filter_map(|(column, raw)| Some((column, book.text(raw)?))));
        for (column, text) in texts.into_iter().filter(|(_, text)| unit::only_banner(text)) {
            let units = unit::banner(&text);
            if let Some(unit) = units.iter().find(|unit| matches!(unit, Unit::Money(..))).cloned() {
                let table_unit = Some(found(unit, "banner", Some(address(line.row, column))));
                return Units { table: table_unit, columns: each(book, sheet, table, &units) };
            }
        }
    }
    if let Some(other) = other {
        return other;
    }
    let named = unit::of_file(&sheet.name).map(|unit| found(unit, "sheet", None));
    Units { table: named.or_else(|| unit::of_file(file).map(|unit| found(unit, "file", None))), columns: Vec::new() }
}

/// Which column has which of several units: one for each column of numbers in their order, or by
/// what the labels say is counted, priced and paid.
fn each(book: &Book, sheet: &Sheet, table: &Table, units: &[Unit]) -> Vec<(u32, Unit)> {
    let units: Vec<&Unit> = units.iter().filter(|unit| **unit != Unit::Percent).collect();
    if units.len() < 2 {
        return Vec::new();
    }
    let rows: Vec<u32> = table.records().take(50).collect();
    let number = |column: u32| {
        let cells = rows.iter().map(|row| sheet.own(*row, column)).filter(|raw| *raw != Raw::Empty);
        cells.clone().count() > 0 && cells.clone().filter(|raw| book.text(*raw).is_none()).count() * 2 > cells.count()
    };
    let numeric = table.header.columns.iter().filter(|column| {
        Some(column.at) != table.numbering && column.unit().is_none() && column.period.is_none() && number(column.at)
    });
    let numeric: Vec<&super::columns::Column> = numeric.collect();
    if numeric.len() == units.len() {
        return numeric.iter().zip(units).map(|(column, unit)| (column.at, unit.clone())).collect();
    }
    let only = |fits: &dyn Fn(&Unit) -> bool| {
        let mut fitting = units.iter().filter(|unit| fits(unit));
        fitting.next().filter(|_| fitting.next().is_none()).map(|unit| (*unit).clone())
    };
    let price = only(&|unit| unit.name().contains('/'));
    let count = only(&|unit| !unit.name().contains('/') && !matches!(unit, Unit::Money(..)));
    let paid = only(&|unit| matches!(unit, Unit::Money(..)));
    let of = |label: &str| match label {
        _ if label.contains('价') => price.clone(),
        _ if label.ends_with(['量', '数']) => count.clone(),
        _ if label.ends_with(['额', '款', '费']) => paid.clone(),
        _ => None,
    };
    numeric.iter().filter_map(|column| Some((column.at, of(&column.leaf())?))).collect()
}
