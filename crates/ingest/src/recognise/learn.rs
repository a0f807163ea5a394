//! What the first rows of a table tell about its columns.

use super::columns::Header;
use super::labels::Labels;
use super::view::{Shape, View};
use crate::grid::{Book, Line, LineCells, Raw};
use crate::row_words::{ordinal, total_word};
use crate::text::{match_form, placeholder};
use crate::value::{date, number};

/// So many rows are learnt from.
const SAMPLE: usize = 2_000;

/// What the columns of a table hold.
#[derive(Debug, Default)]
pub(crate) struct Learnt {
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// The column of running numbers: a row that holds nothing else was prepared and not filled in.
    pub(crate) numbering: Option<u32>,
    /// Whether all whole records are numbered.
    pub(crate) numbered: bool,
    /// Whether some rows are numbered 一 or （一） and others 1 and 2: the first head the second.
    pub(crate) grouped: bool,
    /// The first column in which every whole record has words, a day or a period.
    pub(crate) names: Option<u32>,
    /// The columns in which nearly every row has words, be it whole or not.
    pub(crate) always: Vec<u32>,
    /// The columns in which numbers stand, without the running number.
    pub(crate) numeric: Vec<u32>,
    /// How many cells a whole record fills, and how many of them are words.
    pub(crate) filled: usize,
    pub(crate) words: usize,
    /// The columns that name a record by the definition.
    pub(crate) naming: Vec<u32>,
    /// With periods across the rows are indicators, and 收入合计 may be one of them.
    pub(crate) indicators: bool,
}

/// Whether a text stands for nothing. 无 says that there is none, so that its row was filled in.
pub(crate) fn blank(text: &str) -> bool {
    text != "无" && placeholder(text)
}

/// The number in a cell of a column of numbers.
pub(crate) fn amount(book: &Book, raw: Raw) -> Option<f64> {
    match raw {
        Raw::Number(value) => Some(value),
        Raw::Text(number) => {
            let text = book.strings.get(number);
            let begins = text.trim_start().starts_with(|letter: char| !letter.is_alphabetic());
            let (decimal, _) = begins.then(|| number::parse(text, "")).flatten()?;
            Some(decimal.units as f64 / 10_f64.powi(i32::try_from(decimal.places).ok()?))
        }
        _ => None,
    }
}

/// What one column holds in the whole records.
#[derive(Debug, Default)]
struct Tally {
    filled: usize,
    words: usize,
    numbers: usize,
    steps: usize,
    last: Option<f64>,
    first: Option<f64>,
}

impl Tally {
    fn add(&mut self, view: &View<'_>, raw: Raw) {
        let text = view.text(raw);
        if raw == Raw::Empty || text.is_some_and(blank) {
            return;
        }
        self.filled += 1;
        let dated =
            matches!(raw, Raw::Date(_)) || text.and_then(date::parse).is_some_and(|civil| civil.month.is_some());
        let value = amount(view.book, raw).filter(|_| !dated);
        if let Some(value) = value {
            self.steps += usize::from(value == 1.0 || self.last.is_some_and(|last| value == last + 1.0));
            self.first = self.first.or(Some(value));
            self.last = Some(value);
        }
        self.numbers +=
            usize::from(value.is_some() || matches!(raw, Raw::Percent(_) | Raw::Uncomputed | Raw::Fault(_)));
        self.words += usize::from(value.is_none() && (dated || text.is_some()));
    }

    /// Whether the cells run 1, 2, 3.
    fn runs(&self) -> bool {
        self.first == Some(1.0) && self.steps >= 3 && self.steps * 10 >= self.filled * 9
    }
}

