//! Charts (图): vector drawings in the document's faces, readable without colour.

mod axis;
mod bars;
mod canvas;
mod columns;
mod label;
mod legend;
mod paint;
mod pie;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::LEADING;
use canvas::Canvas;
use model::document::Chart;
use model::page::ElementKind;
use model::report::ChartKind;

/// What the title takes below the drawing, in points.
const BELOW: f64 = 1.2 * LEADING;
/// A drawing may shrink to this share of its height where the page ends.
const SHRUNK: f64 = 0.72;

/// The least height that a chart with its title takes, in points.
pub(crate) fn least(chart: &Chart) -> f64 {
    drawing(chart) * shrink(chart) + BELOW
}

/// Bars need their height for the words beside them.
fn shrink(chart: &Chart) -> f64 {
    if chart.kind == ChartKind::Bar { 0.9 } else { SHRUNK }
}

/// The height of the drawing alone where there is room for it.
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

/// Whether a chart still fits on the page, perhaps shrunk.
pub(crate) fn fits(flow: &Flow, chart: &Chart) -> bool {
    flow.is_fresh() || flow.fits(least(chart) + 0.5 * LEADING)
}

/// Draws a chart at the current place, on a new page if it does not fit.
pub(crate) fn set(flow: &mut Flow, chart: &Chart, fonts: &mut Fonts) {
    flow.snap();
    if !fits(flow, chart) {
        flow.new_page();
    }
    let inner = drawing(chart).min(flow.rest() - BELOW).max(drawing(chart) * shrink(chart));
    let mut canvas = Canvas::new(flow, fonts);
    let width = canvas.width;
    match chart.kind {
        ChartKind::Column | ChartKind::Line => columns::draw(&mut canvas, chart, inner),
        ChartKind::Bar => bars::draw(&mut canvas, chart, inner),
        ChartKind::Pie => pie::draw(&mut canvas, chart, inner),
    }
    let drawn = std::mem::take(&mut canvas.items);
    canvas.title(&crate::title::numbered(&chart.title), width / 2.0, inner + 4.0);
    let title = canvas.items;
    flow.within(ElementKind::Figure, |flow| {
        flow.structure.describe(&chart.title);
        flow.push(drawn);
    });
    flow.within(ElementKind::Caption, |flow| flow.push(title));
    flow.y += inner + BELOW;
    flow.snap();
}
