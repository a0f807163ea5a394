//! The records of a CSV (RFC 4180), and where a quotation mark was opened and never closed.
//!
//! Such a mark makes other readers take all lines up to the next mark for one cell. Here the mark is
//! a letter like others, so that every line keeps its record, and the place is told.

use std::borrow::Cow;
use std::collections::HashMap;

/// So many records tell how many fields a record has.
const MOST_COUNTED: usize = 2_000;

/// One record.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    pub(super) fields: Vec<Cow<'a, str>>,
    /// Its first line, from 1, and how many lines it has.
    pub(super) line: u32,
    pub(super) lines: u32,
    /// The field, from 1, whose quotation mark was never closed.
    pub(super) open: Option<u32>,
    /// Whether it has more fields than others, though it belongs to their table.
    pub(super) wide: bool,
    /// Whether it has a line end.
    pub(super) ended: bool,
}

/// The records of a text one by one.
pub(super) struct Records<'a> {
    text: &'a str,
    separator: u8,
    at: usize,
    line: u32,
    /// How many fields most records have, once that was asked.
    usual: Option<usize>,
    /// Whether the record before belongs to the table of most.
    regular: bool,
}

/// Whether a quoted field may hold line ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    OverLines,
    WithinLine,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Records<'a> {
        Records { text, separator, at: 0, line: 1, usual: None, regular: false }
    }

    /// Reads the next record; false behind the last.
    pub(super) fn next(&mut self, record: &mut Record<'a>) -> bool {
        if self.at >= self.text.len() {
            return false;
        }
        let start = self.at;
        let mut end = self.record(start, Quotes::OverLines, record);
        let width = record.fields.len();
        if record.lines > 1 && self.swallowed(start, end, width) || record.open.is_some() && self.shifted(start, width)
        {
            end = self.record(start, Quotes::WithinLine, record);
        }
        // A wider table below another begins behind a title or a blank line.
        let (usual, width) = (self.usual(), record.fields.len());
        record.wide = self.regular && usual > 1 && width > usual;
        self.regular = width == usual || record.wide;
        if width < usual && record.open.is_none() {
            let half = |field: &Cow<'_, str>| field.matches('"').count() % 2 == 1;
            record.open = record.fields.iter().position(half).and_then(|at| u32::try_from(at + 1).ok());
        }
        record.line = self.line;
        (self.at, self.line) = (end, self.line.saturating_add(record.lines));
        true
    }

    /// Whether the lines of a record that ends in order look like records of their own.
    fn swallowed(&mut self, start: usize, end: usize, width: usize) -> bool {
        let usual = self.usual();
        let (mut line, mut at, mut first, mut all) = (Record::default(), start, None, true);
        while at < end {
            at = self.record(at, Quotes::WithinLine, &mut line);
            first.get_or_insert(line.fields.len());
            all &= line.fields.len() == usual;
        }
        usual > 1 && (all || width != usual && first == Some(usual))
    }

    /// Whether a record has as many fields as most only where its marks are letters.
    fn shifted(&mut self, start: usize, width: usize) -> bool {
        let (usual, mut line) = (self.usual(), Record::default());
        self.record(start, Quotes::WithinLine, &mut line);
        width != usual && line.fields.len() == usual
    }

    /// How many fields most records have.
    fn usual(&mut self) -> usize {
        if let Some(usual) = self.usual {
            return usual;
        }
        let (mut counts, mut record, mut at) = (HashMap::<usize, usize>::new(), Record::default(), 0);
        for _ in 0..MOST_COUNTED {
            if at >= self.text.len() {
                break;
            }
            at = self.record(at, Quotes::OverLines, &mut record);
            *counts.entry(record.fields.len()).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(width, count)| (*count, *width));
        *self.usual.insert(most.map_or(0, |(width, _)| width))
    }

    /// Reads the record that begins here and gives where the next begins.
    fn record(&self, start: usize, quotes: Quotes, record: &mut Record<'a>) -> usize {
        record.fields.clear();
        (record.lines, record.open, record.ended) = (1, None, false);
        // Files that were put together have a byte order mark in the middle.
        let mut at = start + if self.rest(start).starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        loop {
            let field = self.field(at, quotes);
            if field.open {
                let column = u32::try_from(record.fields.len()).unwrap_or(u32::MAX).saturating_add(1);
                record.open.get_or_insert(column);
            }
            record.fields.push(field.text);
            record.lines = record.lines.saturating_add(field.breaks);
            let rest = self.rest(field.end);
            match rest.bytes().next() {
                Some(byte) if byte == self.separator => at = field.end + 1,
                next => {
                    record.ended = next.is_some();
                    return field.end + if rest.starts_with("\r\n") { 2 } else { usize::from(record.ended) };
                }
            }
        }
    }

    /// Reads the field that begins here.
    fn field(&self, at: usize, quotes: Quotes) -> Field<'a> {
        let rest = self.rest(at);
        let plain = |open: bool| {
            let end = self.end(at);
            Field { text: Cow::Borrowed(self.text.get(at..end).unwrap_or_default()), end, breaks: 0, open }
        };
        let Some(inside) = rest.strip_prefix('"') else { return plain(false) };
        let Some((length, breaks)) = closing(inside, quotes) else { return plain(true) };
        let (inside, behind) = (inside.get(..length).unwrap_or_default(), at + length + 2);
        let end = self.end(behind);
        let more = self.text.get(behind..end).unwrap_or_default();
        if more.trim().is_empty() {
            return Field { text: unquoted(inside), end, breaks, open: false };
        }
        if breaks > 0 {
            return plain(true);
        }
        // `"甲"公司` is what a program writes that knows no quoting; `"甲,乙"公司` may mean two things.
        if inside.bytes().any(|byte| byte == self.separator) {
            return match quotes {
                Quotes::OverLines => Field { text: unquoted(inside) + more, end, breaks, open: true },
                Quotes::WithinLine => plain(true),
            };
        }
        Field { text: Cow::Borrowed(self.text.get(at..end).unwrap_or_default()), end, breaks, open: false }
    }

    /// Where the next separator or line end stands.
    fn end(&self, at: usize) -> usize {
        let rest = self.rest(at);
        let ends = |byte: u8| byte == self.separator || matches!(byte, b'\r' | b'\n');
        at + rest.bytes().position(ends).unwrap_or(rest.len())
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }
}

/// One field.
struct Field<'a> {
    text: Cow<'a, str>,
    /// Where its separator or line end stands.
    end: usize,
    /// How many line ends it holds.
    breaks: u32,
    /// Whether its quotation mark has no other half.
    open: bool,
}

/// What a quoted field says: two marks are one letter, and lines end as they do in workbooks.
fn unquoted(inside: &str) -> Cow<'_, str> {
    if inside.contains(['"', '\r']) {
        Cow::Owned(inside.replace("\"\"", "\"").replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(inside)
    }
}

/// Where a quoted field's last mark stands, and how many line ends are before it. Two marks are one letter.
fn closing(inside: &str, quotes: Quotes) -> Option<(usize, u32)> {
    let (bytes, mut at, mut breaks) = (inside.as_bytes(), 0, 0_u32);
    loop {
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'"' | b'\r' | b'\n'))?;
        let next = bytes.get(at + 1);
        match bytes.get(at)? {
            b'"' if next == Some(&b'"') => at += 2,
            b'"' => return Some((at, breaks)),
            _ if quotes == Quotes::WithinLine => return None,
            b'\r' if next == Some(&b'\n') => at += 1,
            _ => {
                breaks = breaks.saturating_add(1);
                at += 1;
            }
        }
    }
}
