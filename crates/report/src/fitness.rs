//! Whether a chart can be drawn as it is asked for.

use model::document::{Cell, Chart, Row, Table};
use model::edition::SUPPRESSED;
use model::report::ChartKind;

/// Whether a chart can be drawn.
pub(crate) enum Fitness {
    /// As it is.
    Drawn,
    /// But for numbers that are suppressed.
    Gaps,
    /// Not as a pie: parts below zero have no share.
    AsBars,
    /// Not at all, and why.
    Left(&'static str),
}

/// How a chart can be drawn.
pub(crate) fn fitness(chart: &Chart, table: &Table) -> Fitness {
    let values = || chart.series.iter().flat_map(|series| &series.values).flatten();
    match chart.kind {
        _ if values().next().is_none() => Fitness::Left("没有数"),
        // Shares of what is left would be shares of another whole.
        ChartKind::Pie if has_suppressed(chart, table) => Fitness::Left("表中有不公布的数"),
        ChartKind::Pie if values().any(|value| *value < 0.0) => Fitness::AsBars,
        ChartKind::Pie if values().all(|value| *value == 0.0) => Fitness::Left("各项都是0"),
        ChartKind::Column | ChartKind::Bar | ChartKind::Line if has_suppressed(chart, table) => Fitness::Gaps,
        ChartKind::Column | ChartKind::Bar | ChartKind::Line | ChartKind::Pie => Fitness::Drawn,
    }
}

/// Whether a number that a chart draws is suppressed.
fn has_suppressed(chart: &Chart, table: &Table) -> bool {
    let drawn = |row: &Row| chart.series.iter().any(|series| row.cells.get(series.column).is_some_and(is_suppressed));
    table.rows.iter().any(drawn)
}

fn is_suppressed(cell: &Cell) -> bool {
    cell.text == SUPPRESSED && cell.value.is_none()
}
