//! The words of a page above their outlines: transparent, to be selected, found and read aloud.

use crate::number::{number, pair, put, rectangle};
use crate::xml::escaped;
use model::page::{Element, Item, Page, Run};
use std::collections::BTreeSet;

/// Lays the words, part by part.
pub(crate) fn lay(page: &Page, elements: &[Element], out: &mut String) {
    // The spaces between Western words are characters with a place like any others.
    out.push_str("<g class=\"words\" fill-opacity=\"0\" xml:space=\"preserve\">\n");
    let starts = page.parts.iter().map(|part| (part.first, part.element));
    let starts: Vec<(usize, Option<usize>)> = std::iter::once((0, None)).chain(starts).collect();
    let ends = starts.iter().skip(1).map(|(first, _)| *first).chain([page.items.len()]);
    let mut described = BTreeSet::new();
    for ((first, element), end) in starts.iter().zip(ends) {
        let items = page.items.get(*first..end).unwrap_or_default();
        let words = element.and_then(|at| elements.get(at)).and_then(|element| element.alternative.as_deref());
        let group = match (element, words) {
            // Page numbers and repeated heads are there for the eye alone.
            (None, _) => Some("aria-hidden=\"true\"".to_owned()),
            (Some(element), Some(_)) if !described.insert(element) => Some("aria-hidden=\"true\"".to_owned()),
            (Some(_), Some(words)) => Some(format!("role=\"img\" aria-label=\"{}\"", escaped(words.chars()))),
            (Some(_), None) => None,
        };
        let inside = part(items, page.height, words.is_some());
        match group {
            Some(group) if !inside.is_empty() => out.push_str(&format!("<g {group}>\n{inside}</g>\n")),
            _ => out.push_str(&inside),
        }
    }
    out.push_str("</g>\n");
}

/// The lines of a part, and the places of its pictures where words tell what they show.
fn part(items: &[Item], height: f64, described: bool) -> String {
    let mut out = String::new();
    let mut line: Vec<&Run> = Vec::new();
    for item in items {
        match item {
            Item::Run(run) => {
                if line.last().is_some_and(|last| !is_one_line(last, run)) {
                    text(&line, height, &mut out);
                    line.clear();
                }
                line.push(run);
            }
            Item::Image { at, size, .. } if described => {
                let place = rectangle(*at, (at.0 + size.0, at.1 + size.1), height);
                out.push_str(&format!("<rect {place}/>\n"));
            }
            Item::Line { .. } | Item::Polygon { .. } | Item::Image { .. } => {}
        }
    }
    text(&line, height, &mut out);
    out
}

/// Whether two runs, the one behind the other, are words of one line, which are found together.
fn is_one_line(left: &Run, right: &Run) -> bool {
    let place = |run: &Run| (run.y, run.size, run.turned);
    let width: f64 = left.glyphs.iter().map(|glyph| glyph.advance).sum();
    place(left) == place(right) && !left.turned && (right.x - left.x - width).abs() < left.size
}

/// A line, with the place of each of its characters.
fn text(runs: &[&Run], height: f64, out: &mut String) {
    let Some(first) = runs.first().filter(|_| runs.iter().any(|run| !run.glyphs.is_empty())) else { return };
    let y = height - first.y;
    out.push_str("<text");
    if first.turned {
        out.push_str(&format!(" transform=\"rotate(90 {})\"", pair((first.x, y), ' ')));
    }
    out.push_str(&format!(" font-size=\"{}\" y=\"{}\" x=\"", number(first.size), number(y)));
    let mut begun = false;
    for run in runs {
        let mut x = run.x;
        for glyph in &run.glyphs {
            if begun {
                out.push(' ');
            }
            begun = true;
            put(x, out);
            x += glyph.advance;
        }
    }
    let characters = runs.iter().flat_map(|run| run.glyphs.iter().map(|glyph| glyph.text));
    out.push_str(&format!("\">{}</text>\n", escaped(characters)));
}
