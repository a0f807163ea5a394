//! Text in the encodings of Chinese offices. Bytes that mean no letter cost their line, not the file.

use crate::refusal::Refusal;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A text and what of it was damaged.
pub(crate) struct Text<'a> {
    pub(crate) text: Cow<'a, str>,
    /// The lines from 1, as [`line_end`] cuts them, with bytes that mean no letter; there the text
    /// has the sign �.
    pub(crate) damaged: Vec<u32>,
}

/// Whether text without a byte order mark is UTF-16: every other byte of its start is zero.
fn looks_like_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
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

/// Whether the bytes are mostly UTF-8. In another encoding hardly a letter of Chinese is UTF-8 by chance.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut wide, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    wide >= 4 * wrong
}

/// The encoding, and the bytes without a byte order mark.
fn of(bytes: &[u8]) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(mark..).unwrap_or_default());
    }
    let encoding = looks_like_utf16(bytes).unwrap_or(if mostly_utf8(bytes) { UTF_8 } else { GB18030 });
    (encoding, bytes)
}

/// The beginning of a text, whatever its bytes are.
pub(crate) fn head(bytes: &[u8]) -> String {
    const HEAD: usize = 4096;
    let (encoding, bytes) = of(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// A letter that no text has: some other file's byte.
fn strange(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{e}'..='\u{1f}')
}

/// The text in whichever encoding it is written.
///
/// # Errors
/// Most of its lines are no text in any of the encodings.
pub(crate) fn decode(bytes: &[u8]) -> Result<Text<'_>, Refusal> {
    let (encoding, bytes) = of(bytes);
    // Old programs end a file with Ctrl-Z.
    let bytes = bytes.strip_suffix(b"\x1a").unwrap_or(bytes);
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
        && !text.contains(strange)
    {
        return Ok(Text { text, damaged: Vec::new() });
    }
    let (mut text, mut damaged, mut line, mut rest) = (String::with_capacity(bytes.len()), Vec::new(), 0_u32, bytes);
    while !rest.is_empty() {
        let (own, others) = rest.split_at(line_end(rest, encoding).min(rest.len()));
        (line, rest) = (line.saturating_add(1), others);
        let (letters, wrong) = encoding.decode_without_bom_handling(own);
        if wrong || letters.contains(strange) {
            damaged.push(line);
        }
        text.extend(letters.chars().map(|letter| if strange(letter) { '\u{fffd}' } else { letter }));
    }
    if damaged.len() * 2 > line as usize {
        return Err(Refusal::damaged(
            "文字编码不是 UTF-8、GB18030（GBK）或 UTF-16",
            "its text is not encoded in UTF-8, GB18030 (GBK) or UTF-16",
        ));
    }
    Ok(Text { text: Cow::Owned(text), damaged })
}

/// The length of the first line with its end: \n, \r\n or \r. In UTF-16 it is found at odd places
/// too, so that a lost byte costs its line alone; no letters of Chinese make an end by chance.
fn line_end(rest: &[u8], encoding: &'static Encoding) -> usize {
    let (feed, back): (&[u8], &[u8]) = if encoding == UTF_16LE {
        (b"\n\0", b"\r\0")
    } else if encoding == UTF_16BE {
        (b"\0\n", b"\0\r")
    } else {
        (b"\n", b"\r")
    };
    let wide = feed.len();
    let at = rest.windows(wide).position(|bytes| bytes == feed || bytes == back);
    let Some(at) = at else { return rest.len() };
    let ended = rest.get(at..).unwrap_or_default();
    let both = ended.starts_with(back) && ended.get(wide..).is_some_and(|behind| behind.starts_with(feed));
    at + if both { 2 * wide } else { wide }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, damaged: &[u32]) {
        let found = decode(bytes).expect("a text");
        assert_eq!((found.text.as_ref(), found.damaged.as_slice()), (text, damaged));
    }

    #[test]
    fn a_damaged_byte_costs_its_line() {
        let text = "企业名称,税额\r\n甲公司,1\r\n乙公司,2\r\n丙公司,3";
        let bytes = |encoding: &'static Encoding| encoding.encode(text).0.into_owned();
        check(&bytes(GB18030), text, &[]);
        let mut cut = bytes(GB18030);
        let at = cut.windows(2).rposition(|pair| pair == b",2").expect("a place");
        cut.remove(at - 1);
        check(&cut, &text.replace("乙公司", "乙公�"), &[3]);
        let mut cut = text.as_bytes().to_vec();
        cut[2] = b'?';
        check(&cut, &text.replacen('企', "�?", 1), &[1]);
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let mut cut = wide(&format!("\u{feff}{text}"));
        // The first byte of 乙's line is lost: what follows is shifted up to the end of the line.
        cut.remove(
            2 + 2 * text.encode_utf16().collect::<Vec<_>>().iter().position(|unit| *unit == 0x4e59).expect("乙"),
        );
        let found = decode(&cut).expect("a text");
        assert_eq!(found.damaged, [3]);
        assert!(
            found.text.starts_with("企业名称,税额\r\n甲公司,1\r\n") && found.text.ends_with("丙公司,3"),
            "{}",
            found.text
        );
        check(format!("{text}\r\n\u{1a}").as_bytes(), &format!("{text}\r\n"), &[]);
        check(text.replace(",1", ",1\0").as_bytes(), &text.replace(",1", ",1�"), &[2]);
        assert!(decode(b"\xff\x81\n\x80\xff\n").is_err());
    }
}
