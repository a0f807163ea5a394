//! What stands above the text: contents, 版头 (GB/T 9704-2012, 7.2), the heads of a 简报 and of a letter
//! (10.1), title and addressee.

use crate::format::{Format, Letters, RED, Rule};
use crate::page::{LINE, MM, POINT, WIDTH, characters, em};
use crate::styles::{CONTENTS, MARK, PLAIN, TITLE};
use crate::writer::Writer;
use model::document::Document;
use model::page::Role;
use model::report::{Head, Layout};

/// The greatest sizes of a mark and of a letter's mark, in points.
const LARGEST: f64 = 62.0;
const LETTER_MARK: f64 = 48.0;
/// A mark of several organisations is not greater, in points.
const JOINT: f64 = 42.0;
/// The share of the text area's width that a mark may fill.
const FILLED: f64 = 0.94;
/// What closes the mark of several organisations, once for all of them.
const KIND: &str = "文件";
/// The red rule, in eighths of a point.
const RULE: u32 = 12;

/// The head of a layout; parts that are absent take no room.
pub(crate) fn head(writer: &mut Writer<'_>, layout: Layout, head: &Head) {
    match layout {
        Layout::Gongwen => gongwen(writer, head),
        Layout::Briefing => briefing(writer, head),
        Layout::Letter => letter(writer, head),
        Layout::Plain => {}
    }
}

/// 目录: a field that Word renews, with what the pages say until then.
pub(crate) fn contents(writer: &mut Writer<'_>) {
    writer.line(&Format::of(TITLE), Letters::default(), "目　录");
    let listed: Vec<(usize, String, u8, usize)> = writer
        .placed
        .bookmarks
        .iter()
        .enumerate()
        .filter(|(_, bookmark)| usize::from(bookmark.level) <= CONTENTS.len())
        .map(|(number, bookmark)| (number, bookmark.title.clone(), bookmark.level, bookmark.page + 1))
        .collect();
    let last = listed.len().saturating_sub(1);
    for (place, (number, title, level, page)) in listed.into_iter().enumerate() {
        let style = CONTENTS.get(usize::from(level.saturating_sub(1))).copied().unwrap_or(PLAIN);
        let format = Format { tabs: vec![("right", WIDTH)], ..Format::of(style) };
        writer.paragraph(&format, |writer| {
            if place == 0 {
                writer.field_begin("TOC \\o \"1-2\" \\h \\z \\u");
            }
            let anchor = format!("_Toc{}", number + 1);
            let outer = std::mem::take(&mut writer.xml);
            writer.words(Letters::default(), &format!("{title}\t"));
            writer.field_begin(&format!("PAGEREF {anchor} \\h"));
            writer.words(Letters::default(), &page.to_string());
            writer.field_end();
            let inner = std::mem::replace(&mut writer.xml, outer);
            writer.xml.within("w:hyperlink", &[("w:anchor", &anchor), ("w:history", &1)], |xml| xml.push(&inner));
            if place == last {
                writer.field_end();
            }
        });
    }
    writer.new_page();
}

/// The title with a blank line above the addressee or the text.
pub(crate) fn title(writer: &mut Writer<'_>, document: &Document) {
    let head = &document.head;
    if !document.title.is_empty() {
        writer.paragraph(&Format::of(TITLE), |writer| {
            writer.bookmarked("标题", |writer| writer.words(Letters::default(), &document.title));
        });
        writer.blank(1);
    }
    if let Some(addressee) = &head.addressee {
        let words = format!("{}：", addressee.trim_end_matches(['：', ':']));
        writer.line(&Format::of(PLAIN), Letters::default(), &words);
    }
}

/// 份号, 密级 and 紧急程度; how many lines they take.
fn corner(writer: &mut Writer<'_>, head: &Head) -> usize {
    let parts = [(&head.copy_number, Role::Fangsong), (&head.secrecy, Role::Hei), (&head.urgency, Role::Hei)];
    let mut lines = 0;
    for (part, role) in parts {
        if let Some(part) = part {
            writer.line(&Format::of(PLAIN), Letters::of(role), part);
            lines += 1;
        }
    }
    lines
}

fn gongwen(writer: &mut Writer<'_>, head: &Head) {
    let lines = corner(writer, head);
    if let Some(mark) = &head.mark {
        // The mark's upper edge lies 35 mm below the text area's.
        let above = ((35.0 * MM) as i32 - lines as i32 * LINE).max(0);
        put_mark(writer, mark, above);
        writer.blank(2);
    }
    if let Some(number) = &head.number {
        writer.line(&ruled(Format { align: Some("center"), ..Format::of(PLAIN) }, 5), Letters::default(), number);
    } else if head.mark.is_some() {
        writer.paragraph(&ruled(Format::of(PLAIN), 5), |_| {});
    }
    if head.mark.is_some() || head.number.is_some() {
        writer.blank(2);
    }
}

/// The format with the red rule below, so many points from the line.
fn ruled(format: Format, space: u32) -> Format {
    let rule = Rule { side: "bottom", kind: "single", width: RULE, space, color: RED };
    Format { rules: vec![rule], ..format }
}

/// The size in points at which words fill their share of the width.
fn fitting(words: &str, most: f64) -> f64 {
    let room = f64::from(WIDTH) / POINT * FILLED;
    (most.min(room / em(words).max(1.0)) * 2.0).floor() / 2.0
}

