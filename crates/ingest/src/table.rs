//! The rows of one table into records.
//!
//! Rows are told apart one by one; the cells of many rows are then read column by column, the
//! columns of a long table on two threads, since no column needs another.

use crate::checks::ditto_mark::DITTO_MARK;
use crate::checks::total_mismatch::Totals;
use crate::checks::{aside_row, carried_row, loose_figures, merged_amount, sum_row};
use crate::grid::{Book, Line, Raw, Sheet};
use crate::mapping::Table;
use crate::recognise::{Row, filled_down};
use crate::report::Report;
use crate::text::{match_form, placeholder};
use crate::unit;
use crate::value::{InputUnit, Value, shown, take};
use hashbrown::HashMap;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, NULL, Origin, Records};
use model::{Diagnostic, Month, Place, Unit};
use std::sync::Mutex;

/// So many rows are read at a time.
const BATCH: usize = 1 << 13;
/// Where more cells say that there is none, that is no exception.
const MOST_NONE: usize = 10_000;
/// Fewer rows are read faster than a thread is started.
const FEW: usize = 1 << 12;

/// What every cell of a table is read with.
#[derive(Clone, Copy)]
struct Source<'a> {
    book: &'a Book,
    sheet: &'a Sheet,
    table: &'a Table,
    ledger: &'a Ledger,
    typed: &'a [InputUnit],
    /// What the workbook states for all rows, by the ledger's columns.
    stated: &'a [Raw],
    /// How many records there were before the table's own.
    start: usize,
}

/// What is known of the words of a column.
#[derive(Clone)]
struct Words {
    /// Texts that were read before: the word's number by the text's.
    known: HashMap<u32, i64>,
    /// Whether each cell is read once and every word so far is the text of one as it stands, so that a text that stands
    /// in no other cell is new.
    plain: bool,
}

