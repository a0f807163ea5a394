//! Tables (统计表) and listings (明细表).
//!
//! A table breaks between rows only; the head is repeated on each page with 续表. A table too wide
//! for turned paper is divided into parts that repeat its first columns.

mod above;
mod body;
mod cells;
mod columns;
mod frame;
mod head;
mod notes;
mod rows;
mod shares;
mod sizes;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LEADING};
use body::Body;
use columns::Plan;
use model::document::{Row, Table};
use model::page::ElementKind;

/// Up to so many rows a short table is kept on one page.
const KEPT: usize = 12;
/// So many rows stand below the head before a page ends.
const FEW: usize = 2;
/// A table is short up to this share of a page.
const SHORT: f64 = 0.4;
/// No short table moves to the next page where it would leave more than this share of one blank.
const BLANK: f64 = 0.15;

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
    let above = above::height(table, plan.size, flow.geometry.text_width, fonts);
    flow.fits(0.25 * LEADING + above + head::set(table, plan, fonts).height + rows + notes)
}

/// What must fit below the current place for a table to begin there, and what should: the head with
/// a few rows, and the whole of a short table.
fn needed(table: &Table, plan: &Plan, head: f64, geometry: Geometry, fonts: &mut Fonts) -> (f64, f64) {
    let mut height = |row: &Row| rows::body(row, plan, fonts).height;
    let rows: Vec<f64> = table.rows.iter().take(KEPT).map(&mut height).collect();
    let (whole, few): (f64, f64) = (rows.iter().sum(), rows.iter().take(FEW).sum());
    let groups = table.groups.iter().take_while(|group| group.first < FEW && !group.title.is_empty());
    let titled: f64 = groups.map(|group| rows::title(&group.title, plan, fonts).height).sum();
    let base = above::height(table, plan.size, geometry.text_width, fonts) + head + titled;
    // The first row is not divided where a page can hold it.
    let first = rows.first().copied().unwrap_or(0.0).min(geometry.text_height - base);
    let least = base + few.min(SHORT * geometry.text_height).max(first);
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
        flow.unread(|flow| above::put_unit(flow, table, plan.size, true, fonts));
    } else {
        above::put_title(flow, table, fonts);
        above::put_unit(flow, table, plan.size, false, fonts);
    }
    let mut body = Body::open(flow, table, plan, &head, fonts);
    for (number, row) in table.rows.iter().enumerate() {
        body.row(flow, number, row, fonts);
    }
    body.close(flow);
}
