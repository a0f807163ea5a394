//! What stands above a table's head: the title, and the line with 续表 and the unit.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::document::Table;
use model::page::{Color, ElementKind, Role};

/// The size of the title, 四号.
const TITLE: f64 = 14.0;
/// The distance of the title's baselines, in em.
const TITLE_LEADING: f64 = 1.6;
/// The distance of baselines in the line of the unit, in em.
const LEADING: f64 = 1.4;
/// Stands at the left of a table that goes on.
const CONTINUED: &str = "续表";

/// The height of the title and of the line of the unit.
pub(crate) fn height(table: &Table, size: f64, width: f64, fonts: &mut Fonts) -> f64 {
    let title = title(table, width, fonts).len() as f64 * TITLE * TITLE_LEADING;
    let unit = match unit(table, size, width, fonts).len() {
        0 => 6.0,
        lines => 18.0 + (lines - 1) as f64 * size * LEADING,
    };
    title + unit
}

/// The height above the head of a table that goes on.
pub(crate) fn continued(table: &Table, size: f64, width: f64, fonts: &mut Fonts) -> f64 {
    unit(table, size, width, fonts).len().max(1) as f64 * size * LEADING
}

/// The lines of the title; none without one.
fn title(table: &Table, width: f64, fonts: &mut Fonts) -> Vec<Line> {
    if table.title.is_empty() {
        return Vec::new();
    }
    let text = shape(&[Span::new(crate::title::numbered(&table.title), Role::Hei)], Measure::plain(TITLE), fonts);
    crate::title::by_sense(&text, width).into_iter().map(|range| line::set(&text, range, width, false)).collect()
}

/// Puts the title about the middle.
pub(crate) fn put_title(flow: &mut Flow, table: &Table, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    let lines = title(table, width, fonts);
    if lines.is_empty() {
        return;
    }
    flow.structure.open(ElementKind::Caption);
    for line in lines {
        flow.put(&line, (width - line.width) / 2.0, flow.y, TITLE, Color::BLACK);
        flow.y += TITLE * TITLE_LEADING;
    }
    flow.structure.close();
}

/// The lines of the unit, which leave room for 续表; none without one.
fn unit(table: &Table, size: f64, width: f64, fonts: &mut Fonts) -> Vec<Line> {
    let Some(unit) = &table.unit else { return Vec::new() };
    let unit = if unit.contains("单位") { unit.clone() } else { format!("单位：{unit}") };
    let width = width - (CONTINUED.chars().count() + 1) as f64 * size;
    let text = shape(&[Span::new(unit, Role::Song)], Measure::plain(size), fonts);
    let ranges = linebreak::lines(&text, width, width);
    ranges.into_iter().map(|range| line::set(&text, range, width, false)).collect()
}

/// 续表 on the left of a continued table, the unit on the right.
pub(crate) fn put_unit(flow: &mut Flow, table: &Table, size: f64, continued: bool, fonts: &mut Fonts) {
    if continued {
        let text = shape(&[Span::new(CONTINUED, Role::Song)], Measure::plain(size), fonts);
        flow.put(&line::natural(&text), 0.0, flow.y, size, Color::BLACK);
    }
    let lines = unit(table, size, flow.geometry.text_width, fonts);
    let rows = lines.len().max(usize::from(continued));
    if !lines.is_empty() {
        flow.within(ElementKind::Caption, |flow| {
            for (line, number) in lines.iter().zip(0u8..) {
                let x = flow.geometry.text_width - line.width;
                flow.put(line, x, flow.y + f64::from(number) * size * LEADING, size, Color::BLACK);
            }
        });
    }
    flow.y += rows as f64 * size * LEADING;
}
