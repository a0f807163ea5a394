//! What tells series apart: tones that differ without colour, hatches, markers, dashes.

use super::canvas::Canvas;
use model::page::Color;

/// Thin outlines.
pub(crate) const OUTLINE: (f64, Color) = (0.5, Color(0.2, 0.2, 0.2));
/// Axes and their marks.
pub(crate) const AXIS: Color = Color(0.35, 0.35, 0.35);
/// Lines across the drawing.
pub(crate) const GRID: Color = Color(0.85, 0.85, 0.85);

/// Tones of areas. Neighbours differ by steps that a black-and-white print keeps.
const TONES: [Color; 8] = [
    Color(0.16, 0.32, 0.52),
    Color(0.72, 0.81, 0.90),
    Color(1.0, 1.0, 1.0),
    Color(0.45, 0.58, 0.72),
    Color(0.90, 0.93, 0.96),
    Color(0.30, 0.30, 0.30),
    Color(0.82, 0.82, 0.82),
    Color(0.58, 0.58, 0.58),
];

/// Colours of lines.
const LINES: [Color; 4] =
    [Color(0.75, 0.15, 0.12), Color(0.16, 0.32, 0.52), Color(0.30, 0.30, 0.30), Color(0.55, 0.40, 0.10)];

/// Dashes of lines.
const DASHES: [&[f64]; 4] = [&[], &[5.0, 2.0], &[1.5, 1.5], &[6.0, 2.0, 1.5, 2.0]];

/// The tone of a series or a sector.
pub(crate) fn tone(number: usize) -> Color {
    TONES.get(number % TONES.len()).copied().unwrap_or(Color::BLACK)
}

/// Colour and dashes of a line.
pub(crate) fn line(number: usize) -> (Color, &'static [f64]) {
    let color = LINES.get(number % LINES.len()).copied().unwrap_or(Color::BLACK);
    (color, DASHES.get(number % DASHES.len()).copied().unwrap_or_default())
}

/// A filled rectangle between two corners.
pub(crate) fn rectangle(canvas: &mut Canvas, number: usize, from: (f64, f64), to: (f64, f64)) {
    let (left, right) = (from.0.min(to.0), from.0.max(to.0));
    let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    canvas.polygon(&corners, Some(tone(number)), Some(OUTLINE));
    // White, and tones that come a second time, are hatched.
    if number % TONES.len() == 2 || number >= TONES.len() {
        hatch(canvas, left, top, right, bottom);
    }
}

/// Lines that rise to the right, cut at the rectangle's edges.
fn hatch(canvas: &mut Canvas, left: f64, top: f64, right: f64, bottom: f64) {
    const STEP: f64 = 4.0;
    let (width, height) = (right - left, bottom - top);
    let mut along = STEP;
    while along < width + height {
        let from = if along <= height { (left, top + along) } else { (left + along - height, bottom) };
        let to = if along <= width { (left + along, top) } else { (right, top + along - width) };
        canvas.stroke(from, to, 0.4, OUTLINE.1, &[]);
        along += STEP;
    }
}

/// A marker of a line: circle, square, triangle, diamond in turn.
pub(crate) fn marker(canvas: &mut Canvas, number: usize, (x, y): (f64, f64)) {
    const R: f64 = 2.4;
    let (color, _) = line(number);
    let points: Vec<(f64, f64)> = match number % 4 {
        0 => (0..12)
            .map(|step| f64::from(step) * std::f64::consts::TAU / 12.0)
            .map(|a| (x + R * a.cos(), y + R * a.sin()))
            .collect(),
        1 => vec![(x - R, y - R), (x + R, y - R), (x + R, y + R), (x - R, y + R)],
        2 => vec![(x, y - R * 1.2), (x + R * 1.1, y + R), (x - R * 1.1, y + R)],
        _ => vec![(x, y - R * 1.3), (x + R * 1.3, y), (x, y + R * 1.3), (x - R * 1.3, y)],
    };
    canvas.polygon(&points, Some(Color(1.0, 1.0, 1.0)), Some((1.0, color)));
}
