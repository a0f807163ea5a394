//! Listings: records as they are.

use crate::select::present;
use crate::sources::{Loaded, Sources, View, positions};
use model::document::{Cell, Deadline, Listing, Row, RowKind, Table, TableColumn};
use model::edition::Way;
use model::expr::Field;
use model::ledger::Kind;
use model::plan::{Direction, ListingPlan};
use model::records::{NULL, exact};
use model::scale::headed;
use model::unit::Format;
use model::{Exact, Rounding};
use polars::prelude::Int64Chunked;
use std::cmp::Ordering;

/// Lists the records that fit. Titles and notes are taken over as they stand.
pub(crate) fn listing(sources: &Sources, plan: &ListingPlan) -> Listing {
    let kept = kept(sources, plan);
    let columns: Vec<String> = kept.iter().map(|(name, _)| name.clone()).collect();
    let empty = Table {
        name: plan.name.clone(),
        title: plan.title.clone(),
        deadline: plan.deadline.clone().and_then(|deadline| moved(deadline, plan, &kept)),
        ..Table::default()
    };
    let Some(loaded) = sources.get(&plan.selection.ledger) else {
        return Listing { table: empty, columns, places: Vec::new() };
    };
    let mut records: Vec<usize> =
        present(sources, &plan.selection).map(|mask| positions(&mask).collect()).unwrap_or_default();
    sort(&mut records, sources, loaded, plan);
    let top = plan.top.unwrap_or(records.len());
    let mut ties = ties(&records, sources, loaded, plan);
    let cut_tie = ties.contains(&top);
    ties.retain(|at| *at < top);
    let all = records.len();
    records.truncate(top);
    let shown: Vec<(View<'_>, Int64Chunked)> = kept
        .into_iter()
        .filter_map(|(_, field)| sources.view(&loaded.ledger.id, field))
        .map(|view| (view.clone(), loaded.values(&view)))
        .collect();
    let mut heads: Vec<TableColumn> = shown.iter().map(|(view, values)| trimmed(view, values, &records)).collect();
    let formats: Vec<Option<Format>> = heads.iter().map(|head| head.format.clone()).collect();
    let mut rows: Vec<Row> = Vec::new();
    for (number, record) in (1..).zip(&records) {
        let running =
            || Cell { text: i128::to_string(&number), value: Some(Exact::integer(number)), ..Cell::default() };
        let cells = shown
            .iter()
            .zip(&formats)
            .map(|((view, values), format)| cell(view, format.as_ref(), values.get(*record).unwrap_or(NULL)));
        let cells = plan.numbered.then(running).into_iter().chain(cells).collect();
        rows.push(Row { kind: RowKind::Body, cells });
    }
    if plan.numbered {
        heads.insert(0, TableColumn { title: "序号".to_owned(), kind: Kind::Integer, format: None, figure: None });
    }
    let place = |record: usize, name: &String| {
        loaded.ledger.position(name).map(|at| loaded.records.place(record, at)).unwrap_or_default()
    };
    let places = records.iter().map(|record| columns.iter().map(|name| place(*record, name)).collect()).collect();
    // Who counts the rows must not take them for all.
    let cut = (all > records.len() && !plan.title.contains('前'))
        .then(|| format!("注：共{all}项，列出{}项。", records.len()));
    let notes = plan.note.iter().cloned().chain(cut).collect();
    let table = Table { columns: heads, rows, notes, ties, cut_tie, ..empty };
    Listing { table, columns, places }
}

/// The columns but those that a public document leaves out.
fn kept<'a>(sources: &Sources, plan: &'a ListingPlan) -> Vec<&'a (String, Field)> {
    let omitted = |field: &Field| {
        let mask = sources.view(&plan.selection.ledger, field).and_then(|view| view.mask().map(|mask| mask.way));
        mask == Some(Way::Omit)
    };
    plan.columns.iter().filter(|(_, field)| !omitted(field)).collect()
}

/// A deadline whose columns are still there, at their places now.
fn moved(deadline: Deadline, plan: &ListingPlan, kept: &[&(String, Field)]) -> Option<Deadline> {
    let before = usize::from(plan.numbered);
    let place = |at: usize| {
        let column = plan.columns.get(at.checked_sub(before)?)?;
        kept.iter().position(|other| *other == column).map(|at| at + before)
    };
    Some(Deadline { due: place(deadline.due)?, status: place(deadline.status)?, ..deadline })
}

