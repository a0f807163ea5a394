//! Tables (统计表) and listings (明细表).
//!
//! A table breaks between rows only; the head is repeated on each page with 续表. A table too wide
//! for turned paper is divided into parts that repeat its first columns.

mod cells;
mod columns;
mod frame;
mod head;
mod rows;
mod sizes;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LEADING};
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use columns::Plan;
use frame::Frame;
use model::document::{Row, RowKind, Table};
use model::page::{Color, ElementKind, Role};

/// Up to so many rows a short table is kept on one page.
const KEPT: usize = 12;
/// So many rows stand below the head before a page ends.
const FEW: usize = 3;
/// A table is short up to this share of a page.
const SHORT: f64 = 0.4;
/// No short table moves to the next page where it would leave more than this share of one blank.
const BLANK: f64 = 0.15;
/// The size of the title above, 四号.
const TITLE: f64 = 14.0;

/// The paper on which the table fits.
pub(crate) fn geometry(table: &Table, fonts: &mut Fonts) -> Geometry {
    sizes::planned(table, fonts).1
}

/// The height of a table that a heading above needs on its page, where so much is left below the
/// heading, in points: down to its first rows, or all of it where it will not be divided here.
pub(crate) fn opening(table: &Table, rest: f64, fonts: &mut Fonts) -> f64 {
    let (plans, geometry) = sizes::planned(table, fonts);
    let Some(plan) = plans.first() else { return 0.0 };
    let head = head::set(table, plan, fonts).height;
    let (least, whole) = needed(table, plan, head, geometry, fonts);
    let rest = rest - 0.25 * LEADING;
    let divided = whole > rest && rest / geometry.text_height > BLANK;
    (if divided { least } else { whole } + 0.25 * LEADING).min(0.5 * geometry.text_height)
}

/// What must fit below the current place for a table to begin there, and what should: the head with
/// a few rows, and the whole of a short table.
fn needed(table: &Table, plan: &Plan, head: f64, geometry: Geometry, fonts: &mut Fonts) -> (f64, f64) {
    let mut height = |row: &Row| rows::body(row, row.kind, plan, fonts).height;
    let rows: Vec<f64> = table.rows.iter().take(KEPT).map(&mut height).collect();
    let (whole, few): (f64, f64) = (rows.iter().sum(), rows.iter().take(FEW).sum());
    let base = above(table) + head;
    let least = base + few.min(SHORT * geometry.text_height);
    let short = table.rows.len() <= KEPT && base + whole <= SHORT * geometry.text_height;
    (least, if short { base + whole } else { least })
}

/// Sets a table from the current place on.
pub(crate) fn set(flow: &mut Flow, table: &Table, fonts: &mut Fonts) {
    let (plans, geometry) = sizes::planned(table, fonts);
    if flow.geometry.width != geometry.width {
        flow.turn_page(geometry);
    }
    flow.structure.open(ElementKind::Table);
    for (number, plan) in plans.iter().enumerate() {
        part(flow, table, plan, number > 0, fonts);
    }
    flow.structure.close();
    if let Some(plan) = plans.last() {
        put_notes(flow, table, plan, fonts);
    }
    flow.y += 0.5 * LEADING;
}

/// Sets the columns of one plan: all of the table, or the part of a wide one.
fn part(flow: &mut Flow, table: &Table, plan: &Plan, continued: bool, fonts: &mut Fonts) {
    let head = head::set(table, plan, fonts);
    if continued {
        flow.y += LEADING;
    }
    if !flow.is_fresh() {
        flow.y += 0.25 * LEADING;
        let (least, whole) = needed(table, plan, head.height, flow.geometry, fonts);
        let blank = flow.rest() / flow.geometry.text_height;
        if !flow.fits(least) || !flow.fits(whole) && blank <= BLANK {
            flow.new_page();
        }
    }
    if continued {
        flow.unread(|flow| put_unit_line(flow, table, plan, true, fonts));
    } else {
        put_title(flow, table, fonts);
        put_unit_line(flow, table, plan, false, fonts);
    }
    let room = flow.geometry.text_height - head.height - 2.0 * plan.size;
    let mut frame = Frame::open(flow, &head, plan, false);
    for (number, row) in table.rows.iter().enumerate() {
        let group = table.groups.iter().find(|group| group.first == number && !group.title.is_empty());
        let title = group.map(|group| rows::title(&group.title, plan, fonts));
        let subtotal = table.groups.iter().any(|group| group.subtotal && group.first + group.rows == number + 1);
        let kind = if subtotal && row.kind == RowKind::Body { RowKind::Others } else { row.kind };
        let set = rows::body(row, kind, plan, fonts);
        // The title of a group stays with its first row, and a row with the totals right below it.
        let rest = table.rows.get(number + 1..).unwrap_or_default();
        let totals = rest.iter().take_while(|row| row.kind != RowKind::Body).count().min(FEW);
        let company = totals as f64 * rows::height(1, plan);
        let mut with = title.as_ref().map_or(0.0, |title| title.height) + set.height.min(room) + company;
        for (place, row) in title.into_iter().chain(rows::divided(set, room, plan)).enumerate() {
            if place > 0 {
                with = row.height;
            }
            if !flow.fits(with) {
                frame.close(flow, plan);
                flow.new_page();
                flow.unread(|flow| put_unit_line(flow, table, plan, true, fonts));
                frame = Frame::open(flow, &head, plan, true);
            }
            frame.row(flow, &row, plan);
        }
    }
    frame.close(flow, plan);
}

