//! Two versions of a paragraph, character by character; a number counts as one character.

use model::{Said, say};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many characters that stayed are shown on each side of a change.
const BESIDE: usize = 12;

/// Both versions in one: `【删：…】` and `【增：…】` (`【deleted: …】` and `【added: …】`), and of what stayed what stands beside.
pub(crate) fn both(before: &str, after: &str) -> Said {
    let (old, new) = (tokens(before), tokens(after));
    let words = |side: &[&str], range: Range<usize>| side.get(range).unwrap_or_default().concat();
    let mut marked = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (from, to) = (operation.old_range(), operation.new_range());
        if matches!(operation, DiffOp::Equal { .. }) {
            marked.push(Said::same(beside(
                &words(&old, from.clone()),
                from.start > 0 || to.start > 0,
                from.end < old.len() || to.end < new.len(),
            )));
            continue;
        }
        let (gone, come) = (words(&old, from), words(&new, to));
        if !gone.is_empty() {
            marked.push(say!("【删：{gone}】", "【deleted: {gone}】"));
        }
        if !come.is_empty() {
            marked.push(say!("【增：{come}】", "【added: {come}】"));
        }
    }
    Said::joined(marked, "", "")
}

/// The characters of a text, those of a number together.
fn tokens(text: &str) -> Vec<&str> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match rest.find(|c| !is_number(c)) {
            Some(0) => first.len_utf8(),
            Some(end) => end,
            None => rest.len(),
        };
        let (token, behind) = rest.split_at(end);
        tokens.push(token);
        rest = behind;
    }
    tokens
}

/// What stayed, shortened to what stands behind the change before it and before the one behind it.
fn beside(piece: &str, after: bool, before: bool) -> String {
    let count = piece.chars().count();
    let (head, tail) = (if after { BESIDE } else { 0 }, if before { BESIDE } else { 0 });
    if count <= head + tail + 2 {
        return piece.to_owned();
    }
    let first: String = piece.chars().take(head).collect();
    let last: String = piece.chars().skip(count - tail).collect();
    format!("{first}……{last}")
}

/// What stands in one version in the place of a range of bytes of the other.
pub(crate) fn in_place(before: &str, range: Range<usize>, after: &str) -> String {
    let (old, new) = (tokens(before), tokens(after));
    let ends: Vec<usize> = old
        .iter()
        .scan(0, |end, token| {
            *end += token.len();
            Some(*end)
        })
        .collect();
    let first = ends.partition_point(|end| *end <= range.start);
    let end = ends.partition_point(|end| *end < range.end) + 1;
    let mut words = String::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (from, to) = (operation.old_range(), operation.new_range());
        let here = match operation {
            DiffOp::Equal { .. } => {
                let inside = from.start.max(first)..from.end.min(end);
                let shifted = |at: usize| (at + to.start).saturating_sub(from.start);
                shifted(inside.start)..shifted(inside.end)
            }
            DiffOp::Insert { .. } if first < from.start && from.start < end => to,
            DiffOp::Replace { .. } if from.start < end && first < from.end => to,
            DiffOp::Insert { .. } | DiffOp::Replace { .. } | DiffOp::Delete { .. } => continue,
        };
        words.push_str(&new.get(here).unwrap_or_default().concat());
    }
    words
}
