//! A part of a sheet as tables are looked for in it: rows within some columns.

use crate::grid::{Book, Line, LineCells, Raw, Sheet};
use crate::text::{match_form, placeholder};
use crate::unit;
use crate::value::date::{self, Civil};
use crate::value::number;

/// What a cell looks like, before its column is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `/`, `—`, 无: stands for nothing.
    Placeholder,
    /// A short text that may be a label.
    Label,
    /// A year, a month or a date that may head a column.
    Period,
    /// A number, a percentage, a date, an error.
    Value,
    /// A long text, or one with a colon and something behind it.
    Prose,
}

/// A rectangle of a sheet.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) book: &'a Book,
    pub(crate) sheet: &'a Sheet,
    pub(crate) left: u32,
    pub(crate) right: u32,
}

/// Longer texts are no labels, unless brackets make them long.
const LONGEST_LABEL: usize = 32;
/// So many rows below are looked at to know what a cell stands over.
const BELOW: usize = 12;

impl<'a> View<'a> {
    /// The lines below a row.
    pub(crate) fn after(&self, row: u32) -> &'a [Line] {
        let start = self.sheet.lines.partition_point(|line| line.row <= row);
        self.sheet.lines.get(start..).unwrap_or_default()
    }

    /// The filled cells of a line.
    pub(crate) fn cells(&self, line: &Line) -> LineCells<'a> {
        self.sheet.cells(line).between(self.left, self.right)
    }

    /// The filled cells of a row.
    pub(crate) fn row(&self, row: u32) -> Vec<(u32, Raw)> {
        let Some(line) = self.sheet.line(row) else { return Vec::new() };
        // What a merged block covers nobody sees, though some programs keep it.
        self.cells(line).iter().filter(|(column, _)| self.sheet.covering(row, *column).is_none()).collect()
    }

    pub(crate) fn text(&self, raw: Raw) -> Option<&'a str> {
        self.book.text(raw)
    }

    /// What a cell looks like.
    pub(crate) fn shape(&self, raw: Raw) -> Shape {
        match raw {
            Raw::Text(number) => of_text(self.book.strings.get(number)),
            Raw::Number(value) if value.fract() == 0.0 && (1949.0..=2100.0).contains(&value) => Shape::Period,
            Raw::Date(_) if date::period(raw, self.book).is_some() => Shape::Period,
            _ => Shape::Value,
        }
    }

    /// Whether a cell may head a column: a label, a period, or a date over numbers, as 2023年12月31日
    /// heads balances.
    pub(crate) fn heads(&self, row: u32, (column, raw): &(u32, Raw)) -> bool {
        match self.shape(*raw) {
            Shape::Label | Shape::Period => true,
            Shape::Value => self.dated(*raw) && self.over_number(row, *column),
            _ => false,
        }
    }

    fn dated(&self, raw: Raw) -> bool {
        matches!(raw, Raw::Date(_))
            || self.text(raw).and_then(date::parse).is_some_and(|civil| civil.month.is_some() && date::valid(&civil))
    }

    /// Whether the first value below in the column is a number.
    fn over_number(&self, row: u32, column: u32) -> bool {
        let below = self.after(row).iter().take(BELOW).map(|line| self.sheet.in_line(line, column));
        let mut values = below.filter(|raw| *raw != Raw::Empty && self.shape(*raw) != Shape::Placeholder);
        values.next().is_some_and(|raw| match raw {
            Raw::Number(_) | Raw::Percent(_) => true,
            raw => self.text(raw).is_some_and(|text| number::parse(text, "").is_some() && date::parse(text).is_none()),
        })
    }

    /// How many columns a row's cells cover together with their merged blocks.
    pub(crate) fn width(&self, row: u32) -> usize {
        let mut columns: Vec<u32> = self.row(row).into_iter().map(|(column, _)| column).collect();
        for column in self.left..=self.right.min(self.left + 1024) {
            if self.sheet.covering(row, column).is_some_and(|merge| self.sheet.own(merge.top, merge.left) != Raw::Empty)
            {
                columns.push(column);
            }
        }
        columns.sort_unstable();
        columns.dedup();
        columns.len()
    }

    /// The last column that a cell's merged block covers.
    pub(crate) fn end_of(&self, row: u32, column: u32) -> u32 {
        let mut end = column;
        while end < self.right
            && self.sheet.covering(row, end + 1).is_some_and(|merge| (merge.top, merge.left) == (row, column))
        {
            end += 1;
        }
        end
    }

    /// The same rows within other columns.
    pub(crate) fn columns(&self, left: u32, right: u32) -> View<'a> {
        View { left, right, ..*self }
    }
}

/// Whether the words behind a month make it a label: 2021年1月付款(元), and not 2021年6月底前.
fn labelled(civil: &Civil) -> bool {
    let words = civil.rest.chars().filter(|letter| letter.is_alphabetic()).count();
    civil.day.is_none()
        && words >= 2
        && !civil.rest.contains(['底', '前', '起', '至', '后', '内', '止', '旬', '初', '末'])
}

/// What a text looks like.
pub(crate) fn of_text(text: &str) -> Shape {
    if placeholder(text) {
        return Shape::Placeholder;
    }
    let plain = match_form(text);
    // 其中:设备 is a label of its own.
    let plain = plain.strip_prefix("其中:").unwrap_or(&plain);
    let stem = unit::split(plain).0;
    if plain.bytes().any(|byte| byte.is_ascii_digit()) {
        if date::period_of(text).is_some() {
            return Shape::Period;
        }
        if number::parse(text, "").is_some()
            || date::parse(text)
                .is_some_and(|civil| civil.month.is_some() && !labelled(&civil) && civil.rest.chars().count() < 8)
        {
            return Shape::Value;
        }
    }
    let length = stem.split(['(', '[']).next().unwrap_or(stem).chars().filter(|letter| !letter.is_ascii()).count();
    let ascii = plain.chars().filter(char::is_ascii).count();
    let said = plain.split_once(':').is_some_and(|(_, behind)| !behind.is_empty() && unit::unit(behind).is_none());
    if length > LONGEST_LABEL || ascii > 80 || said || plain.contains(['。', ';', '!']) {
        return Shape::Prose;
    }
    Shape::Label
}
