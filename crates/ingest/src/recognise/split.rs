//! Tables side by side.

use super::columns::Column;
use super::labels::Labels;
use super::view::{Shape, View};
use super::{Table, rows};
use crate::grid::Raw;
use crate::text::match_form;
use std::ops::Range;

/// The groups of columns that blank columns part, each of at least two columns.
pub(crate) fn groups<'a>(view: &View<'a>) -> Vec<View<'a>> {
    let mut filled = vec![0_usize; usize::try_from(view.right + 2).unwrap_or(2)];
    for line in &view.sheet.lines {
        for (column, _) in view.sheet.cells(line).iter() {
            if let Some(count) = filled.get_mut(column as usize) {
                *count += 1;
            }
        }
    }
    // Titles and banners reach over the gap between two tables.
    let (mut groups, mut left): (Vec<View<'a>>, Option<u32>) = (Vec::new(), None);
    for column in view.left..=view.right + 1 {
        let empty = filled.get(column as usize).is_none_or(|count| *count == 0);
        match (empty, left) {
            (false, None) => left = Some(column),
            (true, Some(first)) => {
                if column - 1 > first {
                    groups.push(view.columns(first, column - 1));
                }
                left = None;
            }
            _ => {}
        }
    }
    if groups.len() > 1 { groups } else { Vec::new() }
}

/// Whether the groups are tables of their own and not one table with a blank column.
pub(crate) fn apart(whole: &[Table], parts: &[Vec<Table>]) -> bool {
    if parts.len() < 2 {
        // Bare numbers beside a table may hide it.
        return whole.is_empty();
    }
    let rows = |tables: &[Table]| -> Vec<(u32, u32)> {
        tables.iter().map(|table| (table.header.top, table.header.bottom)).collect()
    };
    let first = parts.first().map(|part| rows(part)).unwrap_or_default();
    if parts.iter().any(|part| rows(part) != first) || rows(whole) != first {
        return true;
    }
    let labels = |part: &Vec<Table>| part.first().map(|table| table.header.leaves()).unwrap_or_default();
    parts.iter().zip(parts.iter().skip(1)).any(|(left, right)| {
        let (left, right) = (labels(left), labels(right));
        let same = right.iter().filter(|label| left.contains(label)).count();
        same * 2 >= right.len().min(left.len())
    })
}

/// Where the labels of a header begin anew.
struct Panels {
    starts: Vec<usize>,
    /// Columns of which one holds names, if these are tables of their own.
    names: Range<usize>,
}

/// Two groups with the same first label, 收入 and 支出; panels with the same labels; or a half that
/// repeats the other but for its first label, as balance sheets are set.
fn panels(columns: &[Column]) -> Option<Panels> {
    let paths: Vec<String> = columns.iter().map(|column| match_form(&column.path.join("/"))).collect();
    let count = paths.len();
    if let Some(at) = second_group(columns) {
        return Some(Panels { starts: vec![0, at], names: at..at + 1 });
    }
    let repeat =
        |size: &usize| count.is_multiple_of(*size) && paths.iter().eq(paths.iter().take(*size).cycle().take(count));
    if let Some(size) = (2..=count / 2).find(repeat) {
        return Some(Panels { starts: (0..count).step_by(size).collect(), names: 0..size });
    }
    let half = count / 2;
    let (left, right) = paths.split_at_checked(half)?;
    let same = left.iter().skip(1).eq(right.iter().skip(1));
    (half >= 2 && count.is_multiple_of(2) && same).then(|| Panels { starts: vec![0, half], names: half..half + 1 })
}

/// Where the second of two groups begins, if all columns are in groups and both have the same first label.
fn second_group(columns: &[Column]) -> Option<usize> {
    let top = |column: &Column| column.path.first().filter(|_| column.path.len() > 1).cloned();
    let tops: Option<Vec<String>> = columns.iter().map(top).collect();
    let tops = tops?;
    let at = tops.iter().position(|top| Some(top) != tops.first())?;
    let leaf = |at: usize| columns.get(at).map(Column::leaf);
    let two = tops.iter().skip(at).all(|top| Some(top) == tops.last());
    (two && at >= 2 && leaf(at) == leaf(0)).then_some(at)
}

/// Where the labels of a definition begin a second time, so that they are of another table. Two
/// labels for one column are a slip of one table; a second set of labels is a table.
fn second_set(columns: &[Column], labels: &Labels<'_>) -> Option<usize> {
    let meanings: Vec<Option<usize>> =
        columns.iter().map(|column| labels.meaning(&column.path).map(|(at, ..)| at)).collect();
    let again = |at: &usize| {
        let meaning = meanings.get(*at).copied().flatten();
        meaning.is_some() && meanings.iter().take(*at).any(|other| *other == meaning)
    };
    let repeated: Vec<usize> = (0..meanings.len()).filter(again).collect();
    let known = meanings.iter().flatten().count() - repeated.len();
    let first = *repeated.first()?;
    if repeated.len() < 2 || repeated.len() * 2 < known {
        return None;
    }
    // Unknown labels behind a blank column begin the second table: 序号.
    let at = |at: usize| columns.get(at).map_or(0, |column| column.at);
    let unknown = |at: &usize| meanings.get(*at).is_some_and(Option::is_none);
    let start = (0..first).rev().take_while(unknown).find(|start| *start > 0 && at(*start) > at(start - 1) + 1);
    Some(start.unwrap_or(first))
}

/// A table whose labels run several times from left to right, as balance sheets are set, becomes
/// several.
pub(crate) fn panelled(view: &View<'_>, table: Table, number: usize, labels: Option<&Labels<'_>>) -> Vec<Table> {
    let columns = &table.header.columns;
    let panels = panels(columns).filter(|panels| {
        let named = columns.get(panels.names.clone()).unwrap_or_default();
        named.iter().any(|column| column.numbers() || holds_names(view, &table, column.at))
    });
    let sets = || {
        let mut starts = vec![0];
        while let Some(at) = starts.last().and_then(|last| Some(last + second_set(columns.get(*last..)?, labels?)?)) {
            starts.push(at);
        }
        // A second set without names of its own is of other columns for the same records: 2019年 本月, 2020年 本月.
        let ends = starts.iter().skip(1).copied().chain([columns.len()]);
        let named = |(start, end): (&usize, usize)| {
            let part = columns.get(*start..end).unwrap_or_default();
            part.iter().any(|column| column.numbers() || holds_names(view, &table, column.at))
        };
        let all = starts.len() > 1 && starts.iter().zip(ends).all(named);
        all.then_some(starts)
    };
    let Some(starts) = panels.map(|panels| panels.starts).or_else(sets) else { return vec![table] };
    let ends = starts.iter().skip(1).copied().chain([columns.len()]);
    let part = |(start, end): (&usize, usize)| {
        let header = table.header.part(columns.get(*start..end)?);
        let part = rows::table(view, header, table.end(), labels);
        Some(Table { above: table.above, panel: u32::try_from(number).ok(), ..part })
    };
    starts.iter().zip(ends).filter_map(part).collect()
}

/// Whether most of a column's records have a text there.
fn holds_names(view: &View<'_>, table: &Table, column: u32) -> bool {
    let cells = table.records().map(|row| view.sheet.own(row, column));
    let shapes: Vec<Shape> = cells.filter(|raw| *raw != Raw::Empty).map(|raw| view.shape(raw)).collect();
    shapes.iter().filter(|shape| **shape == Shape::Label).count() * 10 >= shapes.len() * 7
}
