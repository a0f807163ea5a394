//! The end of the text: what closes it must not stand on a page without words above it
//! (GB/T 9704-2012, 7.3.5.5: no page may say that it has no text).

use crate::block;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, LINES, SAN};
use crate::paragraph::{self, Indented};
use model::document::Block;
use std::ops::Range;

/// So many lines of text stand on the page of the signature.
const COMPANY: usize = 2;

/// What follows the last paragraph on its page: signature, date and, without attachments, the imprint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closing {
    /// The lines of the grid that it takes.
    pub(crate) lines: usize,
}

impl Closing {
    /// A closing that takes so much room in points.
    pub(crate) fn of_height(height: f64) -> Closing {
        // The last line of the text needs no room below its characters; what closes it does.
        let lines = if height > 0.0 { ((height + LEADING - SAN) / LEADING).ceil() as usize } else { 0 };
        Closing { lines: lines.min(LINES - COMPANY) }
    }

    /// This for the last block, none for the others.
    pub(crate) fn of_last(self, is_last: bool) -> Closing {
        if is_last { self } else { Closing::default() }
    }

    /// The last paragraph with the headings above it; nothing where the text ends otherwise.
    pub(crate) fn unit(self, blocks: &[Block]) -> Range<usize> {
        let end = blocks.len();
        if self.lines == 0 || !matches!(blocks.last(), Some(Block::Paragraph(_) | Block::Quote(_))) {
            return end..0;
        }
        let headings = blocks.iter().rev().skip(1).take_while(|block| matches!(block, Block::Heading(..))).count();
        end - 1 - headings..end
    }

    /// Begins a new page before the unit where its paragraph is too short to be divided and what
    /// closes the text would not fit below it.
    pub(crate) fn make_room(self, flow: &mut Flow, unit: &[Block], fonts: &mut Fonts) {
        let heights: Vec<usize> =
            unit.iter().map(|block| block::paragraphs(block, fonts).iter().map(Vec::len).sum()).collect();
        let (whole, last) = (heights.iter().sum::<usize>(), heights.last().copied().unwrap_or(0));
        flow.snap();
        let left = flow.lines_left();
        let fits_here = whole <= left;
        let closes_here = whole + self.lines <= left;
        if fits_here && !closes_here && last < 2 * COMPANY && !flow.is_fresh() {
            flow.new_page();
        }
    }

    /// Puts the last paragraph: its last lines go with what closes the text.
    pub(crate) fn put(self, flow: &mut Flow, lines: &[Indented], fonts: &mut Fonts) {
        flow.snap();
        let left = flow.lines_left();
        let alone = lines.len() <= left && lines.len() + self.lines > left;
        if self.lines == 0 || !alone || lines.len() < 2 * COMPANY {
            return paragraph::put(flow, lines, fonts);
        }
        let (here, there) = lines.split_at(lines.len() - COMPANY);
        paragraph::put_lines(flow, here, fonts);
        flow.new_page();
        paragraph::put_lines(flow, there, fonts);
    }
}
