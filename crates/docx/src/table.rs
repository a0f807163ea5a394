//! Tables (统计表) and listings (明细表): real ones, whose head is repeated on every page.

use crate::cells::{BLANK, Columns, Place, cell, properties, with_unit, written_row};
use crate::format::{Format, Letters};
use crate::page::{POINT, Paper, WIDTH, em};
use crate::styles::{CAPTION, TABLE, TABLE_CELL, TABLE_NOTE};
use crate::table_head;
use crate::writer::Writer;
use model::document::{Cell, Row, RowKind, Table};
use model::ledger::Kind;
use model::page::Role;

/// 小四, 五号, 小五 and what is less: the sizes that are tried in turn, in points.
const SIZES: [f64; 5] = [12.0, 10.5, 9.0, 8.0, 7.5];
/// Words up to this width, in em, stand in the middle of their column.
const SHORT: f64 = 8.0;
/// Content controls have names of at most so many characters.
const NAME: usize = 64;

/// A table with its title, unit and notes.
pub(crate) fn statistics(writer: &mut Writer<'_>, table: &Table) {
    let paper = writer.placed.tables.get(writer.tables).copied().unwrap_or(Paper::Upright);
    writer.tables += 1;
    if !table.title.is_empty() {
        writer.paragraph(&Format::of(CAPTION), |writer| {
            writer.bookmarked(&format!("表_{}", table.name), |writer| {
                writer.words(Letters::default(), &table.title);
            });
        });
    }
    let columns = columns(table, paper);
    if let Some(unit) = &table.unit {
        let unit = if unit.contains("单位") { unit.clone() } else { format!("单位：{unit}") };
        let format = Format { keep_next: true, align: Some("right"), ..Format::of(TABLE_NOTE) };
        writer.line(&format, Letters::default().sized(columns.size), &unit);
    }
    let outer = std::mem::take(&mut writer.xml);
    table_head::rows(writer, table, &columns);
    for (number, row) in table.rows.iter().enumerate() {
        if let Some(group) = table.groups.iter().find(|group| group.first == number && !group.title.is_empty()) {
            group_title(writer, &group.title, &columns);
        }
        body(writer, table, number, row, &columns);
    }
    let rows = std::mem::replace(&mut writer.xml, outer);
    writer.xml.within("w:tbl", &[], |xml| {
        properties(xml, Some(TABLE), &columns.widths, &table.title);
        xml.push(&rows);
    });
    notes(writer, table, columns.size);
}

/// Widths by what stands in the columns; what is too wide for the paper wraps.
fn columns(table: &Table, paper: Paper) -> Columns {
    let room = f64::from(paper.width());
    let needs: Vec<(f64, f64)> = (0..table.columns.len()).map(|number| need(table, number)).collect();
    let natural: f64 = needs.iter().map(|(natural, _)| natural).sum();
    let fair: f64 = needs.iter().map(|(_, fair)| fair).sum();
    let fits = |whole: f64| move |size: &f64| whole * size * POINT <= room;
    let size = SIZES.into_iter().take(2).find(fits(natural)).or_else(|| SIZES.into_iter().find(fits(fair)));
    let size = size.unwrap_or(SIZES[4]);
    let unit = size * POINT;
    // Each gets what it should have; what is left goes to those that would wrap, then to all.
    let least: Vec<f64> = needs.iter().map(|(natural, fair)| fair.min(*natural) * unit).collect();
    let left = room - least.iter().sum::<f64>();
    let wants: Vec<f64> =
        needs.iter().zip(&least).map(|((natural, _), least)| (natural * unit - least).max(0.0)).collect();
    let wanted: f64 = wants.iter().sum();
    let share = if wanted > 0.0 { (left / wanted).clamp(0.0, 1.0) } else { 0.0 };
    let widths: Vec<f64> = least.iter().zip(&wants).map(|(least, want)| least + want * share).collect();
    let rest = (room - widths.iter().sum::<f64>()) / widths.len().max(1) as f64;
    let scale = if rest < 0.0 { room / widths.iter().sum::<f64>() } else { 1.0 };
    let widths: Vec<i32> = widths.iter().map(|width| ((width + rest.max(0.0)) * scale).floor() as i32).collect();
    let align = |(number, width): (usize, &i32)| align(table, number, f64::from(*width) / unit);
    let aligns = widths.iter().enumerate().map(align).collect();
    Columns { widths, size, aligns }
}

/// The widths in em at which nothing wraps, and at which long words wrap a little.
fn need(table: &Table, number: usize) -> (f64, f64) {
    let widest = widest(table, number);
    let title = table.columns.get(number).map_or("", |column| &column.title);
    let (words, unit) = with_unit(title);
    let folded = if em(words) > 4.5 { (em(words) / 2.0).ceil() } else { em(words) };
    let head = folded.max(em(unit));
    let fair = if is_number(table, number) { widest } else { widest.min((widest / 3.0).max(SHORT)) };
    (widest.max(head) + BLANK, fair.max(head) + BLANK)
}

fn widest(table: &Table, number: usize) -> f64 {
    let cells = table.rows.iter().filter_map(|row| row.cells.get(number));
    cells.map(|cell| cell.text.split('\n').map(em).fold(0.0, f64::max)).fold(0.0, f64::max)
}

fn is_number(table: &Table, number: usize) -> bool {
    table.columns.get(number).is_some_and(|column| {
        column.format.is_some() || matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent)
    })
}

