//! The cells, merged blocks and hidden rows of one sheet.

use super::quick;
use super::scan::{Cell, Content, Scanner, Told};
use crate::grid::{Budget, Raw, Sheet};
use crate::refusal::Refusal;
use crate::sheet_builder::{Referred, SheetBuilder, Stop};
use crate::strings::{PICTURE, Strings};
use opc::{Nesting, Package, Pipe, SheetPart, Step, Tokens, Xml};
use std::sync::mpsc::sync_channel;
use std::thread;

/// What every band of a large sheet begins with.
const ROW: &[u8] = b"<row";
/// So many threads scan bands, each with so many ahead; how fast they are is left to the system.
const SCANNERS: usize = 2;
const AHEAD: usize = 2;

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

/// What a band says: up to where it is damaged, and which tags it opens and closes. Of well-formed rows each begins
/// where no cell, text or formula is open.
struct Band {
    told: Vec<Told>,
    texts: String,
    ended: Result<Nesting, Stop>,
}

fn scanned(bytes: &[u8]) -> Band {
    // Cells take some forty letters each.
    let (mut scanner, mut tokens) = (Scanner::default(), Tokens::new(bytes));
    let mut told = Vec::with_capacity(bytes.len() / 40);
    let ended = loop {
        while let Some((cell, rest)) = quick::cell(tokens.rest, &mut scanner.texts) {
            told.push(Told::Cell(cell));
            tokens.rest = rest;
        }
        match tokens.next() {
            Ok(Step::End) => break Ok(tokens.nesting),
            Ok(step) => match scanner.step(step) {
                Ok(one) => told.extend(one),
                Err(stop) => break Err(stop),
            },
            Err(error) => break Err(error.into()),
        }
    };
    Band { told, texts: scanner.texts, ended }
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
                        self.take(told, &scanner.texts)?;
                        scanner.texts.clear();
                    }
                }
            }
        }
    }

    /// Reads a large sheet band by band as far as there are any: scanners take turns, so that the bands come back in
    /// their order, and this thread takes them in.
    fn bands(&mut self, xml: &mut Xml<'_>, first: Vec<u8>) -> Result<(), Stop> {
        thread::scope(|scope| {
            let scanners = [(); SCANNERS].map(|()| {
                let (give, bands) = sync_channel::<Vec<u8>>(AHEAD);
                let (answer, answers) = sync_channel(AHEAD);
                scope.spawn(move || bands.iter().try_for_each(|bytes| answer.send(scanned(&bytes))));
                (give, answers)
            });
            let turns = || scanners.iter().cycle();
            let mut bands = std::iter::once(first).chain(std::iter::from_fn(|| xml.band(ROW)));
            let (mut nestings, mut given) = (Vec::new(), 0);
            for ((give, _), bytes) in turns().zip(bands.by_ref().take(SCANNERS * AHEAD)) {
                given += usize::from(give.send(bytes).is_ok());
            }
            for (give, answers) in turns() {
                // The last ones have all been given, and a scanner that ended was stopped by what stops this thread.
                let Some(Band { told, texts, ended }) = (given > 0).then(|| answers.recv().ok()).flatten() else {
                    break;
                };
                given -= 1;
                if let Some(bytes) = bands.next() {
                    given += usize::from(give.send(bytes).is_ok());
                }
                told.into_iter().try_for_each(|told| self.take(told, &texts))?;
                nestings.push(ended?);
            }
            drop(bands);
            nestings.into_iter().for_each(|nesting| xml.nested(nesting));
            Ok(())
        })
    }

    fn take(&mut self, told: Told, texts: &str) -> Result<(), Stop> {
        match told {
            Told::Row { at, hidden } => {
                (self.row, self.column) = (at.unwrap_or(self.row.saturating_add(1)), 0);
                if hidden {
                    self.sheet.hide_rows(self.row, self.row);
                }
            }
            Told::Cell(cell) => return self.cell(cell, texts),
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

    fn cell(&mut self, Cell { at, format, formula, content }: Cell, texts: &str) -> Result<(), Stop> {
        (self.row, self.column) = at.unwrap_or((self.row, self.column.saturating_add(1)));
        let whole = matches!(content, Content::Struck(..));
        let shared = if let Content::Shared(at) = content { at.map(|at| at as usize) } else { None };
        let raw = match content {
            Content::Empty => return Ok(()),
            Content::Uncomputed => Raw::Uncomputed,
            Content::Picture => self.sheet.strings.intern(PICTURE),
            Content::Number(number) => {
                self.sheet.number((self.row, self.column), &self.referred.formats, number, format as usize)
            }
            Content::Text(start, end) | Content::Struck(start, end) => {
                self.sheet.strings.intern(texts.get(start as usize..end as usize).unwrap_or_default())
            }
            Content::Shared(_) => self.sheet.shared(self.referred, shared)?,
            Content::Bool(flag) => Raw::Bool(flag),
            Content::Fault(fault) => Raw::Fault(fault),
        };
        if whole
            || self.referred.formats.struck(format as usize)
            || shared.is_some_and(|at| self.referred.struck.contains(&at))
        {
            self.sheet.strike(self.row, self.column);
        }
        // What has no result, or an error for one, is told by itself, and who wrote words has made them.
        let result = formula && !matches!(raw, Raw::Uncomputed | Raw::Fault(_) | Raw::Text(_));
        if result && self.referred.uncalculated {
            self.sheet.doubt_result(self.row, self.column);
        }
        self.sheet.add(self.row, self.column, raw)
    }
}
