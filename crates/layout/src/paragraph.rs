//! Paragraphs and headings on the grid of lines.

use crate::flow::{Flow, Footnote};
use crate::fonts::Fonts;
use crate::geometry::{PITCH, SAN};
use crate::line::{self, Line};
use crate::linebreak;
use crate::notes;
use crate::text::{Measure, Span, Text, shape};
use model::document::Inline;
use model::page::{Color, ElementKind, Role};
use std::ops::Range;

/// The measure of body text.
pub(crate) const BODY: Measure = Measure { size: SAN, tracking: PITCH - SAN };

/// How a paragraph stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// The face.
    pub(crate) role: Role,
    /// How far the first line is indented, in characters.
    pub(crate) first: f64,
    /// How far all others are, in characters.
    pub(crate) rest: f64,
    /// How far all lines end before the text area does, in characters.
    pub(crate) right: f64,
}

/// Body text: two characters at the first line.
pub(crate) const TEXT: Style = Style { role: Role::Fangsong, first: 2.0, rest: 0.0, right: 0.0 };

/// An editor's note (按语): 楷体, set in by two characters on both sides.
pub(crate) const QUOTE: Style = Style { role: Role::Kai, first: 4.0, rest: 2.0, right: 2.0 };

/// A heading of a level: 黑体, 楷体, then 仿宋 (GB/T 9704-2012, 7.3.3).
pub(crate) fn heading(level: u8) -> Style {
    let role = match level {
        1 => Role::Hei,
        2 => Role::Kai,
        _ => Role::Fangsong,
    };
    Style { role, ..TEXT }
}

/// A line with its indent in points and the notes that it refers to.
#[derive(Clone, Debug)]
pub(crate) struct Indented {
    /// The indent.
    pub(crate) indent: f64,
    /// The line.
    pub(crate) line: Line,
    /// The notes with their marks.
    pub(crate) notes: Vec<String>,
}

/// The lines of a paragraph.
pub(crate) fn lines(inlines: &[Inline], style: Style, width: f64, fonts: &mut Fonts) -> Vec<Indented> {
    let mut set = Vec::new();
    let mut first = style.first;
    for part in inlines.split(|inline| *inline == Inline::Break) {
        let spans: Vec<Span> = part.iter().map(|inline| span(inline, style.role)).collect();
        let text = shape(&spans, BODY, fonts);
        let width_at = |indent: f64| width - (indent + style.right) * PITCH;
        let ranges = linebreak::lines(&text, width_at(first), width_at(style.rest));
        let count = ranges.len();
        let mut notes =
            part.iter().filter_map(|inline| if let Inline::Note(note) = inline { Some(note) } else { None });
        for (number, range) in ranges.into_iter().enumerate() {
            let indent = if number == 0 { first } else { style.rest };
            let line = line::set(&text, range.clone(), width_at(indent), number + 1 < count);
            let notes = notes.by_ref().take(marks(&text, range)).cloned().collect();
            set.push(Indented { indent: indent * PITCH, line, notes });
        }
        first = style.rest;
    }
    set
}

/// How many marks of notes stand in a line.
fn marks(text: &Text, range: Range<usize>) -> usize {
    text.atoms.get(range).unwrap_or_default().iter().filter(|atom| atom.raised).count()
}

fn span(inline: &Inline, role: Role) -> Span {
    match inline {
        Inline::Strong(text) => Span::new(text, Role::Hei),
        Inline::Note(note) => Span::mark(note.chars().take(1).collect::<String>()),
        Inline::Figure { name, text } => Span::figure(name, text, role),
        other => Span::new(other.text(), role),
    }
}

/// Puts a paragraph's lines on pages; never its first line alone at a page's bottom, but where the
/// page would show no text otherwise.
pub(crate) fn put(flow: &mut Flow, lines: &[Indented], fonts: &mut Fonts) {
    flow.snap();
    let torn = flow.shortened_here().is_some_and(|shortened| shortened.torn);
    if lines.len() > 1 && flow.lines_left() == 1 && !torn {
        flow.new_page();
    }
    put_lines(flow, lines, fonts);
}

/// Puts lines one below the other.
pub(crate) fn put_lines(flow: &mut Flow, lines: &[Indented], fonts: &mut Fonts) {
    for Indented { indent, line, notes } in lines {
        let notes: Vec<Footnote> = notes.iter().map(|note| notes::set(flow, note, fonts)).collect();
        flow.put_noted(line, *indent, SAN, Color::BLACK, notes);
    }
}

/// 主送机关: a blank line, then flush left with a full-width colon (GB/T 9704-2012, 7.3.2).
pub(crate) fn addressee(flow: &mut Flow, addressee: &str, fonts: &mut Fonts) {
    let text = format!("{}：", addressee.trim_end_matches(['：', ':']));
    let style = Style { first: 0.0, ..TEXT };
    let lines = lines(&[Inline::Text(text)], style, flow.geometry.text_width, fonts);
    flow.within(ElementKind::Paragraph, |flow| put(flow, &lines, fonts));
}

/// One line of plain text.
pub(crate) fn single(text: &str, role: Role, measure: Measure, fonts: &mut Fonts) -> Line {
    line::natural(&shape(&[Span::new(text, role)], measure, fonts))
}
