//! A font: the codes of its glyphs, what they stand for and how wide they are (ISO 32000-1, 9.6 and 9.7).

use crate::pdf::cmap::{Cmap, number};
use encoding_rs::{GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::BTreeMap;

/// What stands for a glyph of which nobody knows what it is.
const UNKNOWN: &str = "\u{fffd}";

/// A font.
pub(crate) struct Font {
    letters: Letters,
    codes: Codes,
    widths: BTreeMap<u32, f64>,
    other_width: f64,
    /// Whether its lines run downwards.
    pub(crate) is_vertical: bool,
}

/// How codes say letters.
enum Letters {
    Mapped(Cmap),
    Utf16,
    Gb,
    /// By the code of one byte.
    Single(Vec<String>),
    Unreadable,
}

/// How strings are cut into codes.
enum Codes {
    One,
    Two,
    Gb,
    Spaces(Cmap),
}

/// A glyph of a string: its letters, its width in em, and whether it is the space of one byte.
pub(crate) struct Shown {
    pub(crate) letters: String,
    pub(crate) width: f64,
    pub(crate) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(crate) fn new(document: &Document, dictionary: &Dictionary) -> Font {
        let is_composite = dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Type0");
        let encoding = dictionary.get_deref(b"Encoding", document).ok();
        let named = encoding.and_then(|encoding| encoding.as_name().ok()).unwrap_or(b"");
        let stream = |object: &Object| object.as_stream().ok()?.decompressed_content().ok();
        let mapped = dictionary.get_deref(b"ToUnicode", document).ok().and_then(stream);
        let letters = match mapped {
            Some(bytes) => Letters::Mapped(Cmap::new(&bytes)),
            None if !is_composite => Letters::Single(single(document, dictionary)),
            None if named.starts_with(b"Uni") => Letters::Utf16,
            None if named.starts_with(b"GB") => Letters::Gb,
            None => Letters::Unreadable,
        };
        let codes = match encoding.and_then(stream) {
            _ if !is_composite => Codes::One,
            Some(bytes) => Codes::Spaces(Cmap::new(&bytes)),
            None if named.starts_with(b"GB") => Codes::Gb,
            None => Codes::Two,
        };
        let (widths, other_width) =
            if is_composite { composite_widths(document, dictionary) } else { simple_widths(document, dictionary) };
        Font { letters, codes, widths, other_width, is_vertical: is_composite && named.ends_with(b"V") }
    }

    /// Whether nobody can tell what its glyphs stand for.
    pub(crate) fn is_unreadable(&self) -> bool {
        matches!(self.letters, Letters::Unreadable)
    }

    /// The glyphs of a string.
    pub(crate) fn shown(&self, string: &[u8]) -> Vec<Shown> {
        let (mut rest, mut shown) = (string, Vec::new());
        while let Some(first) = rest.first() {
            let (code, behind) = rest.split_at_checked(self.length(*first)).unwrap_or((rest, &[]));
            let number = number(code);
            let width = self.widths.get(&number).copied().unwrap_or(self.other_width);
            shown.push(Shown { letters: self.letters(code), width, is_space: code == b" " });
            rest = behind;
        }
        shown
    }

    fn length(&self, first: u8) -> usize {
        match &self.codes {
            Codes::One => 1,
            Codes::Two => 2,
            Codes::Gb => {
                if first < 0x80 {
                    1
                } else {
                    2
                }
            }
            Codes::Spaces(cmap) => cmap.length(first).unwrap_or(2).max(1),
        }
    }

    fn letters(&self, code: &[u8]) -> String {
        match &self.letters {
            Letters::Mapped(cmap) => cmap.get(number(code)).unwrap_or_else(|| UNKNOWN.to_owned()),
            Letters::Utf16 => UTF_16BE.decode_without_bom_handling(code).0.into_owned(),
            Letters::Gb => GB18030.decode_without_bom_handling(code).0.into_owned(),
            Letters::Single(letters) => {
                letters.get(number(code) as usize).cloned().unwrap_or_else(|| UNKNOWN.to_owned())
            }
            Letters::Unreadable => UNKNOWN.to_owned(),
        }
    }
}

/// The letters of a font with codes of one byte.
fn single(document: &Document, dictionary: &Dictionary) -> Vec<String> {
    let encoding = dictionary.get_font_encoding(document).ok();
    let letter = |code: u8| {
        let known = encoding.as_ref().and_then(|encoding: &Encoding<'_>| encoding.bytes_to_string(&[code]).ok());
        known.filter(|known| !known.is_empty()).unwrap_or_else(|| char::from(code).to_string())
    };
    (0..=u8::MAX).map(letter).collect()
}

/// The widths of a simple font in em.
fn simple_widths(document: &Document, dictionary: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let first = dictionary.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0);
    let unit = dictionary.get_deref(b"FontMatrix", document).and_then(Object::as_array).ok();
    let unit = unit.and_then(|matrix| matrix.first()?.as_float().ok()).map_or(0.001, f64::from);
    let widths = dictionary.get_deref(b"Widths", document).and_then(Object::as_array);
    let widths = widths.map(Vec::as_slice).unwrap_or_default();
    ((first..).zip(widths).map(|(code, width)| (code, unit * real(document, width))).collect(), 0.5)
}

/// The widths of a composite font in em (9.7.4.3): `code [width …]` or `first last width`.
fn composite_widths(document: &Document, dictionary: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let mut widths = BTreeMap::new();
    let descendants = dictionary.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
    let descendant = descendants.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
    let Some(descendant) = descendant else { return (widths, 1.0) };
    let other = descendant.get_deref(b"DW", document).map_or(1.0, |width| real(document, width) / 1000.0);
    let list = descendant.get_deref(b"W", document).and_then(Object::as_array);
    let mut list = list.map(Vec::as_slice).unwrap_or_default().iter();
    while let (Some(first), Some(second)) = (list.next().and_then(|first| code(document, first)), list.next()) {
        let second = document.dereference(second).map_or(second, |(_, object)| object);
        match second.as_array() {
            Ok(some) => widths.extend((first..).zip(some).map(|(code, width)| (code, real(document, width) / 1000.0))),
            Err(_) => {
                let Some((last, width)) = code(document, second).zip(list.next()) else { break };
                let width = real(document, width) / 1000.0;
                widths.extend((first..=last.min(0xffff)).map(|code| (code, width)));
            }
        }
    }
    (widths, other)
}

fn code(document: &Document, object: &Object) -> Option<u32> {
    u32::try_from(document.dereference(object).ok()?.1.as_i64().ok()?).ok()
}

fn real(document: &Document, object: &Object) -> f64 {
    document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok()).map_or(0.0, f64::from)
}
