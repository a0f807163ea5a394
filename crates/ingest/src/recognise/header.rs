//! Headers: rows of labels that are as wide as the rows below them, or that hold the labels of the
//! definition.

use super::columns::{Column, Header};
use super::labels::Labels;
use super::levels::{above, below, english, remark, units};
use super::paths::Paths;
use super::view::{Shape, View};
use super::{BANNER, DEEPEST};
use crate::grid::Raw;
use crate::text::match_form;
use crate::unit;
use crate::value::date;
use model::{Month, Unit};
use std::collections::BTreeSet;

/// So many rows below are looked at to know how wide the table is.
const BELOW: usize = 12;

/// The header that begins at a row, if one does: by its shape, or by the labels where these match
/// better and no row below matches better still.
pub(crate) fn at(view: &View<'_>, row: u32, labels: Option<&Labels<'_>>) -> Option<Header> {
    let shaped = by_shape(view, row);
    let Some(labels) = labels else { return shaped };
    let own = shaped.as_ref().map_or(0, |header| labels.score(header));
    let Some(known) = known(view, row, labels) else { return shaped };
    let score = labels.score(&known);
    if score <= own {
        return shaped;
    }
    // A block of keys and values above the table holds some of its labels too.
    let mut next = view.after(known.bottom).iter().map(|line| line.row).take_while(|next| *next <= row + BANNER);
    if next.any(|row| labels.score_at(view, row) > score) { shaped } else { Some(known) }
}

/// The header that some rows from this one on make, if they hold labels of the definition.
fn known(view: &View<'_>, row: u32, labels: &Labels<'_>) -> Option<Header> {
    let line = view.sheet.line(row)?;
    if labels.hits(view.book, view.cells(line)) == 0 {
        return None;
    }
    let top = above(view, row);
    let mut best: Option<(usize, Header)> = None;
    for bottom in row..(top + DEEPEST).max(row + 1) {
        let header = header(view, top, bottom);
        let score = labels.score(&header);
        if best.as_ref().is_none_or(|(held, _)| score > *held) {
            best = Some((score, header));
        }
    }
    best.filter(|(score, _)| labels.enough(*score)).map(|(_, header)| header)
}

impl Labels<'_> {
    /// How well a row matches, taken for the lowest of a header.
    pub(crate) fn score_at(&self, view: &View<'_>, row: u32) -> usize {
        let hits = view.sheet.line(row).map_or(0, |line| self.hits(view.book, view.cells(line)));
        if hits == 0 { 0 } else { self.score(&header(view, above(view, row), row)) }
    }
}

/// The header that begins at a row, if its rows have the form of one.
fn by_shape(view: &View<'_>, row: u32) -> Option<Header> {
    let cells = view.row(row);
    if !labels(view, row, &cells, 2) || remark(view, &cells) {
        return None;
    }
    let top = above(view, row);
    let mut bottom = row;
    while bottom + 1 - top < DEEPEST && below(view, top, bottom) {
        bottom += 1;
    }
    // A column-counting or a mapping row may stand between the rows of a header and its data.
    let header = header(view, top, bottom);
    let width = header.columns.len();
    // A header holds no values; a row that does and has a better one below is of keys and values.
    let doubtful = cells.iter().any(|cell| view.shape(cell.1) == Shape::Value && !view.heads(row, cell));
    let numbered = header.columns.iter().any(Column::numbers);
    let (typical, wider) = widths(view, bottom, width, |cells| {
        let named = cells.iter().all(|(_, raw)| matches!(view.shape(*raw), Shape::Label | Shape::Period));
        let numbers =
            |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| crate::row_words::numbering(&match_form(text)));
        cells.len() * 5 > width * 7
            || doubtful && named && cells.len() * 5 >= width * 4
            || !numbered && named && cells.iter().any(numbers)
    });
    let wide_enough = width >= 2
        && typical >= 2.min(width)
        && width * 10 >= typical * 6
        && (typical * 4 >= width || typical >= 5 && typical * 8 >= width);
    (wide_enough && !wider).then_some(header)
}

