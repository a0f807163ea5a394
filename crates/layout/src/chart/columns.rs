//! Upright columns, clustered, with lines on the same or on a second axis; or lines alone.

use super::axis::{self, Axis};
use super::canvas::{Anchor, Canvas};
use super::label::{self, LABEL};
use super::legend::{self, Entry};
use super::{paint, room};
use model::document::{Chart, Series};
use model::page::Color;
use model::report::ChartKind;

/// The frame in which values are drawn.
struct Plot {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    categories: usize,
    /// Whether the words along the axis run downwards.
    turned: bool,
}

/// The length of words that run downwards, in points.
const TURNED: f64 = 64.0;

impl Plot {
    fn slot(&self) -> f64 {
        (self.right - self.left) / self.categories.max(1) as f64
    }

    fn middle(&self, category: usize) -> f64 {
        self.left + (category as f64 + 0.5) * self.slot()
    }

    fn y(&self, axis: &Axis, value: f64) -> f64 {
        self.bottom - axis.share(value) * (self.bottom - self.top)
    }
}

/// Draws the chart into the upper `height` points.
pub(crate) fn draw(canvas: &mut Canvas, chart: &Chart, height: f64) {
    let is_line = |series: &&Series| series.line || chart.kind == ChartKind::Line;
    let second = |series: &&Series| series.line && chart.series.iter().any(|other| !other.line);
    let columns: Vec<&Series> = chart.series.iter().filter(|series| !is_line(series)).collect();
    let lines: Vec<&Series> = chart.series.iter().filter(is_line).collect();
    let firsts: Vec<&Series> = chart.series.iter().filter(|series| !second(series)).collect();
    let seconds: Vec<&Series> = chart.series.iter().filter(second).collect();
    let first_axis = axis::fit(firsts.iter().copied(), columns.is_empty());
    let second_axis = (!seconds.is_empty()).then(|| axis::fit(seconds.iter().copied(), true));
    let entries = entries(&columns, &lines);
    let legend_height = if entries.len() > 1 { legend::draw(canvas, &entries, 0.0) + 4.0 } else { 0.0 };
    let plot = plot(canvas, chart, &first_axis, second_axis.as_ref(), legend_height, height);
    draw_axis(canvas, &plot, &first_axis, chart.axis_unit(firsts.first().copied()).to_owned(), false);
    if let Some(axis) = &second_axis {
        draw_axis(canvas, &plot, axis, chart.axis_unit(seconds.first().copied()).to_owned(), true);
    }
    draw_columns(canvas, &plot, &columns, &first_axis);
    draw_categories(canvas, &plot, chart, &first_axis);
    let label_lines = columns.is_empty() || columns.len() * chart.categories.len() <= 14;
    for (number, series) in lines.iter().enumerate() {
        let axis = second_axis.as_ref().filter(|_| series.line).unwrap_or(&first_axis);
        draw_line(canvas, &plot, series, number, axis, label_lines && lines.len() == 1);
    }
}

fn entries(columns: &[&Series], lines: &[&Series]) -> Vec<Entry> {
    let entry =
        |line: bool| move |(number, series): (usize, &&Series)| Entry { title: series.title.clone(), number, line };
    columns.iter().enumerate().map(entry(false)).chain(lines.iter().enumerate().map(entry(true))).collect()
}

fn plot(canvas: &mut Canvas, chart: &Chart, first: &Axis, second: Option<&Axis>, top: f64, height: f64) -> Plot {
    let mut widest = |axis: &Axis| axis.marks().iter().map(|(_, text)| canvas.width_of(text)).fold(0.0, f64::max);
    let left = widest(first) + 8.0;
    let right = second.map_or(4.0, |axis| widest(axis) + 8.0);
    let mut plot = Plot {
        left,
        right: canvas.width - right,
        top: top + LABEL * 1.8,
        bottom: height,
        categories: chart.categories.len(),
        turned: false,
    };
    let widths: Vec<f64> = chart.categories.iter().map(|words| canvas.width_of(words)).collect();
    plot.turned = !widths.iter().all(|width| room::fits_below(*width, plot.slot()));
    plot.bottom -= if plot.turned {
        widths.iter().copied().fold(0.0, f64::max).min(TURNED) + 6.0
    } else {
        let rows = widths.iter().map(|width| (width / (plot.slot() - 3.0)).ceil()).fold(1.0, f64::max);
        rows.min(room::ROWS) * LABEL * 1.15 + 6.0
    };
    plot
}

