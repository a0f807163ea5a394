//! The end of the text: what closes it must not stand on a page without words above it
//! (GB/T 9704-2012, 7.3.5.5: no page may say that it has no text).
//!
//! Text and closing are set and looked at. Where too little text stands above the closing, the page
//! before ends a little earlier and all from it on is set again, until enough went overleaf.

use crate::block;
use crate::checkpoint::Checkpoint;
use crate::flow::{Flow, Shortened};
use crate::fonts::Fonts;
use crate::geometry::{LEADING, LINES};
use model::document::Block;
use model::page::{ElementKind, Item};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// So many lines of text stand on the page of the signature.
const COMPANY: usize = 2;

/// How well an ending stands; of two, the greater stands better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    /// The pages before the closing that show no text. The first page must show some (GB/T
    /// 9704-2012, 7.3.3).
    blank: Reverse<usize>,
    /// The lines of text on the page on which the closing ends, counted up to `COMPANY`.
    above_end: usize,
    /// Those on the page on which it begins: the imprint may need a page of its own where the
    /// signature does not.
    above_begin: usize,
}

/// Sets the text and what closes it, with lines of the text on the page of the closing if some way
/// of ending the page before gives that; else as it comes.
pub(crate) fn set(flow: &mut Flow, text: &[Block], closing: impl Fn(&mut Flow, &mut Fonts), fonts: &mut Fonts) {
    let start = Checkpoint::of(flow);
    let mut places = Vec::new();
    block::all(flow, text, &mut places, fonts);
    let end = Checkpoint::of(flow);
    closing(flow, fonts);
    let Some((begin, last)) = extent(flow, &end) else { return };
    let plain = standing(flow, &start, &end);
    if plain.above_end == COMPANY || last == start.page {
        return;
    }
    // Where the imprint needs a page of its own, the signature is to have its text at least.
    let pages = if begin > start.page { begin - 1..last } else { begin..last };
    // What is set before the first page that is shortened begins does not change.
    let from = places.iter().rfind(|(_, place)| place.page < pages.start).or(places.first());
    let Some((number, place)) = from else { return };
    let mut again = |flow: &mut Flow, shortened: Option<Shortened>| {
        place.restore(flow);
        flow.shortened = shortened;
        block::all(flow, text.get(*number..).unwrap_or_default(), &mut Vec::new(), fonts);
        let end = Checkpoint::of(flow);
        closing(flow, fonts);
        flow.shortened = None;
        standing(flow, &start, &end)
    };
    let (mut best, mut way) = (plain, None);
    for shortened in pages.rev().flat_map(|page| ways(page, page == start.page)) {
        let standing = again(flow, Some(shortened));
        if standing > best {
            (best, way) = (standing, Some(shortened));
        }
        if best.above_end == COMPANY {
            return;
        }
    }
    again(flow, way);
}

/// The ways to end a page early, by more and more lines. A single first line of a paragraph stays
/// behind on the first page alone, if all else would leave that without text.
fn ways(page: usize, is_first: bool) -> impl Iterator<Item = Shortened> {
    let torn = [false, true].into_iter().take(if is_first { 2 } else { 1 });
    torn.flat_map(move |torn| (1..LINES).map(move |lines| Shortened { page, by: lines as f64 * LEADING, torn }))
}

/// The page on which begins what was set after the text's end, and the last one of the same paper:
/// no text can stand above an imprint for which the paper was turned. Nothing if nothing was set.
fn extent(flow: &Flow, end: &Checkpoint) -> Option<(usize, usize)> {
    let begin = end.begins(flow)?;
    let width = |page: usize| flow.pages.get(page).map(|page| page.width);
    let last = (begin..flow.pages.len()).rfind(|page| width(*page) == width(begin))?;
    Some((begin, last))
}

/// How that stands which closes the text from `start` to `end`.
fn standing(flow: &Flow, start: &Checkpoint, end: &Checkpoint) -> Standing {
    let above = |page: usize| lines(flow, page, start.elements..end.elements).min(COMPANY);
    let (begin, last) = extent(flow, end).unwrap_or_default();
    let blank = (start.page..begin).filter(|page| above(*page) == 0).count();
    Standing { blank: Reverse(blank), above_end: above(last), above_begin: above(begin) }
}

/// How many lines and rows of elements from one number to another stand on a page; headings and
/// notes are not text that could stand for itself.
fn lines(flow: &Flow, page: usize, elements: Range<usize>) -> usize {
    let Some(page) = flow.pages.get(page) else { return 0 };
    let ends = page.parts.iter().skip(1).map(|part| part.first).chain([page.items.len()]);
    let mut seen = BTreeSet::new();
    for (part, end) in page.parts.iter().zip(ends) {
        let Some(at) = part.element.filter(|at| elements.contains(at)) else { continue };
        let Some(element) = flow.structure.elements.get(at) else { continue };
        match element.kind {
            ElementKind::Heading(_) | ElementKind::Note => {}
            // A row is one, however many lines its cells have.
            ElementKind::Cell | ElementKind::HeadCell => {
                seen.insert((element.parent, 0));
            }
            _ => {
                let runs = page.items.get(part.first..end).unwrap_or_default().iter();
                seen.extend(runs.flat_map(|item| match item {
                    Item::Run(run) => vec![(None, run.y.to_bits())],
                    // A picture is company enough for what closes the text.
                    Item::Image { at, size, .. } => vec![(None, at.1.to_bits()), (None, (at.1 + size.1).to_bits())],
                    Item::Line { .. } | Item::Polygon { .. } => Vec::new(),
                }));
            }
        }
    }
    seen.len()
}
