//! The tables of a sheet, one below another and side by side.

use super::columns::Header;
use super::header;
use super::labels::Labels;
use super::view::{Shape, View};
use super::{BANNER, Table, rows, split};
use crate::grid::{Book, Line, LineCells, Raw, Sheet};
use crate::row_words::{note_mark, total_word};
use crate::text::match_form;

/// So many rows tell in which columns of a table numbers stand.
const LEARNT: usize = 500;
/// So many tables of one sheet are looked at.
const MOST_TABLES: usize = 2_000;
/// So many rows in a row are tried as headers before the sheet is taken to have none.
const MOST_TRIED: usize = 5_000;

/// Finds the tables of a sheet, from top to bottom, then from left to right.
pub(crate) fn tables(book: &Book, sheet: &Sheet, labels: Option<&Labels<'_>>) -> Vec<Table> {
    let last = sheet.last_column();
    if last == 0 {
        return Vec::new();
    }
    let view = View { book, sheet, left: 1, right: last };
    let groups = split::groups(&view);
    let whole = within(&view, labels);
    let mut parts: Vec<Vec<Table>> = groups.iter().map(|view| within(view, labels)).collect();
    parts.retain(|tables| !tables.is_empty());
    let tables = if split::apart(&whole, &parts) { parts.into_iter().flatten().collect() } else { whole };
    let mut tables: Vec<Table> = tables
        .into_iter()
        .enumerate()
        .flat_map(|(number, table)| split::panelled(&view, table, number, labels))
        .collect();
    tables.sort_by_key(|table| (table.header.top, table.header.left()));
    tables
}

/// The tables of some columns, one below another.
fn within(view: &View<'_>, labels: Option<&Labels<'_>>) -> Vec<Table> {
    let lines = &view.sheet.lines;
    let (mut tables, mut at, mut tried): (Vec<Table>, usize, usize) = (Vec::new(), 0, 0);
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(header) = header::at(view, line.row, labels) else {
            tried += 1;
            if tried > MOST_TRIED {
                break;
            }
            continue;
        };
        let next = next(view, &header, labels);
        let until = next.map_or(u32::MAX, |row| row - 1);
        at = next.map_or(lines.len(), |row| lines.partition_point(|other| other.row < row));
        let above = tables.last().and_then(|table| table.records().next_back()).unwrap_or(0);
        let table = Table { above, ..rows::table(view, header, until, labels) };
        // A header of the definition is a table though nobody has filled it in.
        let known = labels.is_some_and(|labels| labels.enough(labels.score(&table.header)));
        if known || table.records().next().is_some() {
            tables.push(table);
        }
        if tables.len() >= MOST_TABLES {
            break;
        }
    }
    tables
}

/// The row at which the next table below begins: its titles, or its header.
fn next(view: &View<'_>, header: &Header, labels: Option<&Labels<'_>>) -> Option<u32> {
    let leaves = header.leaves();
    let own = labels.map_or(0, |labels| labels.score(header));
    let lines = view.after(header.bottom);
    // For each column of the table whether numbers stand in it.
    let mut numeric: Vec<u32> = Vec::new();
    let (mut before, mut titled) = (header.bottom, false);
    for (at, line) in lines.iter().enumerate() {
        let cells = view.cells(line);
        if cells.len() == 0 {
            continue;
        }
        let gap = line.row > before + 1;
        before = line.row;
        // In a narrow table a row of two texts is a record like any other.
        let titles = cells.len() <= 2 && cells.len() * 2 <= header.columns.len().max(2) && texts_only(cells);
        let known = || {
            let labels = labels.filter(|_| cells.len() > 1 && texts_only(cells));
            labels.is_some_and(|labels| labels.score_at(view, line.row) > own)
        };
        let begins = (gap || titled || relabelled(view, header, cells, (&numeric, &leaves)))
            && cells.len() > 1
            && fresh(view, cells, &numeric, &leaves);
        if at > 0 && (known() || begins && !again(view, header, &leaves, (lines, at), gap)) {
            let found = header::at(view, line.row, labels);
            // Below the ledger's own table two words are a record sooner than another header.
            let known = labels.is_none_or(|labels| {
                !labels.enough(own) || titled || found.as_ref().is_some_and(|found| labels.score(found) > 0)
            });
            if found.is_some_and(|found| {
                found.bottom >= line.row && found.top > header.bottom && (known || found.columns.len() > 2)
            }) {
                return Some(start(view, lines, at, header.bottom));
            }
        }
        titled = titles;
        for (column, raw) in cells.iter().filter(|_| at < LEARNT) {
            if !numeric.contains(&column) && matches!(view.shape(raw), Shape::Value) {
                numeric.push(column);
            }
        }
    }
    None
}

