//! Cells packed into ten bytes each, in chunks that can be given back one by one.

use crate::raw::{Fault, Line, Raw};
use serde::{Deserialize, Serialize};

/// A column and its content. Two bits of the column tell numbers, dates and percentages apart
/// from all else, so that a number keeps its 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cell {
    place: u16,
    value: [u16; 4],
}

const COLUMN: u16 = 0x3fff;
const NUMBER: u16 = 0;
const DATE: u16 = 1;
const PERCENT: u16 = 2;
const OTHER: u16 = 3;

/// The last column of a sheet, XFD.
pub(crate) const LAST_COLUMN: u32 = 16_384;
/// The last row of a sheet.
pub(crate) const LAST_ROW: u32 = 1_048_576;

fn split(bits: u64) -> [u16; 4] {
    [bits as u16, (bits >> 16) as u16, (bits >> 32) as u16, (bits >> 48) as u16]
}

fn join([first, second, third, last]: [u16; 4]) -> u64 {
    u64::from(first) | u64::from(second) << 16 | u64::from(third) << 32 | u64::from(last) << 48
}

impl Cell {
    /// A cell of a column from 1 to [`LAST_COLUMN`]; an empty one is no cell.
    pub(crate) fn new(column: u32, raw: Raw) -> Option<Cell> {
        let (kind, bits) = match raw {
            Raw::Empty => return None,
            Raw::Number(value) => (NUMBER, value.to_bits()),
            Raw::Date(value) => (DATE, value.to_bits()),
            Raw::Percent(value) => (PERCENT, value.to_bits()),
            Raw::Text(number) => (OTHER, u64::from(number)),
            Raw::Bool(flag) => (OTHER, 1 << 32 | u64::from(flag)),
            Raw::Fault(fault) => {
                (OTHER, 2 << 32 | Fault::ALL.iter().position(|other| *other == fault).unwrap_or(7) as u64)
            }
            Raw::Uncomputed => (OTHER, 3 << 32),
        };
        let column = u16::try_from(column.checked_sub(1)?).ok().filter(|column| *column <= COLUMN)?;
        Some(Cell { place: kind << 14 | column, value: split(bits) })
    }

    pub(crate) fn column(&self) -> u32 {
        u32::from(self.place & COLUMN) + 1
    }

    pub(crate) fn raw(&self) -> Raw {
        let bits = join(self.value);
        match self.place >> 14 {
            NUMBER => Raw::Number(f64::from_bits(bits)),
            DATE => Raw::Date(f64::from_bits(bits)),
            PERCENT => Raw::Percent(f64::from_bits(bits)),
            _ => {
                let low = bits as u32;
                match bits >> 32 {
                    0 => Raw::Text(low),
                    1 => Raw::Bool(low == 1),
                    2 => {
                        let at = usize::try_from(low).unwrap_or(usize::MAX);
                        Raw::Fault(Fault::ALL.get(at).copied().unwrap_or(Fault::Other))
                    }
                    _ => Raw::Uncomputed,
                }
            }
        }
    }
}

/// The cells of a sheet, a line within one chunk.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Chunks(Vec<Vec<Cell>>);

/// So many cells make the first chunk, which grows, unless a line is longer.
const FIRST: usize = 1 << 15;
/// So many make each of the others. At 35 MB allocators give a chunk back to the system as soon as
/// it is released, and what is not filled of it is never taken from there.
const CHUNK: usize = 3_500_000;

impl Chunks {
    pub(crate) fn get(&self, line: &Line) -> &[Cell] {
        let (start, length) = (line.start as usize, usize::from(line.length));
        self.0.get(usize::from(line.chunk)).and_then(|chunk| chunk.get(start..start + length)).unwrap_or_default()
    }

    pub(crate) fn release_before(&mut self, chunk: u16) {
        for released in self.0.iter_mut().take(chunk.into()) {
            *released = Vec::new();
        }
    }
}

/// No more places are told of.
const MOST_TWICE: usize = 100;

/// The lines of a sheet and what they hold.
pub(crate) type Filled = (Vec<Line>, Chunks);

/// Collects the cells of one sheet in whatever order a file has them.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    lines: Vec<Line>,
    chunks: Chunks,
    /// Cells that came before their turn.
    stray: Vec<(u32, Cell)>,
}

