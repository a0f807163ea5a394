//! The texts of a picture in Windows' own format (MS-EMF), as charts in drafts are.

use crate::fold::SEPARATOR;
use crate::lines::{Glyph, placed};
use encoding_rs::{GB18030, UTF_16LE};

/// The kinds of records that matter.
const CREATE_FONT: u32 = 82;
const TEXT_IN_BYTES: u32 = 83;
const TEXT: u32 = 84;

/// The texts of a picture, each by itself and all by where they stand; nothing for another file.
pub(crate) fn texts(bytes: &[u8]) -> Option<[String; 2]> {
    if bytes.get(40..44) != Some(b" EMF") {
        return None;
    }
    let (mut each, mut glyphs, mut size) = (String::new(), Vec::new(), 1.0);
    let mut rest = bytes;
    while let (Some(kind), Some(length)) = (number(rest, 0), number(rest, 4)) {
        let Some((record, behind)) = rest.split_at_checked(length.max(8) as usize) else { break };
        match kind {
            CREATE_FONT => {
                size = number(record, 12).map_or(1.0, |height| f64::from(height.cast_signed()).abs().max(1.0))
            }
            TEXT | TEXT_IN_BYTES => {
                if let Some(text) = Text::new(record, kind == TEXT) {
                    each.push_str(&text.letters);
                    each.push(SEPARATOR);
                    glyphs.extend(text.glyphs(size));
                }
            }
            _ => {}
        }
        rest = behind;
    }
    Some([each, placed(&glyphs)])
}

/// A text, where it begins and how far each letter goes.
struct Text {
    letters: String,
    at: [f64; 2],
    steps: Vec<f64>,
}

impl Text {
    fn new(record: &[u8], is_wide: bool) -> Option<Text> {
        let (count, start) = (number(record, 44)? as usize, number(record, 48)? as usize);
        let size = count.checked_mul(if is_wide { 2 } else { 1 })?;
        let bytes = record.get(start..start.checked_add(size)?)?;
        let encoding = if is_wide { UTF_16LE } else { GB18030 };
        let (letters, _) = encoding.decode_without_bom_handling(bytes);
        let steps = number(record, 72).and_then(|steps| record.get(steps as usize..)).unwrap_or_default();
        let steps = steps.chunks_exact(4).take(count).filter_map(|step| number(step, 0)).map(f64::from).collect();
        let place = |at: usize| number(record, at).map_or(0.0, |place| f64::from(place.cast_signed()));
        Some(Text { letters: letters.into_owned(), at: [place(36), place(40)], steps })
    }

    fn glyphs(&self, size: f64) -> Vec<Glyph> {
        let [mut x, y] = self.at;
        let letters = self.letters.chars().enumerate();
        let glyphs = letters.map(|(place, letter)| {
            let width = self.steps.get(place).copied().unwrap_or(size);
            x += width;
            Glyph { text: letter.to_string(), x: x - width, y: -y, width, size, turn: 0 }
        });
        glyphs.collect()
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