/// The height above the head: the title and the line of the unit.
fn above(table: &Table) -> f64 {
    let title = if table.title.is_empty() { 0.0 } else { TITLE * 1.6 };
    title + if table.unit.is_some() { 18.0 } else { 6.0 }
}

fn put_title(flow: &mut Flow, table: &Table, fonts: &mut Fonts) {
    if table.title.is_empty() {
        return;
    }
    let width = flow.geometry.text_width;
    let text = shape(&[Span::new(crate::title::numbered(&table.title), Role::Hei)], Measure::plain(TITLE), fonts);
    flow.structure.open(ElementKind::Caption);
    for range in crate::title::by_sense(&text, width) {
        let line = line::set(&text, range, width, false);
        flow.put(&line, (width - line.width) / 2.0, flow.y, TITLE, Color::BLACK);
        flow.y += TITLE * 1.6;
    }
    flow.structure.close();
}

/// 续表 on the left of a continued table, the unit on the right.
fn put_unit_line(flow: &mut Flow, table: &Table, plan: &Plan, continued: bool, fonts: &mut Fonts) {
    let size = plan.size;
    let mut line = |text: &str| small(text, size, fonts);
    if continued {
        let mark = line("续表");
        flow.put(&mark, 0.0, flow.y, size, Color::BLACK);
    }
    if let Some(unit) = &table.unit {
        let unit = if unit.contains("单位") { unit.clone() } else { format!("单位：{unit}") };
        let unit = line(&unit);
        let x = flow.geometry.text_width - unit.width;
        flow.within(ElementKind::Caption, |flow| flow.put(&unit, x, flow.y, size, Color::BLACK));
    }
    if continued || table.unit.is_some() {
        flow.y += size * 1.4;
    }
}

fn small(text: &str, size: f64, fonts: &mut Fonts) -> Line {
    line::natural(&shape(&[Span::new(text, Role::Song)], Measure::plain(size), fonts))
}

/// Notes in smaller type; a note that does not fit goes on below the next page's top.
fn put_notes(flow: &mut Flow, table: &Table, plan: &Plan, fonts: &mut Fonts) {
    let size = (plan.size - 1.5).max(9.0);
    let width = flow.geometry.text_width;
    flow.y += 0.4 * size;
    for (number, note) in table.notes.iter().enumerate() {
        let label = match (note.starts_with('注'), table.notes.len()) {
            (true, _) => String::new(),
            (false, 1) => "注：".to_owned(),
            (false, _) if number == 0 => "注：1.".to_owned(),
            (false, _) => format!("{}.", number + 1),
        };
        let text = shape(&[Span::new(format!("{label}{note}"), Role::Song)], Measure::plain(size), fonts);
        // Further notes stand under the first, behind 注：.
        let x = if number > 0 && label.ends_with('.') { 2.0 * size } else { 0.0 };
        let width = width - x;
        let ranges = linebreak::lines(&text, width, width);
        let count = ranges.len();
        flow.structure.open(ElementKind::Note);
        for (number, range) in ranges.into_iter().enumerate() {
            if !flow.fits(size) {
                flow.new_page();
            }
            let line = line::set(&text, range, width, number + 1 < count);
            flow.put(&line, x, flow.y, size, Color::BLACK);
            flow.y += size * 1.4;
        }
        flow.structure.close();
    }
}
