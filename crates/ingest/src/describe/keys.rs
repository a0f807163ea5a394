//! Which columns tell the records of every file apart.

use super::align::{FileTable, Merged};
use super::draft::DraftColumn;
use std::collections::BTreeSet;

/// Texts longer than this on average are no names.
const LONGEST: usize = 24;
/// So many columns are tried in pairs.
const PAIRED: usize = 8;

/// Labels of columns that describe and do not name.
const DESCRIBING: [&str; 10] = ["备注", "说明", "内容", "情况", "措施", "进展", "问题", "意见", "原因", "联系"];

/// The columns, by their positions, whose values are filled and unique in every file: one, else two.
/// Nothing where there are none, or no file has two records.
pub(super) fn key(columns: &[DraftColumn], merged: &[Merged], files: &[FileTable<'_>]) -> Option<Vec<usize>> {
    if files.iter().all(|file| file.rows() < 2) {
        return None;
    }
    let mut named: Vec<(usize, usize)> =
        (0..merged.len()).filter_map(|at| Some((rank(columns.get(at)?, &merged[at], files)?, at))).collect();
    named.sort_unstable();
    let candidates: Vec<usize> = named.into_iter().map(|(_, at)| at).collect();
    if let Some(at) = candidates.iter().find(|at| unique(&[**at], merged, files)) {
        return Some(vec![*at]);
    }
    let few = candidates.get(..PAIRED.min(candidates.len())).unwrap_or_default();
    let pairs =
        few.iter().enumerate().flat_map(|(first, one)| few.iter().skip(first + 1).map(move |other| [*one, *other]));
    pairs.into_iter().find(|pair| unique(pair, merged, files)).map(|pair| pair.to_vec())
}

/// How well a column names a record, less is better: codes, then names, then other short words and
/// days. Nothing for what names none: numbers, states, running numbers, descriptions.
fn rank(column: &DraftColumn, merged: &Merged, files: &[FileTable<'_>]) -> Option<usize> {
    let title = column.title();
    if column.optional || ["序号", "行次"].iter().any(|word| title.contains(word)) {
        return None;
    }
    let describes = DESCRIBING.iter().any(|word| title.contains(word));
    match column.kind {
        "credit-code" => Some(0),
        "text" if merged.fields(files).any(|field| field.kind == "code") && !describes => Some(1),
        "text" if long(merged, files) || describes => None,
        "text" if ["名称", "姓名", "项目", "编号"].iter().any(|word| title.contains(word)) => Some(2),
        "text" => Some(3),
        "date" | "month" => Some(4),
        _ => None,
    }
}

fn long(merged: &Merged, files: &[FileTable<'_>]) -> bool {
    let lengths: Vec<usize> = merged
        .values(files)
        .flat_map(|(_, values)| values.iter().flatten())
        .map(|value| value.chars().count())
        .collect();
    lengths.iter().sum::<usize>() > LONGEST * lengths.len()
}

/// Whether the values of some columns are filled and different in every file.
fn unique(columns: &[usize], merged: &[Merged], files: &[FileTable<'_>]) -> bool {
    (0..files.len()).all(|file| {
        let values: Option<Vec<&[Option<&str>]>> =
            columns.iter().map(|at| merged.get(*at)?.in_file(file, files)).collect();
        let Some(values) = values else { return false };
        let mut known = BTreeSet::new();
        (0..files[file].rows()).all(|row| {
            let key: Option<Vec<&str>> = values.iter().map(|values| values.get(row).copied().flatten()).collect();
            key.is_some_and(|key| known.insert(key))
        })
    })
}
