//! Which paragraph of a draft is which of the document.

use crate::read::Paragraph;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A paragraph of the document and that of the draft by their numbers; one of them is absent where
/// the other side has none like it.
pub(crate) type Pair = (Option<usize>, Option<usize>);
/// Paragraphs of the document and of the draft that stand between the same neighbours.
type Span = [Range<usize>; 2];

/// Paragraphs are the same where at least so many hundredths of their pairs of neighbouring
/// characters are.
const ALIKE: usize = 40;
/// So many comparisons of paragraphs with one another at most; beyond, what was rewritten is paired
/// in order.
const MOST: usize = 1_000_000;

/// The pairs in the order of the draft: first what is equal but for the numbers, then what has the
/// same words around whatever numbers, then what is most alike.
pub(crate) fn pairs(document: &[Paragraph], draft: &[Paragraph]) -> Vec<Pair> {
    let all = [Paragraph::template, wordless];
    let keys = all.map(|key| [document, draft].map(|side| side.iter().map(key).collect::<Vec<String>>()));
    let mut pairs = Vec::new();
    let [templates, words] = &keys;
    changes(templates, [0..document.len(), 0..draft.len()], &mut pairs, &mut |[old, new], pairs| {
        changes(words, [old, new], pairs, &mut |[old, new], pairs| {
            alike(templates, old, new, pairs);
        });
    });
    pairs
}

/// What identifies a paragraph whose numbers were changed or are no longer marked.
fn wordless(paragraph: &Paragraph) -> String {
    paragraph.text.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '—')).collect()
}

/// Pairs what is equal, and leaves to `rest` what stands between.
fn changes(
    [old, new]: &[Vec<String>; 2],
    [within_old, within_new]: Span,
    pairs: &mut Vec<Pair>,
    rest: &mut dyn FnMut(Span, &mut Vec<Pair>),
) {
    let (first_old, first_new) = (within_old.start, within_new.start);
    let (old, new) = (old.get(within_old).unwrap_or_default(), new.get(within_new).unwrap_or_default());
    let mut open: Span = [first_old..first_old, first_new..first_new];
    for operation in capture_diff_slices(Algorithm::Patience, old, new) {
        let (old, new) = (operation.old_range(), operation.new_range());
        let here = [old.start + first_old..old.end + first_old, new.start + first_new..new.end + first_new];
        if matches!(operation, DiffOp::Equal { .. }) {
            rest(open.clone(), pairs);
            pairs.extend(here[0].clone().zip(here[1].clone()).map(|(old, new)| (Some(old), Some(new))));
            open = here.map(|here| here.end..here.end);
        } else {
            open = [open[0].start..here[0].end, open[1].start..here[1].end];
        }
    }
    rest(open, pairs);
}

/// Pairs in order so that the pairs are together as much alike as can be.
fn alike([old_words, new_words]: &[Vec<String>; 2], old: Range<usize>, new: Range<usize>, pairs: &mut Vec<Pair>) {
    let (rows, columns) = (old.len(), new.len());
    if rows.saturating_mul(columns) > MOST {
        let side = |range: &Range<usize>, at: usize| range.clone().nth(at);
        pairs.extend((0..rows.max(columns)).map(|at| (side(&old, at), side(&new, at))));
        return;
    }
    let bigrams = |words: &[String], range: &Range<usize>| -> Vec<Vec<(char, char)>> {
        words.get(range.clone()).unwrap_or_default().iter().map(|words| bigrams(words)).collect()
    };
    let (lefts, rights) = (bigrams(old_words, &old), bigrams(new_words, &new));
    let likeness: Vec<Vec<usize>> =
        lefts.iter().map(|left| rights.iter().map(|right| likeness(left, right)).collect()).collect();
    // The best sum of what stands behind each place.
    let mut best = vec![vec![0; columns + 1]; rows + 1];
    let value = |best: &[Vec<usize>], row: usize, column: usize| -> usize {
        best.get(row).and_then(|line| line.get(column)).copied().unwrap_or(0)
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let both = value(&likeness, row, column);
            let joined = if both >= ALIKE { both + value(&best, row + 1, column + 1) } else { 0 };
            let most = joined.max(value(&best, row + 1, column)).max(value(&best, row, column + 1));
            if let Some(place) = best.get_mut(row).and_then(|line| line.get_mut(column)) {
                *place = most;
            }
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        let both = value(&likeness, row, column);
        let here = value(&best, row, column);
        let inside = row < rows && column < columns;
        if inside && both >= ALIKE && here == both + value(&best, row + 1, column + 1) {
            pairs.push((Some(old.start + row), Some(new.start + column)));
            (row, column) = (row + 1, column + 1);
        } else if row < rows && (column == columns || here == value(&best, row + 1, column)) {
            pairs.push((Some(old.start + row), None));
            row += 1;
        } else {
            pairs.push((None, Some(new.start + column)));
            column += 1;
        }
    }
}

/// The neighbouring characters of a text in order; a text of one character is followed by nothing.
fn bigrams(words: &str) -> Vec<(char, char)> {
    let following = words.chars().skip(1).chain(['\0']);
    let mut all: Vec<(char, char)> = words.chars().zip(following).collect();
    all.sort_unstable();
    all
}

/// How many hundredths of two sorted lists they have in common.
fn likeness(left: &[(char, char)], right: &[(char, char)]) -> usize {
    let (mut at, mut to, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (left.get(at), right.get(to)) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => (at, to, common) = (at + 1, to + 1, common + 1),
        }
    }
    200 * common / (left.len() + right.len()).max(1)
}
