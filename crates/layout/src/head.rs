//! The red head: 版头 of GB/T 9704-2012, clause 7.2, and the head of a 简报.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, MM, PITCH, SAN};
use crate::paragraph::{BODY, single};
use crate::text::Measure;
use model::page::{Color, Role};
use model::report::Head;

/// The greatest size of a mark; the standard asks only for one that is seemly.
const MARK: f64 = 62.0;
/// The width of the red rule.
const RULE: f64 = 1.5;

/// 份号, 密级, 紧急程度, 发文机关标志, 发文字号 and the red rule; parts that are absent take no room,
/// and without a mark and a number there is no rule.
pub(crate) fn gongwen(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    let corner = [(&head.copy_number, Role::Fangsong), (&head.secrecy, Role::Hei), (&head.urgency, Role::Hei)];
    for (part, role) in corner {
        if let Some(part) = part {
            let line = single(part, role, BODY, fonts);
            flow.put_line(&line, 0.0, SAN, Color::BLACK);
        }
    }
    if let Some(mark) = &head.mark {
        flow.y = flow.y.max(35.0 * MM);
        put_mark(flow, mark, false, fonts);
        flow.skip_lines(2);
    }
    if let Some(number) = &head.number {
        put_centred(flow, number, fonts);
    }
    if head.mark.is_some() || head.number.is_some() {
        // The rule lies 4 mm below the number's characters.
        put_rule(flow, 4.0 * MM);
        flow.skip_lines(2);
    }
}

/// The large red name, the issue, office and date, and the red rule.
pub(crate) fn briefing(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    if let Some(mark) = &head.mark {
        flow.y = LEADING * 0.5;
        put_mark(flow, mark, true, fonts);
        flow.y += LEADING * 0.4;
    }
    if let Some(issue) = &head.issue {
        put_centred(flow, issue, fonts);
        flow.y += LEADING * 0.3;
    }
    let width = flow.geometry.text_width;
    if let Some(office) = &head.office {
        let line = single(office, Role::Fangsong, BODY, fonts);
        flow.put(&line, PITCH, flow.y, SAN, Color::BLACK);
    }
    if let Some(issued) = &head.issued {
        let line = single(issued, Role::Fangsong, BODY, fonts);
        flow.put(&line, width - PITCH - line.width, flow.y, SAN, Color::BLACK);
    }
    if head.office.is_some() || head.issued.is_some() {
        flow.y += LEADING;
    }
    if !flow.is_fresh() {
        put_rule(flow, 2.0 * MM);
        flow.skip_lines(1);
    }
}

/// The mark in red, as large as it may be; the name of a 简报 is spread over the width.
fn put_mark(flow: &mut Flow, mark: &str, spread: bool, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    let at_one = single(mark, Role::Biaosong, Measure::plain(1.0), fonts).width.max(1.0);
    let size = MARK.min(width * 0.94 / at_one);
    let mut line = single(mark, Role::Biaosong, Measure::plain(size), fonts);
    let wanted = (width * 0.8).min(line.width * 1.6);
    if spread && line.width < wanted {
        line.spread(wanted);
    }
    flow.put(&line, (width - line.width) / 2.0, flow.y, size, Color::RED);
    flow.y += size;
}

fn put_centred(flow: &mut Flow, text: &str, fonts: &mut Fonts) {
    let line = single(text, Role::Fangsong, BODY, fonts);
    let x = (flow.geometry.text_width - line.width) / 2.0;
    flow.put(&line, x, flow.y, SAN, Color::BLACK);
    flow.y += LEADING;
}

/// A red rule below the last line's characters, and the next row of the grid.
fn put_rule(flow: &mut Flow, below: f64) {
    let y = flow.y - LEADING + SAN + below;
    flow.rule((0.0, y), (flow.geometry.text_width, y), RULE, Color::RED);
    flow.y = y;
    flow.snap();
}
