//! Tables: figures by the values of a dimension, by month, or by year.

use crate::evaluate::{EMPTY, Evaluation, Scope, months_to};
use crate::period::Moment;
use crate::sources::{Dimension, Sources};
use model::document::{Cell, Row, RowKind, Table, TableColumn};
use model::figure::{FigureDefinition, Missing, Quantity};
use model::ledger::Kind;
use model::report::TableDefinition;
use model::unit::Format;
use model::{Exact, Unit};
use std::collections::BTreeSet;

/// Computes a table. Titles and notes are taken over as they stand: they may be templates.
pub fn table(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    table: &TableDefinition,
    moment: Moment,
) -> Table {
    let plain = Evaluation::new(sources, definitions);
    let figures: Vec<&FigureDefinition> =
        table.columns.iter().filter_map(|name| plain.definition(name).map(|(_, figure)| figure)).collect();
    let rows = match table.rows.as_str() {
        "month" => {
            by_time(&plain, &figures, months_to(moment.month).map(|month| (month.chinese(), at_month(moment, month))))
        }
        "year" => by_time(&plain, &figures, years(table, moment)),
        _ => by_dimension(sources, definitions, table, &figures, moment),
    };
    finish(&plain, table, &figures, rows)
}

/// A row before it is printed: its label and its values.
struct Line {
    kind: RowKind,
    label: String,
    values: Vec<Result<Exact, Missing>>,
}

/// The end of the report's own month is its as-of date, that of another month its last day.
pub(crate) fn at_month(moment: Moment, month: model::Month) -> Moment {
    if month == moment.month { moment } else { Moment::end_of(month) }
}

pub(crate) fn years(table: &TableDefinition, moment: Moment) -> impl Iterator<Item = (String, Moment)> {
    let last = i32::try_from(table.last.unwrap_or(3)).unwrap_or(3);
    (0..last).rev().map(move |years| {
        let moment = moment.earlier(12 * years);
        (format!("{}年", moment.month.year()), moment)
    })
}

fn by_time(
    plain: &Evaluation<'_>,
    figures: &[&FigureDefinition],
    moments: impl Iterator<Item = (String, Moment)>,
) -> Vec<Line> {
    let line = |(label, moment): (String, Moment)| {
        let values = figures.iter().map(|figure| plain.values(&figure.name, moment).get(None)).collect();
        Line { kind: RowKind::Body, label, values }
    };
    moments.map(line).collect()
}

fn by_dimension(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    table: &TableDefinition,
    figures: &[&FigureDefinition],
    moment: Moment,
) -> Vec<Line> {
    let by = table.rows.as_str();
    let filter = Some(&table.filter);
    let evaluation = Evaluation::within(sources, definitions, Scope { by: Some(by), filter, except: None });
    let Some((dimension, keys, all)) = shown(&evaluation, table, figures, moment) else { return Vec::new() };
    let columns: Vec<_> = figures.iter().map(|figure| evaluation.values(&figure.name, moment)).collect();
    let row = |key: &i64| Line {
        kind: RowKind::Body,
        label: if *key == EMPTY { "未填".to_owned() } else { dimension.label(*key) },
        values: columns.iter().map(|values| values.get(Some(*key))).collect(),
    };
    let mut lines: Vec<Line> = keys.iter().map(row).collect();
    let whole = |kind: RowKind, label: &str, scope: Scope<'_>| {
        let evaluation = Evaluation::within(sources, definitions, scope);
        let values = figures.iter().map(|figure| evaluation.values(&figure.name, moment).get(None)).collect();
        Line { kind, label: label.to_owned(), values }
    };
    if table.others && keys.len() < all {
        let shown = keys.iter().copied().collect();
        lines.push(whole(RowKind::Others, "其他", Scope { by: None, filter, except: Some((by, shown)) }));
    }
    if table.total {
        lines.push(whole(RowKind::Total, "合计", Scope { by: None, filter, except: None }));
    }
    lines
}

/// The dimension of a table's rows, its values that have a row, in order, and how many there are
/// in all.
pub(crate) fn shown<'a>(
    evaluation: &Evaluation<'a>,
    table: &TableDefinition,
    figures: &[&FigureDefinition],
    moment: Moment,
) -> Option<(Dimension<'a>, Vec<i64>, usize)> {
    let dimension = dimension_of(evaluation, figures, table.rows.as_str())?;
    let columns: Vec<_> = figures.iter().map(|figure| evaluation.values(&figure.name, moment)).collect();
    let mut keys: Vec<i64> =
        columns.iter().flat_map(|values| values.rows.keys().copied()).collect::<BTreeSet<_>>().into_iter().collect();
    sort(&mut keys, &dimension, table, |column, key| columns.get(column)?.get(Some(key)).ok());
    let all = keys.len();
    keys.truncate(table.top.unwrap_or(all));
    Some((dimension, keys, all))
}

