//! The columns of a table that was seen: labels, types, units, values.

use super::kinds::{Tally, kind};
use super::{Detail, Field, FoundUnit, Note, TableDescription, Values, span};
use crate::checks::odd_format::{self, Numbers};
use crate::grid::{Book, Raw, Sheet};
use crate::recognise::paths::tidy;
use crate::recognise::units::{Outside, of_table};
use crate::recognise::{BANNER, Row, Table, filled_down};
use crate::report::Report;
use crate::text::{match_form, placeholder, quoted};
use crate::unit;
use crate::value::{InputUnit, Value, date, take};
use model::Unit;
use model::diagnostic::{address, letters};
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
    table: &Table,
    detail: Detail,
    report: &mut Report<'_>,
) -> TableDescription {
    let header = &table.header;
    let outside = of_table(file, book, sheet, table);
    let listed = |column: u32| outside.columns.iter().find(|(at, _)| *at == column).map(|(_, unit)| unit.clone());
    let own: Vec<Option<Unit>> =
        header.columns.iter().map(|column| column.unit().or_else(|| listed(column.at))).collect();
    let labelled: Vec<(u32, Unit)> =
        header.columns.iter().filter_map(|column| Some((column.at, column.unit()?))).collect();
    let unit = outside.table.or_else(|| of_labels(book, sheet, table, &labelled));
    let banner = unit.as_ref().filter(|unit| unit.from != "label").map(|unit| unit.unit.clone());
    let mut values: Vec<Values> = Vec::new();
    if detail == Detail::Values {
        values.extend(table.records().map(|row| Values { row, values: Vec::new() }));
    }
    let mut fields = Vec::new();
    for (column, own) in header.columns.iter().zip(&own) {
        let (path, at) = (&column.path, column.at);
        let cells = |amount: bool| -> Vec<(u32, Raw)> {
            let lines = table.records().filter_map(|row| sheet.line(row));
            lines.map(|line| (line.row, filled_down(sheet, line, at, header.bottom, amount))).collect()
        };
        let mut filled = cells(false);
        let mut tally = Tally::default();
        // What kind a column is shows in some of its cells; how many are empty, only in all.
        let step = filled.len() / SAMPLE + 1;
        filled.iter().step_by(step).for_each(|(_, raw)| tally.add(*raw, book));
        let label = match_form(&path.join("/"));
        let own = own.as_ref();
        let kind = kind(&tally, &label, own, banner.as_ref());
        let amount = matches!(kind, "money" | "number" | "integer") && table.numbering != Some(at);
        if amount && !sheet.merges.is_empty() {
            filled = cells(true);
        }
        let printed = printed_unit(kind, own, banner.as_ref());
        let typed = typed(kind, &label, own, banner.as_ref(), path);
        let mut field = Field {
            column: letters(at),
            label: path.last().cloned().unwrap_or_default(),
            path: path.clone(),
            kind,
            unit: printed,
            nulls: filled.iter().filter(|(_, raw)| empty(*raw, book)).count(),
            across: column.period.is_some(),
            examples: Vec::new(),
        };
        if matches!(kind, "money" | "number" | "integer" | "percent") {
            let records: Vec<u32> = filled.iter().map(|(row, _)| *row).collect();
            let numbers = Numbers { column: at, label: field.label.clone(), unit: typed.1.unit.clone() };
            let holds = |row: u32| records.binary_search(&row).is_ok();
            odd_format::check((book, sheet), &[numbers], holds, report);
        }
        let mut words = Cells::default();
        for (number, (row, raw)) in filled.iter().enumerate() {
            // Every text can be read, so that a few are enough.
            let said = matches!(kind, "text" | "code");
            if said && detail == Detail::Summary && field.examples.len() >= EXAMPLES {
                break;
            }
            let (value, finding) = normal(*raw, book, kind, &typed, &mut words);
            if let Some(finding) = finding {
                report.cell(&sheet.name, *row, at, finding);
            }
            if let Some(text) = &value
                && field.examples.len() < EXAMPLES
                && !field.examples.contains(&quoted(text))
            {
                field.examples.push(quoted(text));
            }
            if let Some(values) = values.get_mut(number) {
                values.values.push(value);
            }
        }
        fields.push(field);
    }
    // Where every amount's own label names the unit, a banner has nothing to add.
    let money = header.columns.iter().zip(&fields).filter(|(_, field)| field.kind == "money");
    let stated: Option<Vec<(u32, Unit)>> = money.map(|(column, _)| Some((column.at, column.unit()?))).collect();
    let unit = stated.and_then(|stated| of_labels(book, sheet, table, &stated)).or(unit);
    let found = |unit: Outside| FoundUnit { name: unit.unit.name().to_owned(), from: unit.from, cell: unit.cell };
    let rows = |kind: fn(&Row) -> bool| -> Vec<u32> {
        table.rows.iter().filter(|(_, row)| kind(row)).map(|(row, _)| *row).collect()
    };
    let totals = rows(|kind| matches!(kind, Row::Total(_) | Row::Sum { .. }));
    let (title, notes) = around(book, sheet, table);
    TableDescription {
        title,
        header_rows: [header.top, header.bottom],
        data_rows: [table.records().next().unwrap_or(0), table.records().next_back().unwrap_or(0)],
        columns: span(header.left(), header.right()),
        records: table.records().count(),
        total_rows: totals.len(),
        totals,
        sections: rows(|kind| *kind == Row::Section),
        notes,
        unit: unit.map(found).filter(|unit| !unit.name.is_empty()),
        fields,
        values,
    }
}

