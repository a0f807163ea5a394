//! Headers without a definition: rows of labels that are as wide as the rows below them.

use super::levels::{above, below, english, remark, units};
use super::view::{Look, View};
use crate::grid::Raw;
use crate::header::Paths;
use crate::text::key;
use crate::unit;

/// A header: its rows, and its columns with their labels from top to bottom.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    pub(crate) columns: Vec<(u32, Vec<String>)>,
    /// The unit under a label, where a row of the header holds nothing but units.
    pub(crate) units: Vec<(u32, String)>,
}

/// The most rows that a header spans.
pub(crate) const DEEPEST: u32 = 5;
/// So many rows below are looked at to know how wide the table is.
const BELOW: usize = 12;

impl Header {
    pub(crate) fn left(&self) -> u32 {
        self.columns.first().map_or(0, |(column, _)| *column)
    }

    pub(crate) fn right(&self) -> u32 {
        self.columns.last().map_or(0, |(column, _)| *column)
    }

    /// The lowest labels in comparable form.
    pub(crate) fn leaves(&self) -> Vec<String> {
        self.columns.iter().map(|(_, path)| path.last().map(|label| key(label)).unwrap_or_default()).collect()
    }
}

/// The header that begins at a row, if one does.
pub(crate) fn at(view: &View<'_>, row: u32) -> Option<Header> {
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
    let doubtful = cells.iter().any(|cell| view.look(cell.1) == Look::Value && !view.heads(row, cell));
    let numbered = header.columns.iter().any(|(_, path)| numbers(path));
    let (typical, wider) = widths(view, bottom, width, |cells| {
        let named = cells.iter().all(|(_, raw)| matches!(view.look(*raw), Look::Label | Look::Period));
        let numbers = |(_, raw): &(u32, Raw)| view.text(*raw).is_some_and(|text| numbers(&[text.to_owned()]));
        cells.len() * 5 > width * 7
            || doubtful && named && cells.len() * 5 >= width * 4
            || !numbered && named && cells.iter().any(numbers)
    });
    let wide_enough = width >= 2 && typical >= 2.min(width) && width * 10 >= typical * 6 && typical * 4 >= width;
    (wide_enough && !wider).then_some(header)
}

/// Whether a row's cells are labels, but for few: at least so many.
fn labels(view: &View<'_>, row: u32, cells: &[(u32, Raw)], least: usize) -> bool {
    let heads = cells.iter().filter(|cell| view.heads(row, cell)).count();
    let values = cells.iter().filter(|cell| view.look(cell.1) == Look::Value && !view.heads(row, cell)).count();
    let ends = |(_, raw): &&(u32, Raw)| view.text(*raw).is_some_and(|text| key(text).ends_with(':'));
    let asked = cells.iter().filter(ends).count();
    let named = cells.iter().any(|(_, raw)| view.look(*raw) == Look::Label);
    // Years alone are a header where a blank corner stands over names.
    let years = || cells.first().is_some_and(|(first, _)| corner(view, row, *first).is_some());
    heads >= least
        && heads * 4 >= cells.len() * 3
        && values * 5 <= cells.len()
        && asked * 3 < cells.len()
        && (named || years())
}

/// The usual width of the rows below, and whether a row of labels below is much wider: then this
/// one is of a block of keys and values above the table.
fn widths(view: &View<'_>, bottom: u32, width: usize, better: impl Fn(&[(u32, Raw)]) -> bool) -> (usize, bool) {
    let start = view.sheet.lines.partition_point(|line| line.row <= bottom);
    let rows = view.sheet.lines.iter().skip(start).take(BELOW * 2).map(|line| line.row);
    let (mut counts, mut wider) = (Vec::new(), false);
    for row in rows {
        let cells = view.row(row);
        if cells.is_empty() {
            continue;
        }
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
    let mut header = Header { top, bottom, columns: Vec::new(), units: Vec::new() };
    let mut rows: Vec<u32> = (top..=bottom).collect();
    for row in top + 1..=bottom {
        let cells = view.row(row);
        if units(view, &cells) {
            let named = cells.iter().filter_map(|(column, raw)| Some((*column, unit::bare(view.text(*raw)?)?)));
            header.units.extend(named.map(|(column, unit)| (column, unit.name().to_owned())));
            rows.retain(|other| *other != row);
        } else if english(view, row - 1, &cells) {
            rows.retain(|other| *other != row);
        }
    }
    let last = rows.last().copied().unwrap_or(bottom);
    let mut paths = Paths::new(view.sheet, view.book, top, last);
    for column in view.left..=view.right.min(view.left + 1024) {
        let path: Vec<String> = paths.at(column).into_iter().map(|part| tidy(&part.shown)).collect();
        if !path.is_empty() {
            header.columns.push((column, path));
        }
    }
    if let Some(corner) = corner(view, bottom, header.left()) {
        header.columns.insert(0, (corner, Vec::new()));
    }
    header
}

/// The column left of all labels where names stand below: its label was left out.
fn corner(view: &View<'_>, row: u32, left: u32) -> Option<u32> {
    let column = left.checked_sub(1).filter(|column| *column >= view.left)?;
    let start = view.sheet.lines.partition_point(|line| line.row <= row);
    let mut below = view.sheet.lines.iter().skip(start).map(|line| view.row(line.row)).filter(|cells| cells.len() > 1);
    let named = |cells: Vec<(u32, Raw)>| {
        cells.first().is_some_and(|(first, raw)| *first == column && view.look(*raw) == Look::Label)
    };
    let (first, second) = (below.next(), below.next());
    (first.is_some_and(named) && second.is_none_or(named)).then_some(column)
}

/// Whether the label is that of a column of running numbers.
pub(crate) fn numbers(path: &[String]) -> bool {
    let leaf = path.last().map(|label| key(label)).unwrap_or_default();
    crate::marks::numbering(&leaf)
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
