//! 版记 (GB/T 9704-2012, 7.4): the offices that get a copy, who printed it and when.

use crate::format::{Format, Letters, Rule};
use crate::page::{POINT, SI, WIDTH, em};
use crate::styles::{IMPRINT, PLAIN};
use crate::writer::Writer;
use model::report::{Head, Layout};

/// 0.35 mm and 0.25 mm in eighths of a point.
const OUTER: u32 = 8;
const INNER: u32 = 6;

/// The imprint at the foot of the last page: a table that stands apart from the text, since the
/// rules are as wide as the text area and the words are not.
pub(crate) fn imprint(writer: &mut Writer<'_>, layout: Layout, head: &Head) {
    let listed =
        |label: &'static str, part: &Option<String>| part.as_ref().map(|part| Line::Listed(label, part.clone()));
    let lists = match layout {
        Layout::Gongwen | Layout::Letter => vec![listed("抄送：", &head.copies)],
        Layout::Briefing => {
            vec![listed("报：", &head.report_to), listed("送：", &head.send_to), listed("发：", &head.copies)]
        }
        Layout::Plain => Vec::new(),
    };
    let lists: Vec<Line> = lists.into_iter().flatten().collect();
    let printed = match layout {
        Layout::Gongwen | Layout::Briefing => office(head),
        Layout::Letter | Layout::Plain => None,
    };
    // A letter has no rules (10.1).
    let ruled = layout != Layout::Letter;
    let above = lists.len();
    let all: Vec<Line> = lists.into_iter().chain(printed).collect();
    if all.is_empty() {
        return;
    }
    let last = all.len() - 1;
    let outer = std::mem::take(&mut writer.xml);
    for (number, line) in all.iter().enumerate() {
        let mut rules = Vec::new();
        if ruled && number == 0 {
            rules.push(rule("top", OUTER));
        } else if ruled && number == above {
            rules.push(rule("top", INNER));
        }
        if ruled && number == last {
            rules.push(rule("bottom", OUTER));
        }
        row(writer, line, &rules);
    }
    let rows = std::mem::replace(&mut writer.xml, outer);
    writer.xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.tag(
                "w:tblpPr",
                &[
                    ("w:vertAnchor", &"margin"),
                    ("w:horzAnchor", &"margin"),
                    ("w:tblpXSpec", &"left"),
                    ("w:tblpYSpec", &"bottom"),
                ],
            );
            xml.tag("w:tblW", &[("w:w", &WIDTH), ("w:type", &"dxa")]);
            xml.tag("w:tblLayout", &[("w:type", &"fixed")]);
            xml.within("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.tag(side, &[("w:w", &0), ("w:type", &"dxa")]);
                }
            });
        });
        xml.within("w:tblGrid", &[], |xml| xml.tag("w:gridCol", &[("w:w", &WIDTH)]));
        xml.push(&rows);
    });
    // What stands apart hangs on the paragraph behind it.
    writer.paragraph(&Format { line: Some((20, true)), ..Format::of(PLAIN) }, |_| {});
}

fn rule(side: &'static str, width: u32) -> Rule {
    Rule { side, kind: "single", width, space: 0, color: "000000" }
}

fn row(writer: &mut Writer<'_>, line: &Line, rules: &[Rule]) {
    let outer = std::mem::take(&mut writer.xml);
    line.write(writer);
    let words = std::mem::replace(&mut writer.xml, outer);
    writer.xml.within("w:tr", &[], |xml| {
        xml.within("w:tc", &[], |xml| {
            xml.within("w:tcPr", &[], |xml| {
                xml.tag("w:tcW", &[("w:w", &WIDTH), ("w:type", &"dxa")]);
                if !rules.is_empty() {
                    xml.within("w:tcBorders", &[], |xml| rules.iter().for_each(|rule| rule.write(xml)));
                }
            });
            xml.push(&words);
        });
    });
}

fn office(head: &Head) -> Option<Line> {
    let date = head.printed_on.as_ref().map(|date| format!("{}印发", date.trim_end_matches("印发")));
    let by = head.printed_by.clone();
    (by.is_some() || date.is_some()).then(|| Line::Office(by.unwrap_or_default(), date.unwrap_or_default()))
}

/// A line of the imprint.
enum Line {
    /// A label and the offices behind it, which hang.
    Listed(&'static str, String),
    /// Who printed it, and when.
    Office(String, String),
}

/// A character, in twips.
const ONE: i32 = (SI * POINT) as i32;

impl Line {
    fn write(&self, writer: &mut Writer<'_>) {
        match self {
            Line::Listed(label, offices) => {
                let hang = (em(label) * f64::from(ONE)) as i32;
                let format = Format { indent: Some((ONE + hang, ONE, -hang)), ..Format::of(IMPRINT) };
                let words = format!("{label}{}。", offices.trim_end_matches(['。', '.']));
                writer.line(&format, Letters::default(), &words);
            }
            Line::Office(by, date) => {
                let tabs = vec![("right", WIDTH - ONE)];
                let format = Format { indent: Some((ONE, ONE, 0)), tabs, ..Format::of(IMPRINT) };
                writer.line(&format, Letters::default(), &format!("{by}\t{date}"));
            }
        }
    }
}