/// The money unit that these labels agree on, with the first cell that says so.
fn of_labels(book: &Book, sheet: &Sheet, table: &Table, labels: &[(u32, Unit)]) -> Option<Outside> {
    let mut money = labels.iter().filter(|(_, unit)| matches!(unit, Unit::Money(..)));
    let (column, unit) = money.next()?;
    if money.any(|(_, other)| other != unit) {
        return None;
    }
    let (top, bottom) = (table.header.top, table.header.bottom);
    let says = |text: &str| unit::split(&match_form(text)).1.or_else(|| unit::bare(text)).as_ref() == Some(unit);
    // A group's label may stand over the column in a merged block or to its left.
    let mut at =
        (top..=bottom).rev().flat_map(|row| (table.header.left()..=*column).rev().map(move |column| (row, column)));
    let cell = at.find(|(row, column)| book.text(sheet.own(*row, *column)).is_some_and(says));
    Some(Outside { unit: unit.clone(), from: "label", cell: cell.map(|(row, column)| address(row, column)) })
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
fn typed(kind: &str, label: &str, own: Option<&Unit>, banner: Option<&Unit>, path: &[String]) -> (Column, InputUnit) {
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
    (column, InputUnit { unit: typed })
}

/// A cell in its normal form, in the unit of its column.
fn normal(
    raw: Raw,
    book: &Book,
    kind: &str,
    (column, typed): &(Column, InputUnit),
    words: &mut Cells,
) -> (Option<String>, Option<model::Diagnostic>) {
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
fn around(book: &Book, sheet: &Sheet, table: &Table) -> (Option<String>, Vec<Note>) {
    let (mut title, mut notes) = (None::<String>, Vec::new());
    let above = sheet
        .lines
        .iter()
        .filter(|line| line.row < table.header.top && line.row + BANNER >= table.header.top && line.row > table.above);
    for line in above {
        let texts: Vec<&str> = sheet.cells(line).iter().filter_map(|(_, raw)| book.text(raw)).collect();
        let banner = texts.iter().any(|text| !unit::banner(text).is_empty());
        match texts.as_slice() {
            [text]
                if !banner
                    && date::parse(text).is_none_or(|civil| !civil.rest.is_empty())
                    && !crate::row_words::note_mark(&match_form(text))
                    && text.chars().count() <= 60
                    && !match_form(text).contains(':') =>
            {
                title = Some(tidy(text));
            }
            [] => {}
            texts => notes.push(Note {
                row: line.row,
                text: texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join("　"),
            }),
        }
    }
    let written = |row: u32| -> String {
        let cells = sheet.line(row).map(|line| sheet.cells(line).between(table.header.left(), table.header.right()));
        let said =
            cells.into_iter().flat_map(|cells| cells.iter()).map(|(_, raw)| quoted(&crate::value::shown(raw, book)));
        said.collect::<Vec<_>>().join("　")
    };
    // A repeated head and the numbers of the columns say nothing new, but are no records either.
    let kinds =
        |kind: &Row| matches!(kind, Row::Note | Row::Loose | Row::Aside(_) | Row::Repeat | Row::Counting | Row::Units);
    notes.extend(
        table.rows.iter().filter(|(_, kind)| kinds(kind)).map(|(row, _)| Note { row: *row, text: written(*row) }),
    );
    (title, notes)
}
