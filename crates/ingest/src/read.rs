//! A workbook into records: tables are found by their headers and read row by row.

use crate::Reading;
use crate::checks::{
    keys, parts, skipped_sheet::SKIPPED_SHEET, tables, total_mismatch, unreadable_sheet::UNREADABLE_SHEET,
    unreadable_workbook::UNREADABLE_WORKBOOK,
};
use crate::grid::{Book, Line, LineCells, Raw, Sheet};
use crate::header::{self, Labels, Table};
use crate::report::Report;
use crate::rows::{Row, Rows};
use crate::text::key;
use crate::unit;
use crate::value::{Typed, Value, take};
use model::ledger::{Column, Kind, Ledger};
use model::records::{NULL, Origin, Records, SheetTable, Submission};
use model::{Month, Unit};
use std::collections::HashMap;

/// Reads an opened workbook. See [`crate::read_grid`].
pub(crate) fn read(file: &str, month: Month, book: Result<Book, String>, ledger: &Ledger) -> Reading {
    let mut report = Report::new(file);
    let mut records = Records::empty(ledger);
    let mut book = match book {
        Ok(book) => book,
        Err(reason) => {
            report.file(&UNREADABLE_WORKBOOK, format!("没有读到任何数据：{reason}"));
            return Reading { records, diagnostics: report.finish(&[]) };
        }
    };
    let labels = Labels::new(ledger);
    let found = find(&book, &labels, &mut report);
    let tables: Vec<SheetTable> = found.iter().map(|(sheet, table)| sheet_table(sheet, table)).collect();
    records.submissions.push(Submission { file: file.to_owned(), month, tables });
    tables::missing_and_unknown(&book, &labels, &found, &mut report);
    let typed: Vec<Vec<Typed>> = found.iter().map(|(sheet, table)| units(&book, sheet, table, ledger, file)).collect();
    let at = |sheet: &Sheet| book.sheets.iter().position(|other| std::ptr::eq(other, sheet)).unwrap_or(0);
    let found: Vec<(usize, Table)> = found.iter().map(|(sheet, table)| (at(sheet), table.clone())).collect();
    let mut sheets = std::mem::take(&mut book.sheets);
    for (number, ((at, table), typed)) in found.iter().zip(typed).enumerate() {
        let Some(sheet) = sheets.get_mut(*at) else { continue };
        let mut reader = Reader {
            book: &book,
            sheet,
            table,
            ledger,
            number: u32::try_from(number).unwrap_or(u32::MAX),
            last: found.iter().skip(number + 1).all(|(other, _)| other != at),
            typed,
            words: vec![HashMap::new(); ledger.columns.len()],
            records: &mut records,
            report: &mut report,
        };
        reader.rows();
    }
    let names: Vec<String> = sheets.into_iter().map(|sheet| sheet.name).collect();
    // The cells are of no use any more, and the checks below need room of their own.
    drop(book);
    parts::check(ledger, &mut records, &mut report);
    keys::check(ledger, &records, &mut report);
    let sheets: Vec<&str> = names.iter().map(String::as_str).collect();
    Reading { records, diagnostics: report.finish(&sheets) }
}

/// The tables of all sheets that are to be read.
fn find<'a>(book: &'a Book, labels: &Labels<'_>, report: &mut Report<'_>) -> Vec<(&'a Sheet, Table)> {
    let mut found = Vec::new();
    for sheet in &book.sheets {
        let name = &sheet.name;
        if let Some(reason) = &sheet.broken {
            report.sheet(&UNREADABLE_SHEET, name, crate::checks::unreadable_sheet::message(sheet, reason));
        }
        if sheet.hidden {
            report.sheet(&SKIPPED_SHEET, name, "工作表是隐藏的，没有读取。需要读取的，请取消隐藏后重新报送。");
            continue;
        }
        found.push((sheet, header::tables(sheet, book, labels)));
    }
    let most = found.iter().flat_map(|(_, tables)| tables).map(|table| table.score).max().unwrap_or(0);
    let mut kept = Vec::new();
    for (sheet, tables) in found {
        // A summary by street beside the ledger shares a label or two with it and is no part of it.
        let tables: Vec<Table> = tables.into_iter().filter(|table| table.score * 2 >= most).collect();
        if tables.is_empty() && most > 0 && !sheet.lines.is_empty() {
            report.sheet(
                &SKIPPED_SHEET,
                &sheet.name,
                "工作表里没有本台账的表头，没有读取。需要读取的，请按台账的表头填写。",
            );
        }
        kept.extend(tables.into_iter().map(|table| (sheet, table)));
    }
    kept
}

