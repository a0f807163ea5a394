//! The cells, merged blocks and hidden rows of one sheet.

use super::quick;
use super::scan::{Cell, Content, Scanner, Told};
use crate::grid::{Budget, Raw, Sheet};
use crate::refusal::Refusal;
use crate::sheet_builder::{Referred, SheetBuilder, Stop};
use crate::strings::{PICTURE, Strings};
use opc::{Package, Pipe, SheetPart, Step, Tokens, Xml};
use std::sync::mpsc::sync_channel;
use std::thread;

/// What every band of a large sheet begins with.
const ROW: &[u8] = b"<row";

/// Reads one sheet. Damage ends it early; only a sheet beyond all bounds is an error.
pub(crate) fn read(
    package: &Package<'_>,
    referred: &Referred,
    entry: SheetPart,
    strings: &mut Strings,
    budget: &mut Budget,
) -> Result<Sheet, Refusal> {
    let mut state = State { referred, sheet: SheetBuilder::new(strings, budget), row: 0, column: 0 };
    let read = opc::read(package, &entry.part, |pipe| state.run(pipe));
    let read = read.unwrap_or_else(|| Err(Stop::damaged("工作表的部件缺失", "the part of the sheet is missing")));
    state.sheet.finish(entry.name, entry.hidden, read)
}

/// What a band says: up to where it is damaged, and how many more tags it opens than it closes.
struct Band {
    told: Vec<Told>,
    ended: Result<i64, Stop>,
}

fn scanned(bytes: &[u8]) -> Band {
    let (mut scanner, mut tokens, mut told) = (Scanner::default(), Tokens::new(bytes), Vec::new());
    let ended = loop {
        while let Some((cell, rest)) = quick::cell(tokens.rest) {
            told.push(Told::Cell(cell));
            tokens.rest = rest;
        }
        match tokens.next() {
            Ok(Step::End) => break Ok(tokens.opened),
            Ok(step) => match scanner.step(step) {
                Ok(one) => told.extend(one),
                Err(stop) => break Err(stop),
            },
            Err(error) => break Err(error.into()),
        }
    };
    Band { told, ended }
}

struct State<'a> {
    referred: &'a Referred,
    sheet: SheetBuilder<'a>,
    row: u32,
    column: u32,
}

impl State<'_> {
    fn run(&mut self, pipe: &mut Pipe) -> Result<(), Stop> {
        let mut xml = Xml::new(pipe);
        if let Some(first) = xml.band(ROW) {
            self.bands(&mut xml, first)?;
        }
        let mut scanner = Scanner::default();
        loop {
            match xml.next()? {
                Step::End => return Ok(()),
                step => {
                    if let Some(told) = scanner.step(step)? {
                        self.take(told)?;
                    }
                }
            }
        }
    }

    /// Reads a large sheet band by band, every other one on another core, as far as there are any.
    fn bands(&mut self, xml: &mut Xml<'_>, first: Vec<u8>) -> Result<(), Stop> {
        thread::scope(|scope| {
            let (give, bands) = sync_channel::<Vec<u8>>(1);
            let (answer, answers) = sync_channel(1);
            scope.spawn(move || bands.iter().try_for_each(|bytes| answer.send(scanned(&bytes))));
            let mut given = give.send(first).is_ok();
            while given {
                let own = xml.band(ROW).map(|bytes| scanned(&bytes));
                let other = answers.recv();
                // The other core goes on while this one takes in what was read.
                given = own.is_some() && xml.band(ROW).is_some_and(|bytes| give.send(bytes).is_ok());
                for band in other.into_iter().chain(own) {
                    self.take_all(xml, band)?;
                }
            }
            Ok(())
        })
    }

    fn take_all(&mut self, xml: &mut Xml<'_>, band: Band) -> Result<(), Stop> {
        band.told.into_iter().try_for_each(|told| self.take(told))?;
        xml.nested(band.ended?);
        Ok(())
    }

    fn take(&mut self, told: Told) -> Result<(), Stop> {
        match told {
            Told::Row { at, hidden } => {
                (self.row, self.column) = (at.unwrap_or(self.row.saturating_add(1)), 0);
                if hidden {
                    self.sheet.hide_rows(self.row, self.row);
                }
            }
            Told::Cell(cell) => return self.cell(cell),
            Told::Columns { first, last, hidden, width } => {
                if hidden {
                    self.sheet.hide_columns(first, last);
                }
                if let Some(width) = width {
                    self.sheet.widths.add(first, last, width);
                }
            }
            Told::Width(width) => self.sheet.widths.all(width),
            Told::Merge(merge) => self.sheet.merge(merge),
        }
        Ok(())
    }

    fn cell(&mut self, Cell { at, format, content }: Cell) -> Result<(), Stop> {
        (self.row, self.column) = at.unwrap_or((self.row, self.column.saturating_add(1)));
        let raw = match content {
            Content::Empty => return Ok(()),
            Content::Uncomputed => Raw::Uncomputed,
            Content::Picture => self.sheet.strings.intern(PICTURE),
            Content::Number(number) => {
                self.sheet.number((self.row, self.column), &self.referred.formats, number, format)
            }
            Content::Text(text) => self.sheet.strings.intern(&text),
            Content::Shared(at) => self.sheet.shared(self.referred, at)?,
            Content::Bool(flag) => Raw::Bool(flag),
            Content::Fault(fault) => Raw::Fault(fault),
        };
        self.sheet.add(self.row, self.column, raw)
    }
}