fn draw_axis(canvas: &mut Canvas, plot: &Plot, axis: &Axis, unit: String, right: bool) {
    let (x, anchor, outwards) = if right { (plot.right, Anchor::Start, 1.0) } else { (plot.left, Anchor::End, -1.0) };
    for (value, words) in axis.marks() {
        let y = plot.y(axis, value);
        if !right && value != axis.low {
            canvas.stroke((plot.left, y), (plot.right, y), 0.4, paint::GRID, &[]);
        }
        canvas.stroke((x, y), (x + 3.0 * outwards, y), 0.5, paint::AXIS, &[]);
        canvas.text(&words, x + 5.0 * outwards, y - LABEL / 2.0, anchor);
    }
    canvas.stroke((x, plot.top), (x, plot.bottom), 0.6, paint::AXIS, &[]);
    if !unit.is_empty() {
        let (x, anchor) = if right { (canvas.width, Anchor::End) } else { (0.0, Anchor::Start) };
        canvas.text(&unit, x, plot.top - LABEL * 1.7, anchor);
    }
}

fn draw_columns(canvas: &mut Canvas, plot: &Plot, columns: &[&Series], axis: &Axis) {
    let count = columns.len().max(1) as f64;
    let width = (plot.slot() * 0.7 / count).min(34.0);
    let zero = plot.y(axis, 0.0_f64.clamp(axis.low, axis.high));
    for (number, series) in columns.iter().enumerate() {
        let fits = label_fits(canvas, series, if columns.len() == 1 { plot.slot() } else { width + 2.0 });
        for (category, value) in series.values.iter().enumerate() {
            let Some(value) = value.filter(|value| value.is_finite()) else { continue };
            let x = plot.middle(category) + (number as f64 - count / 2.0) * width;
            let y = plot.y(axis, value);
            paint::rectangle(canvas, number, (x, zero), (x + width, y));
            if fits {
                // Below the lowest column stand the names.
                let below = value < 0.0 && y + 1.5 + LABEL <= plot.bottom;
                let above = if below { y + 1.5 } else { y.min(zero) - LABEL - 1.5 };
                canvas.text(&label::value(value, series.format.places), x + width / 2.0, above, Anchor::Middle);
            }
        }
    }
}

fn label_fits(canvas: &mut Canvas, series: &Series, room: f64) -> bool {
    series.values.iter().flatten().all(|value| canvas.width_of(&label::value(*value, series.format.places)) <= room)
}

fn draw_categories(canvas: &mut Canvas, plot: &Plot, chart: &Chart, axis: &Axis) {
    let zero = plot.y(axis, 0.0_f64.clamp(axis.low, axis.high));
    canvas.stroke((plot.left, zero), (plot.right, zero), 0.6, paint::AXIS, &[]);
    // Only where there are more categories than lines of words beside each other, some have none.
    let every = if plot.turned { (LABEL * 1.05 / plot.slot()).ceil().max(1.0) as usize } else { 1 };
    for (category, words) in chart.categories.iter().enumerate().step_by(every) {
        let x = plot.middle(category);
        if plot.turned {
            let words = canvas.shortened(words, TURNED);
            canvas.turned(&words, x, plot.bottom + 4.0);
        } else {
            let room = if canvas.width_of(words) < plot.slot() { plot.slot() } else { plot.slot() - 3.0 };
            let lines = canvas.lines_of(words, room);
            canvas.put(&lines, x, plot.bottom + 4.0, Anchor::Middle);
        }
    }
}

fn draw_line(canvas: &mut Canvas, plot: &Plot, series: &Series, number: usize, axis: &Axis, labels: bool) {
    let (color, dash) = paint::line(number);
    let point = |(category, value): (usize, &Option<f64>)| {
        value.filter(|value| value.is_finite()).map(|value| (plot.middle(category), plot.y(axis, value), value))
    };
    let points: Vec<Option<(f64, f64, f64)>> = series.values.iter().enumerate().map(point).collect();
    for pair in points.windows(2) {
        // A missing value leaves a gap; nothing is made up.
        if let [Some(from), Some(to)] = pair {
            canvas.stroke((from.0, from.1), (to.0, to.1), 1.2, color, dash);
        }
    }
    let fits = labels && label_fits(canvas, series, plot.slot());
    for (x, y, value) in points.into_iter().flatten() {
        paint::marker(canvas, number, (x, y));
        if fits {
            let words = label::value(value, series.format.places);
            let width = canvas.width_of(&words);
            let top = y - LABEL - 4.0;
            let back = [
                (x - width / 2.0, top),
                (x + width / 2.0, top),
                (x + width / 2.0, top + LABEL),
                (x - width / 2.0, top + LABEL),
            ];
            canvas.polygon(&back, Some(Color(1.0, 1.0, 1.0)), None);
            canvas.text(&words, x, top, Anchor::Middle);
        }
    }
}
