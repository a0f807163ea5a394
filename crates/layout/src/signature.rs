//! What closes the text: 附件说明, 发文机关署名 and 成文日期 (GB/T 9704-2012, 7.3.4 and 7.3.5).

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{PITCH, PORTRAIT, SAN};
use crate::line::Line;
use crate::paragraph::{BODY, Indented, Style, TEXT, lines, put, single};
use crate::seals;
use model::document::Inline;
use model::page::{Color, ElementKind, Role};
use model::report::Head;

/// The attachments' note, then signature and date; what is absent takes no room.
pub(crate) fn set(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    let attachments = attachments(&head.attachments, fonts);
    if !attachments.is_empty() {
        flow.snap();
        flow.skip_lines(1);
        for lines in &attachments {
            flow.within(ElementKind::Paragraph, |flow| put(flow, lines, fonts));
        }
    }
    if let Some(seals) = seals::joint(head, fonts) {
        seals.put(flow);
    } else if head.signature.is_some() || head.date.is_some() {
        signature(flow, head, fonts);
    }
}

/// `附件：1. …` with two characters of indent, each further line under the name.
fn attachments(names: &[String], fonts: &mut Fonts) -> Vec<Vec<Indented>> {
    let mut set = Vec::new();
    for (number, name) in names.iter().enumerate() {
        let label = if number == 0 { "附件：" } else { "" };
        let count = if names.len() > 1 { format!("{}.", number + 1) } else { String::new() };
        let first = if number == 0 { 2.0 } else { 5.0 };
        let rest = if names.len() > 1 { 6.0 } else { 5.0 };
        let style = Style { first, rest, ..TEXT };
        let text = Inline::Text(format!("{label}{count}{}", name.trim_end_matches(['。', '；'])));
        set.push(lines(&[text], style, PORTRAIT.text_width, fonts));
    }
    set
}

/// Signature and date with a blank line above, never divided by a page's end.
fn signature(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    flow.snap();
    flow.skip_lines(1);
    let right = flow.geometry.text_width;
    let date = head.date.as_ref().map(|date| single(date, Role::Fangsong, BODY, fonts));
    let names = head.signature.iter().flat_map(|signature| signature.split('\n'));
    let names: Vec<Line> = names.map(|name| single(name.trim(), Role::Fangsong, BODY, fonts)).collect();
    if flow.lines_left() < names.len() + usize::from(date.is_some()) {
        flow.new_page();
    }
    let widest = names.iter().map(|name| name.width).fold(0.0, f64::max);
    let (name_middle, date_x) = match &date {
        Some(date) if head.sealed => sealed(right, date),
        Some(date) => unsealed(right, widest, date),
        None => (right - 2.0 * PITCH - widest / 2.0, 0.0),
    };
    for name in &names {
        let x = (name_middle - name.width / 2.0).max(0.0);
        flow.within(ElementKind::Paragraph, |flow| flow.put_line(name, x, SAN, Color::BLACK));
    }
    if let Some(date) = date {
        flow.within(ElementKind::Paragraph, |flow| flow.put_line(&date, date_x.max(0.0), SAN, Color::BLACK));
    }
}

/// 7.3.5.1: the date four characters from the right, the signature centred over it. The middle of
/// the signature and the left edge of the date.
fn sealed(right: f64, date: &Line) -> (f64, f64) {
    let x = right - 4.0 * PITCH - date.width;
    (x + date.width / 2.0, x)
}

/// 7.3.5.2: the signature two characters from the right, the date's first character two to the
/// right of the signature's; a longer date takes the two characters from the right.
fn unsealed(right: f64, signature: f64, date: &Line) -> (f64, f64) {
    let edge = right - 2.0 * PITCH;
    if signature == 0.0 {
        return (edge, edge - 2.0 * PITCH - date.width);
    }
    let date_x = (edge - signature + 2.0 * PITCH).min(edge - date.width);
    (date_x - 2.0 * PITCH + signature / 2.0, date_x)
}
