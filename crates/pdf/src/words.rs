//! The words of a line as a reader copies them.
//!
//! A reader guesses spaces from the gaps between glyphs, and justification makes gaps. The exact
//! words therefore go along as `ActualText` (ISO 32000-1, 14.9.4) wherever gaps would mislead.

use crate::fonts::Loaded;
use model::page::{Item, Run};
use printpdf::{DictItem, Op};
use std::collections::BTreeMap;

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
    let advance = left.glyphs.iter().map(|glyph| glyph.advance).sum::<f64>();
    // A turned baseline runs downwards.
    let (same_baseline, gap) = match left.turned {
        true => (left.x == right.x, left.y - advance - right.y),
        false => (left.y == right.y, right.x - left.x - advance),
    };
    left.turned == right.turned && same_baseline && left.size == right.size && gap.abs() < APART * left.size
}

/// The beginning of a span with the exact words of a group, where gaps would mislead.
pub(crate) fn span(group: &[Item], faces: &[Option<Loaded>]) -> Option<Op> {
    let runs = || group.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    if group.len() == 1 && !runs().any(|run| has_gaps(run, faces)) {
        return None;
    }
    let words: String = runs().flat_map(|run| &run.glyphs).map(|glyph| glyph.text).collect();
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    let map = BTreeMap::from([("ActualText".to_owned(), DictItem::Bytes(bytes))]);
    Some(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } })
}

fn has_gaps(run: &Run, faces: &[Option<Loaded>]) -> bool {
    let Some(Some(face)) = faces.get(run.face) else { return false };
    let inner = run.glyphs.iter().take(run.glyphs.len().saturating_sub(1));
    inner.into_iter().any(|glyph| glyph.advance / run.size - face.width(glyph.id) / 1000.0 > GAP)
}
