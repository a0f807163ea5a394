//! Shares of a whole: sectors clockwise from the top, each with its name and share beside it.

use super::canvas::{Anchor, Canvas};
use super::label::{self, LABEL};
use super::paint;
use crate::geometry::LEADING;
use crate::line::Line;
use model::document::Chart;
use std::f64::consts::{FRAC_PI_2, TAU};

/// A sector: the middle of its arc and its words.
struct Sector {
    angle: f64,
    name: String,
    share: String,
}

/// The distance of labels of one line, in points.
const ROW: f64 = LABEL * 1.25;
/// No pie takes more of a drawing that is higher for its many labels.
const LARGEST: f64 = 7.0 * LEADING;

/// Draws the first series into the upper `height` points; values that are not positive have no sector.
pub(crate) fn draw(canvas: &mut Canvas, chart: &Chart, height: f64) {
    let values = shares(chart);
    let whole: f64 = values.iter().sum();
    if whole <= 0.0 {
        return;
    }
    let centre = (canvas.width / 2.0, height / 2.0);
    let radius = height.min(LARGEST) / 2.0 - 16.0;
    let mut start = -FRAC_PI_2;
    let mut sectors = Vec::new();
    for (number, (value, words)) in values.iter().zip(&chart.categories).enumerate() {
        if *value <= 0.0 {
            continue;
        }
        let sweep = value / whole * TAU;
        sector(canvas, number, centre, radius, start, sweep);
        let share = label::value(value / whole * 100.0, 1);
        sectors.push(Sector { angle: start + sweep / 2.0, name: words.clone(), share: format!("{share}%") });
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

/// Words beside the circle from top to bottom, moved apart where they would meet; in two lines where
/// there is room for them, shortened where they are longer still.
fn labels(canvas: &mut Canvas, sectors: &[Sector], centre: (f64, f64), radius: f64, height: f64, side: f64) {
    let room = canvas.width / 2.0 - radius - 21.0;
    let row = ROW.min(height / sectors.len().max(1) as f64);
    let two = 2.0 * LABEL * 1.15 + 2.0;
    let lines = if two * sectors.len() as f64 <= height { 2 } else { 1 };
    let (mut free, mut left) = (0.0, sectors.len());
    for sector in sectors {
        let edge = on_circle(centre, radius, sector.angle);
        let knee = on_circle(centre, radius + 8.0, sector.angle);
        let words = fitting(canvas, sector, room, lines);
        let tall = if lines == 1 { row } else { words.len() as f64 * LABEL * 1.15 + 2.0 };
        // What follows must still find its place.
        let others = (left - 1) as f64 * if lines == 1 { row } else { two };
        let lowest = height - tall - others;
        let y = (knee.1 - LABEL / 2.0).max(free).min(lowest.max(free));
        let x = centre.0 + side * (radius + 18.0);
        let anchor = if side > 0.0 { Anchor::Start } else { Anchor::End };
        canvas.stroke(edge, knee, 0.5, paint::AXIS, &[]);
        canvas.stroke(knee, (x, y + LABEL / 2.0), 0.5, paint::AXIS, &[]);
        canvas.put(&words, x + side * 3.0, y, anchor);
        (free, left) = (y + tall, left - 1);
    }
}

/// The lines of a sector's words, which end with its share.
fn fitting(canvas: &mut Canvas, sector: &Sector, room: f64, lines: usize) -> Vec<Line> {
    let whole = canvas.lines_of(&format!("{} {}", sector.name, sector.share), room);
    if whole.len() <= lines {
        return whole;
    }
    let share = canvas.width_of(&format!(" {}", sector.share));
    // Lines end where words do, before they are full.
    for less in 0..12_u16 {
        let width = lines as f64 * room - share - f64::from(less) * 0.5 * LABEL;
        let name = canvas.shortened(&sector.name, width);
        let set = canvas.lines_of(&format!("{name} {}", sector.share), room);
        if set.len() <= lines {
            return set;
        }
    }
    canvas.lines_of(&sector.share, room)
}

/// The height that the words beside a pie need, all on one line.
pub(crate) fn height(chart: &Chart) -> f64 {
    let values = shares(chart);
    let whole: f64 = values.iter().sum();
    let (mut sum, mut right, mut left) = (0.0, 0_usize, 0_usize);
    for value in values.iter().filter(|value| **value > 0.0) {
        let side = if sum + value / 2.0 <= whole / 2.0 { &mut right } else { &mut left };
        *side += 1;
        sum += value;
    }
    right.max(left) as f64 * ROW
}

/// The values that have a sector; nothing for all others.
fn shares(chart: &Chart) -> Vec<f64> {
    let positive = |value: &Option<f64>| value.filter(|value| value.is_finite() && *value > 0.0).unwrap_or(0.0);
    chart.series.first().map_or(Vec::new(), |series| series.values.iter().map(positive).collect())
}
