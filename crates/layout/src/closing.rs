//! The end of the text: what closes it must not stand on a page without words above it
//! (GB/T 9704-2012, 7.3.5.5: no page may say that it has no text).

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, LINES, SAN};
use crate::paragraph::{self, Indented};
use crate::{block, chart};
use model::document::Block;

/// So many lines of text stand on the page of the signature.
const COMPANY: usize = 2;

/// What follows the last paragraph on its page: signature, date and, without attachments, the imprint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Closing {
    /// The lines of the grid that it takes, those of the text among them.
    lines: usize,
    /// The lines of the text that stand in front of it, behind the paragraph that it is behind of.
    text: usize,
    /// Whether the paragraph is the first of the text, of which the first page must show something
    /// (GB/T 9704-2012, 7.3.3).
    first: bool,
}

impl Closing {
    /// A closing that takes so much room in points.
    pub(crate) fn of_height(height: f64) -> Closing {
        // The last line of the text needs no room below its characters; what closes it does.
        let lines = if height > 0.0 { ((height + LEADING - SAN) / LEADING).ceil() as usize } else { 0 };
        Closing { lines: lines.min(LINES - COMPANY), ..Closing::default() }
    }

    /// This behind more lines of the text.
    fn behind(self, lines: usize) -> Closing {
        Closing { lines: self.lines + lines, text: self.text + lines, ..self }
    }

    /// How many of a paragraph's lines stay on their page where the others go with it: no single
    /// one, but for the first paragraph; none where the whole paragraph goes.
    fn staying(self, lines: usize) -> usize {
        let moved = COMPANY.saturating_sub(self.text).max(1);
        let moved = if self.first { moved.min(lines.saturating_sub(1)).max(1) } else { moved };
        let stay = lines.saturating_sub(moved);
        if self.first || stay > 1 { stay } else { 0 }
    }

    /// What of the text stays with it: the last lines, a table's or a chart's end, and the headings
    /// above them. Nothing where nothing closes the text or the text ends otherwise.
    pub(crate) fn unit(self, blocks: &[Block], fonts: &mut Fonts) -> Option<Unit> {
        let mut bearer = blocks.len().checked_sub(1)?;
        let shown = matches!(blocks.last(), Some(Block::Table(_) | Block::Chart(_)));
        if self.lines == 0 || !shown && !blocks.last().is_some_and(block::is_words) {
            return None;
        }
        let mut after = 0;
        let lines = |at: usize, fonts: &mut Fonts| blocks.get(at).map_or(0, |block| lines_of(block, fonts));
        while !shown && bearer > 0 && blocks.get(bearer - 1).is_some_and(block::is_words) {
            let own = lines(bearer, fonts);
            if after + own >= COMPANY {
                break;
            }
            after += own;
            bearer -= 1;
        }
        let above = blocks.iter().take(bearer).rev();
        let headings = above.take_while(|block| matches!(block, Block::Heading(..))).count();
        let first = bearer == 0;
        Some(Unit { start: bearer - headings, bearer, closing: Closing { first, ..self.behind(after) } })
    }

    /// This for the items of a list: for that one behind which too few lines are left.
    pub(crate) fn of_items(self, items: &[Vec<Indented>]) -> Vec<Closing> {
        let mut after = 0;
        let mut all = vec![Closing::default(); items.len()];
        for (at, lines) in items.iter().enumerate().rev().filter(|_| self.lines > 0) {
            if self.text + after + lines.len() >= COMPANY {
                let closing = Closing { first: self.first && at == 0, ..self.behind(after) };
                all.get_mut(at).into_iter().for_each(|item| *item = closing);
                break;
            }
            after += lines.len();
        }
        all
    }

    /// The height in points.
    pub(crate) fn height(self) -> f64 {
        self.lines as f64 * LEADING
    }

    /// Puts a paragraph behind whose last lines it stands: they go with it to the next page, all of
    /// them where they are too few to be divided.
    pub(crate) fn put(self, flow: &mut Flow, lines: &[Indented], fonts: &mut Fonts) {
        flow.snap();
        let left = flow.lines_left();
        let alone = lines.len() <= left && lines.len() + self.lines > left;
        if self.lines == 0 || !alone {
            return paragraph::put(flow, lines, fonts);
        }
        let (here, there) = lines.split_at(self.staying(lines.len()));
        paragraph::put_lines(flow, here, fonts);
        if !flow.is_fresh() {
            flow.new_page();
        }
        paragraph::put_lines(flow, there, fonts);
    }
}

/// The end of a text that does not leave what closes it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The first block: a heading, or the bearer itself.
    pub(crate) start: usize,
    /// The block whose end moves along where the page ends.
    pub(crate) bearer: usize,
    /// What stands behind the bearer.
    pub(crate) closing: Closing,
}

impl Unit {
    /// Begins a new page before the unit where its bearer will not be divided and what closes the
    /// text would not fit below it.
    pub(crate) fn make_room(self, flow: &mut Flow, blocks: &[Block], fonts: &mut Fonts) {
        let Some(bearer) = blocks.get(self.bearer) else { return };
        let headings: usize =
            blocks.get(self.start..self.bearer).unwrap_or_default().iter().map(|block| lines_of(block, fonts)).sum();
        flow.snap();
        let left = flow.lines_left();
        let moves = match bearer {
            Block::Chart(chart) => !flow.fits(headings as f64 * LEADING + chart::least(chart) + self.closing.height()),
            Block::Table(_) => false,
            words => {
                let own = lines_of(words, fonts);
                let whole = headings + own;
                self.closing.staying(own) == 0 && whole <= left && whole + self.closing.lines > left
            }
        };
        if moves && !flow.is_fresh() {
            flow.new_page();
        }
    }
}

fn lines_of(block: &Block, fonts: &mut Fonts) -> usize {
    block::paragraphs(block, fonts).iter().map(Vec::len).sum()
}