fn texts_only(cells: LineCells<'_>) -> bool {
    cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(_)))
}

/// Whether a row has labels where numbers stood, or begins as headers do.
fn fresh(view: &View<'_>, cells: LineCells<'_>, numeric: &[u32], leaves: &[String]) -> bool {
    const OPEN: [&str; 11] = ["序号", "项目", "指标", "名称", "地区", "单位", "行次", "年份", "月份", "类别", "部门"];
    let label = |raw: Raw| view.shape(raw) == Shape::Label;
    let named = cells.iter().filter(|(_, raw)| label(*raw)).count();
    let against = cells.iter().filter(|(column, raw)| numeric.contains(column) && label(*raw)).count();
    let same = same(view, cells, leaves);
    let valued = cells.iter().any(|(column, raw)| {
        matches!(raw, Raw::Number(_)) && view.shape(raw) == Shape::Value && numeric.contains(&column)
    });
    let first = cells.iter().find_map(|(_, raw)| view.text(raw)).map(match_form).unwrap_or_default();
    let opens = OPEN.contains(&first.as_str());
    named >= 2 && !valued && (against >= 1 || opens || same >= 2 && same * 2 >= cells.len())
        || same >= 2 && same == cells.len() && same * 2 >= leaves.len()
}

/// Whether a row directly below has labels where numbers stood, half of them the header's, and so
/// heads another table of the same kind.
fn relabelled(view: &View<'_>, header: &Header, cells: LineCells<'_>, (numeric, leaves): (&[u32], &[String])) -> bool {
    // Asked of every row of a long table: what is seen at once comes first.
    if !texts_only(cells) || !cells.iter().all(|(_, raw)| view.shape(raw) == Shape::Label) {
        return false;
    }
    let over = cells.iter().filter(|(column, _)| numeric.contains(column)).count();
    let same = same(view, cells, leaves);
    // Pages repeat all rows of a header.
    let own = |raw: Raw| (header.top..=header.bottom).any(|row| view.row(row).iter().any(|(_, other)| *other == raw));
    let other = !cells.iter().all(|(_, raw)| own(raw));
    other && over >= 2 && same >= 3 && same * 2 >= cells.len()
}

/// How many cells hold a label of the header.
fn same(view: &View<'_>, cells: LineCells<'_>, leaves: &[String]) -> usize {
    cells.iter().filter(|(_, raw)| view.text(*raw).is_some_and(|text| leaves.contains(&match_form(text)))).count()
}

/// Whether a row is the header once more and begins no table of its own.
fn again(view: &View<'_>, header: &Header, leaves: &[String], (lines, at): (&[Line], usize), gap: bool) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let cells = view.cells(line);
    same(view, cells, leaves) * 5 >= cells.len() * 4 && !gap && !retitled(view, header, lines, at)
}

/// Whether the row above is a title that the table does not have: pages repeat theirs.
fn retitled(view: &View<'_>, header: &Header, lines: &[Line], at: usize) -> bool {
    let Some(line) = at.checked_sub(1).and_then(|at| lines.get(at)) else { return false };
    let mut cells = view.cells(line).iter();
    let (Some((_, raw)), None) = (cells.next(), cells.next()) else { return false };
    let Some(title) = view.text(raw).map(match_form) else { return false };
    let above = header.top.saturating_sub(BANNER)..header.top;
    let own =
        above.flat_map(|row| view.row(row)).filter_map(|(_, raw)| view.text(raw)).any(|text| match_form(text) == title);
    !own && !note_mark(&title) && total_word(&title).is_none()
}

/// The first of the title rows above a header.
fn start(view: &View<'_>, lines: &[Line], at: usize, least: u32) -> u32 {
    let mut start = lines.get(at).map_or(least, |line| line.row);
    for line in lines.get(..at).unwrap_or_default().iter().rev() {
        let cells = view.cells(line);
        let ends = |text: &str| note_mark(&match_form(text)) || total_word(text).is_some();
        let title =
            cells.len() <= 3 && texts_only(cells) && !cells.iter().any(|(_, raw)| view.text(raw).is_some_and(ends));
        // A blank row parts the titles from the table above.
        if !title || line.row + 2 < start || line.row <= least + 1 {
            break;
        }
        let gap = line.row + 1 < start;
        start = line.row;
        if gap {
            break;
        }
    }
    start
}
