//! Tables side by side.

use super::find::Seen;
use super::header::Header;
use super::view::{Look, View};
use super::{body, header};
use crate::grid::Raw;
use crate::text::key;
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
pub(crate) fn apart(whole: &[Seen<'_>], parts: &[Vec<Seen<'_>>]) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let rows = |tables: &[Seen<'_>]| -> Vec<(u32, u32)> {
        tables.iter().map(|table| (table.header.top, table.header.bottom)).collect()
    };
    let first = parts.first().map(|part| rows(part)).unwrap_or_default();
    if parts.iter().any(|part| rows(part) != first) || rows(whole) != first {
        return true;
    }
    let labels = |part: &Vec<Seen<'_>>| part.first().map(|table| table.header.leaves()).unwrap_or_default();
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
fn panels(columns: &[(u32, Vec<String>)]) -> Option<Panels> {
    let paths: Vec<String> = columns.iter().map(|(_, path)| key(&path.join("/"))).collect();
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
fn second_group(columns: &[(u32, Vec<String>)]) -> Option<usize> {
    let top = |(_, path): &(u32, Vec<String>)| path.first().filter(|_| path.len() > 1).cloned();
    let tops: Option<Vec<String>> = columns.iter().map(top).collect();
    let tops = tops?;
    let at = tops.iter().position(|top| Some(top) != tops.first())?;
    let leaf = |at: usize| columns.get(at).and_then(|(_, path)| path.last()).map(|label| key(label));
    let two = tops.iter().skip(at).all(|top| Some(top) == tops.last());
    (two && at >= 2 && leaf(at) == leaf(0)).then_some(at)
}

/// A table whose labels run several times from left to right, as balance sheets are set, becomes
/// several.
pub(crate) fn panelled(table: Seen<'_>) -> Vec<Seen<'_>> {
    let columns = &table.header.columns;
    let Some(Panels { starts, names }) = panels(columns) else { return vec![table] };
    let named = columns.get(names).unwrap_or_default();
    if !named.iter().any(|(column, path)| header::numbers(path) || holds_names(&table, *column)) {
        return vec![table];
    }
    let ends = starts.iter().skip(1).copied().chain([columns.len()]);
    let part = |(start, end): (&usize, usize)| {
        let columns = columns.get(*start..end)?;
        let view = table.view.columns(columns.first()?.0, columns.last()?.0);
        let header = Header { columns: columns.to_vec(), ..table.header.clone() };
        let body = body::body(&view, &header, table.body.end);
        Some(Seen { view, header, body, above: table.above })
    };
    starts.iter().zip(ends).filter_map(part).collect()
}

/// Whether most of a column's records have a text there.
fn holds_names(table: &Seen<'_>, column: u32) -> bool {
    let cells = table.body.records.iter().map(|row| table.view.sheet.own(*row, column));
    let looks: Vec<Look> = cells.filter(|raw| *raw != Raw::Empty).map(|raw| table.view.look(raw)).collect();
    looks.iter().filter(|look| **look == Look::Label).count() * 10 >= looks.len() * 7
}
