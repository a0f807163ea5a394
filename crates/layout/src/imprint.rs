//! The foot of the last page: 版记 of GB/T 9704-2012, clause 7.4, and the end of a 简报.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{MM, SI};
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::page::{Color, Role};
use model::report::Head;

/// The distance of baselines in the foot.
const ROW: f64 = 24.0;
/// Outer rules.
const OUTER: f64 = 0.35 * MM;
/// Inner rules.
const INNER: f64 = 0.25 * MM;

/// 抄送机关, 印发机关 and 印发日期 between rules, the last rule on the text area's lower edge.
pub(crate) fn gongwen(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    let copies = head.copies.iter().map(|copies| listed("抄送：", copies, flow, fonts)).collect();
    put(flow, copies, office(head, flow, fonts));
}

/// 报, 送 and 发 between rules.
pub(crate) fn briefing(flow: &mut Flow, head: &Head, fonts: &mut Fonts) {
    let parts = [("报：", &head.report_to), ("送：", &head.send_to), ("发：", &head.copies)];
    let present = parts.into_iter().filter_map(|(label, part)| Some((label, part.as_ref()?)));
    let lists: Vec<Rows> = present.map(|(label, part)| listed(label, part, flow, fonts)).collect();
    let rows = lists.into_iter().flatten().collect::<Rows>();
    let lists = if rows.is_empty() { Vec::new() } else { vec![rows] };
    put(flow, lists, office(head, flow, fonts));
}

/// The rows of one part: each a few lines side by side, at their `x`.
type Rows = Vec<Vec<(f64, Line)>>;

/// A label and offices behind it, one character in on both sides, hanging, closed by 。.
fn listed(label: &str, offices: &str, flow: &Flow, fonts: &mut Fonts) -> Rows {
    let measure = Measure::plain(SI);
    let label = line::natural(&shape(&[Span::new(label, Role::Fangsong)], measure, fonts));
    let hang = SI + label.width + 0.5 * SI;
    let width = flow.geometry.text_width - hang - SI;
    let offices = format!("{}。", offices.trim_end_matches(['。', '.']));
    let text = shape(&[Span::new(offices, Role::Fangsong)], measure, fonts);
    let ranges = linebreak::lines(&text, width, width);
    let last = ranges.len();
    let mut rows: Rows = Vec::new();
    for (number, range) in ranges.into_iter().enumerate() {
        let line = line::set(&text, range, width, number + 1 < last);
        rows.push(if number == 0 { vec![(SI, label.clone()), (hang, line)] } else { vec![(hang, line)] });
    }
    rows
}

/// 印发机关 on the left, the date with 印发 on the right.
fn office(head: &Head, flow: &Flow, fonts: &mut Fonts) -> Rows {
    let mut row = Vec::new();
    let measure = Measure::plain(SI);
    if let Some(office) = &head.printed_by {
        row.push((SI, line::natural(&shape(&[Span::new(office, Role::Fangsong)], measure, fonts))));
    }
    if let Some(date) = &head.printed_on {
        let text = format!("{}印发", date.trim_end_matches("印发"));
        let line = line::natural(&shape(&[Span::new(text, Role::Fangsong)], measure, fonts));
        row.push((flow.geometry.text_width - SI - line.width, line));
    }
    if row.is_empty() { Vec::new() } else { vec![row] }
}

/// Puts parts with rules around and between them at the foot of the page, or of a new one.
fn put(flow: &mut Flow, mut parts: Vec<Rows>, office: Rows) {
    if !office.is_empty() {
        parts.push(office);
    }
    if parts.is_empty() {
        return;
    }
    let height: f64 = parts.iter().map(|rows| rows.len() as f64 * ROW).sum();
    if !flow.fits(height) {
        flow.new_page();
    }
    let width = flow.geometry.text_width;
    let mut y = flow.geometry.text_height - height;
    let last = parts.len();
    flow.rule((0.0, y), (width, y), OUTER, Color::BLACK);
    for (number, rows) in parts.iter().enumerate() {
        for row in rows {
            for (x, line) in row {
                flow.put(line, *x, y + (ROW - SI) / 2.0, SI, Color::BLACK);
            }
            y += ROW;
        }
        let thickness = if number + 1 == last { OUTER } else { INNER };
        flow.rule((0.0, y), (width, y), thickness, Color::BLACK);
    }
}
