//! The columns of a table that was seen: labels, types, units, values.

use super::find::Seen;
use super::kinds::{Tally, kind};
use super::{Detail, Field, FoundUnit, Note, TableLook, Values, span, units};
use crate::grid::{Book, Raw, Sheet};
use crate::report::Report;
use crate::text::{key, placeholder, quoted};
use crate::unit;
use crate::value::{Typed, Value, date, take};
use model::Unit;
use model::diagnostic::letters;
use model::ledger::{Column, Kind};
use model::records::{Cells, shown};

/// So many examples of a column are given.
const EXAMPLES: usize = 3;

/// So many cells of a column are looked at to know its kind.
const SAMPLE: usize = 20_000;

/// Whether a cell stands for nothing.
fn empty(raw: Raw, book: &Book) -> bool {
    matches!(raw, Raw::Empty | Raw::Uncomputed) || book.text(raw).is_some_and(placeholder)
}

/// What is seen of a table.
pub(crate) fn table(
    file: &str,
    book: &Book,
    sheet: &Sheet,
    table: &Seen<'_>,
    detail: Detail,
    report: &mut Report<'_>,
) -> TableLook {
    let (header, body) = (&table.header, &table.body);
    let own: Vec<Option<(u32, Unit)>> = header
        .columns
        .iter()
        .map(|(column, path)| {
            let under = header.units.iter().find(|(at, _)| at == column).map(|(_, name)| Unit::named(name));
            let unit = path.iter().rev().find_map(|label| unit::split(&key(label)).1);
            unit.or(under).map(|unit| (*column, unit))
        })
        .collect();
    let unit = units::of_table(file, table, &own);
    let banner = unit.as_ref().filter(|unit| unit.from != "label").map(|unit| Unit::named(&unit.name));
    let mut values: Vec<Values> = Vec::new();
    if detail == Detail::Values {
        values.extend(body.records.iter().map(|row| Values { row: *row, values: Vec::new() }));
    }
    let mut fields = Vec::new();
    for ((column, path), own) in header.columns.iter().zip(&own) {
        let cells: Vec<(u32, Raw)> =
            body.records.iter().map(|row| (*row, raw(sheet, header.bottom, *row, *column))).collect();
        let mut tally = Tally::default();
        // What kind a column is shows in some of its cells; how many are empty, only in all.
        let step = cells.len() / SAMPLE + 1;
        cells.iter().step_by(step).for_each(|(_, raw)| tally.add(*raw, book));
        if step > 1 {
            tally.nulls = cells.iter().filter(|(_, raw)| empty(*raw, book)).count();
        }
        let label = key(&path.join("/"));
        let own = own.as_ref().map(|(_, unit)| unit);
        let kind = kind(&tally, &label, own, banner.as_ref());
        let printed = printed_unit(kind, own, banner.as_ref());
        let typed = typed(kind, &label, own, banner.as_ref(), path);
        let mut field = Field {
            column: letters(*column),
            label: path.last().cloned().unwrap_or_default(),
            path: path.clone(),
            kind,
            unit: printed,
            nulls: tally.nulls,
            examples: Vec::new(),
        };
        let mut words = Cells::default();
        for (at, (row, raw)) in cells.iter().enumerate() {
            // Every text can be read, so that a few are enough.
            let said = matches!(kind, "text" | "code");
            if said && detail == Detail::Summary && field.examples.len() >= EXAMPLES {
                break;
            }
            let (value, finding) = normal(*raw, book, kind, &typed, &mut words);
            if let Some(finding) = finding {
                report.cell(&sheet.name, *row, *column, finding);
            }
            if let Some(text) = &value
                && field.examples.len() < EXAMPLES
                && !field.examples.contains(&quoted(text))
            {
                field.examples.push(quoted(text));
            }
            if let Some(values) = values.get_mut(at) {
                values.values.push(value);
            }
        }
        fields.push(field);
    }
    // Where every amount's own label names the unit, a banner has nothing to add.
    let money = fields.iter().zip(own).filter(|(field, _)| field.kind == "money").map(|(_, own)| own);
    let stated: Option<Vec<(u32, Unit)>> = money.collect();
    let unit = stated.and_then(|stated| units::of_labels(table, &stated)).or(unit);
    let (first, last) = (body.records.first().copied().unwrap_or(0), body.records.last().copied().unwrap_or(0));
    let (title, notes) = around(book, sheet, table);
    TableLook {
        title,
        header_rows: [header.top, header.bottom],
        data_rows: [first, last],
        columns: span(header.left(), header.right()),
        records: body.records.len(),
        total_rows: body.totals.len(),
        totals: body.totals.clone(),
        sections: body.sections.clone(),
        notes,
        unit: unit.filter(|unit| !unit.name.is_empty()).map(|unit| FoundUnit { ..unit }),
        fields,
        values,
    }
}

