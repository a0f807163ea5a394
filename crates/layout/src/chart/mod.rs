//! Charts (图): vector drawings in the document's faces, readable without colour.

mod axis;
mod bars;
mod canvas;
mod columns;
mod label;
mod legend;
mod paint;
mod pie;
mod room;

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::LEADING;
pub(crate) use canvas::Canvas;
use model::document::Chart;
use model::page::ElementKind;
use model::report::ChartKind;
pub(crate) use room::below_title;

/// The least height that a chart with its title takes, in points.
pub(crate) fn least(chart: &Chart) -> f64 {
    room::shrunk(chart) + room::below(chart)
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
    let below = room::below(chart);
    let inner = room::drawing(chart).min(flow.rest() - below).max(room::shrunk(chart));
    let mut canvas = Canvas::new(flow, fonts);
    let width = canvas.width;
    match room::kind(chart) {
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
    flow.y += inner + below;
    flow.snap();
}
