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

/// The columns' labels in comparable form, without the groups 收入 and 支出 that stand over a half each.
fn ungrouped(columns: &[(u32, Vec<String>)], half: usize) -> Vec<String> {
    let (left, right) = columns.split_at(half);
    let group = |columns: &[(u32, Vec<String>)]| {
        let top = columns.first().filter(|(_, path)| path.len() > 1).and_then(|(_, path)| path.first())?.clone();
        columns.iter().all(|(_, path)| path.len() > 1 && path.first() == Some(&top)).then_some(top)
    };
    let grouped = group(left).is_some_and(|top| group(right).is_some_and(|other| other != top));
    columns.iter().map(|(_, path)| key(&path.get(usize::from(grouped)..).unwrap_or_default().join("/"))).collect()
}

/// A table whose labels run twice from left to right, as balance sheets are set, becomes two.
pub(crate) fn halves(table: Seen<'_>) -> Vec<Seen<'_>> {
    let count = table.header.columns.len();
    if count < 4 || count % 2 == 1 {
        return vec![table];
    }
    let half = count / 2;
    let paths = ungrouped(&table.header.columns, half);
    let (left, right) = paths.split_at(half);
    let same = left.iter().zip(right).filter(|(left, right)| left == right).count();
    let repeated = left.iter().skip(1).zip(right.iter().skip(1)).all(|(left, right)| left == right) && same >= 1;
    let Some(middle) = table.header.columns.get(half).map(|(column, _)| *column) else { return vec![table] };
    let text = |column: u32| {
        let cells = table.body.records.iter().map(|row| table.view.sheet.own(*row, column));
        let looks: Vec<Look> =
            cells.filter(|raw| *raw != crate::grid::Raw::Empty).map(|raw| table.view.look(raw)).collect();
        looks.iter().filter(|look| **look == Look::Label).count() * 10 >= looks.len() * 7
    };
    let numbered = header::numbers(table.header.columns.get(half).map_or(&[], |(_, path)| path.as_slice()));
    if !repeated || !(text(middle) || numbered) {
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
