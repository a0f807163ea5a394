//! A workbook as bare cells: what every format becomes before anything is understood.

use crate::cells::{Cell, Chunks, Filled};
use crate::look::Looks;
pub(crate) use crate::raw::{Fault, Line, Raw};
use crate::spans::Spans;
use crate::strings::Strings;
use crate::widths::Widths;
use model::Said;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A block of merged cells; rows and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A number format that hides what a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OddFormat {
    /// It shows the number divided by that power of ten.
    Scaled(u8),
    /// It shows no number.
    Unseen,
    /// It writes a unit behind the number, which is worth that power of ten: 万元, 亿.
    Unit(u8),
}

/// What is not clear in what a file holds, before anything is known of its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Doubt {
    /// A quotation mark has no other half.
    OpenQuote,
    /// Bytes mean no letter.
    DamagedText,
    /// The row has more cells than others.
    Shifted,
    /// The cells of the row are parted by another sign than those of the others.
    Separator(char),
    /// The last line ends early.
    CutOff,
    /// The cell stands twice in the file, with other contents.
    Twice,
}

/// The filled cells of a line, by column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LineCells<'a>(pub(crate) &'a [Cell]);

impl<'a> LineCells<'a> {
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// The cells from one column to another.
    pub(crate) fn between(self, left: u32, right: u32) -> LineCells<'a> {
        let start = self.0.partition_point(|cell| cell.column() < left);
        let end = self.0.partition_point(|cell| cell.column() <= right);
        LineCells(self.0.get(start..end).unwrap_or_default())
    }

    pub(crate) fn iter(self) -> impl DoubleEndedIterator<Item = (u32, Raw)> + Clone + 'a {
        self.0.iter().map(|cell| (cell.column(), cell.raw()))
    }

    pub(crate) fn get(self, column: u32) -> Raw {
        // Most rows are filled without a gap, so that a cell stands where its column says.
        let first = self.0.first().map_or(0, Cell::column);
        let guess = column.checked_sub(first).and_then(|at| usize::try_from(at).ok()).and_then(|at| self.0.get(at));
        match guess {
            Some(cell) if cell.column() == column => cell.raw(),
            _ => {
                let at = self.0.binary_search_by_key(&column, Cell::column).ok();
                at.and_then(|at| self.0.get(at)).map_or(Raw::Empty, Cell::raw)
            }
        }
    }
}

/// A sheet: only cells with content, row by row.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Why the sheet could not be read to its end, if so.
    pub(crate) broken: Option<Said>,
    pub(crate) lines: Vec<Line>,
    pub(crate) merges: Vec<Merge>,
    /// Rows that are hidden, with content or without.
    pub(crate) hidden_rows: Spans,
    /// Hidden columns as first and last.
    pub(crate) hidden_columns: Vec<(u32, u32)>,
    /// Rows and columns at which the text was not clear.
    pub(crate) doubts: Vec<(u32, u32, Doubt)>,
    /// Numbers whose formats show something else, at most [`MOST_HIDDEN`].
    pub(crate) odd_formats: Vec<(u32, u32, OddFormat)>,
    /// Cells that are struck out.
    pub(crate) struck: Vec<(u32, u32)>,
    /// Formulas whose stored results may be old.
    pub(crate) uncalculated: Vec<(u32, u32)>,
    /// How wide the columns are.
    pub(crate) widths: Widths,
    /// How its numbers are shown.
    pub(crate) looks: Looks,
    chunks: Chunks,
    /// For each cell below or beside the first of a merged block, the block's number.
    covered: HashMap<(u32, u32), u32>,
}

/// More covered cells than any ledger has; a merge over whole columns is cut to the content first.
const MOST_COVERED: usize = 1_000_000;
/// More hidden columns or odd formats than a message lists.
pub(crate) const MOST_HIDDEN: usize = 10_000;

impl Sheet {
    /// A sheet from collected cells and merged blocks.
    pub(crate) fn new(name: String, hidden: bool, (lines, chunks): Filled, merges: Vec<Merge>) -> Sheet {
        let mut sheet = Sheet { name, hidden, lines, chunks, ..Sheet::default() };
        sheet.merge(merges);
        sheet
    }

    fn merge(&mut self, merges: Vec<Merge>) {
        if merges.is_empty() {
            return;
        }
        let last_row = self.lines.last().map_or(0, |line| line.row);
        let last_column = self.last_column();
        for mut merge in merges {
            merge.bottom = merge.bottom.min(last_row);
            // A title that is merged beyond the last filled cell still is as wide as it is.
            merge.right = merge.right.min(last_column.max(merge.left).saturating_add(64));
            let area = (u64::from(merge.bottom) + 1).saturating_sub(merge.top.into())
                * (u64::from(merge.right) + 1).saturating_sub(merge.left.into());
            if area == 0 || area > (MOST_COVERED - self.covered.len().min(MOST_COVERED)) as u64 {
                continue;
            }
            let number = u32::try_from(self.merges.len()).unwrap_or(u32::MAX);
            for row in merge.top..=merge.bottom {
                for column in merge.left..=merge.right {
                    if (row, column) != (merge.top, merge.left) {
                        self.covered.insert((row, column), number);
                    }
                }
            }
            self.merges.push(merge);
        }
    }