fn sheet_table(sheet: &Sheet, table: &Table) -> SheetTable {
    let columns = table.columns.iter().map(|found| found.as_ref().map(|found| found.column)).collect();
    SheetTable { sheet: sheet.name.clone(), columns }
}

/// The unit in which each column is typed: label, banner, file name, definition.
fn units(book: &Book, sheet: &Sheet, table: &Table, ledger: &Ledger, file: &str) -> Vec<Typed> {
    let above = sheet.lines.iter().filter(|line| line.row < table.top && line.row + 10 >= table.top).rev();
    let mut banners = above.flat_map(|line| sheet.cells(line).iter()).filter_map(|(_, raw)| book.text(raw));
    let outside = banners.find_map(unit::banner).or_else(|| unit::of_file(file));
    let below = sheet.lines.iter().find(|line| line.row > table.bottom);
    let below = below.filter(|line| unit_row(book, sheet.cells(line)));
    let typed = |(column, found): (&Column, &Option<header::Found>)| {
        let own = column.unit();
        let found = found.as_ref();
        let under = || book.text(sheet.in_line(below?, found?.column)).and_then(|text| unit::unit(&key(text)));
        let label = found.and_then(|found| found.unit.clone()).or_else(under);
        let unit = match column.kind {
            Kind::Money => label.filter(money).or_else(|| outside.clone()).unwrap_or(own),
            // Without a word about it a percentage is the quotient that Excel keeps.
            Kind::Percent => label.or_else(|| column.unit.as_deref().map(Unit::named)).unwrap_or(Unit::None),
            _ => own,
        };
        Typed { unit }
    };
    ledger.columns.iter().zip(&table.columns).map(typed).collect()
}

fn money(unit: &Unit) -> bool {
    matches!(unit, Unit::Money(..))
}

/// Whether a row under the header holds nothing but units.
fn unit_row(book: &Book, cells: LineCells<'_>) -> bool {
    cells.len() >= 2 && cells.iter().all(|(_, raw)| book.text(raw).is_some_and(|text| unit::unit(&key(text)).is_some()))
}

struct Reader<'a, 'r, 'f> {
    book: &'a Book,
    sheet: &'a mut Sheet,
    table: &'a Table,
    ledger: &'a Ledger,
    number: u32,
    /// Whether no other table of the sheet is to be read after this one.
    last: bool,
    typed: Vec<Typed>,
    /// Texts that were read before: for each column the word's number by the text's.
    words: Vec<HashMap<u32, i64>>,
    records: &'r mut Records,
    report: &'r mut Report<'f>,
}

