//! The text from top to bottom.

use crate::checkpoint::Checkpoint;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LANDSCAPE, PORTRAIT};
use crate::paragraph::{self, QUOTE, Style, TEXT};
use crate::{chart, picture, table};
use model::document::{Block, Inline};
use model::page::{ElementKind, Page};

/// Words of more characters than this, about three lines, are not moved to what they lead on to.
const SHORT: usize = 80;

/// Sets all blocks; notes the places where nothing waits, each with the number of its block.
pub(crate) fn all(flow: &mut Flow, blocks: &[Block], places: &mut Vec<(usize, Checkpoint)>, fonts: &mut Fonts) {
    let mut waiting: Vec<&Block> = Vec::new();
    let mut number = 0;
    while let Some(group) = group(blocks.get(number..).unwrap_or_default()) {
        if waiting.is_empty() {
            places.push((number, Checkpoint::of(flow)));
        }
        number += group.len();
        if !waiting.is_empty() && !group.iter().all(|block| passes(flow, block, &waiting, fonts)) {
            waiting.drain(..).for_each(|block| upright(flow, block, fonts));
        }
        match group {
            [block @ (Block::Chart(_) | Block::Picture(_))] if !waiting.is_empty() => waiting.push(block),
            [block] if waits(flow, block, blocks.get(number), fonts) => waiting.push(block),
            _ => together(flow, group, fonts),
        }
        while let Some(first) = waiting.first().filter(|first| fits(flow, first)) {
            upright(flow, first, fonts);
            waiting.remove(0);
        }
    }
    waiting.into_iter().for_each(|block| upright(flow, block, fonts));
}

/// The first blocks that belong together: headings, what leads on, and what they stand above.
fn group(blocks: &[Block]) -> Option<&[Block]> {
    let leads = blocks.iter().zip(blocks.iter().skip(1)).take_while(|(block, next)| leads_on(block, next)).count();
    blocks.get(..(leads + 1).min(blocks.len())).filter(|group| !group.is_empty())
}

/// Whether a block must stand on the page on which the next one begins: a heading, and few words
/// that only lead on to a table, a chart or a list.
fn leads_on(block: &Block, next: &Block) -> bool {
    match block {
        Block::Heading(..) => *next != Block::PageBreak,
        Block::Paragraph(inlines) => {
            let words: String = inlines.iter().map(Inline::text).collect();
            words.trim_end().ends_with(['：', ':'])
                && words.chars().count() <= SHORT
                && matches!(next, Block::Table(_) | Block::Chart(_) | Block::Picture(_) | Block::List { .. })
        }
        _ => false,
    }
}

/// Sets blocks that belong together; once more from a new page on where a page's end divided them.
fn together(flow: &mut Flow, group: &[Block], fonts: &mut Fonts) {
    let Some((follower, leads)) = group.split_last() else { return };
    let start = Checkpoint::of(flow);
    let Some(page) = led(flow, leads, follower, fonts).filter(|page| start.begins(flow) != Some(*page)) else { return };
    let turned = flow.pages.get(page).is_some_and(is_turned);
    start.restore(flow);
    let geometry = if turned { LANDSCAPE } else { PORTRAIT };
    if !flow.is_fresh() || flow.geometry.width != geometry.width {
        flow.turn_page(geometry);
    }
    led(flow, leads, follower, fonts);
}

/// Sets what leads on and what follows it; the page on which that begins.
fn led(flow: &mut Flow, leads: &[Block], follower: &Block, fonts: &mut Fonts) -> Option<usize> {
    // A wide table turns the paper, its headings with it.
    if !matches!(follower, Block::Table(_)) && flow.geometry.width != PORTRAIT.width {
        flow.turn_page(PORTRAIT);
    }
    leads.iter().for_each(|block| one(flow, block, fonts));
    let behind = Checkpoint::of(flow);
    one(flow, follower, fonts);
    behind.begins(flow)
}

fn is_turned(page: &Page) -> bool {
    page.width > page.height
}