impl Collector {
    /// Adds a cell, row and column from 1; false where no sheet has such a place.
    pub(crate) fn add(&mut self, row: u32, column: u32, raw: Raw) -> bool {
        if row == 0 || row > LAST_ROW || column == 0 || column > LAST_COLUMN {
            return false;
        }
        let Some(cell) = Cell::new(column, raw) else { return true };
        let before = self.lines.last().map(|line| (line.row, self.chunks.get(line).last().map_or(0, Cell::column)));
        match before {
            Some((last, end)) if last == row && end < column => self.extend(cell),
            Some((last, _)) if last >= row => self.stray.push((row, cell)),
            _ => self.begin(row, cell),
        }
        true
    }

    fn begin(&mut self, row: u32, cell: Cell) {
        let full = if self.chunks.0.len() > 1 { CHUNK } else { FIRST };
        if self.chunks.0.last().is_none_or(|chunk| chunk.len() >= full) {
            self.chunks.0.push(Vec::with_capacity(if self.chunks.0.is_empty() { 64 } else { CHUNK + 64 }));
        }
        let at = self.chunks.0.len() - 1;
        if let Some(chunk) = self.chunks.0.last_mut() {
            let start = chunk.len() as u32;
            chunk.push(cell);
            self.lines.push(Line { row, start, chunk: at as u16, length: 1 });
        }
    }

    fn extend(&mut self, cell: Cell) {
        if let (Some(line), Some(chunk)) = (self.lines.last_mut(), self.chunks.0.last_mut()) {
            chunk.push(cell);
            line.length += 1;
        }
    }

    /// The last row with a cell so far.
    pub(crate) fn last_row(&self) -> u32 {
        self.lines.last().map_or(0, |line| line.row)
    }

    /// The lines in order; of two cells at one place the later counts. With the places of those that held something else.
    pub(crate) fn finish(mut self) -> (Filled, Vec<(u32, u32)>) {
        let mut twice = Vec::new();
        if self.stray.is_empty() {
            return ((self.lines, self.chunks), twice);
        }
        let mut cells: Vec<(u32, Cell)> = std::mem::take(&mut self.stray);
        cells.reverse();
        for line in &self.lines {
            cells.extend(self.chunks.get(line).iter().map(|cell| (line.row, *cell)));
        }
        self.chunks = Chunks::default();
        cells.sort_by_key(|(row, cell)| (*row, cell.column()));
        cells.dedup_by(|(row, earlier), (last, later)| {
            let same = row == last && earlier.column() == later.column();
            if same && earlier != later && twice.len() < MOST_TWICE {
                twice.push((*row, earlier.column()));
            }
            same
        });
        let mut sorted = Collector::default();
        for (row, cell) in cells {
            if sorted.last_row() == row {
                sorted.extend(cell);
            } else {
                sorted.begin(row, cell);
            }
        }
        ((sorted.lines, sorted.chunks), twice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_what_they_hold() {
        let contents = [
            Raw::Number(-0.1),
            Raw::Number(f64::MAX),
            Raw::Percent(0.5),
            Raw::Date(44_196.5),
            Raw::Text(u32::MAX),
            Raw::Bool(true),
            Raw::Bool(false),
            Raw::Fault(Fault::Ref),
            Raw::Fault(Fault::Other),
            Raw::Uncomputed,
        ];
        for raw in contents {
            let cell = Cell::new(LAST_COLUMN, raw).expect("a cell");
            assert_eq!((cell.column(), cell.raw()), (LAST_COLUMN, raw));
        }
        assert_eq!(Cell::new(1, Raw::Empty), None);
        assert_eq!(Cell::new(LAST_COLUMN + 1, Raw::Uncomputed), None);
    }

    #[test]
    fn cells_in_any_order_become_lines_and_the_later_of_two_counts() {
        let mut collector = Collector::default();
        for (row, column, value) in [(3, 2, 1.0), (1, 1, 2.0), (3, 1, 3.0), (3, 2, 4.0), (4, 9, 5.0)] {
            assert!(collector.add(row, column, Raw::Number(value)));
        }
        assert!(!collector.add(LAST_ROW + 1, 1, Raw::Number(1.0)));
        let ((lines, chunks), twice) = collector.finish();
        assert_eq!(twice, [(3, 2)]);
        let all: Vec<_> = lines
            .iter()
            .flat_map(|line| chunks.get(line).iter().map(|cell| (line.row, cell.column(), cell.raw())))
            .collect();
        let number = |row, column, value| (row, column, Raw::Number(value));
        assert_eq!(all, [number(1, 1, 2.0), number(3, 1, 3.0), number(3, 2, 4.0), number(4, 9, 5.0)]);
    }
}
