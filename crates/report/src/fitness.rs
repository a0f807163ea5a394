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
        _ if has_suppressed(chart, table) && values().all(|value| *value == 0.0) => {
            Fitness::Left("表中有不公布的数，其余都是0")
        }
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

#[cfg(test)]
mod tests {
    use super::{Fitness, fitness};
    use model::document::{Cell, Chart, Row, Series, Table};
    use model::edition::SUPPRESSED;
    use model::report::ChartKind;

    /// A chart of a table of one column, in which what has no value is suppressed.
    fn of(kind: ChartKind, values: &[Option<f64>]) -> Fitness {
        let cell = |value: &Option<f64>| Cell {
            text: value.map_or(SUPPRESSED.to_owned(), |value| value.to_string()),
            ..Cell::default()
        };
        let rows = values.iter().map(|value| Row { cells: vec![cell(value)], ..Row::default() }).collect();
        let series = Series {
            title: String::new(),
            column: 0,
            format: model::unit::Format::default(),
            line: false,
            values: values.to_vec(),
            exprs: Vec::new(),
        };
        let text = String::new;
        let categories = vec![String::new(); values.len()];
        let chart = Chart { name: text(), title: text(), kind, table: text(), categories, series: vec![series] };
        fitness(&chart, &Table { rows, ..Table::default() })
    }

    #[test]
    fn what_would_mislead_is_left_out() {
        assert!(matches!(of(ChartKind::Column, &[Some(0.0), Some(0.0)]), Fitness::Drawn));
        assert!(matches!(of(ChartKind::Column, &[Some(1.0), None]), Fitness::Gaps));
        assert!(matches!(of(ChartKind::Column, &[Some(0.0), None]), Fitness::Left("表中有不公布的数，其余都是0")));
        assert!(matches!(of(ChartKind::Pie, &[Some(1.0), None]), Fitness::Left("表中有不公布的数")));
        assert!(matches!(of(ChartKind::Pie, &[Some(0.0), Some(0.0)]), Fitness::Left("各项都是0")));
        assert!(matches!(of(ChartKind::Pie, &[Some(1.0), Some(-1.0)]), Fitness::AsBars));
        assert!(matches!(of(ChartKind::Bar, &[None]), Fitness::Left("没有数")));
    }
}
