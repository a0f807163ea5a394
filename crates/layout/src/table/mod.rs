//! Tables (统计表) and listings (明细表).
//!
//! A table breaks between rows only; the head is repeated on each page with 续表. A table too wide
//! for turned paper is divided into parts that repeat its first columns.

mod cells;
mod columns;
mod frame;
mod head;
mod notes;
mod rows;
mod sizes;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LEADING};
use crate::line::{self, Line};
use crate::text::{Measure, Span, shape};
use columns::Plan;
use frame::Frame;
use model::document::{Row, RowKind, Table};
use model::page::{Color, ElementKind, Role};

/// Up to so many rows a short table is kept on one page.
const KEPT: usize = 12;
/// So many rows stand below the head before a page ends.
const FEW: usize = 2;
/// So many rows that sum up stay with the row above them: 其他, 小计 and 合计.
const TOTALS: usize = 3;
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

/// Whether all of a short table fits on the page as it is.
pub(crate) fn fits_whole(flow: &Flow, table: &Table, fonts: &mut Fonts) -> bool {
    if table.rows.len() > KEPT || !table.groups.is_empty() {
        return false;
    }
    let (plans, geometry) = sizes::planned(table, fonts);
    match plans.as_slice() {
        [plan] => geometry.width == flow.geometry.width && fits(flow, table, plan, fonts),
        _ => false,
    }
}

/// Whether the rows of a plan fit on the page with head and notes.
fn fits(flow: &Flow, table: &Table, plan: &Plan, fonts: &mut Fonts) -> bool {
    let rows: f64 = table.rows.iter().map(|row| rows::body(row, plan, fonts).height).sum();
    let notes = notes::set(table, plan, flow.geometry.text_width, fonts).height;
    flow.fits(0.25 * LEADING + above(table) + head::set(table, plan, fonts).height + rows + notes)
}

/// What must fit below the current place for a table to begin there, and what should: the head with
/// a few rows, and the whole of a short table.
fn needed(table: &Table, plan: &Plan, head: f64, geometry: Geometry, fonts: &mut Fonts) -> (f64, f64) {
    let mut height = |row: &Row| rows::body(row, plan, fonts).height;
    let rows: Vec<f64> = table.rows.iter().take(KEPT).map(&mut height).collect();
    let (whole, few): (f64, f64) = (rows.iter().sum(), rows.iter().take(FEW).sum());
    let titled = table.groups.iter().take_while(|group| group.first < FEW && !group.title.is_empty()).count();
    let base = above(table) + head + titled as f64 * rows::height(1, plan);
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
    let notes = plans.last().map(|plan| notes::set(table, plan, flow.geometry.text_width, fonts)).unwrap_or_default();
    for (number, plan) in plans.iter().enumerate() {
        part(flow, table, plan, number > 0, fonts);
    }
    flow.structure.close();
    notes.put(flow);
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
        // A further part of a wide table is read beside the first: it is not divided without need.
        let apart = continued && table.rows.len() <= KEPT && !fits(flow, table, plan, fonts);
        if !flow.fits(least) || !flow.fits(whole) && blank <= BLANK || apart {
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
        let set = rows::body(row, plan, fonts);
        // The title of a group stays with its first row, and a row with the totals right below it.
        let rest = table.rows.get(number + 1..).unwrap_or_default();
        let totals = rest.iter().take_while(|row| row.kind != RowKind::Body).count().min(TOTALS);
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
                if let Some(group) = table.groups.iter().find(|group| group.goes_on_at(number)) {
                    let title = rows::title(&format!("{}（续）", group.title), plan, fonts);
                    flow.unread(|flow| frame.row(flow, &title, plan));
                }
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
