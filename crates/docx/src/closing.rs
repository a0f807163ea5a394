//! What closes a document: 附件说明, 发文机关署名, 成文日期 (GB/T 9704-2012, 7.3.4 and 7.3.5).

use crate::format::{Format, Letters};
use crate::page::{CHARACTERS, MM, WIDTH, characters, em};
use crate::styles::{BODY, PLAIN};
use crate::writer::Writer;
use model::report::Head;

/// The note of the attachments, then signature and date; what is absent takes no room.
pub(crate) fn signature(writer: &mut Writer<'_>, head: &Head) {
    attachments(writer, &head.attachments);
    let names: Vec<&str> = head.signature.iter().flat_map(|names| names.split('\n')).map(str::trim).collect();
    if head.sealed && names.len() > 1 && head.date.is_some() {
        return seals(writer, &names, head.date.as_deref().unwrap_or_default());
    }
    if names.is_empty() && head.date.is_none() {
        return;
    }
    writer.blank(1);
    let whole = f64::from(CHARACTERS);
    let widest = names.iter().map(|name| em(name)).fold(0.0, f64::max);
    let date = head.date.as_deref().map(em);
    // The middle of the names and the left edge of the date, in characters from the left.
    let (middle, left) = match date {
        Some(date) if head.sealed => (whole - 4.0 - date / 2.0, whole - 4.0 - date),
        Some(date) if names.is_empty() => (0.0, whole - 4.0 - date),
        Some(date) => {
            let left = (whole - 2.0 - widest + 2.0).min(whole - 2.0 - date);
            (left - 2.0 + widest / 2.0, left)
        }
        None => (whole - 2.0 - widest / 2.0, 0.0),
    };
    let right = |characters_left: f64| Format {
        keep_next: true,
        indent: Some((0, characters(characters_left.max(0.0)), 0)),
        align: Some("right"),
        ..Format::of(PLAIN)
    };
    for name in names {
        writer.line(&right(whole - middle - em(name) / 2.0), Letters::default(), name);
    }
    if let (Some(words), Some(width)) = (&head.date, date) {
        let format = Format { keep_next: false, ..right(whole - left - width) };
        writer.line(&format, Letters::default(), words);
    }
}

/// `附件：1. …` with two characters of indent, each further line under the name.
fn attachments(writer: &mut Writer<'_>, names: &[String]) {
    if !names.is_empty() {
        writer.blank(1);
    }
    let many = names.len() > 1;
    for (number, name) in names.iter().enumerate() {
        let label = if number == 0 { "附件：" } else { "" };
        let count = if many { format!("{}.", number + 1) } else { String::new() };
        let rest = if many { 6.0 } else { 5.0 };
        let first = if number == 0 { 2.0 } else { 5.0 };
        let indent = Some((characters(rest), 0, characters(first) - characters(rest)));
        let words = format!("{label}{count}{}", name.trim_end_matches(['。', '；']));
        writer.line(&Format { indent, ..Format::of(BODY) }, Letters::default(), &words);
    }
}

/// Joint signatures a seal apart, at most three in a row, the last one over the date (7.3.5.1).
fn seals(writer: &mut Writer<'_>, names: &[&str], date: &str) {
    const SEAL: f64 = 42.0 * MM;
    const GAP: f64 = 4.0 * MM;
    const MOST: usize = 3;
    let character = f64::from(characters(1.0));
    let widest = names.iter().map(|name| em(name)).fold(0.0, f64::max) * character;
    let step = (SEAL + GAP).max(widest + character);
    let last = f64::from(WIDTH) - (4.0 + em(date) / 2.0) * character;
    let first = (SEAL / 2.0).max(widest / 2.0);
    let beside = (((last - first) / step).max(0.0) as usize + 1).min(MOST);
    writer.blank(2);
    for (number, row) in names.chunks(beside).enumerate() {
        if number > 0 {
            writer.blank(4);
        }
        let places = (0..row.len()).rev().map(|back| (last - back as f64 * step) as i32);
        let tabs = places.map(|place| ("center", place)).collect();
        let words: String = row.iter().map(|name| format!("\t{name}")).collect();
        writer.line(
            &Format { keep_next: true, tabs, align: Some("left"), ..Format::of(PLAIN) },
            Letters::default(),
            &words,
        );
    }
    let format = Format { indent: Some((0, characters(4.0), 0)), align: Some("right"), ..Format::of(PLAIN) };
    writer.line(&format, Letters::default(), date);
}
