//! The text from top to bottom.

use crate::closing::Closing;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LEADING, PORTRAIT, SAN};
use crate::paragraph::{self, Indented, QUOTE, Style, TEXT};
use crate::{chart, table};
use model::document::{Block, Inline};
use model::page::{Color, ElementKind};

/// What the last line of the grid needs no room for, in points.
const BELOW: f64 = LEADING - SAN;

/// Sets all blocks; what closes the text afterwards takes so much room.
pub(crate) fn all(flow: &mut Flow, blocks: &[Block], closing: Closing, fonts: &mut Fonts) {
    let mut waiting: Vec<&Block> = Vec::new();
    let unit = closing.unit(blocks, fonts);
    let begins = unit.map_or(blocks.len(), |unit| unit.start);
    let put = |flow: &mut Flow, block: &Block, fonts: &mut Fonts| one(flow, block, &[], Closing::default(), fonts);
    for (number, block) in blocks.iter().enumerate() {
        let following = blocks.get(number + 1..).unwrap_or_default();
        if !waiting.is_empty() && (number == begins || !passes(flow, block, &waiting, fonts)) {
            waiting.drain(..).for_each(|block| put(flow, block, fonts));
        }
        if let Some(unit) = unit.filter(|unit| number == unit.start) {
            unit.make_room(flow, blocks, fonts);
        }
        let behind = unit.filter(|unit| number == unit.bearer).map_or_else(Closing::default, |unit| unit.closing);
        let may_wait = number + 1 < begins;
        match block {
            Block::Chart(_) if !waiting.is_empty() => waiting.push(block),
            _ if may_wait && waits(flow, block, following, fonts) => waiting.push(block),
            _ => one(flow, block, following, behind, fonts),
        }
        while let Some(first) = waiting.first().filter(|first| fits(flow, first)) {
            put(flow, first, fonts);
            waiting.remove(0);
        }
    }
    waiting.into_iter().for_each(|block| put(flow, block, fonts));
}

/// Whether a chart, or a table that turns the paper, is put behind what follows, because it would
/// leave the rest of the page blank and that would not.
fn waits(flow: &Flow, block: &Block, following: &[Block], fonts: &mut Fonts) -> bool {
    let Some(next) = following.first() else { return false };
    match block {
        Block::Chart(_) => !fits(flow, block) && passes(flow, next, &[], fonts),
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
        _ => flow.is_fresh(),
    }
}

/// Whether a block may stand before those that wait: words, which flow up into the room that these
/// leave, a small table before a chart, but nothing that has a heading of its own. A chart waits too.
fn passes(flow: &Flow, block: &Block, waiting: &[&Block], fonts: &mut Fonts) -> bool {
    let in_order = || !waiting.iter().any(|block| matches!(block, Block::Table(_)));
    match block {
        Block::Chart(_) => !waiting.is_empty(),
        Block::Table(table) => in_order() && table::fits_whole(flow, table, fonts),
        _ => is_words(block),
    }
}

/// Whether a block is words without a heading's rank.
pub(crate) fn is_words(block: &Block) -> bool {
    matches!(block, Block::Paragraph(_) | Block::Quote(_) | Block::List { .. })
}

fn one(flow: &mut Flow, block: &Block, following: &[Block], closing: Closing, fonts: &mut Fonts) {
    // A wide table turns the paper, its headings with it; after it the paper is turned back.
    if let Some(geometry) = geometry(block, following, fonts)
        && flow.geometry.width != geometry.width
    {
        flow.turn_page(geometry);
    }
    match block {
        Block::Heading(level, inlines) => heading(flow, *level, inlines, following, fonts),
        Block::PageBreak => {
            if !flow.is_fresh() {
                flow.new_page();
            }
        }
        Block::Table(table) => table::set(flow, table, closing.height(), fonts),
        Block::Chart(chart) => chart::set(flow, chart, fonts),
        Block::List { .. } => {
            let items = paragraphs(block, fonts);
            flow.within(ElementKind::List, |flow| {
                for (lines, closing) in items.iter().zip(closing.of_items(&items)) {
                    flow.structure.open(ElementKind::Item);
                    flow.within(ElementKind::ItemBody, |flow| closing.put(flow, lines, fonts));
                    flow.structure.close();
                }
            });
        }
        Block::Quote(_) | Block::Paragraph(_) => {
            let kind = if matches!(block, Block::Quote(_)) { ElementKind::Quote } else { ElementKind::Paragraph };
            for lines in paragraphs(block, fonts) {
                if matches!(block, Block::Paragraph(inlines) if lines.len() < 4 && leads_on(inlines, following)) {
                    keep(flow, lines.len(), following, fonts);
                }
                flow.within(kind, |flow| closing.put(flow, &lines, fonts));
            }
        }
    }
}