impl Learnt {
    /// Learns from the rows below a header.
    pub(crate) fn of(view: &View<'_>, header: &Header, until: u32, labels: Option<&Labels<'_>>) -> Learnt {
        let (left, right) = (header.left(), header.right());
        let mut learnt = Learnt { left, right, indicators: header.across(), ..Learnt::default() };
        let lines = view.after(header.bottom).iter().take_while(|line| line.row <= until).take(SAMPLE);
        let lines: Vec<(&Line, LineCells<'_>)> =
            lines.map(|line| (line, view.sheet.cells(line).between(left, right))).collect();
        let total = |cells: &LineCells<'_>| {
            cells.iter().filter_map(|(_, raw)| view.text(raw)).take(3).any(|text| total_word(text).is_some())
        };
        let filled =
            |cells: &LineCells<'_>| cells.iter().filter(|(_, raw)| !view.text(*raw).is_some_and(placeholder)).count();
        let numbers = |cells: &LineCells<'_>| cells.iter().filter(|(_, raw)| !matches!(raw, Raw::Text(_))).count();
        let most = lines.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        // Rows that are prepared have a running number, zeros and errors.
        let says = |raw: Raw| !matches!(raw, Raw::Number(0.0) | Raw::Percent(0.0) | Raw::Fault(_) | Raw::Uncomputed);
        let said = |cells: &LineCells<'_>| cells.iter().filter(|(_, raw)| says(*raw)).count();
        let whole = |(_, cells): &&(&Line, LineCells<'_>)| {
            filled(cells) * 3 >= most * 2 && filled(cells) > 1 && said(cells) > 1 && !total(cells)
        };
        let records: Vec<&(&Line, LineCells<'_>)> = lines.iter().filter(whole).collect();
        // Rows of words above rows of numbers explain the columns.
        let explained = records.iter().take_while(|(_, cells)| numbers(cells) == 0).count();
        let explained = if explained * 2 < records.len() { explained } else { 0 };
        let records = records.get(explained..).unwrap_or_default();
        let columns = &header.columns;
        let tallies: Vec<Tally> = columns
            .iter()
            .map(|column| {
                let mut tally = Tally::default();
                records.iter().for_each(|(line, cells)| {
                    let raw = cells.get(column.at);
                    tally.add(view, if raw == Raw::Empty { view.sheet.seen(line.row, column.at) } else { raw });
                });
                tally
            })
            .collect();
        let said = columns.iter().position(super::columns::Column::numbers);
        let running = || tallies.iter().take(2).position(Tally::runs);
        let numbering = said.or_else(running);
        learnt.numbering = numbering.and_then(|at| columns.get(at)).map(|column| column.at);
        learnt.numbered = numbering.and_then(|at| tallies.get(at)).is_some_and(|tally| tally.filled == records.len());
        let named = columns.iter().zip(&tallies).enumerate().find(|(at, (_, tally))| {
            Some(*at) != numbering && tally.filled == records.len() && tally.words * 20 >= records.len() * 19
        });
        learnt.names = named.filter(|_| !records.is_empty()).map(|(_, (column, _))| column.at);
        let rows: Vec<&LineCells<'_>> =
            lines.iter().skip(explained).map(|(_, cells)| cells).filter(|cells| !total(cells)).collect();
        let worded = |column: &u32| {
            rows.iter().filter(|cells| view.text(cells.get(*column)).is_some_and(|text| !blank(text))).count()
        };
        let always = columns.iter().map(|column| column.at).filter(|column| Some(*column) != learnt.numbering);
        learnt.always = always.filter(|column| rows.len() >= 4 && worded(column) * 20 >= rows.len() * 19).collect();
        let numeric = columns.iter().zip(&tallies).enumerate().filter(|(at, (_, tally))| {
            Some(*at) != numbering && tally.numbers > 0 && tally.numbers * 2 >= tally.filled
        });
        learnt.numeric = numeric.map(|(_, (column, _))| column.at).collect();
        let mut filled: Vec<usize> = records.iter().map(|(_, cells)| filled(cells)).collect();
        filled.sort_unstable();
        learnt.filled = filled.get(filled.len() / 2).copied().unwrap_or(0);
        learnt.words = tallies.iter().filter(|tally| tally.words * 2 > records.len()).count();
        learnt.grouped = learnt.numbering.is_some_and(|column| {
            let ordinals = lines.iter().filter(|(_, cells)| ordinal_cell(view, cells.get(column))).count();
            let numbers = lines.iter().filter(|(_, cells)| counts(view, cells.get(column))).count();
            ordinals > 0 && numbers >= ordinals
        });
        if let Some(labels) = labels {
            let naming = columns.iter().filter(|column| labels.names_records(&column.path));
            learnt.naming = naming.map(|column| column.at).collect();
        }
        learnt
    }
}

/// Whether the cell of a column of numbers numbers its row.
pub(crate) fn counts(view: &View<'_>, raw: Raw) -> bool {
    raw != Raw::Empty && matches!(view.shape(raw), Shape::Value | Shape::Period)
}

/// Whether a cell is numbered as the titles of sections are.
pub(crate) fn ordinal_cell(view: &View<'_>, raw: Raw) -> bool {
    view.text(raw).is_some_and(|text| ordinal(&match_form(text)))
}
