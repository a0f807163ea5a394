//! The tokens of XML: tags, texts, entities. What streams and what edits cut their parts here alike.

use memchr::memmem;
use std::borrow::Cow;

/// What a part says next.
pub enum Step<'a> {
    /// `<name …>` or `<name …/>`
    Open(Tag<'a>),
    /// `</name>`, without its prefix.
    Close(&'a [u8]),
    /// Letters, entities already resolved.
    Letters(Cow<'a, str>),
    /// A comment or the like.
    Other,
    /// The end of the part.
    End,
}

/// What stands between `<` and `>`. Names and most values are a few ASCII bytes and are compared as
/// such: to check a million rows of them for being text would take as long as to unpack them.
#[derive(Clone, Copy)]
pub struct Tag<'a>(pub(crate) &'a [u8]);

/// Where a token ends, within the bytes that are there.
pub(crate) enum Found {
    /// The token's length with its end mark.
    At(usize),
    /// More bytes are needed.
    Not,
}

/// Finds the end of the token that begins here.
pub(crate) fn end(rest: &[u8]) -> Found {
    let behind = |mark: &[u8]| memmem::find(rest, mark).map_or(Found::Not, |at| Found::At(at + mark.len()));
    match rest {
        [] | [b'<'] => Found::Not,
        [b'<', b'?', ..] => behind(b"?>"),
        [b'<', b'!', ..] => {
            if rest.len() < 9 {
                Found::Not
            } else if rest.starts_with(b"<!--") {
                behind(b"-->")
            } else if rest.starts_with(b"<![CDATA[") {
                behind(b"]]>")
            } else {
                doctype(rest)
            }
        }
        [b'<', b'/', ..] => memchr::memchr(b'>', rest).map_or(Found::Not, |at| Found::At(at + 1)),
        [b'<', ..] => tag_end(rest),
        _ => memchr::memchr(b'<', rest).map_or(Found::Not, Found::At),
    }
}

/// The end of a tag: the first `>` outside quotes. Writers hardly ever leave one within quotes, so
/// the first is tried before all others.
fn tag_end(rest: &[u8]) -> Found {
    let Some(first) = memchr::memchr(b'>', rest) else { return Found::Not };
    let before = rest.get(..first).unwrap_or_default();
    let doubles = before.iter().filter(|byte| **byte == b'"').count();
    if doubles % 2 == 0 && !before.contains(&b'\'') {
        return Found::At(first + 1);
    }
    let mut quote = 0;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'>' if quote == 0 => return Found::At(at + 1),
            b'"' | b'\'' if quote == 0 => quote = *byte,
            byte if *byte == quote => quote = 0,
            _ => {}
        }
    }
    Found::Not
}

/// A document type may declare things in square brackets; what it declares is not read.
fn doctype(rest: &[u8]) -> Found {
    let mut depth = 0_u32;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'>' if depth == 0 => return Found::At(at + 1),
            _ => {}
        }
    }
    Found::Not
}

pub(crate) fn step(token: &[u8]) -> Step<'_> {
    match token {
        [b'<', b'!', ..] => match token.strip_prefix(b"<![CDATA[").and_then(|rest| rest.strip_suffix(b"]]>")) {
            Some(text) => Step::Letters(String::from_utf8_lossy(text)),
            None => Step::Other,
        },
        [b'<', b'?', ..] => Step::Other,
        [b'<', b'/', name @ .., b'>'] => Step::Close(local(name.trim_ascii_end())),
        [b'<', inside @ .., b'>'] => Step::Open(Tag(inside)),
        text => Step::Letters(match std::str::from_utf8(text) {
            Ok(text) if !text.contains('&') => Cow::Borrowed(text),
            Ok(text) => Cow::Owned(resolved(text)),
            Err(_) => Cow::Owned(resolved(&String::from_utf8_lossy(text))),
        }),
    }
}

/// Resolves `&amp;`, `&#20013;` and their like; what workbooks do not know stays as it is written.
pub fn resolved(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let letter = after.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind)));
        match letter {
            Some((letter, behind)) => {
                out.push(letter);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok());
        return char::from_u32(code?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    let colon = name.iter().rposition(|byte| *byte == b':');
    colon.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub fn name(self) -> &'a [u8] {
        let end = self.0.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(self.0.len());
        local(self.0.get(..end).unwrap_or_default())
    }

    /// Whether the element ends with the tag.
    pub fn empty(self) -> bool {
        self.0.ends_with(b"/")
    }

    /// The attributes as they are written, in order: names without their prefixes. What stands
    /// behind a broken attribute is not seen.
    pub fn attributes(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.placed().map(|(name, value, _)| (name, value))
    }

    /// The attributes with the places of their values behind `<`.
    pub(crate) fn placed(self) -> impl Iterator<Item = (&'a [u8], &'a [u8], usize)> {
        let start = self.0.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(self.0.len());
        let mut rest = self.0.get(start..).unwrap_or_default();
        std::iter::from_fn(move || {
            let equals = memchr::memchr(b'=', rest)?;
            let name = rest.get(..equals)?.trim_ascii();
            let after = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = *after.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let value = after.get(1..)?;
            let end = memchr::memchr(quote, value)?;
            rest = value.get(end + 1..)?;
            let place = self.0.len() - value.len();
            Some((local(name), value.get(..end)?, place))
        })
    }

    /// An attribute with its entities resolved.
    pub fn attribute(self, wanted: &str) -> Option<String> {
        let found = self.attributes().find(|(name, _)| *name == wanted.as_bytes());
        found.map(|(_, value)| resolved(&String::from_utf8_lossy(value)))
    }
}

/// Resolves `_x000D_` in a whole text.
pub fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let letter = after.get(..5).and_then(|code| code.strip_suffix('_'));
        let letter = letter.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        match (letter, after.get(5..)) {
            (Some(letter), Some(behind)) => {
                out.push(letter);
                rest = behind;
            }
            _ => {
                out.push_str("_x");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_resolved() {
        assert_eq!(unescaped("甲_x000D_\n乙"), "甲\r\n乙");
        assert_eq!(unescaped("_x0x_ _xZZZZ_ _x005F_x"), "_x0x_ _xZZZZ_ _x");
        assert_eq!(unescaped("中_x"), "中_x");
    }
}