/// The content of a data cell: a merged block's value belongs to every row of the block.
fn raw(sheet: &Sheet, bottom: u32, row: u32, column: u32) -> Raw {
    match sheet.own(row, column) {
        Raw::Empty => match sheet.covering(row, column) {
            Some(merge) if merge.left == column && merge.top > bottom => sheet.own(merge.top, column),
            _ => Raw::Empty,
        },
        raw => raw,
    }
}

/// The unit that the column's numbers are typed in, as it is printed.
fn printed_unit(kind: &str, own: Option<&Unit>, banner: Option<&Unit>) -> Option<String> {
    let unit = match kind {
        "money" => {
            own.filter(|unit| matches!(unit, Unit::Money(..))).or(banner.filter(|unit| matches!(unit, Unit::Money(..))))
        }
        "percent" => return Some("%".to_owned()),
        "number" | "integer" => own,
        _ => None,
    };
    unit.map(|unit| unit.name().to_owned()).filter(|name| !name.is_empty())
}

/// The column as a definition would have it, and the unit of its cells.
fn typed(kind: &str, label: &str, own: Option<&Unit>, banner: Option<&Unit>, path: &[String]) -> (Column, Typed) {
    let unit = printed_unit(kind, own, banner);
    let column = Column {
        id: label.to_owned(),
        labels: path.last().cloned().into_iter().collect(),
        kind: match kind {
            "money" => Kind::Money,
            "number" => Kind::Number,
            "percent" => Kind::Percent,
            "date" => Kind::Date,
            "month" => Kind::Month,
            "integer" => Kind::Integer,
            "boolean" => Kind::Boolean,
            _ => Kind::Text,
        },
        unit: unit.filter(|_| kind != "percent"),
        ..Column::default()
    };
    let typed = match kind {
        "money" => column.unit(),
        // Without a word about it a percentage is the quotient that Excel keeps.
        "percent" => own.or(banner).cloned().filter(|unit| *unit == Unit::Percent).unwrap_or(Unit::None),
        _ => column.unit(),
    };
    (column, Typed { unit: typed })
}

/// A cell in its normal form, in the unit of its column.
fn normal(
    raw: Raw,
    book: &Book,
    kind: &str,
    (column, typed): &(Column, Typed),
    words: &mut Cells,
) -> (Option<String>, Option<crate::value::Finding>) {
    if kind == "code" {
        let text = crate::value::shown(raw, book);
        return (Some(text.trim().to_owned()).filter(|text| !placeholder(text)), None);
    }
    let (value, finding) = take(raw, book, column, typed);
    let value = match value {
        Value::Null => None,
        Value::Number(number) => shown(column, words, number),
        Value::Word(word) => Some(word),
    };
    (value, finding)
}

/// The title above a table, and what is written around and within it.
fn around(book: &Book, sheet: &Sheet, table: &Seen<'_>) -> (Option<String>, Vec<Note>) {
    let (mut title, mut notes) = (None::<String>, Vec::new());
    let above = sheet
        .lines
        .iter()
        .filter(|line| line.row < table.header.top && line.row + 8 >= table.header.top && line.row > table.above);
    for line in above {
        let texts: Vec<&str> = sheet.cells(line).iter().filter_map(|(_, raw)| book.text(raw)).collect();
        let banner = texts.iter().any(|text| unit::any_banner(text).is_some());
        match texts.as_slice() {
            [text]
                if !banner
                    && date::parse(text).is_none_or(|civil| !civil.rest.is_empty())
                    && !crate::marks::note_mark(&key(text))
                    && text.chars().count() <= 60
                    && !key(text).contains(':') =>
            {
                title = Some(super::header::tidy(text));
            }
            [] => {}
            texts => notes.push(Note {
                row: line.row,
                text: texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join("　"),
            }),
        }
    }
    notes.extend(table.body.notes.iter().map(|(row, text)| Note { row: *row, text: text.clone() }));
    (title, notes)
}
