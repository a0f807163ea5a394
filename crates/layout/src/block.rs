//! The text from top to bottom.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{Geometry, LEADING, PORTRAIT, SAN};
use crate::paragraph::{self, Indented, Style, TEXT};
use crate::{chart, table};
use model::document::{Block, Inline};
use model::page::{Color, Role};

/// Sets all blocks.
pub(crate) fn all(flow: &mut Flow, blocks: &[Block], fonts: &mut Fonts) {
    for (number, block) in blocks.iter().enumerate() {
        let following = blocks.get(number + 1..).unwrap_or_default();
        one(flow, block, following, fonts);
    }
}

fn one(flow: &mut Flow, block: &Block, following: &[Block], fonts: &mut Fonts) {
    // A wide table turns the paper, its headings with it; after it the paper is turned back.
    if let Some(geometry) = geometry(block, following, fonts)
        && flow.geometry != geometry
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
        Block::Table(table) => table::set(flow, table, fonts),
        Block::Chart(chart) => chart::set(flow, chart, fonts),
        words => {
            for lines in paragraphs(words, fonts) {
                paragraph::put(flow, &lines);
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
fn paragraphs(block: &Block, fonts: &mut Fonts) -> Vec<Vec<Indented>> {
    let width = PORTRAIT.text_width;
    match block {
        Block::Paragraph(inlines) => vec![paragraph::lines(inlines, TEXT, width, fonts)],
        Block::Quote(inlines) => {
            let style = Style { role: Role::Kai, ..TEXT };
            vec![paragraph::lines(inlines, style, width, fonts)]
        }
        Block::List { ordered, items } => {
            let item = |(number, inlines): (usize, &Vec<Inline>)| {
                let mut all = Vec::with_capacity(inlines.len() + 1);
                if *ordered {
                    all.push(Inline::Text(format!("{}.", number + 1)));
                }
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
    let lines = paragraph::lines(inlines, paragraph::heading(level), flow.geometry.text_width, fonts);
    flow.snap();
    let needed = lines.len() as f64 * LEADING + opening(following, fonts);
    // The last line of the grid needs no room below its characters.
    if !flow.fits(needed - LEADING + SAN) && !flow.is_fresh() {
        flow.new_page();
    }
    let title: String = inlines.iter().map(Inline::text).collect();
    flow.bookmark(title, level);
    for (indent, line) in &lines {
        flow.put_line(line, *indent, SAN, Color::BLACK);
    }
}

/// The least height that must follow a heading on the same page.
fn opening(following: &[Block], fonts: &mut Fonts) -> f64 {
    match following.split_first() {
        Some((Block::Heading(level, inlines), rest)) => {
            let lines = paragraph::lines(inlines, paragraph::heading(*level), PORTRAIT.text_width, fonts);
            lines.len() as f64 * LEADING + opening(rest, fonts)
        }
        Some((Block::Table(table), _)) => table::opening(table, fonts),
        Some((Block::Chart(chart), _)) => chart::height(chart) + LEADING,
        Some((Block::PageBreak, _)) | None => 0.0,
        Some((words, _)) => {
            let lines = paragraphs(words, fonts).first().map_or(1, Vec::len);
            lines.min(2) as f64 * LEADING
        }
    }
}
