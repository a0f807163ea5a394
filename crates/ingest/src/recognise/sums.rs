//! Totals by arithmetic: a row that is the sum of the rows above it is a total whatever it is
//! called.

use super::columns::Header;
use super::learn::{Learnt, amount};
use super::view::View;
use crate::grid::{LineCells, Raw};
use crate::row_words::{Total, average, balance, rate};
use crate::text::{match_form, placeholder};

/// The sums of the records so far.
#[derive(Debug)]
pub(crate) struct Sums {
    columns: Vec<u32>,
    /// The row at hand.
    now: Vec<Option<f64>>,
    /// Whether one of its amounts cannot be read.
    faulty: bool,
    all: Vec<f64>,
    since: Vec<f64>,
    rows: usize,
    rows_since: usize,
    /// Whether an amount so far could not be read: the sums lack it.
    unread: bool,
}

/// How a row agrees with the rows above it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Agreement {
    pub(crate) total: Total,
    /// How many rows it sums, and in how many columns by more than nothing.
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// The largest of its amounts.
    pub(crate) most: f64,
    /// Whether all amounts above could be read.
    pub(crate) whole: bool,
    /// How many digits its amounts have together, without the zeros at their ends.
    pub(crate) digits: f64,
}

impl Agreement {
    /// Whether the agreement cannot be chance, as it may be among small numbers.
    pub(crate) fn certain(&self) -> bool {
        self.whole && self.rows >= 2 && self.most >= 100.0 && (self.columns >= 2 || self.rows >= 3)
    }

    /// Whether its amounts have too many digits for a sum by chance, as two of a few round numbers are.
    pub(crate) fn unlikely(&self) -> bool {
        self.digits >= 4.0
    }

    /// Whether chance is unlikely enough for a row that has no name.
    pub(crate) fn likely(&self) -> bool {
        self.rows >= 3 || self.columns >= 2 || self.most >= 100.0
    }
}

/// How many digits a number has from the first to the last that is not zero, to hundredths.
fn significant(number: f64) -> f64 {
    let mut rest = (number.abs() * 100.0).round();
    while rest > 0.0 && rest % 10.0 == 0.0 {
        rest /= 10.0;
    }
    if rest > 0.0 { (rest + 1.0).log10() } else { 0.0 }
}

/// Whether two numbers are the same but for what binary fractions lose.
pub(crate) fn same_amount(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-6 + right.abs() * 1e-12
}

impl Sums {
    pub(crate) fn new(header: &Header, learnt: &Learnt) -> Sums {
        let leaf = |column: &u32| {
            let found = header.columns.iter().find(|other| other.at == *column);
            found.map(|column| match_form(&column.leaf())).unwrap_or_default()
        };
        let running = |column: &u32| balance(&leaf(column));
        let mut columns: Vec<u32> =
            learnt.numeric.iter().filter(|column| !rate(&leaf(column)) && !average(&leaf(column))).copied().collect();
        // A balance runs on beside what comes in and goes out; alone it may be summed.
        if !columns.iter().all(running) {
            columns.retain(|column| !running(column));
        }
        let zeros = vec![0.0; columns.len()];
        Sums {
            now: vec![None; columns.len()],
            faulty: false,
            all: zeros.clone(),
            since: zeros,
            columns,
            rows: 0,
            rows_since: 0,
            unread: false,
        }
    }

    /// Takes up a row that is not yet known to be a record.
    pub(crate) fn take(&mut self, view: &View<'_>, cells: LineCells<'_>) {
        self.faulty = false;
        for (column, now) in self.columns.iter().zip(&mut self.now) {
            let raw = cells.get(*column);
            let empty = raw == Raw::Empty || view.text(raw).is_some_and(placeholder);
            *now = if empty { None } else { amount(view.book, raw) };
            self.faulty |= !empty && now.is_none();
        }
    }

    /// Adds the row at hand as a record.
    pub(crate) fn add(&mut self) {
        self.unread |= self.faulty;
        for ((now, all), since) in self.now.iter().zip(&mut self.all).zip(&mut self.since) {
            *all += now.unwrap_or(0.0);
            *since += now.unwrap_or(0.0);
        }
        self.rows += 1;
        self.rows_since += 1;
    }

    /// A total begins a new part.
    pub(crate) fn part(&mut self) {
        self.since.fill(0.0);
        self.rows_since = 0;
    }

    /// Whether the row at hand is the sum of the rows above it, of all or of those since the last
    /// total, in every column of amounts that it fills.
    pub(crate) fn agreement(&self) -> Option<Agreement> {
        let of = |sums: &[f64], rows: usize, total: Total| {
            let (mut most, mut digits) = (0.0_f64, 0.0);
            let mut columns = 0;
            for (now, sum) in self.now.iter().zip(sums) {
                let Some(now) = now else { continue };
                if !same_amount(*now, *sum) {
                    return None;
                }
                columns += usize::from(now.abs() > 1e-9);
                most = most.max(now.abs());
                digits += significant(*now);
            }
            (columns > 0 && rows >= 2).then_some(Agreement { total, rows, columns, most, whole: !self.unread, digits })
        };
        of(&self.all, self.rows, Total::Whole).or_else(|| of(&self.since, self.rows_since, Total::Part))
    }
}

/// The rows, by their places, that are the sums of the rows below them until the next such row:
/// sections that are numbered 一、二、 and have the sums of their own.
pub(crate) fn sums_below(view: &View<'_>, header: &Header, learnt: &Learnt, rows: &[(u32, bool)]) -> Vec<usize> {
    let mut sums = Sums::new(header, learnt);
    let cells = |row: u32| view.sheet.line(row).map(|line| view.sheet.cells(line).between(learnt.left, learnt.right));
    let mut heads: Vec<usize> = Vec::new();
    let starts: Vec<usize> = rows.iter().enumerate().filter(|(_, (_, head))| *head).map(|(at, _)| at).collect();
    for (number, at) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(rows.len());
        sums.part();
        for (row, _) in rows.get(at + 1..end).unwrap_or_default() {
            if let Some(cells) = cells(*row) {
                sums.take(view, cells);
                sums.add();
            }
        }
        let head = rows.get(*at).and_then(|(row, _)| cells(*row));
        let Some(head) = head else { continue };
        sums.take(view, head);
        if sums.agreement().is_some_and(|agreement| agreement.total == Total::Part || agreement.rows == sums.rows_since)
        {
            heads.push(*at);
        }
    }
    heads
}