/// A line just as high as letters of that size need, in the middle.
fn display(size: f64, above: i32) -> Format {
    let line = (size * 1.25 * POINT) as i32;
    Format { line: Some((line, true)), around: (above, 0), ..Format::of(MARK) }
}

fn red(size: f64) -> Letters {
    Letters { size: Some(size), color: Some(RED), ..Letters::default() }
}

/// 发文机关标志; several organisations stand on a line each, with 文件 beside their middle (7.2.4).
fn put_mark(writer: &mut Writer<'_>, mark: &str, above: i32) {
    let names: Vec<&str> =
        mark.split('\n').map(|name| name.trim().trim_end_matches(KIND)).filter(|name| !name.is_empty()).collect();
    if names.len() < 2 {
        let size = fitting(mark, LARGEST);
        return writer.line(&display(size, above), red(size), mark);
    }
    let has_kind = mark.trim_end().ends_with(KIND);
    let longest = names.iter().map(|name| em(name)).fold(1.0, f64::max);
    let all = longest + if has_kind { 3.0 } else { 0.0 };
    let room = f64::from(WIDTH) / POINT * FILLED;
    let size = JOINT.min(room / all).floor();
    if !has_kind {
        for (number, name) in names.iter().enumerate() {
            let above = if number == 0 { above } else { 0 };
            writer.line(&display(size, above), red(size), name);
        }
        return;
    }
    writer.paragraph(&Format { line: Some((above.max(1), true)), ..Format::default() }, |_| {});
    let unit = |ems: f64| (ems * size * POINT) as i32;
    crate::table::mark(writer, &names, KIND, [unit(longest + 0.5), unit(2.5)], (display(size, 0), red(size)));
}

/// The large red name, the issue, office and date, and the red rule.
fn briefing(writer: &mut Writer<'_>, head: &Head) {
    let mut any = corner(writer, head) > 0;
    if let Some(mark) = &head.mark {
        let size = fitting(mark, LARGEST);
        // The name is spread over four fifths of the width, but no more than makes it read as one.
        let own = em(mark) * size * POINT;
        let spare = (0.8 * f64::from(WIDTH)).min(1.6 * own) - own;
        let gaps = mark.chars().count().saturating_sub(1).max(1) as f64;
        let letters = Letters { spread: (spare / gaps).max(0.0) as i32, ..red(size) };
        writer.line(&Format { around: (LINE / 2, LINE / 3), ..display(size, 0) }, letters, mark);
    }
    if let Some(issue) = &head.issue {
        let format = Format { align: Some("center"), around: (0, LINE / 3), ..Format::of(PLAIN) };
        writer.line(&format, Letters::default(), issue);
    }
    if head.office.is_some() || head.issued.is_some() {
        let one = characters(1.0);
        let format = Format {
            tabs: vec![("right", WIDTH - one)],
            indent: Some((one, one, 0)),
            align: Some("left"),
            ..Format::of(PLAIN)
        };
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let words = format!("{}\t{}", part(&head.office), part(&head.issued));
        writer.line(&ruled(format, 1), Letters::default(), &words);
        any = true;
    } else if head.mark.is_some() || head.issue.is_some() || any {
        writer.paragraph(&ruled(Format::of(PLAIN), 1), |_| {});
    }
    if any || head.mark.is_some() || head.issue.is_some() {
        writer.blank(1);
    }
}

/// The mark 30 mm below the paper's edge, the double rules of 170 mm, number on the right.
fn letter(writer: &mut Writer<'_>, head: &Head) {
    // The rules reach beyond the text: 8 mm at the binding, 6 mm at the fore edge.
    let wide = Some((-((8.0 * MM) as i32), -((6.0 * MM) as i32), 0));
    let rule = |side, kind| Rule { side, kind, width: 24, space: 0, color: RED };
    let mut y = (30.0 * MM) as i32;
    if let Some(mark) = &head.mark {
        let mark = mark.replace('\n', "");
        let size = fitting(&mark, LETTER_MARK);
        let format = Format { frame: Some(y), ..display(size, 0) };
        writer.line(&format, red(size), &mark);
        y += format.line.map_or(0, |(line, _)| line);
    }
    let thin = |frame, rule: Rule| Format {
        frame,
        rules: vec![rule],
        indent: wide,
        line: Some((227, true)),
        ..Format::of(PLAIN)
    };
    writer.paragraph(&thin(Some(y), rule("bottom", "thickThinSmallGap")), |_| {});
    let foot = Some(((297.0 - 20.0) * MM) as i32 - 227);
    writer.paragraph(&thin(foot, rule("bottom", "thinThickSmallGap")), |_| {});
    let mut lines: Vec<(&str, Role)> = Vec::new();
    let parts = [(&head.copy_number, Role::Fangsong), (&head.secrecy, Role::Hei), (&head.urgency, Role::Hei)];
    lines.extend(parts.into_iter().filter_map(|(part, role)| Some((part.as_deref()?, role))));
    if lines.is_empty() && head.number.is_some() {
        lines.push(("", Role::Fangsong));
    }
    for (number, (words, role)) in lines.into_iter().enumerate() {
        let format = Format { tabs: vec![("right", WIDTH)], align: Some("left"), ..Format::of(PLAIN) };
        writer.paragraph(&format, |writer| {
            writer.words(Letters::of(role), words);
            if let Some(number) = head.number.as_ref().filter(|_| number == 0) {
                writer.words(Letters::default(), &format!("\t{number}"));
            }
        });
    }
    writer.blank(2);
}
