//! Legends: a swatch and the words of each series, in one or more rows.

use super::canvas::{Anchor, Canvas};
use super::label::LABEL;
use super::paint;

/// One entry.
pub(crate) struct Entry {
    /// The words.
    pub(crate) title: String,
    /// Its number among the areas or among the lines.
    pub(crate) number: usize,
    /// Whether it is a line.
    pub(crate) line: bool,
}

/// An entry with its words as far as there is room, and the width of both.
type Worded<'a> = (&'a Entry, String, f64);

const SWATCH: f64 = 16.0;
/// The height of a row.
pub(crate) const ROW: f64 = LABEL * 1.5;

/// What an entry takes whose words are so wide.
pub(crate) fn width(words: f64) -> f64 {
    SWATCH + 4.0 + words + 14.0
}

/// How many rows entries of these widths take.
pub(crate) fn rows(widths: impl Iterator<Item = f64>, whole: f64) -> usize {
    let (mut rows, mut taken) = (0, f64::INFINITY);
    for width in widths {
        if taken + width > whole {
            (rows, taken) = (rows + 1, 0.0);
        }
        taken += width;
    }
    rows
}

/// Draws the legend centred from `y` on; its height.
pub(crate) fn draw(canvas: &mut Canvas, entries: &[Entry], y: f64) -> f64 {
    let mut rows: Vec<(f64, Vec<Worded<'_>>)> = Vec::new();
    for entry in entries {
        let words = canvas.shortened(&entry.title, canvas.width - width(0.0));
        let width = width(canvas.width_of(&words));
        match rows.last_mut() {
            Some((taken, row)) if *taken + width <= canvas.width => {
                *taken += width;
                row.push((entry, words, width));
            }
            _ => rows.push((width, vec![(entry, words, width)])),
        }
    }
    for (number, (taken, row)) in rows.iter().enumerate() {
        let mut x = (canvas.width - taken + 14.0) / 2.0;
        let y = y + number as f64 * ROW;
        for (entry, words, width) in row {
            swatch(canvas, entry, x, y);
            canvas.text(words, x + SWATCH + 4.0, y, Anchor::Start);
            x += width;
        }
    }
    rows.len() as f64 * ROW
}

fn swatch(canvas: &mut Canvas, entry: &Entry, x: f64, y: f64) {
    if entry.line {
        let (color, dash) = paint::line(entry.number);
        let middle = y + LABEL / 2.0;
        canvas.stroke((x, middle), (x + SWATCH, middle), 1.2, color, dash);
        paint::marker(canvas, entry.number, (x + SWATCH / 2.0, middle));
    } else {
        paint::rectangle(canvas, entry.number, (x + 2.0, y + 1.0), (x + SWATCH, y + LABEL - 1.0));
    }
}
