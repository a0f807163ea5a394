//! The widths of columns, from what stands in them.

use super::cells::{self, Align, PADDING};
use crate::fonts::Fonts;
use crate::text::{Atom, Measure, Span, Text, shape};
use model::document::{Table, TableColumn};
use model::ledger::Kind;
use model::page::Role;

/// Words up to this width, in em, stand in the middle of their column.
const SHORT: f64 = 8.0;
/// No column is made wider than this, in em, so that a word stays whole: an address of two hundred
/// letters is broken within its cell instead.
const UNBROKEN: f64 = 16.0;
/// A head takes so many lines before its column is made wider for it.
const HEAD_LINES: f64 = 8.0;
/// No head widens its column beyond this, in em: about the width of turned paper.
const WIDEST: f64 = 60.0;

/// What a column needs, in em.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    /// The width of its widest cell or of its head on one line.
    pub(crate) natural: f64,
    /// The width at which no cell of the body wraps.
    pub(crate) ease: f64,
    /// What it should have: wrapped a little where words are long.
    pub(crate) fair: f64,
    /// What its longest unbreakable string needs, unless that is too long to stay whole.
    pub(crate) least: f64,
    pub(crate) align: Align,
}

/// The widths in points and the size of the type.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// The size of the type.
    pub(crate) size: f64,
    /// The columns of the table that it shows.
    pub(crate) columns: Vec<usize>,
    /// The widths in points; together the text area's.
    pub(crate) widths: Vec<f64>,
    /// How the cells of each column stand.
    pub(crate) aligns: Vec<Align>,
}

/// Whether a column holds numbers.
pub(crate) fn is_number(column: &TableColumn) -> bool {
    column.format.is_some() || matches!(column.kind, Kind::Money | Kind::Number | Kind::Integer | Kind::Percent)
}

/// What every column needs.
pub(crate) fn needs(table: &Table, fonts: &mut Fonts) -> Vec<Need> {
    let mut needs: Vec<Need> =
        table.columns.iter().enumerate().map(|(number, column)| need(table, number, column, fonts)).collect();
    for cells in &table.head {
        let mut start = 0;
        for cell in cells {
            let columns = cell.columns.max(1);
            let words = shape(&[Span::new(&cell.title, Role::Hei)], Measure::plain(1.0), fonts);
            let each = head_least(&words) / columns as f64 + 2.0 * PADDING;
            for need in needs.iter_mut().skip(start).take(columns) {
                [&mut need.least, &mut need.fair, &mut need.ease, &mut need.natural]
                    .into_iter()
                    .for_each(|width| *width = width.max(each));
            }
            start += columns;
        }
    }
    needs
}

/// The width at which a head is not higher than a head should be.
fn head_least(words: &Text) -> f64 {
    longest(words).max((width(words) / HEAD_LINES).min(WIDEST))
}

fn need(table: &Table, number: usize, column: &TableColumn, fonts: &mut Fonts) -> Need {
    let unit = Measure::plain(1.0);
    let mut natural: f64 = 0.0;
    let mut least: f64 = 0.0;
    // The widest words, which may wrap in a column of numbers as well.
    let mut words: f64 = 0.0;
    let mut around_point: (f64, f64) = (0.0, 0.0);
    for row in &table.rows {
        let Some(cell) = row.cells.get(number) else { continue };
        let text = shape(&[Span::new(&cell.text, cells::role(row.kind))], unit, fonts);
        let width = width(&text);
        natural = natural.max(width);
        least = least.max(longest(&text));
        if is_number(column) && cells::is_numeric(&cell.text) {
            let before = cells::before_point(&text);
            around_point = (around_point.0.max(before), around_point.1.max(width - before));
        } else {
            words = words.max(width);
        }
    }
    let head = shape(&[Span::new(&column.title, Role::Hei)], unit, fonts);
    let head_width = width(&head);
    let head_least = head_least(&head);
    let head_fair = fair_head(&head).max(head_least);
    let body_fair = least.max(words.min((words / 3.0).max(SHORT))).max(around_point.0 + around_point.1);
    let align = match is_number(column) {
        true => Align::Point(around_point.0, around_point.1),
        false if natural <= SHORT => Align::Centre,
        false => Align::Left,
    };
    let blank = 2.0 * PADDING;
    Need {
        natural: natural.max(head_width).max(around_point.0 + around_point.1) + blank,
        ease: natural.max(around_point.0 + around_point.1).max(head_fair) + blank,
        fair: body_fair.max(head_fair) + blank,
        least: least.max(head_least) + blank,
        align,
    }
}

/// The width of a head that wraps before its brackets, each part on two lines at most.
fn fair_head(head: &Text) -> f64 {
    let parts = head.atoms.chunk_by(|_, right| right.character != '（');
    let fair = |part: &[Atom]| {
        let width: f64 = part.iter().map(|atom| atom.advance).sum();
        // Units in brackets stay whole where they can.
        let bracket = part.first().is_some_and(|atom| atom.character == '（');
        if width <= 4.5 || bracket && width <= 7.0 { width } else { (width / 2.0).ceil() }
    };
    parts.map(fair).fold(0.0, f64::max)
}

/// The width of a text in em.
fn width(text: &Text) -> f64 {
    text.atoms.iter().enumerate().map(|(at, atom)| atom.advance + if at > 0 { atom.before } else { 0.0 }).sum()
}

/// The widest part that no line end divides, as far as it is to stay whole.
fn longest(text: &Text) -> f64 {
    let parts = text.atoms.chunk_by(|_, right| !right.may_start);
    parts.map(|part| part.iter().map(|atom| atom.advance).sum()).fold(0.0, f64::max).min(UNBROKEN)
}