impl Reader<'_, '_, '_> {
    fn rows(&mut self) {
        let table = self.table;
        let mut rows = Rows::new(self.book, self.ledger, table);
        let mut totals = total_mismatch::Totals::new(self.ledger, table);
        let repeated = |row: u32| {
            let at = table.repeats.partition_point(|(_, bottom)| *bottom < row);
            table.repeats.get(at).is_some_and(|(top, _)| *top <= row)
        };
        let (mut first, mut chunk) = (true, 0);
        for at in 0..self.sheet.lines.len() {
            let Some(line) = self.sheet.lines.get(at).copied() else { break };
            let line = &line;
            if line.row <= table.bottom || line.row > table.end || repeated(line.row) {
                continue;
            }
            if self.last && chunk != line.chunk {
                chunk = line.chunk;
                self.sheet.release_before(line.row);
            }
            if std::mem::take(&mut first) && unit_row(self.book, self.sheet.cells(line)) {
                continue;
            }
            match rows.kind(self.sheet, line) {
                Row::Data if table.periods.is_empty() => self.record(line, &mut totals),
                Row::Data => self.across(line, &mut totals),
                Row::Total(total) => {
                    let (typed, sheet) = (&self.typed, &*self.sheet);
                    totals.total(total, line.row, |at, column| {
                        let definition = self.ledger.columns.get(at)?;
                        let value = take(sheet.in_line(line, column), self.book, definition, typed.get(at)?).0;
                        if let Value::Number(value) = value { Some(value) } else { None }
                    });
                }
                Row::Note | Row::Blank => {}
            }
        }
        for (row, column, finding) in totals.findings() {
            self.report.cell(&self.sheet.name, row, column, finding);
        }
    }

    /// The content of a data cell: a merged block's value belongs to every row of the block.
    fn raw(&self, line: &Line, column: u32) -> Raw {
        match self.sheet.in_line(line, column) {
            Raw::Empty => match self.sheet.covering(line.row, column) {
                Some(merge) if merge.left == column && merge.top > self.table.bottom => {
                    self.sheet.own(merge.top, column)
                }
                _ => Raw::Empty,
            },
            raw => raw,
        }
    }

    fn value(&mut self, at: usize, column: u32, line: &Line, typed: Option<&Typed>) -> i64 {
        let raw = self.raw(line, column);
        let known = match raw {
            Raw::Text(number) => self.words.get(at).and_then(|words| words.get(&number)).copied(),
            _ => None,
        };
        if let Some(word) = known {
            return word;
        }
        let (Some(definition), Some(own)) = (self.ledger.columns.get(at), self.typed.get(at)) else { return NULL };
        let (value, finding) = take(raw, self.book, definition, typed.unwrap_or(own));
        let clean = finding.is_none();
        if let Some(finding) = finding {
            self.report.cell(&self.sheet.name, line.row, column, finding);
        }
        match value {
            Value::Null => NULL,
            Value::Number(value) => value,
            Value::Word(word) => {
                let word = self.records.columns.get_mut(at).map_or(NULL, |cells| cells.intern(&word));
                if let (true, Raw::Text(number), Some(words)) = (clean, raw, self.words.get_mut(at))
                    && self.book.strings.repeats(number)
                {
                    words.insert(number, word);
                }
                word
            }
        }
    }

    fn values(&mut self, line: &Line) -> Vec<i64> {
        let table = self.table;
        let found = table.columns.iter().enumerate();
        let mut values: Vec<i64> = found
            .map(|(at, found)| found.as_ref().map_or(NULL, |found| self.value(at, found.column, line, None)))
            .collect();
        self.defaults(&mut values);
        values
    }

    /// Copies the cell of another column where the definition says so.
    fn defaults(&mut self, values: &mut [i64]) {
        for (at, column) in self.ledger.columns.iter().enumerate() {
            let Some(from) = column.default.as_deref().and_then(|id| self.ledger.position(id)) else { continue };
            let (Some(NULL), Some(other)) = (values.get(at).copied(), values.get(from).copied()) else { continue };
            if other == NULL {
                continue;
            }
            let words = column.kind.is_words();
            let word =
                self.records.columns.get(from).filter(|_| words).and_then(|cells| cells.word(other)).map(str::to_owned);
            let copied = match word {
                Some(word) => self.records.columns.get_mut(at).map_or(NULL, |cells| cells.intern(&word)),
                None if words => NULL,
                None => other,
            };
            if let Some(value) = values.get_mut(at) {
                *value = copied;
            }
        }
    }

    fn push(&mut self, line: &Line, across: u32, values: &[i64]) {
        for (cells, value) in self.records.columns.iter_mut().zip(values) {
            cells.values.push(*value);
        }
        let submission = u32::try_from(self.records.submissions.len() - 1).unwrap_or(0);
        self.records.origins.push(Origin { submission, table: self.number, row: line.row, across });
    }

    fn record(&mut self, line: &Line, totals: &mut total_mismatch::Totals<'_>) {
        let values = self.values(line);
        totals.row(|at| values.get(at).copied());
        self.push(line, 0, &values);
    }

    /// One record for each period that has a value.
    fn across(&mut self, line: &Line, totals: &mut total_mismatch::Totals<'_>) {
        let Some((month_at, value_at)) = self.ledger.across() else { return };
        let values = self.values(line);
        let typed = self.of_row(line, value_at);
        let mut cells: Vec<(u32, Month, i64)> = Vec::new();
        let periods: &[(u32, Month)] = &self.table.periods;
        for (column, month) in periods {
            let before = self.report.list.len();
            let value = self.value(value_at, *column, line, typed.as_ref());
            // An empty cell is no record; one that cannot be read is, so that it is not forgotten.
            if value != NULL || self.report.list.len() > before {
                cells.push((*column, *month, value));
            }
        }
        totals.periods(|column| cells.iter().find(|cell| cell.0 == column).map(|cell| cell.2));
        for (column, month, value) in cells {
            let mut values = values.clone();
            for (at, new) in [(month_at, month.index()), (value_at, value)] {
                if let Some(slot) = values.get_mut(at) {
                    *slot = new;
                }
            }
            self.push(line, column, &values);
        }
    }

    /// The unit in a row's own label: 国内生产总值累计值(亿元).
    fn of_row(&self, line: &Line, value_at: usize) -> Option<Typed> {
        let kind = self.ledger.columns.get(value_at)?.kind;
        let found = self.table.columns.iter().flatten();
        let texts = found.filter_map(|found| self.book.text(self.raw(line, found.column)));
        let mut units = texts.filter_map(|text| unit::split(&key(text)).1);
        units
            .find(|unit| match kind {
                Kind::Money => money(unit),
                Kind::Percent => *unit == Unit::Percent,
                _ => false,
            })
            .map(|unit| Typed { unit })
    }
}
