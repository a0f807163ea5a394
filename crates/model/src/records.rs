//! Records: typed rows with the cells that they came from.

use crate::ledger::{Column, Kind, Ledger};
use crate::{CellRef, Date, Exact, Month, Place, Unit, Words};
use serde::{Deserialize, Serialize};

/// The stored value of an empty cell.
pub const NULL: i64 = i64::MIN;

/// The cells of one column. Every typed value is one integer: 分, a scaled decimal, days since
/// 1970-01-01, a month's index, 1 or 0, or the number of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    /// One value a record; [`NULL`] for none.
    pub values: Vec<i64>,
    words: Words,
}

impl Cells {
    /// The value of a record.
    pub fn get(&self, record: usize) -> Option<i64> {
        self.values.get(record).copied().filter(|value| *value != NULL)
    }

    /// The number of a word, which is added if it is new.
    pub fn intern(&mut self, word: &str) -> i64 {
        self.words.intern(word).map_or(NULL, i64::from)
    }

    /// The number of one of other words that is known not to occur yet.
    pub fn push_of(&mut self, words: &Words, number: u32) -> i64 {
        self.words.push_of(words, number).map_or(NULL, i64::from)
    }

    /// Gives back what is only needed while words are added.
    pub fn close(&mut self) {
        self.words.close();
    }

    /// The number of a word that occurs.
    pub fn number(&self, word: &str) -> Option<i64> {
        self.words.number(word).map(i64::from)
    }

    /// The words by their numbers.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The word with that number.
    pub fn word(&self, number: i64) -> Option<&str> {
        self.words.get(u32::try_from(number).ok()?)
    }

    /// The word of a record in a column of words.
    pub fn text(&self, record: usize) -> Option<&str> {
        self.word(self.get(record)?)
    }

    /// The same cells with the numbers that the words have in `shared`, to which new ones are added.
    pub fn renumbered(&self, shared: &mut Cells) -> Cells {
        let mut cells = Cells::default();
        let numbers: Vec<i64> = self.words.iter().map(|word| shared.intern(word)).collect();
        let number = |value: &i64| usize::try_from(*value).ok().and_then(|at| numbers.get(at)).copied();
        cells.values = self.values.iter().map(|value| number(value).unwrap_or(NULL)).collect();
        cells
    }

    /// The same values by the words of other cells, which number them alike.
    #[must_use]
    pub fn with_words_of(self, shared: &Cells) -> Cells {
        Cells { words: shared.words.clone(), ..self }
    }

    fn append(&mut self, other: &Cells, words: bool) {
        if words && self.words.is_empty() {
            self.words = other.words.clone();
            self.values.extend_from_slice(&other.values);
        } else if words {
            let numbers: Vec<i64> = other.words.iter().map(|word| self.intern(word)).collect();
            let renumbered =
                |value: &i64| usize::try_from(*value).ok().and_then(|at| numbers.get(at)).copied().unwrap_or(NULL);
            self.values.extend(other.values.iter().map(renumbered));
        } else {
            self.values.extend_from_slice(&other.values);
        }
    }
}

/// A submission (报送): one workbook of one ledger for one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The file, relative to the project's folder.
    pub file: String,
    /// The month of its folder.
    pub month: Month,
    /// The tables that were found in it.
    pub tables: Vec<SheetTable>,
}

/// A table on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetTable {
    /// The sheet's name.
    pub sheet: String,
    /// For each column of the ledger the column of the sheet, from 1.
    pub columns: Vec<Option<u32>>,
    /// For each column of the ledger the unit that the sheet says, where it is another than the
    /// definition's.
    pub units: Vec<Option<Unit>>,
    /// The cells of numbers, as rows and columns from 1, that say that there is none: 无, /, —.
    pub none: Vec<(u32, u32)>,
}

/// Where a record came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The submission's position in [`Records::submissions`].
    pub submission: u32,
    /// The table's position in [`Submission::tables`].
    pub table: u32,
    /// The row, from 1.
    pub row: u32,
    /// With periods across: the column of the cell, from 1; else 0.
    pub across: u32,
}

/// All records of one ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The cells of each column, in the order of the ledger's definition.
    pub columns: Vec<Cells>,
    /// Where each record came from.
    pub origins: Vec<Origin>,
    /// The workbooks.
    pub submissions: Vec<Submission>,
}

impl Records {
    /// No records yet.
    pub fn empty(ledger: &Ledger) -> Records {
        Records { columns: vec![Cells::default(); ledger.columns.len()], ..Records::default() }
    }

