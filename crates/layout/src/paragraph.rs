//! Paragraphs and headings on the grid of lines.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{PITCH, SAN};
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::document::Inline;
use model::page::{Color, Role};

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
}

/// Body text: two characters at the first line.
pub(crate) const TEXT: Style = Style { role: Role::Fangsong, first: 2.0, rest: 0.0 };

/// A heading of a level: 黑体, 楷体, then 仿宋 (GB/T 9704-2012, 7.3.3).
pub(crate) fn heading(level: u8) -> Style {
    let role = match level {
        1 => Role::Hei,
        2 => Role::Kai,
        _ => Role::Fangsong,
    };
    Style { role, ..TEXT }
}

/// A line with its indent in points.
pub(crate) type Indented = (f64, Line);

/// The lines of a paragraph.
pub(crate) fn lines(inlines: &[Inline], style: Style, width: f64, fonts: &mut Fonts) -> Vec<Indented> {
    let mut set = Vec::new();
    let mut first = style.first;
    for part in inlines.split(|inline| *inline == Inline::Break) {
        let spans: Vec<Span> = part.iter().map(|inline| span(inline, style.role)).collect();
        let text = shape(&spans, BODY, fonts);
        let width_at = |indent: f64| width - indent * PITCH;
        let ranges = linebreak::lines(&text, width_at(first), width_at(style.rest));
        let count = ranges.len();
        for (number, range) in ranges.into_iter().enumerate() {
            let indent = if number == 0 { first } else { style.rest };
            let line = line::set(&text, range, width_at(indent), number + 1 < count);
            set.push((indent * PITCH, line));
        }
        first = style.rest;
    }
    set
}

fn span(inline: &Inline, role: Role) -> Span {
    match inline {
        Inline::Strong(text) => Span::new(text, Role::Hei),
        other => Span::new(other.text(), role),
    }
}

/// Puts a paragraph's lines on pages; never its first line alone at a page's bottom.
pub(crate) fn put(flow: &mut Flow, lines: &[Indented]) {
    flow.snap();
    if lines.len() > 1 && flow.lines_left() == 1 {
        flow.new_page();
    }
    for (indent, line) in lines {
        flow.put_line(line, *indent, SAN, Color::BLACK);
    }
}

/// 主送机关: a blank line, then flush left with a full-width colon (GB/T 9704-2012, 7.3.2).
pub(crate) fn addressee(flow: &mut Flow, addressee: &str, fonts: &mut Fonts) {
    let text = format!("{}：", addressee.trim_end_matches(['：', ':']));
    let style = Style { first: 0.0, ..TEXT };
    let lines = lines(&[Inline::Text(text)], style, flow.geometry.text_width, fonts);
    put(flow, &lines);
}

/// One line of plain text.
pub(crate) fn single(text: &str, role: Role, measure: Measure, fonts: &mut Fonts) -> Line {
    line::natural(&shape(&[Span::new(text, role)], measure, fonts))
}
