//! The labels above a column.

use crate::grid::{Book, Raw, Sheet};
use crate::text::match_form;
use crate::value::{date, shown};
use model::Month;

/// The labels above a column, from the highest to the lowest.
pub(crate) struct Paths<'a> {
    sheet: &'a Sheet,
    book: &'a Book,
    rows: &'a [u32],
    /// The last label seen in each row: without merged cells a group's label stands over its first column only.
    left: Vec<Option<Raw>>,
}

impl<'a> Paths<'a> {
    /// The labels in some rows.
    pub(crate) fn new(sheet: &'a Sheet, book: &'a Book, rows: &'a [u32]) -> Paths<'a> {
        Paths { sheet, book, rows, left: vec![None; rows.len()] }
    }

    /// The path of a column.
    pub(crate) fn at(&mut self, column: u32) -> Vec<String> {
        let mut path: Vec<String> = Vec::new();
        let mut last = None;
        for (slot, row) in self.rows.iter().enumerate() {
            let block =
                self.sheet.covering(*row, column).map(|merge| (merge.top, merge.left)).unwrap_or((*row, column));
            let mut raw = self.sheet.own(block.0, block.1);
            if raw == Raw::Empty {
                let below = self.rows.iter().skip(slot + 1).any(|row| self.sheet.own(*row, column) != Raw::Empty);
                raw = self.left.get(slot).copied().flatten().filter(|_| below).unwrap_or(Raw::Empty);
            } else if let Some(left) = self.left.get_mut(slot) {
                *left = Some(raw);
            }
            if raw == Raw::Empty || last == Some(block) {
                continue;
            }
            last = Some(block);
            let label = tidy(&shown(raw, self.book));
            if path.last().is_none_or(|part| match_form(part) != match_form(&label)) {
                path.push(label);
            }
        }
        path
    }

    /// The month over a column: of its lowest cell, or of a year above and a month below.
    pub(crate) fn period(&self, column: u32, path: &[String]) -> Option<Month> {
        if let Some(month) = date::period(self.sheet.seen(*self.rows.last()?, column), self.book) {
            return Some(month);
        }
        let (leaf, above) = path.split_last()?;
        let year = match_form(above.last()?);
        let joined = format!("{}年{}", year.trim_end_matches("年度").trim_end_matches('年'), match_form(leaf));
        let civil = date::parse(&joined).filter(|civil| civil.rest.is_empty() && civil.month.is_some())?;
        Month::new(civil.year, civil.month?)
    }
}

/// A label on one line, without the spaces that only spread its letters.
pub(crate) fn tidy(label: &str) -> String {
    let label: String = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = label.chars().collect();
    let wide = |at: Option<&char>| at.is_some_and(|letter| !letter.is_ascii());
    let kept = letters.iter().enumerate().filter(|(at, letter)| {
        **letter != ' ' || !(wide(at.checked_sub(1).and_then(|at| letters.get(at))) || wide(letters.get(at + 1)))
    });
    kept.map(|(_, letter)| *letter).collect()
}
