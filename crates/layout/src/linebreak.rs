//! Where lines end: as much on a line as fits, after squeezing; no lone character at the end.

use crate::punctuation::Class;
use crate::text::{Atom, GAP, GAP_MIN, Text};
use std::ops::Range;

/// The lines of a text as ranges of its atoms. `first` is the width of the first line and `rest`
/// that of all others, in points.
pub(crate) fn lines(text: &Text, first: f64, rest: f64) -> Vec<Range<usize>> {
    let atoms = &text.atoms;
    let mut lines = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let width = if lines.is_empty() { first } else { rest };
        let end = line_end(text, start, width);
        lines.push(start..end);
        start = end;
    }
    mend_widow(text, &mut lines, first, rest);
    lines
}

/// The end of the line that begins at `start`: the last place that fits as it is, or the one
/// after it where squeezing makes room.
fn line_end(text: &Text, start: usize, width: f64) -> usize {
    let atoms = &text.atoms;
    let mut measure = Width::new(text.size);
    let mut best = None;
    let mut forced = start + 1;
    for end in start + 1..=atoms.len() {
        if let Some(atom) = atoms.get(end - 1) {
            measure.add(atom, end - 1 == start);
        }
        let (natural, least) = measure.at_end(atoms.get(end - 1));
        if natural <= width + EPSILON {
            forced = end;
        }
        if natural - measure.total_slack > width && least > width + EPSILON {
            break;
        }
        let opportunity = atoms.get(end).is_none_or(|next| next.may_start);
        if opportunity && least <= width + EPSILON {
            best = Some(end);
            if natural > width {
                break;
            }
        }
    }
    match best {
        // A long Western string would leave the line half empty, or does not fit on any line.
        Some(end) if filled(text, start, end) >= 0.5 * width || !is_long(text, end, width) => end,
        _ => cut(text, start, forced).or(best).unwrap_or(forced.max(start + 1)),
    }
}

/// So many em of letters go to the next line whole, though they leave this one half empty.
const WORD: f64 = 10.0;

/// Whether what stands from a place to the next one where a line may end is too long for a line, or
/// so long that it is rather cut than moved. Numbers are never cut but where they must be.
fn is_long(text: &Text, from: usize, width: f64) -> bool {
    let rest = text.atoms.get(from..).unwrap_or_default();
    let end = rest.iter().skip(1).position(|atom| atom.may_start).map_or(rest.len(), |at| at + 1);
    let part = rest.get(..end).unwrap_or_default();
    let long: f64 = part.iter().map(|atom| atom.advance).sum();
    let letters = part.iter().any(|atom| atom.character.is_ascii_alphabetic());
    long > width || letters && long > WORD * text.size
}

/// How much of a line is filled.
fn filled(text: &Text, start: usize, end: usize) -> f64 {
    // The last line may be short.
    if end == text.atoms.len() {
        return f64::INFINITY;
    }
    text.atoms.get(start..end).unwrap_or_default().iter().map(|atom| atom.advance).sum()
}

/// The marks within addresses and names of files behind which these are cut rather than elsewhere.
const JOINTS: &str = "/?&=.-_";

/// The last place up to `limit` where a string may be cut if it must: behind a mark within it, where
/// that leaves no more than half of the line empty, or between two Western characters.
fn cut(text: &Text, start: usize, limit: usize) -> Option<usize> {
    let at = |at: usize| text.atoms.get(at).map_or(' ', |atom| atom.character);
    let western = |place: usize| at(place).is_ascii_alphanumeric();
    // A number's own point or comma is no place to divide it.
    let number = |end: usize| at(end).is_ascii_digit() && end >= 2 && at(end - 2).is_ascii_digit();
    let joint = |end: &usize| JOINTS.contains(at(end - 1)) && western(*end) && !number(*end);
    let half = start + (limit.saturating_sub(start)).div_ceil(2);
    (half.max(start + 1)..=limit)
        .rev()
        .find(joint)
        .or_else(|| (start + 1..=limit).rev().find(|end| western(end - 1) && western(*end)))
}

/// Widths are compared with some room for rounding.
pub(crate) const EPSILON: f64 = 1e-6;

/// The width of a growing line.
struct Width {
    size: f64,
    natural: f64,
    /// What squeezing may take, all levels together.
    total_slack: f64,
}

impl Width {
    fn new(size: f64) -> Width {
        Width { size, natural: 0.0, total_slack: 0.0 }
    }

    fn add(&mut self, atom: &Atom, first: bool) {
        self.natural += atom.advance;
        if !first {
            self.natural += atom.before;
            self.total_slack += gap_slack(atom, self.size);
            if atom.before < 0.0 {
                // The blank that met another has been given up already.
                self.total_slack -= 0.5 * self.size;
            }
        }
        self.total_slack += mark_slack(atom, self.size);
    }

    /// The natural and the least width if the line ended here.
    fn at_end(&self, last: Option<&Atom>) -> (f64, f64) {
        let Some(last) = last else { return (self.natural, self.natural) };
        let trim = end_trim(last, self.size);
        let natural = self.natural - trim;
        let slack = if trim > 0.0 { self.total_slack - mark_slack(last, self.size) } else { self.total_slack };
        (natural, natural - slack.max(0.0))
    }
}

/// What a mark loses at a line's end: half an em, always (GB/T 15834-2011, 5.1.10).
pub(crate) fn end_trim(last: &Atom, size: f64) -> f64 {
    match last.class {
        Class::Space => last.advance,
        class if class.closes() && last.full => 0.5 * size,
        _ => 0.0,
    }
}

/// What the gap before an atom may lose.
pub(crate) fn gap_slack(atom: &Atom, size: f64) -> f64 {
    if atom.before > 0.0 { (GAP - GAP_MIN) * size } else { 0.0 }
}

/// What a mark's own blank may lose.
pub(crate) fn mark_slack(atom: &Atom, size: f64) -> f64 {
    if atom.full { 0.5 * size } else { 0.0 }
}

/// Moves the last line end so that no single character stands alone: one more is fetched down.
fn mend_widow(text: &Text, lines: &mut Vec<Range<usize>>, first: f64, rest: f64) {
    let count = lines.len();
    let (Some(last), Some(above)) = (lines.last().cloned(), count.checked_sub(2).and_then(|at| lines.get(at).cloned()))
    else {
        return;
    };
    if !is_widow(text, &last) {
        return;
    }
    let width = if count == 2 { first } else { rest };
    if squeezed(text, above.start..last.end) <= width + EPSILON {
        lines.truncate(count - 2);
        lines.push(above.start..last.end);
        return;
    }
    // Never leave the line above with less than half of its characters.
    let least = above.start + above.len() / 2;
    let starts = |at: &usize| text.atoms.get(*at).is_some_and(|atom| atom.may_start);
    if let Some(at) = (least + 1..last.start).rev().find(|at| starts(at) && !is_widow(text, &(*at..last.end))) {
        lines.truncate(count - 2);
        lines.push(above.start..at);
        lines.push(at..last.end);
    }
}

fn squeezed(text: &Text, line: Range<usize>) -> f64 {
    let mut measure = Width::new(text.size);
    let atoms = text.atoms.get(line).unwrap_or_default();
    for (place, atom) in atoms.iter().enumerate() {
        measure.add(atom, place == 0);
    }
    measure.at_end(atoms.last()).1
}

/// Whether a last line holds a single character besides marks.
fn is_widow(text: &Text, line: &Range<usize>) -> bool {
    let atoms = text.atoms.get(line.clone()).unwrap_or_default();
    atoms.iter().filter(|atom| matches!(atom.class, Class::Han | Class::Latin)).count() < 2
}
