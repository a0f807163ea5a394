//! The foot of the last page: 版记 of GB/T 9704-2012, clause 7.4, and the end of a 简报.

use crate::flow::Flow;
use crate::fonts::Fonts;
use crate::geometry::{MM, PORTRAIT, SI};
use crate::line::{self, Line};
use crate::linebreak;
use crate::text::{Measure, Span, shape};
use model::page::{Color, ElementKind, Role};
use model::report::{Head, Layout};

/// The distance of baselines in the foot.
const ROW: f64 = 24.0;
/// Outer rules.
const OUTER: f64 = 0.35 * MM;
/// Inner rules.
const INNER: f64 = 0.25 * MM;

/// The imprint of a document of that layout.
#[derive(Debug, Default)]
pub(crate) struct Imprint {
    /// The parts that rules divide.
    parts: Vec<Rows>,
    /// A letter has no rules (clause 10.1).
    ruled: bool,
}

/// What the layout wants at the foot of the last page.
pub(crate) fn imprint(layout: Layout, head: &Head, fonts: &mut Fonts) -> Imprint {
    match layout {
        Layout::Gongwen => Imprint { parts: gongwen(head, fonts), ruled: true },
        Layout::Briefing => Imprint { parts: briefing(head, fonts), ruled: true },
        Layout::Letter => Imprint { parts: copies(head, fonts), ruled: false },
        Layout::Plain => Imprint::default(),
    }
}

fn copies(head: &Head, fonts: &mut Fonts) -> Vec<Rows> {
    head.copies.iter().map(|copies| listed("抄送：", copies, fonts)).collect()
}

/// 抄送机关, 印发机关 and 印发日期 between rules, the last rule on the text area's lower edge.
fn gongwen(head: &Head, fonts: &mut Fonts) -> Vec<Rows> {
    copies(head, fonts).into_iter().chain([office(head, fonts)]).filter(|rows| !rows.is_empty()).collect()
}

/// 报, 送 and 发 between rules.
fn briefing(head: &Head, fonts: &mut Fonts) -> Vec<Rows> {
    let parts = [("报：", &head.report_to), ("送：", &head.send_to), ("发：", &head.copies)];
    let present = parts.into_iter().filter_map(|(label, part)| Some((label, part.as_ref()?)));
    let lists: Vec<Rows> = present.map(|(label, part)| listed(label, part, fonts)).collect();
    let rows = lists.into_iter().flatten().collect::<Rows>();
    [rows, office(head, fonts)].into_iter().filter(|rows| !rows.is_empty()).collect()
}

/// The rows of one part: each a few lines side by side, at their `x`.
type Rows = Vec<Vec<(f64, Line)>>;

/// A label and offices behind it, one character in on both sides, hanging, closed by 。.
fn listed(label: &str, offices: &str, fonts: &mut Fonts) -> Rows {
    let measure = Measure::plain(SI);
    let label = line::natural(&shape(&[Span::new(label, Role::Fangsong)], measure, fonts));
    let hang = SI + label.width + 0.5 * SI;
    let width = PORTRAIT.text_width - hang - SI;
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
fn office(head: &Head, fonts: &mut Fonts) -> Rows {
    let mut row = Vec::new();
    let measure = Measure::plain(SI);
    if let Some(office) = &head.printed_by {
        row.push((SI, line::natural(&shape(&[Span::new(office, Role::Fangsong)], measure, fonts))));
    }
    if let Some(date) = &head.printed_on {
        let text = format!("{}印发", date.trim_end_matches("印发"));
        let line = line::natural(&shape(&[Span::new(text, Role::Fangsong)], measure, fonts));
        row.push((PORTRAIT.text_width - SI - line.width, line));
    }
    if row.is_empty() { Vec::new() } else { vec![row] }
}

impl Imprint {
    /// Its height in points.
    fn height(&self) -> f64 {
        self.parts.iter().map(|rows| rows.len() as f64 * ROW).sum()
    }

    /// Puts it at the foot of the page, or of a new one; always on upright paper.
    pub(crate) fn put(&self, flow: &mut Flow) {
        if self.parts.is_empty() {
            return;
        }
        if flow.geometry.width != PORTRAIT.width {
            flow.turn_page(PORTRAIT);
        }
        let height = self.height();
        if !flow.fits(height) {
            flow.new_page();
        }
        flow.put_notes_above(height);
        let mut y = flow.geometry.text_height - height;
        let last = self.parts.len();
        self.rule(flow, y, OUTER);
        for (number, rows) in self.parts.iter().enumerate() {
            for row in rows {
                for (x, line) in row {
                    let below = y + (ROW - SI) / 2.0;
                    flow.within(ElementKind::Paragraph, |flow| flow.put(line, *x, below, SI, Color::BLACK));
                }
                y += ROW;
            }
            self.rule(flow, y, if number + 1 == last { OUTER } else { INNER });
        }
    }

    fn rule(&self, flow: &mut Flow, y: f64, thickness: f64) {
        if self.ruled {
            flow.rule((0.0, y), (flow.geometry.text_width, y), thickness, Color::BLACK);
        }
    }
}
