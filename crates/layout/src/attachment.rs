//! Attachments on pages of their own (GB/T 9704-2012, 7.3.6).
//!
//! In a text an attachment begins with a first-level heading `附件1 title` (or `附件 title`); all up
//! to the next one belongs to it.

use crate::block;
use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{ER, PORTRAIT, SAN};
use crate::line;
use crate::paragraph::{BODY, single};
use crate::text::{Measure, Span, shape};
use model::document::{Block, Inline};
use model::page::{Color, ElementKind, Role};

/// The label and the title of an attachment's heading.
fn heading(block: &Block) -> Option<(String, String)> {
    let Block::Heading(1, inlines) = block else { return None };
    let words: String = inlines.iter().map(Inline::text).collect();
    let rest = words.strip_prefix("附件")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let title = rest.strip_prefix(digits.as_str())?;
    // 附件材料清单 is a heading like any other.
    let is_label = !digits.is_empty() || title.is_empty() || title.starts_with([' ', '　', '：', ':']);
    let title = title.trim_matches([' ', '　', '：', ':']);
    is_label.then(|| (format!("附件{digits}"), title.to_owned()))
}

/// The text itself and the attachments behind it.
pub(crate) fn divided(blocks: &[Block]) -> (&[Block], &[Block]) {
    let first = blocks.iter().position(|block| heading(block).is_some()).unwrap_or(blocks.len());
    blocks.split_at(first)
}

/// Sets the attachments, each from a new page on: 附件 in 黑体 on line 1, the title on line 3.
pub(crate) fn set(flow: &mut Flow, blocks: &[Block], fonts: &mut Fonts) {
    let starts: Vec<usize> = (0..blocks.len()).filter(|at| blocks.get(*at).and_then(heading).is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        let Some((label, title)) = blocks.get(start).and_then(heading) else { continue };
        flow.turn_page(PORTRAIT);
        flow.structure.open(ElementKind::Part);
        flow.bookmark(format!("{label} {title}").trim_end().to_owned(), 1);
        let line = single(&label, Role::Hei, BODY, fonts);
        flow.within(ElementKind::Heading(1), |flow| flow.put_line(&line, 0.0, SAN, Color::BLACK));
        if !title.is_empty() {
            flow.skip_lines(1);
            let text = shape(&[Span::new(title, Role::Biaosong)], Measure::plain(ER), fonts);
            let width = flow.geometry.text_width;
            flow.structure.open(ElementKind::Title);
            for range in crate::title::by_sense(&text, width) {
                flow.put_centred(&line::set(&text, range, width, false), ER);
            }
            flow.structure.close();
        }
        flow.skip_lines(1);
        block::all(flow, blocks.get(start + 1..end).unwrap_or_default(), &mut Vec::new(), fonts);
        flow.structure.close();
    }
}
