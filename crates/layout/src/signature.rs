//! What closes the text: 附件说明, 发文机关署名 and 成文日期 (GB/T 9704-2012, 7.3.4 and 7.3.5).

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{PITCH, SAN};
use crate::paragraph::{BODY, Style, TEXT, lines, put, single};
use model::document::Inline;
use model::page::{Color, Role};
use model::report::Head;

/// The attachments' note, then signature and date; what is absent takes no room.
pub(crate) fn set(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    if !head.attachments.is_empty() {
        attachments(flow, &head.attachments, fonts);
    }
    if head.signature.is_some() || head.date.is_some() {
        signature(flow, head, fonts);
    }
}

/// A blank line, then `附件：1. …` with two characters of indent, each further line under the name.
fn attachments(flow: &mut Flow, names: &[String], fonts: &mut Fonts) {
    flow.snap();
    flow.skip_lines(1);
    for (number, name) in names.iter().enumerate() {
        let label = if number == 0 { "附件：" } else { "" };
        let count = if names.len() > 1 { format!("{}.", number + 1) } else { String::new() };
        let first = if number == 0 { 2.0 } else { 5.0 };
        let rest = if names.len() > 1 { 6.0 } else { 5.0 };
        let style = Style { first, rest, ..TEXT };
        let text = Inline::Text(format!("{label}{count}{}", name.trim_end_matches(['。', '；'])));
        let set = lines(&[text], style, flow.geometry.text_width, fonts);
        put(flow, &set);
    }
}

/// Unsealed: the signature two characters from the right, the date below, its first character two
/// to the right of the signature's; a longer date takes the two characters from the right.
fn signature(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    flow.snap();
    flow.skip_lines(1);
    if flow.lines_left() < 2 {
        flow.new_page();
    }
    let right = flow.geometry.text_width - 2.0 * PITCH;
    let mut line = |part: &Option<String>| part.as_ref().map(|part| single(part, Role::Fangsong, BODY, fonts));
    let (signature, date) = (line(&head.signature), line(&head.date));
    let width = |line: &Option<crate::line::Line>| line.as_ref().map_or(0.0, |line| line.width);
    let from_signature = right - width(&signature) + 2.0 * PITCH;
    let date_x =
        if signature.is_some() { from_signature.min(right - width(&date)) } else { right - 2.0 * PITCH - width(&date) };
    if let Some(line) = signature {
        let x = if head.date.is_some() { date_x - 2.0 * PITCH } else { right - line.width };
        flow.put_line(&line, x.max(0.0), SAN, Color::BLACK);
    }
    if let Some(line) = date {
        flow.put_line(&line, date_x.max(0.0), SAN, Color::BLACK);
    }
}
