//! Charts of a table's columns.

use model::document::{ALL_ACROSS, Chart, RowKind, Series, Table, TableColumn};
use model::figure::Figure;
use model::ledger::Kind;
use model::report::ChartDefinition;
use model::scale::bare;

/// The chart of a table: its rows without totals along the axis.
pub(crate) fn chart(definition: &ChartDefinition, title: String, table: &Table, figures: &[Figure]) -> Chart {
    let body = || table.rows.iter().filter(|row| row.kind != RowKind::Total);
    // The running number is the only whole number that is no figure.
    let is_label = |column: &TableColumn| column.figure.is_none() && column.kind != Kind::Integer;
    let label = table.columns.iter().position(is_label).unwrap_or(0);
    let categories = body().filter_map(|row| row.cells.get(label)).map(|cell| cell.text.clone()).collect();
    let has = |names: &[String], name: &str| names.iter().any(|own| own == name);
    let wanted =
        |name: &str| definition.columns.is_empty() || has(&definition.columns, name) || has(&definition.line, name);
    let figures_across = || table.columns.iter().filter_map(|column| column.figure_across()).map(|(name, _)| name);
    let alone = figures_across().all(|name| figures_across().next() == Some(name));
    let series = table.columns.iter().enumerate().filter_map(|(at, column)| {
        let (name, across) = column.figure_across()?;
        // Columns of all values together would dwarf those that they are made of.
        if !wanted(name) || across == Some(ALL_ACROSS) {
            return None;
        }
        let format = column.format.clone()?;
        let value = |row: &model::document::Row| Some(format.unit.convert(row.cells.get(at)?.value?)?.to_f64());
        let values = body().map(value).collect();
        let exprs = body().map(|row| row.cells.get(at)?.expr.as_deref().cloned()).collect();
        // A column's title leaves out what the heads above it say; the legend has no heads.
        let title = &figures.iter().find(|figure| figure.name == *name)?.title;
        // The axis says the unit.
        let title = bare(title, format.unit.name());
        let title = match across {
            Some(value) if alone => value.to_owned(),
            Some(value) => format!("{value}{title}"),
            None => title.to_owned(),
        };
        Some(Series { title, column: at, format, line: has(&definition.line, name), values, exprs })
    });
    Chart {
        name: definition.name.clone(),
        title,
        kind: definition.kind,
        table: table.name.clone(),
        categories,
        series: series.collect(),
    }
}