    /// Makes room for so many more, so that a million need not be moved while they come.
    pub fn reserve(&mut self, more: usize) {
        self.columns.iter_mut().for_each(|cells| cells.values.reserve(more));
        self.origins.reserve(more);
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.origins.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.origins.is_empty()
    }

    /// Some of the records, with the submissions that they came from.
    #[must_use]
    pub fn chosen(&self, records: &[usize]) -> Records {
        let of = |cells: &Cells| Cells {
            values: records.iter().map(|record| cells.values.get(*record).copied().unwrap_or(NULL)).collect(),
            words: cells.words.clone(),
        };
        let mut used: Vec<u32> = Vec::new();
        let mut origins = Vec::new();
        for origin in records.iter().filter_map(|record| self.origins.get(*record)) {
            let at = used.iter().position(|known| *known == origin.submission).unwrap_or_else(|| {
                used.push(origin.submission);
                used.len() - 1
            });
            origins.push(Origin { submission: u32::try_from(at).unwrap_or(u32::MAX), ..*origin });
        }
        let sent = |at: &u32| self.submissions.get(usize::try_from(*at).ok()?).cloned();
        Records {
            columns: self.columns.iter().map(of).collect(),
            origins,
            submissions: used.iter().filter_map(sent).collect(),
        }
    }

    /// Adds the records of another reading of the same ledger.
    pub fn append(&mut self, ledger: &Ledger, other: &Records) {
        let base = u32::try_from(self.submissions.len()).unwrap_or(u32::MAX);
        for ((cells, more), column) in self.columns.iter_mut().zip(&other.columns).zip(&ledger.columns) {
            cells.append(more, column.kind.is_words());
        }
        let moved = |origin: &Origin| Origin { submission: origin.submission + base, ..*origin };
        self.origins.extend(other.origins.iter().map(moved));
        self.submissions.extend(other.submissions.iter().cloned());
    }

    /// The submission that a record came from.
    pub fn submission(&self, record: usize) -> Option<&Submission> {
        self.submissions.get(usize::try_from(self.origins.get(record)?.submission).ok()?)
    }

    /// The cell of a record's value in a column.
    pub fn place(&self, record: usize, column: usize) -> Place {
        let Some((origin, submission)) = self.origins.get(record).zip(self.submission(record)) else {
            return Place::default();
        };
        let table = usize::try_from(origin.table).ok().and_then(|at| submission.tables.get(at));
        let sheet = table.map(|table| table.sheet.clone());
        let known = table.and_then(|table| *table.columns.get(column)?);
        let at = known.or(Some(origin.across).filter(|across| *across > 0));
        Place { file: submission.file.clone(), sheet, cell: at.map(|at| (origin.row, at)), line: None }
    }

    /// The values of a record in the columns of the ledger's key, as they are printed: `甲公司、增值税`.
    pub fn key(&self, ledger: &Ledger, record: usize) -> String {
        let values = ledger.key.iter().filter_map(|id| {
            let at = ledger.position(id)?;
            let cells = self.columns.get(at)?;
            shown(ledger.columns.get(at)?, cells, cells.get(record)?)
        });
        values.collect::<Vec<_>>().join("、")
    }

    /// The cell with its value in words.
    pub fn cell(&self, ledger: &Ledger, record: usize, column: usize) -> CellRef {
        let value = ledger.columns.get(column).zip(self.columns.get(column));
        let value = value.and_then(|(column, cells)| shown(column, cells, cells.get(record)?));
        CellRef { place: self.place(record, column), value: value.unwrap_or_default() }
    }
}

/// A stored value as an exact number; money in 分.
pub fn exact(column: &Column, value: i64) -> Exact {
    match column.kind {
        Kind::Money => Exact::integer(value.into()),
        _ => Exact::scaled(value, column.scale()),
    }
}

/// A stored value in words, numbers in the column's unit: `657874.03`, `2020-12`, `是`.
pub fn shown(column: &Column, cells: &Cells, value: i64) -> Option<String> {
    Some(match column.kind {
        Kind::Text | Kind::CreditCode | Kind::Status => cells.word(value)?.to_owned(),
        Kind::Date => Date::from_days(value)?.to_string(),
        Kind::Month => Month::from_index(value)?.to_string(),
        Kind::Boolean => if value == 0 { "否" } else { "是" }.to_owned(),
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => {
            column.unit().convert(exact(column, value))?.to_string()
        }
    })
}

/// The same with the unit of a number, as messages say it: `657874.03元`.
pub fn told(column: &Column, cells: &Cells, value: i64) -> Option<String> {
    let unit = if column.kind.is_number() { column.unit().name().to_owned() } else { String::new() };
    Some(shown(column, cells, value)? + &unit)
}