impl Source<'_> {
    /// The content of a data cell of a column of the ledger.
    fn raw(&self, at: usize, line: &Line, column: u32) -> Raw {
        let amount = self.ledger.columns.get(at).is_some_and(|definition| {
            matches!(definition.kind, Kind::Money | Kind::Number | Kind::Integer)
                && !self.ledger.key.contains(&definition.id)
                && self.table.numbering != Some(column)
        });
        filled_down(self.sheet, line, column, self.table.bottom, amount)
    }

    /// What is to be said where an amount's cell is merged with the one above, once for a block.
    fn merged(&self, at: usize, line: &Line, column: u32) -> Option<Diagnostic> {
        let merge = self.sheet.covering(line.row, column)?;
        let definition = self.ledger.columns.get(at).filter(|definition| definition.kind.is_number())?;
        let filled = !matches!(self.sheet.own(merge.top, merge.left), Raw::Empty);
        let block = filled && merge.left == column && merge.top > self.table.bottom && line.row == merge.top + 1;
        let rows = usize::try_from(merge.bottom - merge.top + 1).unwrap_or(usize::MAX);
        block.then(|| merged_amount::problem(definition, rows))
    }

    /// The stored value of a cell, and what is to be said about it. `typed` is another unit than
    /// the column's, if the row has one.
    fn value(
        &self,
        at: usize,
        column: u32,
        line: &Line,
        typed: Option<&InputUnit>,
        (cells, words): (&mut Cells, &mut Words),
    ) -> (i64, Option<Diagnostic>) {
        let raw = self.raw(at, line, column);
        if let (Raw::Empty, Some(problem)) = (raw, self.merged(at, line, column)) {
            return (NULL, Some(problem));
        }
        if let Some(value) = self.as_above(at, raw, cells) {
            return (value, Some(DITTO_MARK.problem()));
        }
        let again = match raw {
            Raw::Text(number) if self.book.strings.repeats(number) => Some(number),
            _ => None,
        };
        if let Some(word) = again.and_then(|number| words.known.get(&number)) {
            return (*word, None);
        }
        let (Some(definition), Some(own)) = (self.ledger.columns.get(at), self.typed.get(at)) else {
            return (NULL, None);
        };
        let (value, finding) = take(raw, self.book, definition, typed.unwrap_or(own));
        let value = match value {
            Value::Null => NULL,
            Value::Number(value) => value,
            Value::Word(word) => {
                words.plain &= self.book.text(raw) == Some(word.as_str());
                // Texts that differ are words that differ, and one that stands in several cells is known once it was met
                // without a finding: a million names need not be looked for among one another.
                let new = words.plain && (again.is_none() || finding.is_none());
                let word = match raw {
                    Raw::Text(number) if new => cells.push_of(self.book.strings.words(), number),
                    _ => cells.intern(&word),
                };
                if let (Some(number), None) = (again, &finding) {
                    words.known.insert(number, word);
                }
                word
            }
        };
        (value, finding)
    }

    /// The value of the record above, where a cell of words or days says that it is the same: 同上, 〃.
    fn as_above(&self, at: usize, raw: Raw, cells: &Cells) -> Option<i64> {
        let kind = self.ledger.columns.get(at)?.kind;
        // The record before is the row above within a table whose rows are a record each.
        let within = cells.values.len() > self.start && self.table.periods.is_empty();
        let text = self.book.text(raw).filter(|text| within && text.len() <= 12 && !kind.is_number())?;
        let same = matches!(match_form(text).as_str(), "同上" | "同前" | "〃" | "″" | "\"" | "''" | "”");
        cells.values.last().copied().filter(|value| same && *value != NULL)
    }

    /// The stored value of what the workbook states for all rows.
    fn of_all_rows(&self, at: usize, cells: &mut Cells) -> i64 {
        let (Some(raw), Some(definition), Some(typed)) =
            (self.stated.get(at), self.ledger.columns.get(at), self.typed.get(at))
        else {
            return NULL;
        };
        match take(*raw, self.book, definition, typed).0 {
            Value::Null => NULL,
            Value::Number(value) => value,
            Value::Word(word) => cells.intern(&word),
        }
    }

    /// Reads some columns of some rows: the values are added, the findings given with their cells.
    fn columns<'c>(
        &self,
        jobs: impl Iterator<Item = (usize, (&'c mut Cells, &'c mut Words))>,
        lines: &[Line],
    ) -> Vec<(u32, u32, Diagnostic)> {
        let mut findings = Vec::new();
        for (at, (cells, words)) in jobs {
            let found = self.table.columns.get(at).and_then(Option::as_ref);
            let Some(column) = found.map(|found| found.column) else {
                let value = self.of_all_rows(at, cells);
                cells.values.resize(cells.values.len() + lines.len(), value);
                continue;
            };
            for line in lines {
                let (value, finding) = self.value(at, column, line, None, (cells, words));
                cells.values.push(value);
                findings.extend(finding.map(|finding| (line.row, column, finding)));
            }
        }
        findings
    }

    /// The unit in a row's own label: 国内生产总值累计值(亿元).
    fn of_row(&self, line: &Line, value_at: usize) -> Option<InputUnit> {
        let kind = self.ledger.columns.get(value_at)?.kind;
        let found = self.table.columns.iter().flatten();
        let texts = found.filter_map(|found| self.book.text(self.sheet.in_line(line, found.column)));
        let mut units = texts.filter_map(|text| unit::split(&match_form(text)).1);
        units
            .find(|unit| match kind {
                Kind::Money => matches!(unit, Unit::Money(..)),
                Kind::Percent => *unit == Unit::Percent,
                _ => false,
            })
            .map(|unit| InputUnit { unit })
    }
}