/// The dimension of a table's rows, as the first figure over records that it shows knows it.
pub(crate) fn dimension_of<'a>(
    evaluation: &Evaluation<'a>,
    figures: &[&FigureDefinition],
    by: &str,
) -> Option<Dimension<'a>> {
    figures.iter().find_map(|figure| {
        let base = bases(evaluation, figure);
        base.iter().find_map(|figure| evaluation.sources.dimension(&figure.ledger, by))
    })
}

/// The figures over records that a figure is computed from in the end.
pub(crate) fn bases<'a>(evaluation: &Evaluation<'a>, figure: &'a FigureDefinition) -> Vec<&'a FigureDefinition> {
    if figure.measure.operands().is_empty() {
        return vec![figure];
    }
    let operands = figure.measure.operands().into_iter().filter_map(|name| evaluation.definition(name));
    operands.flat_map(|(_, operand)| bases(evaluation, operand)).collect()
}

/// Orders the rows by a column, missing values last, ties and the rest by the dimension's order.
fn sort(
    keys: &mut [i64],
    dimension: &Dimension<'_>,
    table: &TableDefinition,
    value: impl Fn(usize, i64) -> Option<Exact>,
) {
    let order = table.order.as_deref().unwrap_or_default();
    let (name, descending) = order.strip_suffix(" desc").map_or((order, false), |name| (name, true));
    let column = table.columns.iter().position(|column| column == name);
    keys.sort_by(|left, right| {
        let by_value =
            column.map_or(std::cmp::Ordering::Equal, |column| match (value(column, *left), value(column, *right)) {
                (Some(left), Some(right)) if descending => right.cmp(&left),
                (Some(left), Some(right)) => left.cmp(&right),
                (left, right) => right.is_some().cmp(&left.is_some()),
            });
        by_value.then_with(|| dimension.rank(*left).cmp(&dimension.rank(*right)))
    });
}

fn finish(plain: &Evaluation<'_>, table: &TableDefinition, figures: &[&FigureDefinition], lines: Vec<Line>) -> Table {
    let formats: Vec<Format> = figures.iter().map(|figure| plain.format(figure)).collect();
    let unit = shared_unit(&formats);
    let mut columns = Vec::new();
    if table.numbered {
        columns.push(TableColumn { title: "序号".to_owned(), kind: Kind::Integer, format: None, figure: None });
    }
    let label = table.label.clone().unwrap_or_else(|| label(plain, table, figures));
    columns.push(TableColumn { title: label, kind: Kind::Text, format: None, figure: None });
    for (figure, format) in figures.iter().zip(&formats) {
        let unit_shown = Some(format.unit.name()).filter(|name| !name.is_empty() && unit.as_deref() != Some(*name));
        let title = unit_shown.map_or_else(|| figure.title.clone(), |name| format!("{}（{name}）", figure.title));
        let kind = match plain.quantity(figure) {
            Quantity::Count => Kind::Integer,
            Quantity::Money => Kind::Money,
            Quantity::Number | Quantity::Points => Kind::Number,
            Quantity::Rate => Kind::Percent,
        };
        columns.push(TableColumn { title, kind, format: Some(format.clone()), figure: Some(figure.name.clone()) });
    }
    let mut number = 0;
    let rows = lines.into_iter().map(|line| row(line, &formats, table.numbered, &mut number)).collect();
    let notes = table.note.iter().cloned().collect();
    Table { name: table.name.clone(), title: table.title.clone(), unit, columns, rows, notes, ..Table::default() }
}

fn row(line: Line, formats: &[Format], numbered: bool, number: &mut i64) -> Row {
    let mut cells = Vec::new();
    if numbered && line.kind == RowKind::Body {
        *number += 1;
        cells.push(Cell { text: number.to_string(), value: Some(Exact::integer((*number).into())), note: None });
    } else if numbered {
        cells.push(Cell::default());
    }
    cells.push(Cell { text: line.label, value: None, note: None });
    cells.extend(line.values.into_iter().zip(formats).map(|(value, format)| cell(value, format)));
    Row { kind: line.kind, cells }
}

fn cell(value: Result<Exact, Missing>, format: &Format) -> Cell {
    match value {
        Ok(value) => {
            Cell { text: format.digits(value).unwrap_or_else(|| "—".to_owned()), value: Some(value), note: None }
        }
        Err(why) => Cell { text: "—".to_owned(), value: None, note: Some(why.chinese()) },
    }
}

/// The money unit of all amounts, where they share one; it stands once above the table.
fn shared_unit(formats: &[Format]) -> Option<String> {
    let mut money = formats.iter().filter(|format| matches!(format.unit, Unit::Money(..)));
    let first = money.next()?.unit.name();
    money.all(|format| format.unit.name() == first).then(|| first.to_owned())
}

fn label(plain: &Evaluation<'_>, table: &TableDefinition, figures: &[&FigureDefinition]) -> String {
    match table.rows.as_str() {
        "month" => "月份".to_owned(),
        "year" => "年份".to_owned(),
        by => match dimension_of(plain, figures, by) {
            Some(Dimension::Column { column, .. }) => column.title().to_owned(),
            Some(Dimension::Entity { .. }) => "企业名称".to_owned(),
            _ => "项目".to_owned(),
        },
    }
}