/// Sets a block that stands alone: all but a table on upright paper.
fn upright(flow: &mut Flow, block: &Block, fonts: &mut Fonts) {
    led(flow, &[], block, fonts);
}

/// Whether a chart, a picture, or a table that turns the paper, is put behind what follows, because it would
/// leave the rest of the page blank and that would not.
fn waits(flow: &Flow, block: &Block, next: Option<&Block>, fonts: &mut Fonts) -> bool {
    let Some(next) = next else { return false };
    match block {
        Block::Chart(_) | Block::Picture(_) => !fits(flow, block) && passes(flow, next, &[], fonts),
        Block::Table(table) => {
            is_words(next) && !flow.is_fresh() && table::geometry(table, fonts).width > flow.geometry.width
        }
        _ => false,
    }
}

/// Whether something that waits has its place now.
fn fits(flow: &Flow, block: &Block) -> bool {
    match block {
        Block::Chart(chart) => chart::fits(flow, chart),
        Block::Picture(picture) => picture::fits(flow, picture),
        _ => flow.is_fresh(),
    }
}

/// Whether a block may stand before those that wait: words, which flow up into the room that these
/// leave, a small table before a chart, but nothing that has a heading of its own. A chart waits too.
fn passes(flow: &Flow, block: &Block, waiting: &[&Block], fonts: &mut Fonts) -> bool {
    let in_order = || !waiting.iter().any(|block| matches!(block, Block::Table(_)));
    match block {
        Block::Chart(_) | Block::Picture(_) => !waiting.is_empty(),
        Block::Table(table) => in_order() && table::fits_whole(flow, table, fonts),
        _ => is_words(block),
    }
}

/// Whether a block is words without a heading's rank.
fn is_words(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Quote(_) | Block::List { .. })
}

fn one(flow: &mut Flow, block: &Block, fonts: &mut Fonts) {
    match block {
        Block::Heading(level, inlines) => heading(flow, *level, inlines, fonts),
        Block::PageBreak => {
            if !flow.is_fresh() {
                flow.new_page();
            }
        }
        Block::Table(table) => table::set(flow, table, fonts),
        Block::Chart(chart) => chart::set(flow, chart, fonts),
        Block::Picture(picture) => picture::set(flow, picture, fonts),
        Block::Paragraph(inlines) => words(flow, ElementKind::Paragraph, inlines, TEXT, fonts),
        Block::Quote(inlines) => words(flow, ElementKind::Quote, inlines, QUOTE, fonts),
        Block::List { ordered, items } => {
            flow.structure.open(ElementKind::List);
            for (number, inlines) in items.iter().enumerate() {
                // What has no number begins with a dash, as enumerations of official documents do.
                let label = Inline::Text(if *ordered { format!("{}.", number + 1) } else { "——".to_owned() });
                let all: Vec<Inline> = std::iter::once(label).chain(inlines.iter().cloned()).collect();
                flow.structure.open(ElementKind::Item);
                words(flow, ElementKind::ItemBody, &all, TEXT, fonts);
                flow.structure.close();
            }
            flow.structure.close();
        }
    }
}

/// Sets a paragraph as an element of its kind.
fn words(flow: &mut Flow, kind: ElementKind, inlines: &[Inline], style: Style, fonts: &mut Fonts) {
    let lines = paragraph::lines(inlines, style, PORTRAIT.text_width, fonts);
    flow.within(kind, |flow| paragraph::put(flow, &lines, fonts));
}

/// Sets a heading as wide as the paper is.
fn heading(flow: &mut Flow, level: u8, inlines: &[Inline], fonts: &mut Fonts) {
    let lines = paragraph::lines(inlines, paragraph::heading(level), flow.geometry.text_width, fonts);
    flow.snap();
    if flow.lines_left() == 0 && !flow.is_fresh() {
        flow.new_page();
    }
    let title: String = inlines.iter().map(Inline::text).collect();
    flow.bookmark(title, level);
    flow.within(ElementKind::Heading(level), |flow| paragraph::put_lines(flow, &lines, fonts));
}
