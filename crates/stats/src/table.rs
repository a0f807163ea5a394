//! Tables: figures by the values of a dimension, by month, or by year.

use crate::evaluate::Evaluation;
use crate::heads;
use crate::period::Moment;
use crate::rows::{Place, Walk, dimension_of};
use crate::sources::{Dimension, Sources};
use model::document::{Cell, Row, RowGroup, RowKind, Table, TableColumn};
use model::figure::{FigureDefinition, Missing, Quantity};
use model::ledger::Kind;
use model::report::TableDefinition;
use model::unit::Format;
use model::{Exact, Unit};

/// Computes a table. Titles and notes are taken over as they stand: they may be templates.
pub fn table(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    table: &TableDefinition,
    moment: Moment,
) -> Table {
    let plain = Evaluation::new(sources, definitions);
    let figures: Vec<&FigureDefinition> =
        table.figures().filter_map(|name| plain.definition(name).map(|(_, figure)| figure)).collect();
    let formats: Vec<Format> = figures.iter().map(|figure| plain.format(figure)).collect();
    let unit = shared_unit(&formats);
    let columns = columns(&plain, table, &figures, &formats, unit.as_deref());
    let mut rows = Vec::new();
    let mut groups: Vec<RowGroup> = Vec::new();
    let mut number = 0;
    Walk { sources, definitions, table, figures: &figures, moment }.rows(&mut |place| {
        if let Some(title) = place.group {
            match groups.last_mut().filter(|group| group.title == title) {
                Some(group) => group.rows += 1,
                None => groups.push(RowGroup { title: title.to_owned(), first: rows.len(), rows: 1 }),
            }
        }
        rows.push(row(place, &figures, &formats, table.numbered, &mut number));
    });
    let notes = table.note.iter().cloned().collect();
    let head = heads::spans(table, columns.len() - figures.len());
    Table { name: table.name.clone(), title: table.title.clone(), unit, columns, rows, notes, head, groups }
}

/// The running number, the label, and a column for each figure.
fn columns(
    plain: &Evaluation<'_>,
    table: &TableDefinition,
    figures: &[&FigureDefinition],
    formats: &[Format],
    shared: Option<&str>,
) -> Vec<TableColumn> {
    let mut columns = Vec::new();
    if table.numbered {
        columns.push(TableColumn { title: "序号".to_owned(), kind: Kind::Integer, format: None, figure: None });
    }
    let label = table.label.clone().unwrap_or_else(|| label(plain, table, figures));
    columns.push(TableColumn { title: label, kind: Kind::Text, format: None, figure: None });
    for (figure, format) in figures.iter().zip(formats) {
        let title = heads::below(table, &figure.name, &figure.title);
        let unit = Some(format.unit.name()).filter(|name| !name.is_empty() && shared != Some(*name));
        let title = unit.map_or_else(|| title.to_owned(), |name| format!("{title}（{name}）"));
        let kind = match plain.quantity(figure) {
            Quantity::Count => Kind::Integer,
            Quantity::Money => Kind::Money,
            Quantity::Number | Quantity::Points => Kind::Number,
            Quantity::Rate => Kind::Percent,
        };
        columns.push(TableColumn { title, kind, format: Some(format.clone()), figure: Some(figure.name.clone()) });
    }
    columns
}

fn row(place: Place<'_>, figures: &[&FigureDefinition], formats: &[Format], numbered: bool, number: &mut i64) -> Row {
    let mut cells = Vec::new();
    if numbered && place.kind == RowKind::Body {
        *number += 1;
        cells.push(Cell { text: number.to_string(), value: Some(Exact::integer((*number).into())), note: None });
    } else if numbered {
        cells.push(Cell::default());
    }
    cells.push(Cell { text: place.label, value: None, note: None });
    let value = |figure: &&FigureDefinition| place.evaluation.values(&figure.name, place.moment).get(place.at.key());
    cells.extend(figures.iter().map(value).zip(formats).map(|(value, format)| cell(value, format)));
    Row { kind: place.kind, cells }
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