/// Reads one table.
pub(crate) struct Reader<'a, 'r, 'f> {
    pub(crate) book: &'a Book,
    pub(crate) sheet: &'a mut Sheet,
    pub(crate) table: &'a Table,
    pub(crate) ledger: &'a Ledger,
    /// The table's place among those of the workbook.
    pub(crate) number: u32,
    /// Whether no other table of the sheet is to be read after this one.
    pub(crate) last: bool,
    pub(crate) typed: Vec<InputUnit>,
    pub(crate) stated: &'a [Raw],
    pub(crate) records: &'r mut Records,
    /// How many records there were before the table's own.
    pub(crate) start: usize,
    pub(crate) report: &'r mut Report<'f>,
}

impl Reader<'_, '_, '_> {
    /// Reads all rows.
    pub(crate) fn rows(&mut self) {
        let table = self.table;
        let mut totals = Totals::new(self.ledger, table);
        let columns = self.ledger.columns.iter().zip(&self.records.columns);
        // The cell of a merged block is read for each of its rows.
        let merged = !self.sheet.merges.is_empty();
        let fresh = |(column, cells): (&Column, &Cells)| Words {
            known: HashMap::new(),
            // What is copied from another column may be what a cell says.
            plain: !merged && cells.words().is_empty() && column.default.is_none(),
        };
        let mut words: Vec<Words> = columns.map(fresh).collect();
        let mut own: Vec<u32> = table.columns.iter().flatten().map(|found| found.column).collect();
        own.extend(table.periods.iter().map(|(column, _)| *column));
        own.sort_unstable();
        let mut at = 0;
        let mut waiting: Vec<Line> = Vec::new();
        let mut ended = false;
        let before = self.records.origins.len();
        if table.periods.is_empty() {
            self.records.reserve(table.records());
        }
        for (row, kind) in &table.rows {
            // The rows of a table are lines of its sheet, in the same order.
            while self.sheet.lines.get(at).is_some_and(|line| line.row < *row) {
                at += 1;
            }
            let Some(line) = self.sheet.lines.get(at).copied() else { break };
            match kind {
                Row::Record if !self.holds(&own, &line) => {}
                Row::Record if table.periods.is_empty() => waiting.push(line),
                Row::Record => self.across(&line, &mut words, &mut totals),
                Row::Total(total) => {
                    self.batch(&mut waiting, &mut words, &mut totals);
                    let (typed, sheet) = (&self.typed, &*self.sheet);
                    totals.total(*total, line.row, |at, column| {
                        let definition = self.ledger.columns.get(at)?;
                        let value = take(sheet.in_line(&line, column), self.book, definition, typed.get(at)?).0;
                        if let Value::Number(value) = value { Some(value) } else { None }
                    });
                }
                Row::Sum { named, .. } => {
                    self.batch(&mut waiting, &mut words, &mut totals);
                    let (place, name) = self.named(&line);
                    let above = self.records.origins.len() > before;
                    self.report.add(sum_row::problem(place, Some(name.as_str()).filter(|_| *named), above));
                }
                Row::Aside(aside) => {
                    let (place, name) = self.named(&line);
                    self.report.add(aside_row::problem(place, &name, *aside));
                }
                Row::Carried => {
                    let (place, name) = self.first(&line);
                    self.report.add(carried_row::problem(place, &name, self.table.is_account()));
                }
                Row::Loose => {
                    let (place, first) = self.first(&line);
                    self.report.add(loose_figures::problem(place, &first, ended));
                }
                Row::Section | Row::Note | Row::Repeat | Row::Counting | Row::Units | Row::Blank => {}
            }
            ended |= matches!(kind, Row::Total(_) | Row::Sum { .. });
            if waiting.len() >= BATCH {
                self.batch(&mut waiting, &mut words, &mut totals);
                if self.last {
                    self.sheet.release_before(line.row);
                }
            }
        }
        self.batch(&mut waiting, &mut words, &mut totals);
        for (row, column, finding) in totals.problems() {
            self.report.cell(&self.sheet.name, row, column, finding);
        }
    }

    /// The first filled cell of a row within the table, and what it shows.
    fn first(&self, line: &Line) -> (Place, String) {
        let mut cells = self.sheet.cells(line).iter().filter(|(column, _)| *column >= self.table.left);
        let (column, raw) = cells.next().unwrap_or((self.table.left, Raw::Empty));
        let place = Place::cell(self.report.file, self.sheet.name.as_str(), line.row, column);
        (place, shown(raw, self.book))
    }

    /// The first cell of a row, and what the row is called: its first words, where it has any.
    fn named(&self, line: &Line) -> (Place, String) {
        let (place, first) = self.first(line);
        let mut cells = self.sheet.cells(line).iter().filter(|(column, _)| *column >= self.table.left);
        let words =
            cells.find_map(|(column, raw)| self.book.text(raw).filter(|_| Some(column) != self.table.numbering));
        (place, words.map_or(first, str::to_owned))
    }

    /// Whether a row has anything in the ledger's columns but a running number: another table's
    /// columns may stand beside them.
    fn holds(&self, own: &[u32], line: &Line) -> bool {
        let filled = |raw: Raw| !self.book.text(raw).is_some_and(|text| text != "无" && placeholder(text));
        let cells = self.sheet.cells(line);
        let mut mine = cells.iter().filter(|(column, raw)| own.binary_search(column).is_ok() && filled(*raw));
        match (mine.next(), mine.next()) {
            (None, _) => false,
            (Some((column, _)), None) => Some(column) != self.table.numbering || self.in_merged(own, line.row),
            _ => true,
        }
    }

    /// Within a merged block a row's other values come from above: it is a record.
    fn in_merged(&self, own: &[u32], row: u32) -> bool {
        let from_above = |column: &u32| {
            let merge = self.sheet.covering(row, *column);
            merge.is_some_and(|merge| merge.left == *column && merge.top > self.table.bottom && merge.top < row)
        };
        own.iter().any(from_above)
    }

    /// Reads the waiting rows.
    fn batch(&mut self, waiting: &mut Vec<Line>, words: &mut [Words], totals: &mut Totals<'_>) {
        let lines = std::mem::take(waiting);
        let start = self.records.origins.len();
        let source = Source {
            book: self.book,
            sheet: self.sheet,
            table: self.table,
            ledger: self.ledger,
            typed: &self.typed,
            stated: self.stated,
            start: self.start,
        };
        let jobs = self.records.columns.iter_mut().zip(words).enumerate();
        let findings = if lines.len() < FEW {
            source.columns(jobs, &lines)
        } else {
            // Whoever is free takes the next column: codes and names take longer than amounts.
            let jobs = Mutex::new(jobs);
            let next = || std::iter::from_fn(|| jobs.lock().ok()?.next());
            std::thread::scope(|scope| {
                let other = scope.spawn(|| source.columns(next(), &lines));
                let mut findings = source.columns(next(), &lines);
                match other.join() {
                    Ok(more) => findings.extend(more),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
                // In one order, whoever found them.
                findings.sort_by_key(|(row, column, _)| (*column, *row));
                findings
            })
        };
        for (row, column, finding) in findings {
            self.report.cell(&self.sheet.name, row, column, finding);
        }
        self.none(start, &lines);
        for line in &lines {
            self.origin(line, 0);
        }
        let any = self.ledger.columns.iter().any(|column| column.default.is_some());
        for record in start..self.records.origins.len() {
            if any {
                self.defaults(record);
            }
            totals.row(|at| self.records.columns.get(at)?.values.get(record).copied());
        }
    }

    /// Notes which cells of numbers say that there is none.
    fn none(&mut self, start: usize, lines: &[Line]) {
        let mut none = Vec::new();
        let columns = self.ledger.columns.iter().zip(&self.table.columns).zip(&self.records.columns);
        for ((column, found), cells) in columns.filter(|((column, _), _)| column.kind.is_number()) {
            let Some(at) = found.as_ref().map(|found| found.column) else { continue };
            let values = cells.values.get(start..).unwrap_or_default();
            for (_, line) in values.iter().zip(lines).filter(|(value, _)| **value == NULL) {
                let told = self.book.text(self.sheet.in_line(line, at)).is_some_and(placeholder);
                none.extend(told.then_some((line.row, at)).filter(|_| column.default.is_none()));
            }
        }
        let number = usize::try_from(self.number).unwrap_or(usize::MAX);
        let tables = self.records.submissions.last_mut().and_then(|sent| sent.tables.get_mut(number));
        if let Some(table) = tables.filter(|table| table.none.len() < MOST_NONE) {
            table.none.extend(none);
        }
    }

    /// Copies the cell of another column where the definition says so.
    fn defaults(&mut self, record: usize) {
        for (at, column) in self.ledger.columns.iter().enumerate() {
            let Some(from) = column.default.as_deref().and_then(|id| self.ledger.position(id)) else { continue };
            let value = |at: usize| self.records.columns.get(at).and_then(|cells| cells.get(record));
            let (None, Some(other)) = (value(at), value(from)) else { continue };
            let words = column.kind.is_words();
            let word =
                self.records.columns.get(from).filter(|_| words).and_then(|cells| cells.word(other)).map(str::to_owned);
            let Some(cells) = self.records.columns.get_mut(at) else { continue };
            let copied = match word {
                Some(word) => cells.intern(&word),
                None if words => NULL,
                None => other,
            };
            if let Some(value) = cells.values.get_mut(record) {
                *value = copied;
            }
        }
    }

    fn origin(&mut self, line: &Line, across: u32) {
        let submission = u32::try_from(self.records.submissions.len() - 1).unwrap_or(0);
        self.records.origins.push(Origin { submission, table: self.number, row: line.row, across });
    }

    /// One record for each period that has a value.
    fn across(&mut self, line: &Line, words: &mut [Words], totals: &mut Totals<'_>) {
        let Some((month_at, value_at)) = self.ledger.across() else { return };
        let (table, ledger) = (self.table, self.ledger);
        let source = Source {
            book: self.book,
            sheet: self.sheet,
            table,
            ledger,
            typed: &self.typed,
            stated: self.stated,
            start: self.start,
        };
        let (mut findings, mut labels) = (Vec::new(), vec![NULL; ledger.columns.len()]);
        for (at, (cells, words)) in self.records.columns.iter_mut().zip(words.iter_mut()).enumerate() {
            let Some(found) = table.columns.get(at).and_then(Option::as_ref) else {
                if let Some(label) = labels.get_mut(at) {
                    *label = source.of_all_rows(at, cells);
                }
                continue;
            };
            let (value, finding) = source.value(at, found.column, line, None, (cells, words));
            findings.extend(finding.map(|finding| (found.column, finding)));
            if let Some(label) = labels.get_mut(at) {
                *label = value;
            }
        }
        let typed = source.of_row(line, value_at);
        let mut values: Vec<(u32, Month, i64)> = Vec::new();
        if let (Some(cells), Some(words)) = (self.records.columns.get_mut(value_at), words.get_mut(value_at)) {
            for (column, month) in &table.periods {
                let (value, finding) = source.value(value_at, *column, line, typed.as_ref(), (cells, words));
                // An empty cell is no record; one that cannot be read is, so that it is not forgotten.
                if value != NULL || finding.is_some() {
                    values.push((*column, *month, value));
                }
                findings.extend(finding.map(|finding| (*column, finding)));
            }
        }
        for (column, finding) in findings {
            self.report.cell(&self.sheet.name, line.row, column, finding);
        }
        totals.periods(|column| values.iter().find(|cell| cell.0 == column).map(|cell| cell.2));
        for (column, month, value) in values {
            for (at, (cells, label)) in self.records.columns.iter_mut().zip(&labels).enumerate() {
                cells.values.push(match at {
                    _ if at == month_at => month.index(),
                    _ if at == value_at => value,
                    _ => *label,
                });
            }
            self.origin(line, column);
            self.defaults(self.records.origins.len() - 1);
        }
    }
}
