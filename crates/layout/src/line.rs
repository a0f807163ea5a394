//! One line: squeezing or stretching, and the placed glyphs.

use crate::geometry::ASCENT;
use crate::linebreak::{EPSILON, end_trim, gap_slack, mark_slack};
use crate::punctuation::Class;
use crate::text::{Atom, GAP, GAP_MAX, RAISED, Text};
use model::page::{Color, Glyph, Item, Run};
use std::ops::Range;

/// No gap between two characters grows by more than this, in em.
const LOOSEST: f64 = 0.75;

/// A line of placed characters; the origin is the left end of the baseline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    placed: Vec<Placed>,
    size: f64,
    /// The width in points, without the blank that a mark loses at the end.
    pub(crate) width: f64,
    /// The names of the figures in the text that it belongs to.
    figures: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
struct Placed {
    x: f64,
    advance: f64,
    face: usize,
    raised: bool,
    figure: Option<usize>,
    glyph: Glyph,
}

/// Sets a line to exactly the given width where `width` is given, else as wide as it is.
/// A line that is too wide as it is gets squeezed to `limit`.
pub(crate) fn set(text: &Text, range: Range<usize>, limit: f64, justify: bool) -> Line {
    let atoms = text.atoms.get(range).unwrap_or_default();
    let mut spacing = Spacing::natural(atoms, text.size);
    let natural = spacing.width(atoms);
    if natural > limit + EPSILON {
        spacing.squeeze(atoms, text.size, natural - limit);
    } else if justify {
        spacing.stretch(atoms, text.size, limit - natural);
    }
    spacing.place(atoms, text)
}

/// Sets a whole text on one line as wide as it is.
pub(crate) fn natural(text: &Text) -> Line {
    set(text, 0..text.atoms.len(), f64::INFINITY, false)
}

/// What stands before each atom, and what each loses on its left and on its right.
struct Spacing {
    before: Vec<f64>,
    left: Vec<f64>,
    right: Vec<f64>,
}

impl Spacing {
    fn natural(atoms: &[Atom], size: f64) -> Spacing {
        let count = atoms.len();
        let mut spacing = Spacing { before: vec![0.0; count], left: vec![0.0; count], right: vec![0.0; count] };
        for (at, pair) in atoms.windows(2).enumerate() {
            let [left, right] = pair else { continue };
            if right.before >= 0.0 {
                put(&mut spacing.before, at + 1, right.before);
            } else if left.class.closes() {
                put(&mut spacing.right, at, -right.before);
            } else {
                put(&mut spacing.left, at + 1, -right.before);
            }
        }
        if let Some(last) = atoms.last() {
            put(&mut spacing.right, count - 1, end_trim(last, size));
        }
        spacing
    }

    fn width(&self, atoms: &[Atom]) -> f64 {
        let advances: f64 = atoms.iter().map(|atom| atom.advance).sum();
        advances + self.before.iter().sum::<f64>() - self.left.iter().sum::<f64>() - self.right.iter().sum::<f64>()
    }

    /// Squeezes in the order of clreq: gaps, brackets, pauses, stops.
    fn squeeze(&mut self, atoms: &[Atom], size: f64, mut excess: f64) {
        let gaps: Vec<f64> = atoms.iter().map(|atom| gap_slack(atom, size)).collect();
        let gaps = zero_first(gaps);
        let share = taken(&gaps, &mut excess);
        self.before.iter_mut().zip(&gaps).for_each(|(gap, slack)| *gap -= slack * share);
        for level in [[Class::Open, Class::Close], [Class::Pause, Class::Pause], [Class::Stop, Class::Stop]] {
            let slack = |(at, atom): (usize, &Atom)| {
                let gone = get(&self.left, at) + get(&self.right, at);
                if level.contains(&atom.class) { (mark_slack(atom, size) - gone).max(0.0) } else { 0.0 }
            };
            let slacks: Vec<f64> = atoms.iter().enumerate().map(slack).collect();
            let share = taken(&slacks, &mut excess);
            for (at, (atom, slack)) in atoms.iter().zip(&slacks).enumerate() {
                let side = if atom.class == Class::Open { &mut self.left } else { &mut self.right };
                let gone = get(side, at);
                put(side, at, gone + slack * share);
            }
        }
    }

