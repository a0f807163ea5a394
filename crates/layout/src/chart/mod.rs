//! Charts (图): vector drawings in the document's faces, readable without colour.

mod axis;
mod bars;
mod canvas;
mod columns;
mod legend;
mod paint;
mod pie;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::LEADING;
use canvas::Canvas;
use model::document::Chart;
use model::report::ChartKind;

/// The size of labels in points.
const LABEL: f64 = 9.0;
/// The size of the title below in points.
const TITLE: f64 = 12.0;

/// The height that a chart with its title takes, in points.
pub(crate) fn height(chart: &Chart) -> f64 {
    drawing(chart) + 1.2 * LEADING
}

/// The height of the drawing alone.
fn drawing(chart: &Chart) -> f64 {
    let rows = chart.categories.len() as f64;
    match chart.kind {
        ChartKind::Column | ChartKind::Line => 7.0 * LEADING,
        ChartKind::Pie => 7.0 * LEADING,
        ChartKind::Bar => {
            (60.0 + rows * (10.0 + 11.0 * chart.series.len() as f64)).clamp(4.0 * LEADING, 19.0 * LEADING)
        }
    }
}

/// Draws a chart at the current place, on a new page if it does not fit.
pub(crate) fn set(flow: &mut Flow, chart: &Chart, fonts: &mut Fonts) {
    flow.snap();
    let height = height(chart);
    if !flow.fits(height) && !flow.is_fresh() {
        flow.new_page();
    }
    let mut canvas = Canvas::new(flow, fonts);
    let (width, inner) = (canvas.width, drawing(chart));
    match chart.kind {
        ChartKind::Column | ChartKind::Line => columns::draw(&mut canvas, chart, inner),
        ChartKind::Bar => bars::draw(&mut canvas, chart, inner),
        ChartKind::Pie => pie::draw(&mut canvas, chart, inner),
    }
    canvas.title(&chart.title, width / 2.0, inner + 4.0);
    let items = canvas.items;
    flow.push(items);
    flow.y += height;
    flow.snap();
}

/// A value in words, as its series prints it.
fn value(value: f64, places: u8) -> String {
    let text = format!("{value:.*}", usize::from(places));
    // A small negative number must not print as -0.0.
    if text.starts_with('-') && !text.contains(|digit: char| digit.is_ascii_digit() && digit != '0') {
        return text.trim_start_matches('-').to_owned();
    }
    text
}
