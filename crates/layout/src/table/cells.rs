//! The words of one cell.

use crate::fonts::Fonts;
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, Text, shape};
use model::document::RowKind;
use model::page::Role;

/// The blank on either side of a cell, in em.
pub(crate) const PADDING: f64 = 0.4;

/// How cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Align {
    /// Words at the left.
    Left,
    /// Short words in the middle.
    Centre,
    /// Numbers on the decimal point: the greatest widths, in em, before it and from it on.
    Point(f64, f64),
}

/// A cell's lines, each with its distance from the cell's left edge.
pub(crate) type Lines = Vec<(f64, Line)>;

/// Totals stand out in 黑体; what is left over, and subtotals, in 楷体.
pub(crate) fn role(kind: RowKind) -> Role {
    match kind {
        RowKind::Total => Role::Hei,
        RowKind::Others | RowKind::Subtotal => Role::Kai,
        RowKind::Body => Role::Song,
    }
}

/// Whether a text is a printed number.
pub(crate) fn is_numeric(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || "+-−".contains(first))
        && text.chars().any(|character| character.is_ascii_digit())
}

/// The width up to the decimal point, or to the first sign behind the digits.
pub(crate) fn before_point(text: &Text) -> f64 {
    let whole = |atom: &&crate::text::Atom| atom.character.is_ascii_digit() || "+-−,".contains(atom.character);
    text.atoms.iter().take_while(whole).map(|atom| atom.advance).sum()
}

/// Sets a head: centred lines that end between words.
pub(crate) fn head(words: &str, size: f64, width: f64, fonts: &mut Fonts) -> Lines {
    let inner = (width - 2.0 * PADDING * size).max(size);
    let mut lines = Vec::new();
    for paragraph in words.split('\n') {
        let text = shape(&[Span::new(paragraph, Role::Hei)], Measure::plain(size), fonts);
        for range in crate::title::by_sense(&text, inner) {
            let line = line::set(&text, range, inner, false);
            lines.push(((width - line.width) / 2.0, line));
        }
    }
    lines
}

/// Lines of a cell end flush from this share of its width on.
const FULL: f64 = 0.92;

/// Sets a cell.
pub(crate) fn set(words: &str, role: Role, align: Align, size: f64, width: f64, fonts: &mut Fonts) -> Lines {
    let inner = (width - 2.0 * PADDING * size).max(size);
    let mut lines = Vec::new();
    for paragraph in words.split('\n') {
        let text = shape(&[Span::new(paragraph, role)], Measure::plain(size), fonts);
        if let Align::Point(whole, fraction) = align
            && is_numeric(words)
            && let line = line::natural(&text)
            && line.width <= inner
        {
            let block = (whole + fraction) * size;
            let x = (width - block) / 2.0 + whole * size - before_point(&text);
            // Numbers too many for one point still stand within their column.
            let (first, last) = (PADDING * size, width - PADDING * size - line.width);
            lines.push((x.min(last).max(first), line));
            continue;
        }
        let ranges = linebreak::lines(&text, inner, inner);
        let count = ranges.len();
        for (number, range) in ranges.into_iter().enumerate() {
            let left = align == Align::Left;
            let plain = line::set(&text, range.clone(), inner, false);
            // A narrow column would tear the few characters of a line apart.
            let full = plain.width >= FULL * inner;
            let line = if left && full && number + 1 < count { line::set(&text, range, inner, true) } else { plain };
            let x = if left { PADDING * size } else { (width - line.width) / 2.0 };
            lines.push((x, line));
        }
    }
    lines
}
