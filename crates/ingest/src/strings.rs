//! The distinct texts of a workbook.

use crate::raw::Raw;
use model::Words;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The distinct texts of a workbook, each under a number, and how often they are used.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Strings {
    words: Words,
    /// How many cells hold each text, up to two: only then is it worth remembering what it means.
    uses: Vec<u8>,
}

/// What a cell holds whose formula shows a picture, as WPS and Excel put pictures into cells.
pub(crate) const PICTURE: &str = "[图片]";

/// Whether a formula shows a picture.
pub(crate) fn shows_picture(formula: &str) -> bool {
    formula.contains("DISPIMG(") || formula.trim_start_matches('=').starts_with("_xlfn.IMAGE(")
}

/// Whether a character can stand in no document: a control character or none of Unicode's.
fn unprintable(letter: char) -> bool {
    letter.is_control() && !matches!(letter, '\t' | '\n' | '\r')
        || matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text without what damaged files and old systems leave in it.
fn printable(text: &str) -> Cow<'_, str> {
    // Ordinary text, with its wide brackets, is passed at a glance at its bytes.
    let suspect = |at: usize, byte: u8| match byte {
        0xef => matches!(text.as_bytes().get(at + 1..at + 3), Some([0xbb, 0xbf] | [0xbf, 0xbe | 0xbf])),
        _ => byte < b' ' || matches!(byte, 0x7f | 0xc2),
    };
    if text.bytes().enumerate().any(|(at, byte)| suspect(at, byte)) && text.contains(unprintable) {
        Cow::Owned(text.replace(unprintable, ""))
    } else {
        Cow::Borrowed(text)
    }
}

impl Strings {
    /// The content of a cell with that text; a text of spaces is an empty cell.
    pub(crate) fn intern(&mut self, text: &str) -> Raw {
        // The result of such a formula is its own text.
        let text = if text.starts_with('=') && shows_picture(text) { PICTURE } else { text };
        let printable = printable(text);
        if printable.trim().is_empty() {
            return Raw::Empty;
        }
        self.words.intern(&printable).map_or(Raw::Empty, Raw::Text)
    }

    /// The distinct texts.
    pub(crate) fn words(&self) -> &Words {
        &self.words
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        self.words.get(number).unwrap_or_default()
    }

    /// Whether more than one cell may hold the text.
    pub(crate) fn repeats(&self, number: u32) -> bool {
        self.uses.get(number as usize).is_none_or(|uses| *uses > 1)
    }

    /// How many distinct texts there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many bytes they have together.
    pub(crate) fn bytes(&self) -> usize {
        self.words.bytes()
    }

    /// Counts the cells that hold each text, and gives back what is only needed while texts are added.
    pub(crate) fn close(&mut self, cells: impl Iterator<Item = Raw>) {
        self.uses = vec![0; self.words.len()];
        for raw in cells {
            if let Raw::Text(number) = raw
                && let Some(uses) = self.uses.get_mut(number as usize)
            {
                *uses = uses.saturating_add(1).min(2);
            }
        }
        self.words.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_no_document_are_left_out() {
        let mut strings = Strings::default();
        assert_eq!(strings.intern("甲\u{0}公\u{7f}司\u{ffff}（）"), Raw::Text(0));
        assert_eq!(strings.get(0), "甲公司（）");
        assert_eq!(strings.intern("\u{feff}甲公司（）"), Raw::Text(0));
        assert_eq!(strings.intern("\u{1} "), Raw::Empty);
        assert_eq!(strings.intern("二\n行"), Raw::Text(1));
        assert_eq!(strings.get(1), "二\n行");
    }
}
