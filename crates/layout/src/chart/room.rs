//! How much room a chart needs, from what it shows: before anything is set, so that a page's end is
//! known in time.

use super::canvas::TITLE_ROW;
use super::label::LABEL;
use super::{legend, pie};
use crate::geometry::{LEADING, PORTRAIT};
use crate::punctuation::{Class, class};
use model::document::Chart;
use model::report::ChartKind;

/// What a title of one line takes below the drawing, in points.
const BELOW: f64 = 1.2 * LEADING;
/// The size of the title in points, with some room for where its lines end.
const TITLE: f64 = 12.0 * 1.15;
/// A drawing may shrink to this share of its height where the page ends.
const SHRUNK: f64 = 0.72;
/// What an axis with its marks takes beside the columns, in points.
const AXIS: f64 = 48.0;
/// The height of a drawing that needs no more.
const USUAL: f64 = 7.0 * LEADING;
/// No drawing is higher than this, so that it fits on a page with its title.
const HIGHEST: f64 = 19.0 * LEADING;
/// A label below a column takes so many lines at most.
pub(crate) const ROWS: f64 = 3.0;

/// About the width of a label of one point, not less than it is.
pub(crate) fn em(words: &str) -> f64 {
    words.chars().map(|c| if matches!(class(c), Class::Latin | Class::Space) { 0.62 } else { 1.0 }).sum()
}

/// The form in which a chart is drawn: columns whose names do not fit below them lie as bars.
pub(crate) fn kind(chart: &Chart) -> ChartKind {
    let alone = chart.kind == ChartKind::Column && chart.series.iter().all(|series| !series.line);
    let slot = (PORTRAIT.text_width - AXIS) / chart.categories.len().max(1) as f64;
    let fits = |words: &String| fits_below(em(words) * LABEL, slot);
    if alone && !chart.categories.iter().all(fits) { ChartKind::Bar } else { chart.kind }
}

/// Whether a label of that width stands below a column in a few lines.
pub(crate) fn fits_below(width: f64, slot: f64) -> bool {
    let room = slot - 3.0;
    width <= slot - 1.0 || room >= 2.0 * LABEL && (width / room).ceil() <= ROWS
}

/// The height of the drawing alone where there is room for it.
pub(crate) fn drawing(chart: &Chart) -> f64 {
    let rows = chart.categories.len() as f64;
    let own = match kind(chart) {
        ChartKind::Column | ChartKind::Line => USUAL,
        ChartKind::Pie => pie::height(chart).max(USUAL),
        ChartKind::Bar => (60.0 + rows * (10.0 + 11.0 * chart.series.len() as f64)).max(4.0 * LEADING),
    };
    (own + legend(chart)).min(HIGHEST)
}

/// What a legend takes beyond the two rows that any drawing has room for.
fn legend(chart: &Chart) -> f64 {
    if chart.kind == ChartKind::Pie {
        return 0.0;
    }
    let widths = chart.series.iter().map(|series| legend::width(em(&series.title) * LABEL));
    (legend::rows(widths, PORTRAIT.text_width).saturating_sub(2)) as f64 * legend::ROW
}

/// The least height that the drawing takes.
pub(crate) fn shrunk(chart: &Chart) -> f64 {
    let whole = drawing(chart);
    match kind(chart) {
        // Bars and the words beside sectors need their height.
        ChartKind::Bar => whole * 0.9,
        ChartKind::Pie if whole > USUAL => whole,
        _ => whole * SHRUNK,
    }
}

/// What the title takes below the drawing.
pub(crate) fn below(chart: &Chart) -> f64 {
    below_title(&chart.title)
}

/// What a title takes below what it names.
pub(crate) fn below_title(title: &str) -> f64 {
    let lines = (em(title) * TITLE / PORTRAIT.text_width).ceil().max(1.0);
    BELOW + (lines - 1.0) * TITLE_ROW
}
