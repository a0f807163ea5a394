//! One submission that is about to be spoiled.

use crate::book::{Book, Cell, Sheet, Value};
use crate::outcome::Outcome;
use crate::package::{self, Packing, Parts};
use crate::random::Random;
use crate::target::Target;
use crate::write;

/// The submission, and what becomes of it.
pub(crate) struct Scene<'a> {
    pub(crate) target: &'a Target,
    pub(crate) book: Book,
    /// The submission of the month before, where there is one.
    pub(crate) before: Option<Vec<u8>>,
    random: Random,
    /// Files of the project with their new bytes, or none where they are gone. Without any, the
    /// book is written in its place.
    files: Vec<(String, Option<Vec<u8>>)>,
}

/// What a kind does to a submission: `None` where it has nothing to do with such a ledger.
pub(crate) type Spoil = fn(&mut Scene<'_>) -> Option<()>;

impl<'a> Scene<'a> {
    pub(crate) fn new(target: &'a Target, book: Book, before: Option<Vec<u8>>, random: Random) -> Self {
        Self { target, book, before, random, files: Vec::new() }
    }

    /// The files that are changed.
    pub(crate) fn files(self) -> Outcome<Vec<(String, Option<Vec<u8>>)>> {
        if self.files.is_empty() {
            Ok(vec![(self.target.path(), Some(write::xlsx(&self.book)?))])
        } else {
            Ok(self.files)
        }
    }

    /// Writes bytes to a file of the project.
    pub(crate) fn put(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.push((path.into(), Some(bytes)));
    }

    /// Writes bytes in place of the submission.
    pub(crate) fn replace(&mut self, bytes: Vec<u8>) {
        self.put(self.target.path(), bytes);
    }

    /// Takes the submission away.
    pub(crate) fn remove(&mut self) {
        self.files.push((self.target.path(), None));
    }

    /// The book as it stands, as xlsx.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        write::xlsx(&self.book).ok()
    }

    /// Changes the parts of the package that the book is written as.
    pub(crate) fn repack(&mut self, packing: Packing, change: impl FnOnce(&mut Parts)) -> Option<()> {
        let mut parts = package::parts(&self.bytes()?).ok()?;
        change(&mut parts);
        self.replace(package::pack(&parts, packing).ok()?);
        Some(())
    }

    pub(crate) fn sheet(&mut self) -> &mut Sheet {
        &mut self.book.sheets[self.target.sheet]
    }

    pub(crate) fn seen(&self) -> &Sheet {
        &self.book.sheets[self.target.sheet]
    }

    /// The first row of the header: the one with the key's label, or the one above it where the
    /// label stands in a second row.
    pub(crate) fn header(&self) -> (usize, usize) {
        let labels = [self.target.key, self.target.amount, self.target.date, self.target.word, self.target.code];
        let rows = labels.iter().filter_map(|label| self.find(label)).map(|(row, _)| row);
        let (first, last) = rows.fold((usize::MAX, 0), |(first, last), row| (first.min(row), last.max(row)));
        (first, last)
    }

    /// Where a label stands in the first rows.
    fn find(&self, label: &str) -> Option<(usize, usize)> {
        let plain = |words: String| words.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
        let is = |cell: &Cell| {
            let words = plain(cell.words());
            words == label || words.strip_prefix(label).is_some_and(|rest| rest.starts_with('（'))
        };
        let found = |(row, cells): (usize, &Vec<Cell>)| cells.iter().position(is).map(|column| (row, column));
        (!label.is_empty()).then(|| self.seen().rows.iter().take(6).enumerate().find_map(found)).flatten()
    }

    /// Where the label of a column stands.
    pub(crate) fn label(&self, label: &str) -> Option<(usize, usize)> {
        self.find(label)
    }

    pub(crate) fn column(&self, label: &str) -> Option<usize> {
        self.find(label).map(|(_, column)| column)
    }

    pub(crate) fn key(&self) -> Option<usize> {
        self.column(self.target.key)
    }

    pub(crate) fn amount(&self) -> Option<usize> {
        self.column(self.target.amount)
    }

    /// The rows of the records.
    pub(crate) fn records(&self) -> Vec<usize> {
        let (_, header) = self.header();
        let Some(key) = self.key() else { return Vec::new() };
        let sheet = self.seen();
        let is_record = |row: &usize| {
            let words = sheet.cell(*row, key).words();
            let filled = sheet.rows[*row].iter().filter(|cell| !cell.is_empty()).count();
            !words.is_empty() && !is_sum(&words) && filled > 2
        };
        (header + 1..sheet.rows.len()).filter(is_record).collect()
    }

    /// The first row below the records.
    pub(crate) fn below(&self) -> usize {
        self.records().last().map_or(0, |row| row + 1)
    }

    /// The row of totals, directly below the records.
    pub(crate) fn total(&self) -> Option<usize> {
        let below = self.below();
        self.seen().rows.get(below)?.iter().any(|cell| is_sum(&cell.words())).then_some(below)
    }

    /// All rows of totals, those of parts of the table among them.
    pub(crate) fn totals(&self) -> Vec<usize> {
        let sums = |row: &usize| self.seen().rows[*row].iter().any(|cell| is_sum(&cell.words()));
        (self.header().1 + 1..self.seen().rows.len()).filter(sums).collect()
    }

    /// A record, drawn by the seed.
    pub(crate) fn record(&mut self) -> Option<usize> {
        let records = self.records();
        let at = self.random.index(records.len());
        records.get(at).copied()
    }

    /// A record whose cell in a column holds something that a test accepts.
    pub(crate) fn record_with(&mut self, column: usize, test: fn(&Value) -> bool) -> Option<usize> {
        let sheet = self.seen();
        let rows: Vec<usize> = self.records().into_iter().filter(|row| test(&sheet.cell(*row, column).value)).collect();
        let at = self.random.index(rows.len());
        rows.get(at).copied()
    }

    /// The number of a record's amount: row, column and number, never a small one.
    pub(crate) fn number(&mut self) -> Option<(usize, usize, f64)> {
        let column = self.amount()?;
        let row = self.record_with(column, |value| matches!(value, Value::Number(number) if *number > 1.0))?;
        match self.seen().cell(row, column).value {
            Value::Number(number) => Some((row, column, number)),
            _ => None,
        }
    }

    /// A record's date: row, column and serial.
    pub(crate) fn date(&mut self) -> Option<(usize, usize, f64)> {
        let column = self.column(self.target.date)?;
        let row = self.record_with(column, |value| matches!(value, Value::Date(_)))?;
        match self.seen().cell(row, column).value {
            Value::Date(serial) => Some((row, column, serial)),
            _ => None,
        }
    }

    /// A record's text in the column of a label: row, column and words.
    pub(crate) fn text(&mut self, label: &str) -> Option<(usize, usize, String)> {
        let column = self.column(label)?;
        let row = self.record_with(column, |value| matches!(value, Value::Text(text) if text.chars().count() > 1))?;
        Some((row, column, self.seen().cell(row, column).words()))
    }

    /// The columns whose records hold numbers; a few words such as `/` may stand among them.
    fn numbers(&self) -> Vec<usize> {
        let (records, sheet) = (self.records(), self.seen());
        let numbers =
            |column: &usize| records.iter().any(|row| matches!(sheet.cell(*row, *column).value, Value::Number(_)));
        let names = [self.key(), self.column("序号")];
        (0..sheet.width()).filter(|column| !names.contains(&Some(*column))).filter(numbers).collect()
    }

    /// The columns of money: those of sums whose labels are no counts, sizes or prices.
    pub(crate) fn money(&self) -> Vec<usize> {
        let (first, last) = self.header();
        let others = ["人数", "面积", "标准", "市场调查价", "份数"];
        let is_money = |column: &usize| {
            let words: String = (first..=last).map(|row| self.seen().cell(row, *column).words()).collect();
            !others.iter().any(|other| words.contains(other))
        };
        self.numbers().into_iter().filter(is_money).collect()
    }

    /// A row with the sums of the records in all columns of amounts.
    pub(crate) fn sum_row(&self) -> Vec<Cell> {
        let (records, sheet) = (self.records(), self.seen());
        let mut cells = vec![Cell::EMPTY; sheet.width()];
        let unsummed = ["租金标准", "市场调查价"].map(|label| self.column(label));
        for column in self.numbers().into_iter().filter(|column| !unsummed.contains(&Some(*column))) {
            let number = |row: &usize| match sheet.cell(*row, column).value {
                Value::Number(number) => number,
                _ => 0.0,
            };
            let sum: f64 = records.iter().map(number).sum();
            cells[column] = Cell::number((sum * 10_000.0).round() / 10_000.0);
        }
        cells
    }
}

/// Whether words name a row of sums. Firms may have 计 in their names.
fn is_sum(words: &str) -> bool {
    let words: String = words.chars().filter(|sign| !sign.is_whitespace()).collect();
    words.starts_with("合计") || words.starts_with("小计")
}
