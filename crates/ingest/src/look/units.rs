//! The unit of a table's amounts, and where it was found.

use super::FoundUnit;
use super::find::Seen;
use crate::text::key;
use crate::unit;
use model::Unit;
use model::diagnostic::address;

/// So many rows above a header may hold its banner.
const ABOVE: u32 = 12;

/// The unit that all rows have in their own labels: 国内生产总值累计值(亿元). Nothing where they differ.
fn of_rows(table: &Seen<'_>) -> Option<(Unit, u32)> {
    let view = &table.view;
    let units = table.body.records.iter().map(|row| {
        let first = view.row(*row).into_iter().find_map(|(_, raw)| view.text(raw))?;
        unit::split(&key(first)).1
    });
    let units: Option<Vec<Unit>> = units.collect();
    let units = units?;
    let first = units.first()?;
    units.iter().all(|unit| unit == first).then(|| (first.clone(), table.body.records.first().copied().unwrap_or(0)))
}

/// The unit in a banner above the table, in the sheet's name, in the file's name, or in all labels.
pub(crate) fn of_table(file: &str, table: &Seen<'_>, labels: &[Option<(u32, Unit)>]) -> Option<FoundUnit> {
    let (sheet, header) = (table.view.sheet, &table.header);
    let found =
        |unit: Unit, from: &'static str, cell: Option<String>| FoundUnit { name: unit.name().to_owned(), from, cell };
    if let Some((unit, row)) = of_rows(table) {
        return Some(found(unit, "row", Some(address(row, header.left()))));
    }
    let above = sheet
        .lines
        .iter()
        .filter(|line| line.row < header.top && line.row + ABOVE >= header.top && line.row > table.above)
        .rev();
    let mut other = None;
    for line in above {
        let cells = sheet.cells(line).iter();
        // Of two banners side by side the one over the table counts.
        let mut banners: Vec<(u32, Unit)> =
            cells.filter_map(|(column, raw)| Some((column, unit::any_banner(table.view.book.text(raw)?)?))).collect();
        banners.sort_by_key(|(column, _)| !(header.left()..=header.right() + 1).contains(column));
        let money = banners.iter().find(|(_, unit)| matches!(unit, Unit::Money(..)));
        let at = |(column, unit): &(u32, Unit)| found(unit.clone(), "banner", Some(address(line.row, *column)));
        if let Some(banner) = money {
            return Some(at(banner));
        }
        other = other.or_else(|| banners.first().map(at));
    }
    if other.is_some() {
        return other;
    }
    if let Some(unit) = unit::of_file(&sheet.name) {
        return Some(found(unit, "sheet", None));
    }
    if let Some(unit) = unit::of_file(file) {
        return Some(found(unit, "file", None));
    }
    let amounts: Vec<(u32, Unit)> = labels.iter().flatten().cloned().collect();
    of_labels(table, &amounts)
}

/// The money unit that these labels agree on, with the first cell that says so.
pub(crate) fn of_labels(table: &Seen<'_>, labels: &[(u32, Unit)]) -> Option<FoundUnit> {
    let mut money = labels.iter().filter(|(_, unit)| matches!(unit, Unit::Money(..)));
    let (column, unit) = money.next()?;
    if money.any(|(_, other)| other != unit) {
        return None;
    }
    let (top, bottom) = (table.header.top, table.header.bottom);
    let says = |text: &str| unit::split(&key(text)).1.or_else(|| unit::bare(text)).as_ref() == Some(unit);
    // A group's label may stand over the column in a merged block or to its left.
    let at =
        (top..=bottom).rev().flat_map(|row| (table.header.left()..=*column).rev().map(move |column| (row, column)));
    let cell = at
        .filter(|(row, column)| table.view.text(table.view.sheet.own(*row, *column)).is_some_and(says))
        .map(|(row, column)| address(row, column))
        .next();
    Some(FoundUnit { name: unit.name().to_owned(), from: "label", cell })
}