    /// The last column that holds anything.
    pub(crate) fn last_column(&self) -> u32 {
        self.lines.iter().filter_map(|line| self.cells(line).0.last()).map(Cell::column).max().unwrap_or(0)
    }

    /// The filled cells of a line, by column.
    pub(crate) fn cells(&self, line: &Line) -> LineCells<'_> {
        LineCells(self.chunks.get(line))
    }

    /// The lines from one row to another.
    pub(crate) fn lines_between(&self, first: u32, last: u32) -> &[Line] {
        let start = self.lines.partition_point(|line| line.row < first);
        let end = self.lines.partition_point(|line| line.row <= last);
        self.lines.get(start..end).unwrap_or_default()
    }

    /// The line of a row, if it holds anything.
    pub(crate) fn line(&self, row: u32) -> Option<&Line> {
        self.lines.binary_search_by_key(&row, |line| line.row).ok().and_then(|at| self.lines.get(at))
    }

    /// What the cell itself holds.
    pub(crate) fn own(&self, row: u32, column: u32) -> Raw {
        self.line(row).map_or(Raw::Empty, |line| self.in_line(line, column))
    }

    /// What the cell itself holds, where the line is known.
    pub(crate) fn in_line(&self, line: &Line, column: u32) -> Raw {
        self.cells(line).get(column)
    }

    /// The merged block that covers the cell, other than as its first cell.
    pub(crate) fn covering(&self, row: u32, column: u32) -> Option<Merge> {
        if self.covered.is_empty() {
            return None;
        }
        let number = self.covered.get(&(row, column))?;
        usize::try_from(*number).ok().and_then(|at| self.merges.get(at)).copied()
    }

    /// What a reader sees in the cell: its own content, or that of the merged block around it.
    pub(crate) fn seen(&self, row: u32, column: u32) -> Raw {
        match self.covering(row, column) {
            Some(merge) => self.own(merge.top, merge.left),
            None => self.own(row, column),
        }
    }

    /// Gives back the memory of the rows before one that was read, as long as no merged block
    /// needs them: a workbook of a million rows and its records need not be held at once.
    pub(crate) fn release_before(&mut self, row: u32) {
        let reaching = self.merges.iter().filter(|merge| merge.bottom >= row).map(|merge| merge.top).min();
        let needed = reaching.map_or(row, |top| top.min(row));
        if let Some(line) = self.lines.get(self.lines.partition_point(|line| line.row < needed)) {
            self.chunks.release_before(line.chunk);
        }
    }
}

/// A whole workbook.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) strings: Strings,
    /// Whether serial numbers count from 1904 (old Macintosh workbooks).
    pub(crate) from_1904: bool,
    /// How many other workbooks formulas refer to.
    pub(crate) external: u32,
    /// Whether months in labels are names like others, since the ledger has no periods across.
    #[serde(skip)]
    pub(crate) plain_months: bool,
    /// The year of months in labels where neither the sheet nor its name says one: that of the file.
    #[serde(skip)]
    pub(crate) year: Option<i32>,
}

impl Book {
    /// To be done once when all sheets are read.
    pub(crate) fn close(&mut self) {
        let lines = self.sheets.iter().flat_map(|sheet| sheet.lines.iter().map(move |line| sheet.cells(line)));
        self.strings.close(lines.flat_map(|cells| cells.iter().map(|(_, raw)| raw)));
    }

    /// The text of a cell; nothing for other content.
    pub(crate) fn text(&self, raw: Raw) -> Option<&str> {
        match raw {
            Raw::Text(number) => Some(self.strings.get(number)),
            _ => None,
        }
    }
}

/// How much a workbook may hold, so that a small hostile file cannot fill the memory.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
}

/// The most bytes of distinct texts, and the most of such texts.
const MOST_TEXT: usize = 192 << 20;
const MOST_TEXTS: usize = 4_000_000;

impl Budget {
    /// Room for the largest ledgers: a million rows of a dozen columns.
    pub(crate) fn new() -> Budget {
        Budget { cells: 16_000_000 }
    }

    /// Counts one cell; false once the workbook is too large.
    pub(crate) fn take(&mut self, strings: &Strings) -> bool {
        self.cells = self.cells.saturating_sub(1);
        self.cells > 0 && strings.bytes() < MOST_TEXT && strings.len() < MOST_TEXTS
    }
}
