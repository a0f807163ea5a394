//! Listings: records as they are.

use crate::aggregate::in_period;
use crate::filter::mask;
use crate::period::Moment;
use crate::sources::{Dimension, Loaded, Sources};
use model::document::{Cell, Listing, Row, RowKind, Table, TableColumn};
use model::figure::Period;
use model::ledger::Kind;
use model::records::{NULL, exact};
use model::report::ListingDefinition;
use model::unit::Format;
use model::{Exact, Rounding};
use std::cmp::Ordering;

/// Lists the records that fit. Titles and notes are taken over as they stand.
pub fn listing(sources: &Sources<'_>, definition: &ListingDefinition, moment: Moment) -> Listing {
    let columns = definition.columns.clone();
    let empty = Table { name: definition.name.clone(), title: definition.title.clone(), ..Table::default() };
    let Some(loaded) = sources.get(&definition.ledger) else {
        return Listing { table: empty, columns, places: Vec::new() };
    };
    let shown: Vec<Dimension<'_>> =
        columns.iter().filter_map(|name| sources.dimension(&definition.ledger, name)).collect();
    let mut records = selected(sources, loaded, definition, moment);
    sort(&mut records, sources, loaded, definition);
    records.truncate(definition.top.unwrap_or(records.len()));
    let values: Vec<_> = shown.iter().map(|dimension| loaded.integers(dimension.frame().unwrap_or_default())).collect();
    let mut heads: Vec<TableColumn> = shown.iter().map(head).collect();
    let mut rows: Vec<Row> = Vec::new();
    for record in &records {
        let cells =
            shown.iter().zip(&values).map(|(dimension, values)| cell(dimension, values.get(*record).unwrap_or(NULL)));
        rows.push(Row { kind: RowKind::Body, cells: cells.collect() });
    }
    if definition.numbered {
        heads.insert(0, TableColumn { title: "序号".to_owned(), kind: Kind::Integer, format: None, figure: None });
        for (at, row) in rows.iter_mut().enumerate() {
            let number = Exact::integer(i128::try_from(at + 1).unwrap_or_default());
            row.cells.insert(0, Cell { text: number.to_string(), value: Some(number), note: None });
        }
    }
    let ledger = loaded.source.ledger;
    let place = |record: usize, name: &String| {
        ledger.position(name).map(|at| loaded.source.records.place(record, at)).unwrap_or_default()
    };
    let places = records.iter().map(|record| columns.iter().map(|name| place(*record, name)).collect()).collect();
    let table = Table { columns: heads, rows, notes: definition.note.iter().cloned().collect(), ..empty };
    Listing { table, columns, places }
}

fn selected(sources: &Sources<'_>, loaded: &Loaded<'_>, definition: &ListingDefinition, moment: Moment) -> Vec<usize> {
    let period = in_period(loaded, definition.period.unwrap_or(Period::Month), moment);
    let fits = mask(sources, loaded, &definition.filter, moment).ok();
    let Some(mask) = period.zip(fits).map(|(period, fits)| period & fits) else { return Vec::new() };
    mask.iter().enumerate().filter(|(_, fits)| *fits == Some(true)).map(|(record, _)| record).collect()
}

/// Orders by a column, empty cells last; the order of the ledger decides ties.
fn sort(records: &mut [usize], sources: &Sources<'_>, loaded: &Loaded<'_>, definition: &ListingDefinition) {
    let Some(order) = definition.order.as_deref() else { return };
    let (name, descending) = order.strip_suffix(" desc").map_or((order, false), |name| (name, true));
    let Some(dimension) = sources.dimension(&definition.ledger, name) else { return };
    let values = loaded.integers(dimension.frame().unwrap_or_default());
    records.sort_by(|left, right| match (values.get(*left), values.get(*right)) {
        (Some(left), Some(right)) => {
            let ascending = dimension.rank(left).cmp(&dimension.rank(right));
            if descending { ascending.reverse() } else { ascending }
        }
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, None) => Ordering::Equal,
    });
}

fn head(dimension: &Dimension<'_>) -> TableColumn {
    let Dimension::Column { column, .. } = dimension else {
        return TableColumn { title: "企业名称".to_owned(), kind: Kind::Text, format: None, figure: None };
    };
    let places = match column.kind {
        Kind::Money | Kind::Percent => Some(2),
        Kind::Number => Some(column.places.unwrap_or(2)),
        _ => None,
    };
    let format = places.map(|places| Format { unit: column.unit(), places, rounding: Rounding::HalfUp });
    let unit = format.as_ref().map(|format| format.unit.name()).filter(|name| !name.is_empty());
    let title = unit.map_or_else(|| column.title().to_owned(), |unit| format!("{}（{unit}）", column.title()));
    TableColumn { title, kind: column.kind, format, figure: None }
}

fn cell(dimension: &Dimension<'_>, value: i64) -> Cell {
    if value == NULL {
        return Cell::default();
    }
    let Dimension::Column { column, .. } = dimension else {
        return Cell { text: dimension.label(value), ..Cell::default() };
    };
    let number = match column.kind {
        kind if kind.is_number() => Some(exact(column, value)),
        Kind::Date | Kind::Month => Some(Exact::integer(value.into())),
        _ => None,
    };
    let printed = head(dimension).format.zip(number).and_then(|(format, number)| format.digits(number));
    let words = || {
        if column.kind == Kind::Boolean {
            if value == 0 { "否" } else { "是" }.to_owned()
        } else {
            dimension.label(value)
        }
    };
    Cell { text: printed.unwrap_or_else(words), value: number, note: None }
}
