//! The words of a line as a reader copies them.
//!
//! A reader guesses spaces from the gaps between glyphs, and justification makes gaps. The exact
//! words therefore go along as `ActualText` (ISO 32000-1, 14.9.4) wherever gaps would mislead, and
//! wherever a glyph stands for another character than the one that the font names for it.

use crate::fonts::Loaded;
use crate::number::hex;
use model::page::{Item, Run};

/// Runs that are further apart than this, in em, are not one line of words: cells of a table.
const APART: f64 = 0.6;
/// Readers see a space in a gap of a tenth of an em; this leaves some room.
const GAP: f64 = 0.06;

/// The items of a page in groups: runs that make up one line of words, or one item that is not a run.
pub(crate) fn groups(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    items.chunk_by(|left, right| match (left, right) {
        (Item::Run(left), Item::Run(right)) => continues(left, right),
        _ => false,
    })
}

fn continues(left: &Run, right: &Run) -> bool {
    if left.turned != right.turned || left.size != right.size {
        return false;
    }
    let advance = left.glyphs.iter().map(|glyph| glyph.advance).sum::<f64>();
    // A turned baseline runs downwards.
    let (same_baseline, gap) = match left.turned {
        true => (left.x == right.x, left.y - advance - right.y),
        false => (left.y == right.y, right.x - left.x - advance),
    };
    same_baseline && gap.abs() < APART * left.size
}

/// Whether the glyphs of a group would mislead a reader about their words.
pub(crate) fn need_words(group: &[Item], faces: &[Option<Loaded>]) -> bool {
    let mut runs = group.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    group.len() > 1 || runs.any(|run| misleads(run, faces))
}

/// Writes the exact words of a group as an entry of a property list.
pub(crate) fn put(group: &[Item], out: &mut Vec<u8>) {
    out.extend(b"/ActualText<FEFF");
    let mut units = [0; 2];
    let runs = group.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    for glyph in runs.flat_map(|run| &run.glyphs) {
        glyph.text.encode_utf16(&mut units).iter().for_each(|unit| hex(*unit, out));
    }
    out.push(b'>');
}

fn misleads(run: &Run, faces: &[Option<Loaded>]) -> bool {
    let Some(Some(face)) = faces.get(run.face) else { return false };
    let last = run.glyphs.len().saturating_sub(1);
    run.glyphs.iter().enumerate().any(|(place, glyph)| {
        face.glyph(glyph.id).is_some_and(|coded| {
            let gap = glyph.advance / run.size - f64::from(coded.width) / 1000.0;
            coded.text != glyph.text || place < last && gap > GAP
        })
    })
}
