//! CSV in the encodings and with the separators of Chinese offices.

mod record;
mod shape;

use crate::cells::Collector;
use crate::encoding::decode;
use crate::grid::{Book, Budget, Doubt, Raw, Sheet};
use crate::refusal::Refusal;
use record::{Record, Records};
use shape::Shape;
use std::collections::HashSet;

/// No ledger as text is larger.
const MOST: usize = 256 << 20;
/// More doubtful rows than anybody looks at.
const MOST_DOUBTS: usize = 10_000;

/// The separator that the first lines hold most of.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; 3];
    for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()).take(30) {
        let mut inside = false;
        for byte in line.bytes() {
            match byte {
                b'"' => inside = !inside,
                b',' if !inside => counts[0] += 1,
                b';' if !inside => counts[1] += 1,
                b'\t' if !inside => counts[2] += 1,
                _ => {}
            }
        }
    }
    let most = *counts.iter().max().unwrap_or(&0);
    match counts {
        [commas, ..] if commas == most => b',',
        [_, semicolons, _] if semicolons == most => b';',
        _ => b'\t',
    }
}

/// The separator that the first line names for Excel: `sep=;`.
fn named_separator(text: &str) -> Option<u8> {
    let line = text.split(['\r', '\n']).next()?.trim_start_matches(['\u{feff}', '"']);
    let name = line.get(..4).filter(|name| name.eq_ignore_ascii_case("sep="))?;
    let mut named = line.get(name.len()..)?.trim_end_matches('"').bytes();
    let separator = named.next().filter(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())?;
    named.all(|byte| byte == separator || byte == b',').then_some(separator)
}

/// Reads a CSV as one sheet; every cell is a text.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.len() > MOST {
        return Err(Refusal::TooLarge);
    }
    let text = decode(bytes)?;
    let named = named_separator(&text.text);
    let mut records = Records::new(&text.text, named.unwrap_or_else(|| separator(&text.text)));
    let (mut book, mut cells, mut budget) = (Book::default(), Collector::default(), Budget::new());
    let (mut row, mut doubts) = (0_u32, Vec::new());
    let mut damaged = text.damaged.iter().copied().peekable();
    let (mut widths, mut last, mut shape) = (HashSet::new(), Record::default(), Shape::default());
    // Lines that hold nothing are rows all the same.
    while records.next(&mut last) {
        row = row.saturating_add(1);
        if named.is_some() && row == 1 {
            continue;
        }
        shape.add(row, &last.fields);
        for (column, field) in (1_u32..).zip(&last.fields) {
            // Exports write ="0012" so that Excel keeps the zeros.
            let field = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field);
            let raw = book.strings.intern(field);
            if raw != Raw::Empty && !(budget.take(&book.strings) && cells.add(row, column, raw)) {
                return Err(Refusal::TooLarge);
            }
        }
        if last.wide {
            doubts.push((row, u32::try_from(last.fields.len()).unwrap_or(u32::MAX), Doubt::Shifted));
        }
        doubts.extend(last.open.map(|column| (row, column, Doubt::OpenQuote)));
        while damaged.next_if(|line| *line < last.line + last.lines).is_some() {
            let at = last.fields.iter().position(|field| field.contains('\u{fffd}')).unwrap_or(0);
            doubts.push((row, u32::try_from(at).unwrap_or(0).saturating_add(1), Doubt::DamagedText));
        }
        if !last.ended && cut_off(&last, &widths) {
            doubts.push((row, 1, Doubt::CutOff));
        }
        widths.insert(last.fields.len());
    }
    doubts.extend(shape.doubts);
    doubts.sort_by_key(|(row, ..)| *row);
    doubts.dedup_by_key(|(row, _, doubt)| (*row, std::mem::discriminant(doubt)));
    doubts.truncate(MOST_DOUBTS);
    let mut sheet = Sheet::new("CSV".into(), false, cells.finish().0, Vec::new());
    sheet.doubts = doubts;
    book.sheets.push(sheet);
    Ok(book)
}

/// Whether a last line without its end is shorter than any line before it, as when a copy was cut
/// off: 制表人：张三 is not.
fn cut_off(last: &Record<'_>, widths: &HashSet<usize>) -> bool {
    let width = last.fields.len();
    let footer = width == 1 && last.fields.iter().any(|field| field.contains([':', '：']));
    !footer && widths.iter().filter(|other| **other > 1).min().is_some_and(|least| width < *least)
}
