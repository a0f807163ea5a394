//! A workbook as bare cells: what every format becomes before anything is understood.

use std::collections::HashMap;
use std::sync::Arc;

/// The content of one cell. Texts are numbers into [`Strings`], so that a cell is 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Raw {
    /// Nothing, or only spaces.
    Empty,
    /// A text by its number.
    Text(u32),
    /// A number as Excel keeps it.
    Number(f64),
    /// A date's serial number in the epoch of the workbook.
    Date(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error such as `#REF!`.
    Fault(Fault),
    /// A formula whose result was not saved.
    Uncomputed,
}

/// The errors of Excel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Div0,
    Na,
    Name,
    Null,
    Num,
    Ref,
    Value,
    Other,
}

impl Fault {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Fault::Div0 => "#DIV/0!",
            Fault::Na => "#N/A",
            Fault::Name => "#NAME?",
            Fault::Null => "#NULL!",
            Fault::Num => "#NUM!",
            Fault::Ref => "#REF!",
            Fault::Value => "#VALUE!",
            Fault::Other => "#ERROR",
        }
    }
}

/// The distinct texts of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    list: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
    bytes: usize,
}

impl Strings {
    /// The cell for a text; a text of spaces is an empty cell.
    pub(crate) fn intern(&mut self, text: &str) -> Raw {
        if let Some(number) = self.numbers.get(text) {
            return Raw::Text(*number);
        }
        if text.trim().is_empty() {
            return Raw::Empty;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let shared = Arc::<str>::from(text);
        self.bytes += text.len();
        self.list.push(Arc::clone(&shared));
        self.numbers.insert(shared, number);
        Raw::Text(number)
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        usize::try_from(number).ok().and_then(|at| self.list.get(at)).map_or("", AsRef::as_ref)
    }
}

/// A block of merged cells; rows and columns from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) top: u32,
    pub(crate) left: u32,
    pub(crate) bottom: u32,
    pub(crate) right: u32,
}

/// A row that holds something.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    /// Excel's number, from 1.
    pub(crate) row: u32,
    start: usize,
    end: usize,
}

/// A sheet: only cells with content, row by row.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    /// Why the sheet could not be read to its end, if so.
    pub(crate) broken: Option<String>,
    pub(crate) lines: Vec<Line>,
    pub(crate) merges: Vec<Merge>,
    cells: Vec<(u32, Raw)>,
    /// For each cell below or beside the first of a merged block, the block's number.
    covered: HashMap<(u32, u32), u32>,
}

/// More covered cells than any ledger has; a merge over whole columns is cut to the content first.
const MOST_COVERED: usize = 1_000_000;

impl Sheet {
    /// A sheet from cells in any order (row and column from 1); of two at one place the later counts.
    pub(crate) fn new(name: String, hidden: bool, mut cells: Vec<(u32, u32, Raw)>, merges: Vec<Merge>) -> Sheet {
        if !cells.is_sorted_by(|left, right| (left.0, left.1) < (right.0, right.1)) {
            cells.reverse();
            cells.sort_by_key(|(row, column, _)| (*row, *column));
            cells.dedup_by_key(|(row, column, _)| (*row, *column));
        }
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        sheet.cells.reserve_exact(cells.len());
        for (row, column, raw) in cells {
            let at = sheet.cells.len();
            match sheet.lines.last_mut() {
                Some(line) if line.row == row => line.end = at + 1,
                _ => sheet.lines.push(Line { row, start: at, end: at + 1 }),
            }
            sheet.cells.push((column, raw));
        }
        sheet.merge(merges);
        sheet
    }

    fn merge(&mut self, merges: Vec<Merge>) {
        let last_row = self.lines.last().map_or(0, |line| line.row);
        let last_column = self.cells.iter().map(|(column, _)| *column).max().unwrap_or(0);
        for mut merge in merges {
            merge.bottom = merge.bottom.min(last_row);
            merge.right = merge.right.min(last_column);
            if merge.bottom < merge.top || merge.right < merge.left || self.covered.len() > MOST_COVERED {
                continue;
            }
            let number = u32::try_from(self.merges.len()).unwrap_or(u32::MAX);
            for row in merge.top..=merge.bottom {
                for column in merge.left..=merge.right {
                    if (row, column) != (merge.top, merge.left) && self.covered.len() <= MOST_COVERED {
                        self.covered.insert((row, column), number);
                    }
                }
            }
            self.merges.push(merge);
        }
    }

    /// The filled cells of a line, by column.
    pub(crate) fn cells(&self, line: &Line) -> &[(u32, Raw)] {
        self.cells.get(line.start..line.end).unwrap_or_default()
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
        let cells = self.cells(line);
        cells
            .binary_search_by_key(&column, |cell| cell.0)
            .ok()
            .and_then(|at| cells.get(at))
            .map_or(Raw::Empty, |cell| cell.1)
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
}

/// A whole workbook.
#[derive(Debug, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) strings: Strings,
    /// Whether serial numbers count from 1904 (old Macintosh workbooks).
    pub(crate) from_1904: bool,
}

impl Book {
    /// The text of a cell; nothing for other content.
    pub(crate) fn text(&self, raw: Raw) -> Option<&str> {
        match raw {
            Raw::Text(number) => Some(self.strings.get(number)),
            _ => None,
        }
    }
}

/// How much a workbook may hold, so that a small hostile file cannot fill the memory.
pub(crate) struct Budget {
    visits: usize,
    cells: usize,
    bytes: usize,
}

impl Budget {
    /// Room for the largest ledgers: a million rows of a dozen columns visited, half of it kept.
    pub(crate) fn new() -> Budget {
        Budget { visits: 20_000_000, cells: 8_000_000, bytes: 256 << 20 }
    }

    /// Counts one cell; false once the workbook is too large.
    pub(crate) fn take(&mut self, raw: Raw, strings: &Strings) -> bool {
        self.visits = self.visits.saturating_sub(1);
        if raw != Raw::Empty {
            self.cells = self.cells.saturating_sub(1);
        }
        self.visits > 0 && self.cells > 0 && strings.bytes < self.bytes
    }
}