/// Whether a row's cells are labels, but for few: at least so many.
fn labels(view: &View<'_>, row: u32, cells: &[(u32, Raw)], least: usize) -> bool {
    let heads = cells.iter().filter(|cell| view.heads(row, cell)).count();
    let values = cells.iter().filter(|cell| view.shape(cell.1) == Shape::Value && !view.heads(row, cell)).count();
    let ends = |(_, raw): &&(u32, Raw)| view.text(*raw).is_some_and(|text| match_form(text).ends_with(':'));
    let asked = cells.iter().filter(ends).count();
    let named = cells.iter().any(|(_, raw)| view.shape(*raw) == Shape::Label);
    // Years alone are a header where a blank corner stands over names.
    let years =
        || cells.first().is_some_and(|(first, _)| corner(view, row, *first).is_some()) || running(view, row, cells);
    heads >= least
        && heads * 4 >= cells.len() * 3
        && values * 5 <= cells.len()
        && asked * 3 < cells.len()
        && (named || years())
}

/// Whether a row holds years that run on, and the rows below other numbers in the same columns.
fn running(view: &View<'_>, row: u32, cells: &[(u32, Raw)]) -> bool {
    let number = |raw: Raw| match raw {
        Raw::Number(number) => Some(number),
        _ => view.text(raw).and_then(|text| text.trim().parse().ok()),
    };
    let year = |raw: Raw| view.shape(raw) == Shape::Period && number(raw).is_some();
    let next = |pair: &[(u32, Raw)]| number(pair[0].1).map(|year: f64| year + 1.0) == number(pair[1].1);
    let other = |line: &crate::grid::Line| {
        let below = view.cells(line);
        let filled = |(column, _): &(u32, Raw)| {
            let raw = below.get(*column);
            matches!(raw, Raw::Number(_)) && !year(raw)
        };
        below.len() == cells.len() && cells.iter().all(filled)
    };
    let below = view.after(row);
    cells.len() >= 3
        && cells.iter().all(|(_, raw)| year(*raw))
        && cells.windows(2).all(next)
        && below.len() >= 2
        && below.iter().take(2).all(other)
}

/// The usual width of the rows below, and whether a row of labels below is much wider: then this
/// one is of a block of keys and values above the table.
fn widths(view: &View<'_>, bottom: u32, width: usize, better: impl Fn(&[(u32, Raw)]) -> bool) -> (usize, bool) {
    let rows = view.after(bottom).iter().take(BELOW * 2).map(|line| line.row);
    let (mut counts, mut wider) = (Vec::new(), false);
    let (mut before, mut tabular) = (bottom, 0);
    for row in rows {
        let cells = view.row(row);
        if cells.is_empty() {
            continue;
        }
        // Two rows with numbers below labels and a blank row end a table of its own.
        if tabular >= 2 && row > before + 1 {
            break;
        }
        before = row;
        tabular +=
            usize::from(cells.len() == width && cells.iter().skip(1).any(|(_, raw)| matches!(raw, Raw::Number(_))));
        let near = counts.len() < 8 && row <= bottom + 10;
        if near && better(&cells) && labels(view, row, &cells, 3) && !remark(view, &cells) {
            wider = true;
        }
        // Rows of one cell are titles and notes.
        if cells.len() > 1 || width <= 2 {
            counts.push(view.width(row));
        }
        if counts.len() >= BELOW {
            break;
        }
    }
    counts.sort_unstable();
    (counts.get(counts.len() / 2).copied().unwrap_or(0), wider)
}

