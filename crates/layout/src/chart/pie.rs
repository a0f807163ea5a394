//! Shares of a whole: sectors clockwise from the top, each with its name and share beside it.

use super::canvas::{Anchor, Canvas};
use super::label::{self, LABEL};
use super::paint;
use model::document::Chart;
use std::f64::consts::{FRAC_PI_2, TAU};

/// A sector: the middle of its arc and its words.
struct Sector {
    angle: f64,
    words: String,
}

/// Draws the first series into the upper `height` points; values that are not positive have no sector.
pub(crate) fn draw(canvas: &mut Canvas, chart: &Chart, height: f64) {
    let Some(series) = chart.series.first() else { return };
    let positive = |value: &Option<f64>| value.filter(|value| value.is_finite() && *value > 0.0).unwrap_or(0.0);
    let values: Vec<f64> = series.values.iter().map(positive).collect();
    let whole: f64 = values.iter().sum();
    if whole <= 0.0 {
        return;
    }
    let centre = (canvas.width / 2.0, height / 2.0);
    let radius = height / 2.0 - 16.0;
    let mut start = -FRAC_PI_2;
    let mut sectors = Vec::new();
    for (number, (value, words)) in values.iter().zip(&chart.categories).enumerate() {
        if *value <= 0.0 {
            continue;
        }
        let sweep = value / whole * TAU;
        sector(canvas, number, centre, radius, start, sweep);
        let share = label::value(value / whole * 100.0, 1);
        sectors.push(Sector { angle: start + sweep / 2.0, words: format!("{words} {share}%") });
        start += sweep;
    }
    let (right, left): (Vec<Sector>, Vec<Sector>) = sectors.into_iter().partition(|sector| sector.angle.cos() >= 0.0);
    labels(canvas, &right, centre, radius, height, 1.0);
    let left: Vec<Sector> = left.into_iter().rev().collect();
    labels(canvas, &left, centre, radius, height, -1.0);
}

fn on_circle(centre: (f64, f64), radius: f64, angle: f64) -> (f64, f64) {
    (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin())
}

fn sector(canvas: &mut Canvas, number: usize, centre: (f64, f64), radius: f64, start: f64, sweep: f64) {
    // Corners every two degrees look round at this size.
    let steps = (sweep / TAU * 180.0).ceil().max(1.0) as usize;
    let arc = (0..=steps).map(|step| on_circle(centre, radius, start + sweep * step as f64 / steps as f64));
    let points: Vec<(f64, f64)> = std::iter::once(centre).chain(arc).collect();
    canvas.polygon(&points, Some(paint::tone(number)), Some(paint::OUTLINE));
}

/// Words beside the circle from top to bottom, moved apart where they would meet.
fn labels(canvas: &mut Canvas, sectors: &[Sector], centre: (f64, f64), radius: f64, height: f64, side: f64) {
    const ROW: f64 = LABEL * 1.25;
    let mut free = 0.0;
    let count = sectors.len();
    for (number, sector) in sectors.iter().enumerate() {
        let edge = on_circle(centre, radius, sector.angle);
        let knee = on_circle(centre, radius + 8.0, sector.angle);
        // What follows must still find its place.
        let lowest = height - ROW * (count - number) as f64;
        let y = (knee.1 - LABEL / 2.0).max(free).min(lowest.max(free));
        let x = centre.0 + side * (radius + 18.0);
        let anchor = if side > 0.0 { Anchor::Start } else { Anchor::End };
        canvas.stroke(edge, knee, 0.5, paint::AXIS, &[]);
        canvas.stroke(knee, (x, y + LABEL / 2.0), 0.5, paint::AXIS, &[]);
        canvas.text(&sector.words, x + side * 3.0, y, anchor);
        free = y + ROW;
    }
}
