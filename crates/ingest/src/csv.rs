//! CSV in the encodings and with the separators of Chinese offices.

use crate::cells::Collector;
use crate::grid::{Book, Budget, Raw, Sheet};
use crate::refusal::Refusal;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Whether text without a byte order mark is UTF-16: every other byte of its start is zero.
pub(crate) fn looks_like_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(256))?;
    let zeros = |parity: usize| start.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    if odd > 1 && odd > half / 8 && even == 0 {
        Some(UTF_16LE)
    } else if even > 1 && even > half / 8 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The text in whichever encoding it is written.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| looks_like_utf16(bytes));
    for encoding in [encoding.unwrap_or(UTF_8), GB18030] {
        let (text, _, wrong) = encoding.decode(bytes);
        if !wrong {
            return Ok(text);
        }
    }
    Err(Refusal::Damaged("文字编码不是 UTF-8、GB18030（GBK）或 UTF-16".to_owned()))
}

/// The separator that the first lines hold most of.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; 3];
    for line in text.lines().take(30) {
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

/// No ledger as text is larger.
const MOST: usize = 256 << 20;

/// Reads a CSV as one sheet; every cell is a text.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    if bytes.len() > MOST {
        return Err(Refusal::TooLarge);
    }
    let text = decode(bytes)?;
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let (mut book, mut cells, mut budget) = (Book::default(), Collector::default(), Budget::new());
    let (mut record, mut row) = (::csv::StringRecord::new(), 0_u32);
    while reader.read_record(&mut record).map_err(|_| Refusal::Damaged("CSV 的行有误".to_owned()))? {
        // The reader passes over blank lines, and a quoted cell may hold several: Excel counts the
        // former as rows and the latter not.
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let rest = start.and_then(|start| text.as_bytes().get(start..)).unwrap_or_default();
        // A record ends at \r, so that the \n of the same line end stands at the next one's start.
        let ended = start.and_then(|start| text.as_bytes().get(start.checked_sub(1)?)) == Some(&b'\r');
        let rest = rest.strip_prefix(b"\n").filter(|_| ended).unwrap_or(rest);
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let blank = blank.filter(|byte| **byte == b'\n').count();
        row = row.saturating_add(1).saturating_add(u32::try_from(blank).unwrap_or(0));
        for (column, field) in (1_u32..).zip(&record) {
            // Exports write ="0012" so that Excel keeps the zeros.
            let field = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(field);
            let raw = book.strings.intern(field);
            if raw != Raw::Empty && !(budget.take(&book.strings) && cells.add(row, column, raw)) {
                return Err(Refusal::TooLarge);
            }
        }
    }
    book.sheets.push(Sheet::new("CSV".into(), false, cells.finish(), Vec::new()));
    Ok(book)
}