    /// Stretches the gaps beside Western characters to their greatest, then all others evenly.
    fn stretch(&mut self, atoms: &[Atom], size: f64, mut lack: f64) {
        let gap = |atom: &Atom| if atom.before > 0.0 { (GAP_MAX - GAP) * size } else { 0.0 };
        let gaps = zero_first(atoms.iter().map(gap).collect());
        let share = taken(&gaps, &mut lack);
        self.before.iter_mut().zip(&gaps).for_each(|(gap, room)| *gap += room * share);
        let open = |pair: &[Atom]| matches!(pair, [left, right] if may_stretch(left, right));
        let places: Vec<usize> = atoms.windows(2).enumerate().filter(|(_, p)| open(p)).map(|(at, _)| at + 1).collect();
        let each = lack / places.len().max(1) as f64;
        // A line with holes in it is worse than a short one.
        if each > LOOSEST * size {
            return;
        }
        for at in places {
            let gap = get(&self.before, at);
            put(&mut self.before, at, gap + each);
        }
    }

    fn place(&self, atoms: &[Atom], text: &Text) -> Line {
        let mut x = 0.0;
        let mut placed = Vec::with_capacity(atoms.len());
        for (at, atom) in atoms.iter().enumerate() {
            x += get(&self.before, at) - get(&self.left, at);
            let glyph = Glyph { id: atom.id, text: atom.character, advance: 0.0 };
            let Atom { advance, face, raised, figure, .. } = *atom;
            placed.push(Placed { x, advance, face, raised, figure, glyph });
            x += atom.advance - get(&self.right, at);
        }
        Line { placed, size: text.size, width: x, figures: text.figures.clone() }
    }
}

/// Whether room may be made between two characters: not inside Western words, not in —— or ……,
/// and not beside the quarter em that is the greatest gap already.
fn may_stretch(left: &Atom, right: &Atom) -> bool {
    let western = |atom: &Atom| atom.class == Class::Latin;
    let pair = left.class == Class::Pair && right.class == Class::Pair;
    !(pair || western(left) && western(right) || right.before > 0.0 || right.class == Class::Space)
}

/// The share of each slack that is used so that the excess goes, and what is left of the excess.
fn taken(slacks: &[f64], excess: &mut f64) -> f64 {
    let total: f64 = slacks.iter().sum();
    if total <= 0.0 || *excess <= 0.0 {
        return 0.0;
    }
    let share = (*excess / total).min(1.0);
    *excess -= total * share;
    share
}

fn zero_first(mut values: Vec<f64>) -> Vec<f64> {
    put(&mut values, 0, 0.0);
    values
}

fn get(values: &[f64], at: usize) -> f64 {
    values.get(at).copied().unwrap_or(0.0)
}

fn put(values: &mut [f64], at: usize, value: f64) {
    if let Some(place) = values.get_mut(at) {
        *place = value;
    }
}

impl Line {
    /// Adds the glyphs as runs with the baseline's left end at `x`, `y`.
    pub(crate) fn items(&self, x: f64, y: f64, color: Color, items: &mut Vec<Item>) {
        for group in self.placed.chunk_by(|left, right| left.face == right.face && left.raised == right.raised) {
            let Some(first) = group.first() else { continue };
            let next = group.iter().skip(1).map(|placed| placed.x);
            let end = group.last().map_or(0.0, |last| last.x + last.advance);
            let glyph = |(placed, next): (&Placed, f64)| Glyph { advance: next - placed.x, ..placed.glyph };
            let glyphs = group.iter().zip(next.chain([end])).map(glyph).collect();
            let (size, y) = match first.raised {
                true => (self.size * RAISED, y + (ASCENT - ASCENT * RAISED) * self.size),
                false => (self.size, y),
            };
            let run = Run { face: first.face, size, color, x: x + first.x, y, turned: false, glyphs };
            items.push(Item::Run(run));
        }
    }

    /// The figures whose characters stand in it: the name, and the left and the right edge of these.
    pub(crate) fn figures(&self) -> impl Iterator<Item = (&str, f64, f64)> {
        let mut end = 0;
        self.placed.chunk_by(|left, right| left.figure == right.figure).filter_map(move |group| {
            end += group.len();
            let (first, last) = (group.first()?, group.last()?);
            let name = self.figures.get(first.figure?)?;
            // A mark may have lost half of its em to what stands behind it.
            let next = self.placed.get(end).map_or(self.width, |next| next.x);
            Some((name.as_str(), first.x, (last.x + last.advance).min(next)))
        })
    }

    /// Whether it has no characters.
    pub(crate) fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// Adds room behind every character but the last, for marks that fill a width.
    pub(crate) fn spread(&mut self, width: f64) {
        let each = (width - self.width) / self.placed.len().saturating_sub(1).max(1) as f64;
        for (place, placed) in self.placed.iter_mut().enumerate() {
            placed.x += each * place as f64;
        }
        self.width = width;
    }
}
