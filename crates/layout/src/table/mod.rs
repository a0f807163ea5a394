//! Tables (统计表) and listings (明细表).
//!
//! A table breaks between rows only; the head is repeated on each page with 续表.

mod cells;
mod columns;
mod rows;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LANDSCAPE, LEADING, PORTRAIT};
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use columns::Plan;
use model::document::{Row, Table};
use model::page::{Color, Role};

/// Up to so many rows a short table is kept on one page.
const KEPT: usize = 12;
/// So many rows stand below the head before a page ends.
const FEW: usize = 3;
/// A table is short up to this share of a page.
const SHORT: f64 = 0.4;
/// The size of the title above, 四号.
const TITLE: f64 = 14.0;

/// The plan of a table's columns on upright paper, or on turned paper where they need it.
fn planned(table: &Table, fonts: &mut Fonts) -> (Plan, Geometry) {
    let needs = columns::needs(table, fonts);
    let upright = columns::plan(&needs, PORTRAIT.text_width);
    match upright {
        Some(plan) => (plan, PORTRAIT),
        None => {
            let turned = columns::plan(&needs, LANDSCAPE.text_width);
            (turned.unwrap_or_else(|| columns::pressed(&needs, LANDSCAPE.text_width)), LANDSCAPE)
        }
    }
}

/// The paper on which the table fits.
pub(crate) fn geometry(table: &Table, fonts: &mut Fonts) -> Geometry {
    planned(table, fonts).1
}

/// The height of a table down to its first row, which a heading above needs on its page.
pub(crate) fn opening(table: &Table, fonts: &mut Fonts) -> f64 {
    let (plan, geometry) = planned(table, fonts);
    let head = rows::head(table, &plan, fonts).height;
    (needed(table, &plan, head, geometry, fonts) + 0.25 * LEADING).min(0.5 * geometry.text_height)
}

/// What must fit below the current place for a table to begin there: the whole of a short one,
/// else the head with a few rows.
fn needed(table: &Table, plan: &Plan, head: f64, geometry: Geometry, fonts: &mut Fonts) -> f64 {
    let mut height = |row: &Row| rows::body(table, row, plan, fonts).height;
    let rows: Vec<f64> = table.rows.iter().take(KEPT).map(&mut height).collect();
    let (whole, few): (f64, f64) = (rows.iter().sum(), rows.iter().take(FEW).sum());
    let base = above(table) + head;
    let short = table.rows.len() <= KEPT && base + whole <= SHORT * geometry.text_height;
    if short { base + whole } else { base + few.min(SHORT * geometry.text_height) }
}

/// Sets a table from the current place on.
pub(crate) fn set(flow: &mut Flow, table: &Table, fonts: &mut Fonts) {
    let (plan, geometry) = planned(table, fonts);
    if flow.geometry != geometry {
        flow.turn_page(geometry);
    }
    let head = rows::head(table, &plan, fonts);
    let room = geometry.text_height - head.height - 2.0 * plan.size;
    if !flow.is_fresh() {
        flow.y += 0.25 * LEADING;
        if !flow.fits(needed(table, &plan, head.height, geometry, fonts)) {
            flow.new_page();
        }
    }
    put_title(flow, table, &plan, fonts);
    let mut frame = rows::Frame::open(flow, &head, &plan);
    for row in &table.rows {
        let row = rows::body(table, row, &plan, fonts);
        for part in rows::divided(row, room, &plan) {
            if !flow.fits(part.height) {
                frame.close(flow, &plan);
                flow.new_page();
                put_unit_line(flow, table, &plan, true, fonts);
                frame = rows::Frame::open(flow, &head, &plan);
            }
            frame.row(flow, &part, &plan);
        }
    }
    frame.close(flow, &plan);
    put_notes(flow, table, &plan, fonts);
    flow.y += 0.5 * LEADING;
}

/// The height above the head: the title and the line of the unit.
fn above(table: &Table) -> f64 {
    let title = if table.title.is_empty() { 0.0 } else { TITLE * 1.6 };
    title + if table.unit.is_some() { 18.0 } else { 6.0 }
}

fn put_title(flow: &mut Flow, table: &Table, plan: &Plan, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    let text = shape(&[Span::new(&table.title, Role::Hei)], Measure::plain(TITLE), fonts);
    for range in crate::title::by_sense(&text, width) {
        let line = line::set(&text, range, width, false);
        flow.put(&line, (width - line.width) / 2.0, flow.y, TITLE, Color::BLACK);
        flow.y += TITLE * 1.6;
    }
    put_unit_line(flow, table, plan, false, fonts);
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
        flow.put(&unit, flow.geometry.text_width - unit.width, flow.y, size, Color::BLACK);
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
        for (number, range) in ranges.into_iter().enumerate() {
            if !flow.fits(size) {
                flow.new_page();
            }
            let line = line::set(&text, range, width, number + 1 < count);
            flow.put(&line, x, flow.y, size, Color::BLACK);
            flow.y += size * 1.4;
        }
    }
}
