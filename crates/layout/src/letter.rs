//! The letter (信函格式) of GB/T 9704-2012, clause 10.1.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{LEADING, LETTER, MM, PORTRAIT, SAN};
use crate::head::corner;
use crate::paragraph::{BODY, single};
use crate::text::Measure;
use model::page::{Color, ElementKind, Role};
use model::report::Head;

/// The greatest size of the mark.
const MARK: f64 = 48.0;
/// From the paper's upper edge to the mark's.
const TOP: f64 = 30.0 * MM;
/// From the mark to the first double rule.
const BELOW_MARK: f64 = 4.0 * MM;
/// From the paper's lower edge to the second double rule.
const FOOT: f64 = 20.0 * MM;
/// The length of both double rules.
const LENGTH: f64 = 170.0 * MM;
/// The widths of the two rules and the distance of their middles.
const THICK: f64 = 1.5;
const THIN: f64 = 0.5;
const APART: f64 = 2.2;
/// From a double rule to the characters nearest to it: seven eighths of their height.
const CLEAR: f64 = SAN * 7.0 / 8.0;

/// The mark, the double rules of the first page, 份号, 密级 and 紧急程度 on the left and 发文字号 on the
/// right, and the blank lines above the title.
pub(crate) fn set(flow: &mut Flow, head: &Head, blanks: usize, fonts: &mut Fonts) {
    flow.turn_page(LETTER);
    let width = flow.geometry.text_width;
    // Heights count from the text area's top, which lies below all of this.
    let mut y = TOP - LETTER.top;
    if let Some(mark) = &head.mark {
        let mark = mark.replace('\n', "");
        let at_one = single(&mark, Role::Biaosong, Measure::plain(1.0), fonts).width.max(1.0);
        let size = MARK.min(width * 0.94 / at_one);
        let line = single(&mark, Role::Biaosong, Measure::plain(size), fonts);
        flow.within(ElementKind::Title, |flow| flow.put(&line, (width - line.width) / 2.0, y, size, Color::RED));
        y += size;
    }
    y += BELOW_MARK;
    double(flow, y, THICK, THIN);
    let foot = PORTRAIT.height - FOOT - LETTER.top;
    double(flow, foot - APART, THIN, THICK);
    y += APART + THICK / 2.0 + CLEAR;
    let lines = corner(head, fonts);
    for (number, line) in lines.iter().enumerate() {
        let y = y + number as f64 * LEADING;
        flow.within(ElementKind::Title, |flow| flow.put(line, 0.0, y, SAN, Color::BLACK));
    }
    let mut rows = lines.len();
    if let Some(number) = &head.number {
        let line = single(number, Role::Fangsong, BODY, fonts);
        flow.within(ElementKind::Title, |flow| flow.put(&line, width - line.width, y, SAN, Color::BLACK));
        rows = rows.max(1);
    }
    flow.y = (y + rows as f64 * LEADING).max(0.0);
    flow.snap();
    flow.skip_lines(blanks);
}

/// Two red rules in the middle of the paper, the upper one at `y`.
fn double(flow: &mut Flow, y: f64, upper: f64, lower: f64) {
    let left = (PORTRAIT.width - LENGTH) / 2.0 - flow.geometry.left;
    for (y, width) in [(y, upper), (y + APART, lower)] {
        flow.rule((left, y), (left + LENGTH, y), width, Color::RED);
    }
}
