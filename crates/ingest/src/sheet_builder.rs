//! A sheet while it is read: what every reader of a format adds its cells to.

use crate::cells::{Collector, LAST_ROW};
use crate::formats::Formats;
use crate::grid::{Budget, Doubt, MOST_HIDDEN, Merge, OddFormat, Raw, Sheet};
use crate::look::Looks;
use crate::refusal::{Refusal, of_package};
use crate::spans::Spans;
use crate::strings::Strings;
use crate::widths::Widths;
use model::Said;
use std::collections::HashSet;

/// More merged blocks than any ledger has.
const MOST_MERGES: usize = 200_000;

/// More struck-out cells, or formulas to be calculated, than are told of.
const MOST_TOLD: usize = 2_000_000;

/// More cells whose formats write a unit than are looked at.
const MOST_UNITS: usize = 20_000;

/// Why a sheet ends early.
pub(crate) enum Stop {
    /// Nothing of the workbook is used.
    TooLarge,
    /// What was read before counts.
    Damaged(Said),
}

impl Stop {
    /// Something broken that has a name, in Chinese and in English.
    pub(crate) fn damaged(chinese: &'static str, english: &'static str) -> Stop {
        Stop::Damaged(Said::fixed(chinese, english))
    }
}

/// What the cells of a workbook of Excel refer to.
pub(crate) struct Referred {
    pub(crate) formats: Formats,
    /// What a cell holds that names one of the shared strings.
    pub(crate) strings: Vec<Raw>,
    /// Those of the shared strings all of whose letters are struck out.
    pub(crate) struck: HashSet<usize>,
    /// Whether formulas are still to be calculated.
    pub(crate) uncalculated: bool,
}

/// Collects what one sheet holds, within the budget of its workbook.
pub(crate) struct SheetBuilder<'a> {
    pub(crate) strings: &'a mut Strings,
    budget: &'a mut Budget,
    cells: Collector,
    merges: Vec<Merge>,
    hidden_rows: Spans,
    hidden_columns: Vec<(u32, u32)>,
    /// How wide the columns are.
    pub(crate) widths: Widths,
    looks: Looks,
    struck: Vec<(u32, u32)>,
    uncalculated: Vec<(u32, u32)>,
    odd_formats: Vec<(u32, u32, OddFormat)>,
    /// How many of them write a unit.
    units: usize,
}

impl<'a> SheetBuilder<'a> {
    pub(crate) fn new(strings: &'a mut Strings, budget: &'a mut Budget) -> SheetBuilder<'a> {
        SheetBuilder {
            strings,
            budget,
            cells: Collector::default(),
            merges: Vec::new(),
            hidden_rows: Spans::default(),
            hidden_columns: Vec::new(),
            widths: Widths::default(),
            looks: Looks::default(),
            struck: Vec::new(),
            uncalculated: Vec::new(),
            odd_formats: Vec::new(),
            units: 0,
        }
    }

    /// Adds a cell, row and column from 1; one that holds nothing is none.
    pub(crate) fn add(&mut self, row: u32, column: u32, raw: Raw) -> Result<(), Stop> {
        if raw == Raw::Empty {
            return Ok(());
        }
        if !self.budget.take(self.strings) {
            return Err(Stop::TooLarge);
        }
        if self.cells.add(row, column, raw) {
            Ok(())
        } else {
            Err(Stop::damaged("单元格的位置超出工作表", "a cell stands beyond the end of the sheet"))
        }
    }

    /// A number in a cell of that format, row and column from 1.
    pub(crate) fn number(&mut self, place: (u32, u32), formats: &Formats, number: f64, format: usize) -> Raw {
        let room = |odd: &OddFormat| match odd {
            // Most of these are that of their column.
            OddFormat::Unit(_) => self.units < MOST_UNITS,
            OddFormat::Scaled(_) | OddFormat::Unseen => self.odd_formats.len() < MOST_HIDDEN + self.units,
        };
        if let Some(odd) = formats.odd(format).filter(room) {
            self.units += usize::from(matches!(odd, OddFormat::Unit(_)));
            self.odd_formats.push((place.0, place.1, odd));
        }
        match formats.padded(number, format) {
            Some(text) => self.strings.intern(&text),
            None => {
                self.looks.add(place.0, place.1, formats.look(format));
                formats.raw(number, format)
            }
        }
    }

    /// Notes that a cell is struck out, row and column from 1.
    pub(crate) fn strike(&mut self, row: u32, column: u32) {
        if self.struck.len() < MOST_TOLD {
            self.struck.push((row, column));
        }
    }

    /// Notes that a cell is a formula whose result may be old, row and column from 1.
    pub(crate) fn doubt_result(&mut self, row: u32, column: u32) {
        if self.uncalculated.len() < MOST_TOLD {
            self.uncalculated.push((row, column));
        }
    }

    /// The shared string that a cell names.
    pub(crate) fn shared(&self, referred: &Referred, at: Option<usize>) -> Result<Raw, Stop> {
        let raw = at.and_then(|at| referred.strings.get(at)).copied();
        raw.ok_or_else(|| Stop::damaged("单元格指向不存在的文字", "a cell names a text that does not exist"))
    }

    /// Notes that rows are hidden, with content or without; the first and the last from 1.
    pub(crate) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last.min(LAST_ROW));
    }

    /// Notes that columns are hidden, the first and the last from 1.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        if first > 0 && last >= first && self.hidden_columns.len() < MOST_HIDDEN {
            self.hidden_columns.push((first, last));
        }
    }

    pub(crate) fn merge(&mut self, merge: Merge) {
        if self.merges.len() < MOST_MERGES {
            self.merges.push(merge);
        }
    }

    /// The sheet; only one beyond all bounds is an error, since one bad sheet must not lose the others.
    pub(crate) fn finish(self, name: String, hidden: bool, read: Result<(), Stop>) -> Result<Sheet, Refusal> {
        let broken = match read {
            Ok(()) => None,
            Err(Stop::TooLarge) => return Err(Refusal::TooLarge),
            Err(Stop::Damaged(reason)) => Some(reason),
        };
        let (cells, twice) = self.cells.finish();
        let mut sheet = Sheet::new(name, hidden, cells, self.merges);
        sheet.doubts = twice.into_iter().map(|(row, column)| (row, column, Doubt::Twice)).collect();
        sheet.broken = broken;
        sheet.hidden_rows = self.hidden_rows.sorted();
        sheet.widths = self.widths.sorted();
        sheet.looks = self.looks;
        sheet.struck = self.struck;
        sheet.uncalculated = self.uncalculated;
        sheet.hidden_columns = self.hidden_columns;
        sheet.odd_formats = self.odd_formats;
        Ok(sheet)
    }
}

/// What an error of reading a part means for its sheet.
impl From<opc::Error> for Stop {
    fn from(error: opc::Error) -> Stop {
        match error {
            opc::Error::TooLarge => Stop::TooLarge,
            other => Stop::Damaged(of_package(&other)),
        }
    }
}
