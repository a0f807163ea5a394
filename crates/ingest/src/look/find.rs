//! The tables of a sheet, without a definition.

use super::body::{self, Body};
use super::header::{self, Header};
use super::split;
use super::view::{Look, View};
use crate::grid::{Book, Raw, Sheet};
use crate::text::key;

/// A table that was seen.
#[derive(Clone)]
pub(crate) struct Seen<'a> {
    pub(crate) view: View<'a>,
    pub(crate) header: Header,
    pub(crate) body: Body,
    /// The last row of the table above, if there is one.
    pub(crate) above: u32,
}

/// So many rows tell in which columns of a table numbers stand.
const LEARNT: usize = 500;
/// So many tables of one sheet are looked at.
const MOST_TABLES: usize = 200;
/// So many rows above a header may hold its titles.
const TITLES: u32 = 8;
/// So many rows in a row are tried as headers before the sheet is taken to have none.
const MOST_TRIED: usize = 5_000;

/// Finds the tables of a sheet.
pub(crate) fn tables<'a>(book: &'a Book, sheet: &'a Sheet) -> Vec<Seen<'a>> {
    let last = sheet.last_column();
    if last == 0 {
        return Vec::new();
    }
    let view = View { book, sheet, left: 1, right: last };
    let whole = within(&view);
    let mut parts: Vec<Vec<Seen<'a>>> = split::groups(&view).into_iter().map(|view| within(&view)).collect();
    parts.retain(|tables| !tables.is_empty());
    let tables = if split::apart(&whole, &parts) { parts.into_iter().flatten().collect() } else { whole };
    let mut tables: Vec<Seen<'a>> = tables.into_iter().flat_map(split::panelled).collect();
    tables.sort_by_key(|table| (table.header.top, table.header.left()));
    tables
}

/// The tables of some columns, one below another.
fn within<'a>(view: &View<'a>) -> Vec<Seen<'a>> {
    let rows: Vec<u32> = view.sheet.lines.iter().map(|line| line.row).collect();
    let (mut tables, mut at, mut tried): (Vec<Seen<'a>>, usize, usize) = (Vec::new(), 0, 0);
    while let Some(row) = rows.get(at).copied() {
        at += 1;
        let found = header::at(view, row);
        let Some(header) = found else {
            tried += 1;
            if tried > MOST_TRIED {
                break;
            }
            continue;
        };
        let below = rows.partition_point(|row| *row <= header.bottom);
        let next = next(view, &header, rows.get(below..).unwrap_or_default());
        let until = next.map_or(u32::MAX, |row| row - 1);
        let body = body::body(view, &header, until);
        at = next.map_or(rows.len(), |row| rows.partition_point(|other| *other < row));
        if !body.records.is_empty() {
            let above = tables.last().map_or(0, |table| table.body.records.last().copied().unwrap_or(0));
            tables.push(Seen { view: view.columns(header.left(), header.right()), header, body, above });
        }
        if tables.len() >= MOST_TABLES {
            break;
        }
    }
    tables
}

/// The row at which the next table below begins: its titles, or its header.
fn next(view: &View<'_>, header: &Header, rows: &[u32]) -> Option<u32> {
    let leaves = header.leaves();
    // For each column of the table whether numbers stand in it.
    let mut numeric: Vec<u32> = Vec::new();
    let mut before = header.bottom;
    for (at, row) in rows.iter().copied().enumerate() {
        let cells = view.row(row);
        if cells.is_empty() {
            continue;
        }
        let gap = row > before + 1;
        let titles = cells.len() == 1;
        before = row;
        if at > 0 && (gap || after_title(view, rows, at)) && !titles {
            let named = cells.iter().filter(|(_, raw)| view.look(*raw) == Look::Label).count();
            let against =
                cells.iter().filter(|(column, raw)| view.look(*raw) == Look::Label && numeric.contains(column)).count();
            let same =
                cells.iter().filter(|(_, raw)| view.text(*raw).is_some_and(|text| leaves.contains(&key(text)))).count();
            let valued = cells.iter().any(|(column, raw)| {
                matches!(raw, Raw::Number(_)) && view.look(*raw) == Look::Value && numeric.contains(column)
            });
            let first = cells.iter().find_map(|(_, raw)| view.text(*raw)).map(key).unwrap_or_default();
            let opens = matches!(
                first.as_str(),
                "序号" | "项目" | "指标" | "名称" | "地区" | "单位" | "行次" | "年份" | "月份" | "类别" | "部门"
            );
            let fresh = named >= 2 && !valued && (against >= 1 || opens || same >= 2 && same * 2 >= cells.len());
            let again = same * 5 >= cells.len() * 4 && !gap && !retitled(view, header, rows, at);
            if fresh && !again && header::at(view, row).is_some_and(|header| header.bottom >= row) {
                return Some(start(view, rows, at, header.bottom));
            }
        }
        for (column, raw) in cells {
            if at < LEARNT && !numeric.contains(&column) && matches!(view.look(raw), Look::Value) {
                numeric.push(column);
            }
        }
    }
    None
}

/// Whether rows of one or two texts stand right above, as titles do.
fn after_title(view: &View<'_>, rows: &[u32], at: usize) -> bool {
    let Some(row) = at.checked_sub(1).and_then(|at| rows.get(at)) else { return false };
    let cells = view.row(*row);
    cells.len() <= 2 && cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(_)))
}

/// Whether the row above is a title that the table does not have: pages repeat theirs.
fn retitled(view: &View<'_>, header: &Header, rows: &[u32], at: usize) -> bool {
    let Some(row) = at.checked_sub(1).and_then(|at| rows.get(at)) else { return false };
    let cells = view.row(*row);
    let [(_, raw)] = cells.as_slice() else { return false };
    let Some(title) = view.text(*raw).map(key) else { return false };
    let above = header.top.saturating_sub(TITLES)..header.top;
    let own = above.flat_map(|row| view.row(row)).filter_map(|(_, raw)| view.text(raw)).any(|text| key(text) == title);
    let ends = crate::marks::note_mark(&title) || crate::marks::total_word(&title).is_some();
    !own && !ends
}

/// The first of the title rows above a header.
fn start(view: &View<'_>, rows: &[u32], at: usize, least: u32) -> u32 {
    let mut start = rows.get(at).copied().unwrap_or(least);
    for row in rows.get(..at).unwrap_or_default().iter().rev().copied() {
        let cells = view.row(row);
        let title = cells.len() <= 3
            && cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(_)))
            && !cells.iter().any(|(_, raw)| {
                view.text(*raw)
                    .is_some_and(|text| crate::marks::note_mark(&key(text)) || crate::marks::total_word(text).is_some())
            });
        // A blank row parts the titles from the table above.
        if !title || row + 2 < start || row <= least + 1 {
            break;
        }
        let gap = row + 1 < start;
        start = row;
        if gap {
            break;
        }
    }
    start
}
