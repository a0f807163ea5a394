//! Notes at the foot of a page: what a figure does not say by itself.

use crate::flow::{Flow, Footnote};
use crate::fonts::Fonts;
use crate::line;
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::document::{Block, Inline};
use model::page::{ElementKind, Role};
use std::borrow::Cow;

/// 小五, the size of notes in points.
const SIZE: f64 = 9.0;

/// The blocks with a mark before the words of each note, ① and on through the document.
pub(crate) fn numbered(blocks: &[Block]) -> Cow<'_, [Block]> {
    let noted = |block: &Block| inlines(block).iter().any(|part| part.iter().any(is_note));
    if !blocks.iter().any(noted) {
        return Cow::Borrowed(blocks);
    }
    let mut blocks = blocks.to_vec();
    let mut count = 0;
    for block in &mut blocks {
        let parts: Vec<&mut Vec<Inline>> = match block {
            Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => vec![inlines],
            Block::List { items, .. } => items.iter_mut().collect(),
            _ => Vec::new(),
        };
        for inline in parts.into_iter().flatten() {
            if let Inline::Note(words) = inline {
                words.insert(0, mark(count));
                count += 1;
            }
        }
    }
    Cow::Owned(blocks)
}

fn inlines(block: &Block) -> Vec<&[Inline]> {
    match block {
        Block::Heading(_, inlines) | Block::Paragraph(inlines) | Block::Quote(inlines) => vec![inlines],
        Block::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
        _ => Vec::new(),
    }
}

fn is_note(inline: &Inline) -> bool {
    matches!(inline, Inline::Note(_))
}

/// ① to ㊿, which lie in three rows of Unicode; then ① again.
fn mark(number: u32) -> char {
    let code = match number % 50 {
        first @ 0..20 => 0x2460 + first,
        second @ 20..35 => 0x3251 + second - 20,
        third => 0x32B1 + third - 35,
    };
    char::from_u32(code).unwrap_or('*')
}

/// Sets a note; further lines stand under its words.
pub(crate) fn set(flow: &mut Flow, note: &str, fonts: &mut Fonts) -> Footnote {
    let width = flow.geometry.text_width;
    let text = shape(&[Span::new(note, Role::Song)], Measure::plain(SIZE), fonts);
    let ranges = linebreak::lines(&text, width, width - SIZE);
    let count = ranges.len();
    let mut lines = Vec::with_capacity(count);
    for (number, range) in ranges.into_iter().enumerate() {
        let indent = if number == 0 { 0.0 } else { SIZE };
        lines.push((indent, line::set(&text, range, width - indent, number + 1 < count)));
    }
    Footnote { lines, size: SIZE, element: flow.structure.add(ElementKind::Note) }
}
