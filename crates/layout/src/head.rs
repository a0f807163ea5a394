//! The red head: 版头 of GB/T 9704-2012, clause 7.2, and the head of a 简报.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, MM, PITCH, SAN};
use crate::line::Line;
use crate::paragraph::{BODY, single};
use crate::text::{Measure, Span, shape};
use model::page::{Color, ElementKind, Role};
use model::report::Head;

/// The greatest size of a mark; the standard asks only for one that is seemly.
const MARK: f64 = 62.0;
/// A mark that would be smaller than this is set on two lines.
const LEAST_MARK: f64 = 30.0;
/// The share of the text area's width that a mark may fill.
const FILLED: f64 = 0.94;
/// The width of the red rule.
const RULE: f64 = 1.5;
/// What closes the mark of several organisations, once for all of them.
const KIND: &str = "文件";

/// 份号, 密级, 紧急程度, 发文机关标志, 发文字号 and the red rule; parts that are absent take no room,
/// and without a mark and a number there is no rule. `blanks` is how many of the blank lines above
/// the title are kept where page 1 would else show no text (7.1: 首页必须显示正文).
pub(crate) fn gongwen(flow: &mut Flow, head: &Head, blanks: usize, fonts: &mut Fonts) {
    for line in corner(head, fonts) {
        flow.within(ElementKind::Title, |flow| flow.put_line(&line, 0.0, SAN, Color::BLACK));
    }
    if let Some(mark) = &head.mark {
        flow.y = flow.y.max(35.0 * MM);
        flow.within(ElementKind::Title, |flow| put_mark(flow, mark, fonts));
        flow.skip_lines(2);
    }
    if let Some(number) = &head.number {
        flow.within(ElementKind::Title, |flow| put_centred(flow, number, fonts));
    }
    if head.mark.is_some() || head.number.is_some() {
        // The rule lies 4 mm below the number's characters.
        put_rule(flow, 4.0 * MM);
        flow.skip_lines(blanks);
    }
}

/// The lines in the upper left corner in their order.
pub(crate) fn corner(head: &Head, fonts: &mut Fonts) -> Vec<Line> {
    let parts = [(&head.copy_number, Role::Fangsong), (&head.secrecy, Role::Hei), (&head.urgency, Role::Hei)];
    let present = parts.into_iter().filter_map(|(part, role)| Some((part.as_ref()?, role)));
    present.map(|(part, role)| single(part, role, BODY, fonts)).collect()
}

/// The large red name, the issue, office and date, and the red rule.
pub(crate) fn briefing(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    for line in corner(head, fonts) {
        flow.within(ElementKind::Title, |flow| flow.put_line(&line, 0.0, SAN, Color::BLACK));
    }
    if let Some(mark) = &head.mark {
        flow.y += LEADING * 0.5;
        flow.within(ElementKind::Title, |flow| put_name(flow, mark, fonts));
        flow.y += LEADING * 0.4;
    }
    if let Some(issue) = &head.issue {
        flow.within(ElementKind::Title, |flow| put_centred(flow, issue, fonts));
        flow.y += LEADING * 0.3;
    }
    let width = flow.geometry.text_width;
    if let Some(office) = &head.office {
        let line = single(office, Role::Fangsong, BODY, fonts);
        flow.within(ElementKind::Title, |flow| flow.put(&line, PITCH, flow.y, SAN, Color::BLACK));
    }
    if let Some(issued) = &head.issued {
        let line = single(issued, Role::Fangsong, BODY, fonts);
        let x = width - PITCH - line.width;
        flow.within(ElementKind::Title, |flow| flow.put(&line, x, flow.y, SAN, Color::BLACK));
    }
    if head.office.is_some() || head.issued.is_some() {
        flow.y += LEADING;
    }
    if !flow.is_fresh() {
        put_rule(flow, 2.0 * MM);
        flow.skip_lines(1);
    }
}

/// The size at which a mark fills its share of the width, and not more than it may have.
fn size_of(mark: &str, width: f64, fonts: &mut Fonts) -> f64 {
    let at_one = single(mark, Role::Biaosong, Measure::plain(1.0), fonts).width.max(1.0);
    MARK.min(width * FILLED / at_one)
}

/// The mark in red, as large as it may be.
fn put_mark(flow: &mut Flow, mark: &str, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    if mark.contains('\n') {
        return put_joint(flow, mark, fonts);
    }
    let size = size_of(mark, width, fonts);
    if size >= LEAST_MARK {
        let line = single(mark, Role::Biaosong, Measure::plain(size), fonts);
        flow.put(&line, (width - line.width) / 2.0, flow.y, size, Color::RED);
        flow.y += size;
        return;
    }
    let text = shape(&[Span::new(mark, Role::Biaosong)], Measure::plain(LEAST_MARK), fonts);
    for range in crate::title::by_sense(&text, width) {
        let line = crate::line::set(&text, range, width, false);
        flow.put(&line, (width - line.width) / 2.0, flow.y, LEAST_MARK, Color::RED);
        flow.y += LEAST_MARK * 1.25;
    }
    flow.y -= LEAST_MARK * 0.25;
}

/// Several organisations below each other, spread to one width, and 文件 beside their middle (7.2.4).
fn put_joint(flow: &mut Flow, mark: &str, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    let names: Vec<&str> =
        mark.split('\n').map(|name| name.trim().trim_end_matches(KIND)).filter(|n| !n.is_empty()).collect();
    let has_kind = mark.trim_end().ends_with(KIND);
    let longest = names.iter().max_by_key(|name| name.chars().count()).copied().unwrap_or_default();
    let sample = if has_kind { format!("{longest}　{KIND}") } else { longest.to_owned() };
    let size = size_of(&sample, width, fonts).min(42.0);
    let mut lines: Vec<Line> =
        names.iter().map(|name| single(name, Role::Biaosong, Measure::plain(size), fonts)).collect();
    let widest = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    lines.iter_mut().for_each(|line| line.spread(widest));
    let kind = has_kind.then(|| single(KIND, Role::Biaosong, Measure::plain(size), fonts));
    let whole = widest + kind.as_ref().map_or(0.0, |kind| 0.5 * size + kind.width);
    let left = (width - whole) / 2.0;
    let top = flow.y;
    for line in &lines {
        flow.put(line, left, flow.y, size, Color::RED);
        flow.y += size * 1.3;
    }
    flow.y -= size * 0.3;
    if let Some(kind) = kind {
        flow.put(&kind, left + whole - kind.width, (top + flow.y - size) / 2.0, size, Color::RED);
    }
}

/// The name of a 简报, spread over the width.
fn put_name(flow: &mut Flow, mark: &str, fonts: &mut Fonts) {
    let width = flow.geometry.text_width;
    let size = size_of(mark, width, fonts);
    let mut line = single(mark, Role::Biaosong, Measure::plain(size), fonts);
    let wanted = (width * 0.8).min(line.width * 1.6);
    if line.width < wanted {
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
    // The text stands on the grid again; less than a quarter of a line above it is not seen.
    flow.y = (y / LEADING - 0.25).ceil() * LEADING;
}
