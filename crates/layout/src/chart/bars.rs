//! Lying bars: for names that are long or many.

use super::canvas::{Anchor, Canvas};
use super::label::{self, LABEL};
use super::legend::{self, Entry};
use super::{axis, paint};
use model::document::Chart;

/// The least size of names in points.
const SMALLEST: f64 = 5.0;

/// Draws the chart into the upper `height` points.
pub(crate) fn draw(canvas: &mut Canvas, chart: &Chart, height: f64) {
    let axis = axis::fit(chart.series.iter(), false);
    let entry = |(number, series): (usize, &model::document::Series)| Entry {
        title: series.title.clone(),
        number,
        line: false,
    };
    let entries: Vec<Entry> = chart.series.iter().enumerate().map(entry).collect();
    let top = if entries.len() > 1 { legend::draw(canvas, &entries, 0.0) + 4.0 } else { 0.0 };
    let unit = chart.axis_unit(chart.series.first()).to_owned();
    let names = chart.categories.iter().map(|words| canvas.width_of(words)).fold(0.0, f64::max);
    let room = names.min(canvas.width * 0.4);
    let (left, right) = (room + 8.0, canvas.width - values(canvas, chart).max(40.0) - 4.0);
    let bottom = height - LABEL * 1.6;
    let x = |value: f64| left + axis.share(value) * (right - left);
    for (value, words) in axis.marks() {
        canvas.stroke((x(value), top), (x(value), bottom), 0.4, paint::GRID, &[]);
        canvas.text(&words, x(value), bottom + 3.0, Anchor::Middle);
    }
    canvas.text(&unit, canvas.width, bottom + 3.0, Anchor::End);
    let slot = (bottom - top) / chart.categories.len().max(1) as f64;
    let thick = (slot * 0.72 / chart.series.len().max(1) as f64).min(16.0);
    let zero = x(0.0_f64.clamp(axis.low, axis.high));
    // Names too many for the height are smaller; only hundreds of them leave some out.
    let size = (slot * 0.9).clamp(SMALLEST, LABEL);
    let every = (size / slot).ceil().max(1.0) as usize;
    for (category, words) in chart.categories.iter().enumerate() {
        let middle = top + (category as f64 + 0.5) * slot;
        if category % every == 0 {
            let words = canvas.shortened(words, room * LABEL / size);
            canvas.sized(&words, left - 5.0, middle - size / 2.0, Anchor::End, size);
        }
        for (number, series) in chart.series.iter().enumerate() {
            let Some(value) = series.values.get(category).copied().flatten().filter(|v| v.is_finite()) else {
                continue;
            };
            let y = middle + (number as f64 - chart.series.len() as f64 / 2.0) * thick;
            paint::rectangle(canvas, number, (zero, y), (x(value), y + thick));
            if thick + 1.0 >= LABEL {
                let end = x(value).max(zero) + 3.0;
                let words = label::value(value, series.format.places);
                canvas.text(&words, end, y + (thick - LABEL) / 2.0, Anchor::Start);
            }
        }
    }
    canvas.stroke((zero, top), (zero, bottom), 0.6, paint::AXIS, &[]);
}

/// The width of the widest value.
fn values(canvas: &mut Canvas, chart: &Chart) -> f64 {
    let of = |series: &model::document::Series| {
        let finite = series.values.iter().flatten().filter(|value| value.is_finite());
        finite.map(|value| label::value(*value, series.format.places)).collect::<Vec<_>>()
    };
    let all = chart.series.iter().flat_map(of);
    all.map(|words| canvas.width_of(&words)).fold(0.0, f64::max)
}
