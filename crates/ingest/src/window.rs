//! A sheet as a person sees it, a window of it at a time: a ledger may have a million rows.

use crate::Grid;
use crate::cells::{LAST_COLUMN, LAST_ROW};
use crate::display::displayed;
use crate::grid::{Book, Merge, OddFormat, Raw, Sheet};
use crate::spans::Spans;
use crate::widths::ColumnWidth;
use model::Said;
use serde::Serialize;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What a sheet looks like from afar. Rows and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SheetOutline {
    /// The sheet's name.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Why it could not be read to its end, if so.
    pub broken: Option<Said>,
    /// The last row that holds anything; 0 for an empty sheet.
    pub last_row: u32,
    /// The last column that holds anything; 0 for an empty sheet.
    pub last_column: u32,
    /// The width of columns that state none, if the file says one; see [`ColumnWidth::width`].
    pub default_width: Option<f64>,
    /// The widths that columns state, in order; nothing where the format has none.
    pub widths: Vec<ColumnWidth>,
    /// The first and the last row of each run of hidden rows, in order; of very many only the
    /// first [`MOST_OUTLINED`], since each [`Window`] has its own.
    pub hidden_rows: Vec<[u32; 2]>,
    /// The first and the last column of each run of hidden columns, in order.
    pub hidden_columns: Vec<[u32; 2]>,
}

/// The part of a sheet that is on the screen. Rows and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Window {
    /// The first and the last row that are given, which may be fewer than were asked for; the last
    /// before the first where there is none.
    pub rows: [u32; 2],
    /// The first and the last column that are given.
    pub columns: [u32; 2],
    /// The cells that show or hold something, row by row; none that a merged block covers.
    pub cells: Vec<WindowCell>,
    /// The merged blocks that reach into the window.
    pub blocks: Vec<Block>,
    /// The first and the last row of each run of hidden rows within the window.
    pub hidden_rows: Vec<[u32; 2]>,
}

/// A cell as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WindowCell {
    /// The row.
    pub row: u32,
    /// The column.
    pub column: u32,
    /// What is shown; empty where the format shows nothing or no result was saved.
    pub text: String,
    /// What it is, by which it is set.
    pub kind: CellKind,
    /// What the cell holds, where its format shows less or something else.
    pub stored: Option<String>,
    /// Whether the text goes on; [`Grid::text_of`] gives it whole.
    pub cut: bool,
}

/// What a cell holds, by which Excel sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CellKind {
    /// A text, set to the left.
    Text,
    /// A number, a percentage or a day, set to the right.
    Number,
    /// TRUE or FALSE, set in the middle.
    Bool,
    /// An error such as `#N/A`, set in the middle.
    Fault,
    /// A formula whose result was not saved.
    Uncomputed,
}

/// A block of merged cells, which may reach beyond the window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// The first row.
    pub top: u32,
    /// The first column.
    pub left: u32,
    /// The last row.
    pub bottom: u32,
    /// The last column.
    pub right: u32,
    /// What it shows, where its first cell is outside the window.
    pub cell: Option<WindowCell>,
}

/// The most rows of a window.
pub const MOST_ROWS: u32 = 500;
/// The most columns of a window.
pub const MOST_COLUMNS: u32 = 200;
/// The most runs of hidden rows that an outline lists.
pub const MOST_OUTLINED: usize = 10_000;
/// The most merged blocks of a window; they overlap where a file is made to have more.
const MOST_BLOCKS: usize = 20_000;
/// The most letters of a cell.
const LONG: usize = 2_000;
/// The most letters of a cell behind [`MOST_LETTERS`].
const SHORT: usize = 50;
/// The most bytes of texts of usual length in a window.
const MOST_LETTERS: usize = 4 << 20;

impl Grid {
    /// What its sheets look like from afar, in the order of the workbook.
    pub fn sheets(&self) -> Vec<SheetOutline> {
        self.0.sheets.iter().map(outline).collect()
    }

    /// What is to be seen in a part of a sheet, whose number counts from 0; nothing where there is no
    /// such sheet. At most [`MOST_ROWS`] and [`MOST_COLUMNS`] from the first on are given. Takes as
    /// long as the window is large, however long the sheet is.
    pub fn window(&self, sheet: usize, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>) -> Option<Window> {
        let rows = within(&rows, MOST_ROWS, LAST_ROW);
        let columns = within(&columns, MOST_COLUMNS, LAST_COLUMN);
        self.0.sheets.get(sheet).map(|sheet| View::new(&self.0, sheet, rows, columns).window())
    }

    /// The whole text that a cell shows; nothing for an empty cell or none.
    pub fn text_of(&self, sheet: usize, row: u32, column: u32) -> Option<String> {
        let sheet = self.0.sheets.get(sheet)?;
        let cell = View::new(&self.0, sheet, (row, row), (column, column)).cell(
            (row, column),
            sheet.own(row, column),
            usize::MAX,
        );
        cell.map(|cell| cell.text)
    }
}