/// The paper that a block needs; nothing for a table, which turns it itself.
fn geometry(block: &Block, following: &[Block], fonts: &mut Fonts) -> Option<Geometry> {
    match (block, following.split_first()) {
        (Block::Table(_), _) => None,
        (Block::Heading(..), Some((Block::Table(table), _))) => Some(table::geometry(table, fonts)),
        (Block::Heading(..), Some((heading @ Block::Heading(..), rest))) => geometry(heading, rest, fonts),
        _ => Some(PORTRAIT),
    }
}

/// The paragraphs of a block of words, each as its lines.
pub(crate) fn paragraphs(block: &Block, fonts: &mut Fonts) -> Vec<Vec<Indented>> {
    let width = PORTRAIT.text_width;
    match block {
        Block::Paragraph(inlines) => vec![paragraph::lines(inlines, TEXT, width, fonts)],
        Block::Heading(level, inlines) => vec![paragraph::lines(inlines, paragraph::heading(*level), width, fonts)],
        Block::Quote(inlines) => vec![paragraph::lines(inlines, QUOTE, width, fonts)],
        Block::List { ordered, items } => {
            let item = |(number, inlines): (usize, &Vec<Inline>)| {
                let mut all = Vec::with_capacity(inlines.len() + 1);
                // What has no number begins with a dash, as enumerations of official documents do.
                all.push(Inline::Text(if *ordered { format!("{}.", number + 1) } else { "——".to_owned() }));
                all.extend(inlines.iter().cloned());
                paragraph::lines(&all, TEXT, width, fonts)
            };
            items.iter().enumerate().map(item).collect()
        }
        _ => Vec::new(),
    }
}

/// Sets a heading where at least the beginning of what follows still fits below it.
fn heading(flow: &mut Flow, level: u8, inlines: &[Inline], following: &[Block], fonts: &mut Fonts) {
    let style: Style = paragraph::heading(level);
    let lines = paragraph::lines(inlines, style, flow.geometry.text_width, fonts);
    keep(flow, lines.len(), following, fonts);
    let title: String = inlines.iter().map(Inline::text).collect();
    flow.bookmark(title, level);
    flow.within(ElementKind::Heading(level), |flow| paragraph::put_lines(flow, &lines, fonts));
}

/// Begins a new page where so many lines do not fit together with the beginning of what follows.
fn keep(flow: &mut Flow, lines: usize, following: &[Block], fonts: &mut Fonts) {
    flow.snap();
    let own = lines as f64 * LEADING;
    let needed = own + opening(following, flow.rest() - own, fonts);
    if !flow.fits(needed) && !flow.is_fresh() {
        flow.new_page();
    }
}

/// Whether a paragraph only leads on to the table, the chart or the list behind it.
fn leads_on(inlines: &[Inline], following: &[Block]) -> bool {
    let colon = inlines.last().is_some_and(|last| last.text().trim_end().ends_with(['：', ':']));
    colon && matches!(following.first(), Some(Block::Table(_) | Block::Chart(_) | Block::List { .. }))
}

/// The least height that must follow on the same page, of which so much is left, in points.
fn opening(following: &[Block], rest: f64, fonts: &mut Fonts) -> f64 {
    match following.split_first() {
        Some((Block::Heading(level, inlines), further)) => {
            let lines = paragraph::lines(inlines, paragraph::heading(*level), PORTRAIT.text_width, fonts);
            let own = lines.len() as f64 * LEADING;
            own + opening(further, rest - own, fonts)
        }
        Some((Block::Table(table), _)) => table::opening(table, rest, fonts),
        Some((Block::Chart(chart), _)) => chart::least(chart) + LEADING,
        Some((Block::PageBreak, _)) | None => -BELOW,
        Some((words, _)) => {
            let lines = paragraphs(words, fonts).first().map_or(1, Vec::len);
            lines.min(2) as f64 * LEADING - BELOW
        }
    }
}

/// One line in the middle of the text area, in the next row of the grid.
pub(crate) fn centred(flow: &mut Flow, line: &crate::line::Line, size: f64) {
    let x = (flow.geometry.text_width - line.width) / 2.0;
    flow.put_line(line, x, size, Color::BLACK);
}
