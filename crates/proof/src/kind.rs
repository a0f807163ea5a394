//! What counts as a hit, by the kind of text.
//!
//! A name is a name wherever it stands. A short number is not: in the words of a page `1234` is
//! somebody's number, among the coordinates of the same page it is nothing. And bytes that are no
//! text at all spell some two-letter name sooner or later when they are read as one.

use crate::fold::Folded;

/// Numbers and letters without gaps are taken for somebody's from this length on even among
/// machines' words. Coordinates, codes of letters, addresses of cells and counts are shorter.
const LONG: usize = 8;
/// So many bytes hardly ever come about by chance: once in 2⁴⁸ places.
const SURE: usize = 6;
/// So many characters on either side have to be words where a hit could be chance.
const AROUND: usize = 8;

/// The kind of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words for people.
    Words,
    /// Values that may be words or settings: attributes, names of objects.
    Values,
    /// What only programs read.
    Syntax,
    /// Bytes that may be no text at all, read as if they were in that coding.
    Bytes(Coding),
}

/// How bytes are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// UTF-8.
    Utf8,
    /// UTF-16 in either order.
    Utf16,
    /// GB 18030 and its subsets.
    Gb,
}

/// A value as it is searched.
#[derive(Clone, Debug)]
pub(crate) struct Secret {
    /// Its place in the list.
    pub(crate) number: usize,
    /// Its folded text.
    pub(crate) text: String,
}

impl Secret {
    fn is_plain(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn has_figures(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Whether the value is so short that programs write the same for other reasons.
    fn is_short(&self) -> bool {
        self.text.is_ascii() && self.text.len() < LONG
    }

    /// Whether the value, found at that stretch of a text of that kind, counts.
    pub(crate) fn counts(&self, kind: Kind, folded: &Folded, start: usize, end: usize) -> bool {
        let around = Around { folded, start, end };
        let within_longer =
            if self.is_plain() { around.touches(|byte| byte.is_ascii_alphanumeric()) } else { around.within_number() };
        let is_fraction = self.is_number() && (self.is_short() || kind != Kind::Words) && around.within_decimal();
        if within_longer || is_fraction {
            return false;
        }
        // Words for people may set a long number in groups; numbers of machines are many numbers.
        let is_torn = self.text.is_ascii() && folded.space_within(start, end);
        match kind {
            Kind::Words => true,
            Kind::Values => !(is_torn || self.is_short() && self.has_figures()),
            Kind::Syntax => self.counts_in_syntax(is_torn),
            Kind::Bytes(coding) => self.counts_in_syntax(is_torn) && (self.size(coding) >= SURE || around.is_text()),
        }
    }

    fn counts_in_syntax(&self, is_torn: bool) -> bool {
        !(is_torn || self.is_short())
    }

    /// How many bytes the value takes.
    fn size(&self, coding: Coding) -> usize {
        match coding {
            Coding::Utf8 => self.text.len(),
            Coding::Utf16 => 2 * self.text.chars().map(char::len_utf16).sum::<usize>(),
            Coding::Gb => self.text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum(),
        }
    }
}

/// What stands around a stretch of a text.
struct Around<'a> {
    folded: &'a Folded,
    start: usize,
    end: usize,
}

impl Around<'_> {
    fn byte(&self, at: Option<usize>) -> Option<u8> {
        self.folded.text.as_bytes().get(at?).copied()
    }

    /// Whether such a character touches the stretch. White space ends a longer run.
    fn touches(&self, is_such: impl Fn(u8) -> bool) -> bool {
        let touches =
            |at: Option<usize>, edge: usize| self.byte(at).is_some_and(&is_such) && !self.folded.space_before(edge);
        touches(self.start.checked_sub(1), self.start) || touches(Some(self.end), self.end)
    }

    /// Whether a figure at an end of the stretch is one of a longer number: `3号楼` in `13号楼`.
    fn within_number(&self) -> bool {
        let both = |left: Option<usize>, right: Option<usize>, edge: usize| {
            let is_figure = |at| self.byte(at).is_some_and(|byte| byte.is_ascii_digit());
            is_figure(left) && is_figure(right) && !self.folded.space_before(edge)
        };
        both(self.start.checked_sub(1), Some(self.start), self.start)
            || both(self.end.checked_sub(1), Some(self.end), self.end)
    }

    /// Whether the stretch is a part of a number with a fraction. One of zeros alone says nothing:
    /// `123,456.00` is 123456.
    fn within_decimal(&self) -> bool {
        let is_digit = |at: Option<usize>| self.byte(at).is_some_and(|byte| byte.is_ascii_digit());
        let is_point = |at: Option<usize>| self.byte(at) == Some(b'.');
        if is_point(self.start.checked_sub(1)) && is_digit(self.start.checked_sub(2)) {
            return true;
        }
        let fraction = self.folded.text.as_bytes().get(self.end + 1..).unwrap_or_default();
        let mut fraction = fraction.iter().take_while(|byte| byte.is_ascii_digit());
        is_point(Some(self.end)) && fraction.any(|digit| *digit != b'0')
    }

    /// Whether what stands on either side is likely to be text, too.
    fn is_text(&self) -> bool {
        let before = self.folded.text.get(..self.start).unwrap_or_default();
        let after = self.folded.text.get(self.end..).unwrap_or_default();
        before.chars().rev().take(AROUND).all(is_likely) && after.chars().take(AROUND).all(is_likely)
    }
}

/// Whether a character is usual in Chinese text. A zero stands beside texts in binary files.
fn is_likely(letter: char) -> bool {
    match letter {
        '\0' | ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' => true,
        '\u{4e00}'..='\u{9fff}' => is_common(letter),
        _ => false,
    }
}

/// Whether a character is one of the 6763 of GB 2312.
fn is_common(letter: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, _) = encoding_rs::GBK.encode(letter.encode_utf8(&mut buffer));
    matches!(*bytes, [0xb0..=0xf7, 0xa1..=0xfe])
}