/// The part of a range that there may be; of a reversed one nothing.
fn within(range: &RangeInclusive<u32>, most: u32, last: u32) -> (u32, u32) {
    let first = (*range.start()).clamp(1, last.saturating_add(1));
    (first, (*range.end()).min(last).min(first.saturating_add(most - 1)).max(first - 1))
}

fn pairs(spans: impl Iterator<Item = (u32, u32)>) -> Vec<[u32; 2]> {
    spans.map(|(first, last)| [first, last]).collect()
}

fn outline(sheet: &Sheet) -> SheetOutline {
    let mut columns = Spans::default();
    for (first, last) in &sheet.hidden_columns {
        columns.add(*first, (*last).min(LAST_COLUMN));
    }
    SheetOutline {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        broken: sheet.broken.clone(),
        last_row: sheet.lines.last().map_or(0, |line| line.row),
        last_column: sheet.last_column(),
        default_width: sheet.widths.usual(),
        widths: sheet.widths.columns().to_vec(),
        hidden_rows: pairs(sheet.hidden_rows.iter().take(MOST_OUTLINED)),
        hidden_columns: pairs(columns.sorted().iter()),
    }
}

/// A window while its cells are put into words.
struct View<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    rows: (u32, u32),
    columns: (u32, u32),
    /// What cells in sight show instead of what they hold.
    odd: HashMap<(u32, u32), OddFormat>,
}

impl<'a> View<'a> {
    fn new(book: &'a Book, sheet: &'a Sheet, rows: (u32, u32), columns: (u32, u32)) -> View<'a> {
        View { book, sheet, rows, columns, odd: sheet.odd_formats.iter().map(|odd| ((odd.0, odd.1), odd.2)).collect() }
    }

    fn window(&self) -> Window {
        let ((top, bottom), (left, right)) = (self.rows, self.columns);
        let mut letters = 0;
        let mut cells = Vec::new();
        for line in self.sheet.lines_between(top, bottom) {
            for (column, raw) in self.sheet.cells(line).between(left, right).iter() {
                if self.sheet.covering(line.row, column).is_none() {
                    cells.extend(self.next((line.row, column), raw, &mut letters));
                }
            }
        }
        let hidden_rows = pairs(self.sheet.hidden_rows.between(top, bottom));
        let blocks = self.blocks(&mut letters);
        Window { rows: [top, bottom], columns: [left, right], cells, blocks, hidden_rows }
    }

    fn blocks(&self, letters: &mut usize) -> Vec<Block> {
        let ((top, bottom), (left, right)) = (self.rows, self.columns);
        let reaches =
            |merge: &&Merge| merge.top <= bottom && merge.bottom >= top && merge.left <= right && merge.right >= left;
        let inside = |merge: &Merge| merge.top >= top && merge.left >= left;
        let block = |merge: &Merge| Block {
            top: merge.top,
            left: merge.left,
            bottom: merge.bottom,
            right: merge.right,
            cell: if inside(merge) {
                None
            } else {
                self.next((merge.top, merge.left), self.sheet.own(merge.top, merge.left), letters)
            },
        };
        self.sheet.merges.iter().filter(reaches).take(MOST_BLOCKS).map(block).collect()
    }

    /// The next cell, shorter once a window has more letters than a screen.
    fn next(&self, place: (u32, u32), raw: Raw, letters: &mut usize) -> Option<WindowCell> {
        let cell = self.cell(place, raw, if *letters < MOST_LETTERS { LONG } else { SHORT })?;
        *letters = letters.saturating_add(cell.text.len());
        Some(cell)
    }

    /// A cell with at most so many letters of text; nothing for an empty one.
    fn cell(&self, (row, column): (u32, u32), raw: Raw, most: usize) -> Option<WindowCell> {
        let kind = match raw {
            Raw::Empty => return None,
            Raw::Text(_) => CellKind::Text,
            Raw::Number(_) | Raw::Percent(_) | Raw::Date(_) => CellKind::Number,
            Raw::Bool(_) => CellKind::Bool,
            Raw::Fault(_) => CellKind::Fault,
            Raw::Uncomputed => CellKind::Uncomputed,
        };
        let cell = |text, stored, cut| WindowCell { row, column, text, kind, stored, cut };
        // A long text is cut before it is copied: many cells may hold one and the same.
        if let Some(text) = self.book.text(raw) {
            let end = text.char_indices().nth(most).map(|(at, _)| at);
            let shown = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
            return Some(cell(shown.to_owned(), None, end.is_some()));
        }
        let odd = self.odd.get(&(row, column)).copied();
        let (text, stored) = displayed(raw, self.sheet.looks.at(row, column), odd, self.book);
        Some(cell(text, stored, false))
    }
}
