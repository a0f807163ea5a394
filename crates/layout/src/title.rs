//! The title: centred, broken by sense into lines that grow or shrink (GB/T 9704-2012, 7.3.1).

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::ER;
use crate::line;
use crate::linebreak::EPSILON;
use crate::text::{Measure, Span, Text, shape};
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use model::page::{ElementKind, Role};
use std::ops::Range;

/// Sets the title and leaves a blank line below.
pub(crate) fn set(flow: &mut Flow, title: &str, fonts: &mut Fonts) {
    if title.is_empty() {
        return;
    }
    let text = shape(&[Span::new(title, Role::Biaosong)], Measure::plain(ER), fonts);
    let width = flow.geometry.text_width;
    flow.structure.open(ElementKind::Title);
    for range in by_sense(&text, width) {
        flow.put_centred(&line::set(&text, range, width, false), ER);
    }
    flow.structure.close();
    flow.skip_lines(1);
}

/// The title of a table or a chart with an em between its number and its words: `表1　…`.
pub(crate) fn numbered(title: &str) -> String {
    match title.split_once(' ') {
        Some((number, words)) if number.starts_with(['表', '图']) && number.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            format!("{number}　{}", words.trim_start())
        }
        _ => title.to_owned(),
    }
}

/// Lines of about the same length that end between words.
pub(crate) fn by_sense(text: &Text, width: f64) -> Vec<Range<usize>> {
    let total: f64 = text.atoms.iter().map(|atom| atom.advance).sum();
    let count = (total / width - EPSILON).ceil().max(1.0) as usize;
    let places = places(text);
    // One line more than needed where words do not let the lines fit.
    let fitting = (count..count + 3).find_map(|count| best(text, &places, count, width));
    fitting.unwrap_or_else(|| crate::linebreak::lines(text, width, width))
}

/// Where a line of the title may begin, each with what it costs to begin there.
fn places(text: &Text) -> Vec<(usize, f64)> {
    let whole: String = text.atoms.iter().map(|atom| atom.character).collect();
    let ends: Vec<usize> =
        WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(&whole).collect();
    let mut places = Vec::new();
    for (at, (offset, _)) in whole.char_indices().enumerate() {
        let Some(atom) = text.atoms.get(at) else { continue };
        if at == 0 || !atom.may_start || ends.binary_search(&offset).is_err() {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| text.atoms.get(at)).map(|atom| atom.character);
        // The particle closes what stands before it, and joining words belong to what follows.
        let cost = match (before, atom.character) {
            (_, '的' | '和' | '与' | '及') => 8.0,
            (Some('和' | '与' | '及' | '关' | '第'), _) => 8.0,
            // A date stays whole: 2020年1—12月.
            (Some('年'), next) if next.is_ascii_digit() => 8.0,
            // What stands in brackets explains what stands before it.
            (_, '（') => -0.5,
            (Some('的' | '于'), _) => 0.5,
            _ => 1.0,
        };
        places.push((at, cost));
    }
    places.push((text.atoms.len(), 0.0));
    places
}

/// The cheapest division into so many lines that all fit: lines of like length that keep words.
fn best(text: &Text, places: &[(usize, f64)], count: usize, width: f64) -> Option<Vec<Range<usize>>> {
    let length = |from: usize, to: usize| -> f64 {
        text.atoms.get(from..to).unwrap_or_default().iter().map(|atom| atom.advance + atom.before.max(0.0)).sum()
    };
    let even = length(0, text.atoms.len()) / count as f64;
    // The cheapest way to end `lines` lines at each place, with the lines themselves.
    let mut ways: Vec<(usize, f64, Vec<Range<usize>>)> = vec![(0, 0.0, Vec::new())];
    for _ in 0..count {
        let mut next: Vec<(usize, f64, Vec<Range<usize>>)> = Vec::new();
        for (end, cost) in places {
            let reach = |(start, so_far, lines): &(usize, f64, Vec<Range<usize>>)| {
                let long = length(*start, *end);
                let fits = *end > *start && long <= width + EPSILON;
                fits.then(|| (so_far + cost + ((long - even) / text.size).powi(2), lines.clone(), *start))
            };
            let cheapest = ways.iter().filter_map(reach).min_by(|left, right| left.0.total_cmp(&right.0));
            if let Some((cost, mut lines, start)) = cheapest {
                lines.push(start..*end);
                next.push((*end, cost, lines));
            }
        }
        ways = next;
    }
    ways.into_iter().find(|(end, _, _)| *end == text.atoms.len()).map(|(_, _, lines)| lines)
}