/// The columns of a header with their labels.
fn header(view: &View<'_>, top: u32, bottom: u32) -> Header {
    let mut header = Header { top, bottom, columns: Vec::new() };
    let mut rows: Vec<u32> = (top..=bottom).collect();
    let mut under: Vec<(u32, Unit)> = Vec::new();
    for row in top + 1..=bottom {
        let cells = view.row(row);
        if units(view, &cells) {
            under.extend(cells.iter().filter_map(|(column, raw)| Some((*column, unit::bare(view.text(*raw)?)?))));
            rows.retain(|other| *other != row);
        } else if english(view, row - 1, &cells) || repeats(view, top, &cells) {
            rows.retain(|other| *other != row);
        }
    }
    let mut paths = Paths::new(view.sheet, view.book, &rows);
    for at in view.left..=view.right.min(view.left + 1024) {
        let path = paths.at(at);
        if !path.is_empty() {
            let under = under.iter().find(|(column, _)| *column == at).map(|(_, unit)| unit.clone());
            let period = paths.period(at, &path);
            header.columns.push(Column { at, path, under, period });
        }
    }
    months_of_year(view, &mut header);
    if let Some(at) = corner(view, bottom, header.left()) {
        header.columns.insert(0, Column { at, path: Vec::new(), under: None, period: None });
    }
    header
}

/// Months whose year stands elsewhere: above the table, in the sheet's name, else that of the file.
fn months_of_year(view: &View<'_>, header: &mut Header) {
    let month = |column: &Column, year: i32| bare_month(&column.leaf(), year);
    let bare = |column: &&Column| month(column, 2000).is_some();
    let dated = header.columns.iter().any(|column| column.period.is_some());
    if view.book.plain_months || dated || header.columns.iter().filter(bare).count() < 2 {
        return;
    }
    let above = (header.top.saturating_sub(BANNER)..header.top).rev().flat_map(|row| view.row(row));
    let said = above.filter_map(|(_, raw)| view.text(raw)).chain([view.sheet.name.as_str()]).find_map(year);
    let Some(year) = said.or(view.book.year) else { return };
    let months: Vec<Month> = header.columns.iter().filter_map(|column| month(column, year)).collect();
    // 10月 11月 12月 1月 are of two years.
    if months.windows(2).any(|pair| pair[1] <= pair[0]) {
        return;
    }
    for column in &mut header.columns {
        column.period = month(column, year);
    }
}

/// The month of a year that a label names without the year: 3月, 三月份.
pub(crate) fn bare_month(label: &str, year: i32) -> Option<Month> {
    let civil = date::parse(&format!("{year}年{label}")).filter(|_| label.trim_end_matches('份').ends_with('月'))?;
    Month::new(civil.year, civil.month.filter(|_| civil.rest.is_empty() && civil.day.is_none())?)
}

/// The one year that a text says.
fn year(text: &str) -> Option<i32> {
    let text = match_form(text);
    let digits = text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4);
    let mut years: Vec<i32> = digits.filter_map(|digits| digits.parse().ok()).collect();
    years.retain(|year| (1990..2100).contains(year));
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

/// Whether a row says the same of several columns that have labels of their own: 区域, 全市, 全市.
fn repeats(view: &View<'_>, top: u32, cells: &[(u32, Raw)]) -> bool {
    let Some((_, others)) = cells.split_first().filter(|(_, others)| others.len() > 1) else { return false };
    let labels: BTreeSet<&str> =
        others.iter().filter_map(|(column, _)| view.text(view.sheet.own(top, *column))).collect();
    let said: BTreeSet<&str> = others.iter().filter_map(|(_, raw)| view.text(*raw)).collect();
    labels.len() == others.len() && said.len() < others.len()
}

/// The column left of all labels where names stand below: its label was left out.
fn corner(view: &View<'_>, row: u32, left: u32) -> Option<u32> {
    let column = left.checked_sub(1).filter(|column| *column >= view.left)?;
    let mut below = view.after(row).iter().map(|line| view.row(line.row)).filter(|cells| cells.len() > 1);
    let named = |cells: Vec<(u32, Raw)>| {
        cells.first().is_some_and(|(first, raw)| *first == column && view.shape(*raw) == Shape::Label)
    };
    let (first, second) = (below.next(), below.next());
    (first.is_some_and(named) && second.is_none_or(named)).then_some(column)
}