/// Numbers end below each other, their block in the middle of a column so wide.
fn align(table: &Table, number: usize, width: f64) -> (&'static str, f64) {
    let widest = widest(table, number);
    match is_number(table, number) {
        true => ("right", ((width - BLANK - widest) / 2.0).max(0.0)),
        false if widest <= SHORT => ("center", 0.0),
        false => ("left", 0.0),
    }
}

/// The title of a group over the whole width, kept with its first row.
fn group_title(writer: &mut Writer<'_>, title: &str, columns: &Columns) {
    let outer = std::mem::take(&mut writer.xml);
    let place = Place { width: columns.widths.iter().sum(), span: columns.widths.len(), merge: None };
    let format = Format { keep_next: true, align: Some("left"), ..Format::of(TABLE_CELL) };
    cell(writer, place, |writer| writer.line(&format, Letters::of(Role::Hei).sized(columns.size), title));
    let cells = std::mem::replace(&mut writer.xml, outer);
    written_row(&mut writer.xml, &cells, false);
}

fn body(writer: &mut Writer<'_>, table: &Table, number: usize, row: &Row, columns: &Columns) {
    let outer = std::mem::take(&mut writer.xml);
    let role = match row.kind {
        RowKind::Total => Some(Role::Hei),
        RowKind::Others | RowKind::Subtotal => Some(Role::Kai),
        RowKind::Body => None,
    };
    let letters = Letters { role, size: Some(columns.size), ..Letters::default() };
    // What sums up stays with the row above it.
    let keep_next = table.rows.get(number + 1).is_some_and(|next| next.kind != RowKind::Body);
    for (place, (width, (align, right))) in columns.widths.iter().zip(&columns.aligns).enumerate() {
        let empty = Cell::default();
        let content = row.cells.get(place).unwrap_or(&empty);
        let align = if row.kind != RowKind::Body && *align == "left" { "center" } else { *align };
        let indent = (align == "right").then_some((0, (right * columns.size * POINT) as i32, 0));
        let format = Format { keep_next, indent, align: Some(align), ..Format::of(TABLE_CELL) };
        cell(writer, Place { width: *width, span: 1, merge: None }, |writer| {
            writer.paragraph(&format, |writer| match content.expr {
                Some(_) => writer.figure(&name(table, number, place), letters, &content.text),
                None => writer.words(letters, &content.text),
            });
        });
    }
    let cells = std::mem::replace(&mut writer.xml, outer);
    written_row(&mut writer.xml, &cells, false);
}

/// What a computed cell is called by: the table, its group and row, and the figure or the title of
/// its column: `by_street/朝阳街道/ytd`. Rows may change places, so they go by their words.
fn name(table: &Table, row: usize, column: usize) -> String {
    let group = table.groups.iter().find(|group| group.first == row || group.goes_on_at(row));
    let group = group.map(|group| group.title.as_str()).filter(|title| !title.is_empty());
    let cells = table.rows.get(row).map_or(&[][..], |row| &row.cells);
    let label = cells.iter().enumerate().find(|(at, cell)| cell.expr.is_none() && !is_number(table, *at));
    let head = table.columns.get(column);
    let figure = head.and_then(|head| head.figure.as_deref().or(Some(head.title.as_str())));
    let parts = [Some(table.name.as_str()), group, label.map(|(_, cell)| cell.text.as_str()), figure];
    let whole = parts.into_iter().flatten().collect::<Vec<_>>().join("/");
    whole.chars().take(NAME).collect()
}

fn notes(writer: &mut Writer<'_>, table: &Table, size: f64) {
    let size = (size - 1.5).max(9.0);
    for (number, note) in table.notes.iter().enumerate() {
        let label = match (note.starts_with('注'), table.notes.len()) {
            (true, _) => String::new(),
            (false, 1) => "注：".to_owned(),
            (false, _) if number == 0 => "注：1.".to_owned(),
            (false, _) => format!("{}.", number + 1),
        };
        let left = if number > 0 && label.ends_with('.') { (2.0 * size * POINT) as i32 } else { 0 };
        let format = Format { indent: (left > 0).then_some((left, 0, 0)), ..Format::of(TABLE_NOTE) };
        writer.line(&format, Letters::default().sized(size), &format!("{label}{note}"));
    }
    // Two tables without anything between them would become one.
    writer.paragraph(&Format { line: Some((120, true)), ..Format::of(TABLE_NOTE) }, |_| {});
}

/// The mark of several organisations, spread to one width, and 文件 beside their middle.
pub(crate) fn mark(
    writer: &mut Writer<'_>,
    names: &[&str],
    kind: &str,
    widths: [i32; 2],
    (format, letters): (Format, Letters),
) {
    let outer = std::mem::take(&mut writer.xml);
    let [left, right] = widths.map(|width| width.min(WIDTH));
    cell(writer, Place { width: left, span: 1, merge: None }, |writer| {
        for name in names {
            writer.line(&Format { align: Some("distribute"), ..format.clone() }, letters, name);
        }
    });
    cell(writer, Place { width: right, span: 1, merge: None }, |writer| writer.line(&format, letters, kind));
    let cells = std::mem::replace(&mut writer.xml, outer);
    writer.xml.within("w:tbl", &[], |xml| {
        properties(xml, None, &[left, right], "");
        written_row(xml, &cells, false);
    });
}
