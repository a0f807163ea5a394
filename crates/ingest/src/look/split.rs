//! Tables side by side.

use super::find::Seen;
use super::view::{Look, View};
use super::{body, header};
use crate::text::key;

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

/// Where the labels begin anew: at the second of two groups with the same first label, 收入 and 支出,
/// or at the middle where one half repeats the other.
fn second(columns: &[(u32, Vec<String>)]) -> Option<usize> {
    let tops: Vec<&String> =
        columns.iter().filter(|(_, path)| path.len() > 1).filter_map(|(_, path)| path.first()).collect();
    let first = tops.first().filter(|_| tops.len() == columns.len());
    let change = first.and_then(|first| tops.iter().position(|top| top != first));
    let leaf = |at: usize| columns.get(at).and_then(|(_, path)| path.last()).map(|label| key(label));
    if let Some(at) = change
        && at >= 2
        && tops.get(at) == tops.last()
        && leaf(at) == leaf(0)
    {
        return Some(at);
    }
    let half = columns.len() / 2;
    let paths: Vec<String> = columns.iter().map(|(_, path)| key(&path.join("/"))).collect();
    let (left, right) = paths.split_at_checked(half)?;
    let same = left.iter().skip(1).eq(right.iter().skip(1));
    (half >= 2 && columns.len() % 2 == 0 && same).then_some(half)
}

/// A table whose labels run twice from left to right, as balance sheets are set, becomes two.
pub(crate) fn halves(table: Seen<'_>) -> Vec<Seen<'_>> {
    let columns = &table.header.columns;
    let Some(half) = second(columns) else { return vec![table] };
    let Some(middle) = columns.get(half).map(|(column, _)| *column) else { return vec![table] };
    let text = |column: u32| {
        let cells = table.body.records.iter().map(|row| table.view.sheet.own(*row, column));
        let looks: Vec<Look> =
            cells.filter(|raw| *raw != crate::grid::Raw::Empty).map(|raw| table.view.look(raw)).collect();
        looks.iter().filter(|look| **look == Look::Label).count() * 10 >= looks.len() * 7
    };
    let numbered = header::numbers(table.header.columns.get(half).map_or(&[], |(_, path)| path.as_slice()));
    if !(text(middle) || numbered) {
        return vec![table];
    }
    let (until, above) = (table.body.end, table.above);
    let (first, second) = table.header.columns.split_at(half);
    [first, second]
        .into_iter()
        .filter_map(|columns| {
            let (left, right) = (columns.first()?.0, columns.last()?.0);
            let view = table.view.columns(left, right);
            let mut header = table.header.clone();
            header.columns = columns.to_vec();
            let body = body::body(&view, &header, until);
            Some(Seen { view, header, body, above })
        })
        .collect()
}