/// Orders by a column, empty cells last; the order of the ledger decides ties.
fn sort(records: &mut [usize], sources: &Sources, loaded: &Loaded, plan: &ListingPlan) {
    let Some((field, direction)) = &plan.order else { return by_alias(records, sources, loaded, plan) };
    let Some(view) = sources.view(&loaded.ledger.id, field) else { return };
    let values = loaded.values(&view);
    records.sort_by(|left, right| match (values.get(*left), values.get(*right)) {
        (Some(left), Some(right)) => {
            let ascending = view.rank(left).cmp(&view.rank(right));
            match direction {
                Direction::Ascending => ascending,
                Direction::Descending => ascending.reverse(),
            }
        }
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, None) => Ordering::Equal,
    });
}

/// The records, by their places, that have the number or the day of the record before in the column
/// that orders them. Equal words are no tie.
fn ties(records: &[usize], sources: &Sources, loaded: &Loaded, plan: &ListingPlan) -> Vec<usize> {
    let view = plan.order.as_ref().and_then(|(field, _)| sources.view(&loaded.ledger.id, field));
    let Some(view) = &view else { return Vec::new() };
    let (View::Column { column, .. } | View::Joined { column, .. } | View::Days { column, .. }) = view else {
        return Vec::new();
    };
    if !(column.kind.is_number() || matches!(column.kind, Kind::Date | Kind::Month)) {
        return Vec::new();
    }
    let values = loaded.values(view);
    let tied = |pair: &[usize]| match pair {
        [above, below] => values.get(*above).is_some() && values.get(*above) == values.get(*below),
        _ => false,
    };
    (1..).zip(records.windows(2)).filter(|(_, pair)| tied(pair)).map(|(at, _)| at).collect()
}

/// Orders by the first column of aliases, if one is shown: the order of the ledger would tell whose
/// they are.
fn by_alias(records: &mut [usize], sources: &Sources, loaded: &Loaded, plan: &ListingPlan) {
    let views = plan.columns.iter().filter_map(|(_, field)| sources.view(&loaded.ledger.id, field));
    let Some(view) = views.into_iter().find(|view| view.mask().is_some_and(|mask| mask.way == Way::Alias)) else {
        return;
    };
    let values = loaded.values(&view);
    records.sort_by_key(|record| values.get(*record).map(|value| view.alias_rank(value)));
}

fn head(view: &View<'_>) -> TableColumn {
    let column = match view {
        View::Column { column, .. } | View::Joined { column, .. } | View::Days { column, .. } => column,
        View::Entity { ledger, .. } => {
            return TableColumn { title: ledger.entity_title(), kind: Kind::Text, format: None, figure: None };
        }
    };
    if view.mask().is_some() {
        return TableColumn { title: column.title().to_owned(), kind: Kind::Text, format: None, figure: None };
    }
    let places = match column.kind {
        Kind::Money | Kind::Percent => Some(2),
        Kind::Number => Some(column.places.unwrap_or(2)),
        _ => None,
    };
    let format = places.map(|places| Format { unit: column.unit(), places, rounding: Rounding::HalfUp });
    let title = headed(column.title(), format.as_ref().map_or("", |format| format.unit.name()));
    TableColumn { title, kind: column.kind, format, figure: None }
}

/// The head of a column, without decimals where nothing says how many its numbers have and those of
/// the records are all whole.
fn trimmed(view: &View<'_>, values: &Int64Chunked, records: &[usize]) -> TableColumn {
    let head = head(view);
    match view {
        View::Column { column, mask: None, .. } | View::Joined { column, mask: None, .. }
            if column.kind == Kind::Number && column.places.is_none() =>
        {
            let numbers = || records.iter().filter_map(|record| Some(exact(column, values.get(*record)?)));
            TableColumn { format: head.format.map(|format| format.whole(numbers())), ..head }
        }
        View::Column { .. } | View::Joined { .. } | View::Days { .. } | View::Entity { .. } => head,
    }
}

fn cell(view: &View<'_>, format: Option<&Format>, value: i64) -> Cell {
    if value == NULL {
        return Cell::default();
    }
    let column = match view {
        View::Column { column, mask: None, .. }
        | View::Joined { column, mask: None, .. }
        | View::Days { column, mask: None, .. } => column,
        View::Column { .. } | View::Joined { .. } | View::Days { .. } | View::Entity { .. } => {
            return Cell { text: view.label(value), ..Cell::default() };
        }
    };
    let number = match column.kind {
        kind if kind.is_number() => Some(exact(column, value)),
        Kind::Date | Kind::Month => Some(Exact::integer(value.into())),
        _ => None,
    };
    let printed = format.zip(number).and_then(|(format, number)| format.digits(number));
    let words = || match column.kind {
        Kind::Boolean => if value == 0 { "否" } else { "是" }.to_owned(),
        _ => view.label(value),
    };
    Cell { text: printed.unwrap_or_else(words), value: number, ..Cell::default() }
}
