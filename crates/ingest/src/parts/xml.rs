//! The XML of a part as tags and texts, without namespaces: some writers prefix every name.
//!
//! Only what workbooks need: no validation, no declared entities, and no stack of open tags, so
//! that a part of a hundred million open tags costs no memory. Measured on the part of a million
//! rows, a general reader took three times as long, which was the larger half of the whole reading.

use super::pipe::Pipe;
use crate::books::TOO_LARGE;
use memchr::memmem;
use std::borrow::Cow;
use std::io;

/// What a part says next.
pub(crate) enum Step<'a> {
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
pub(crate) struct Tag<'a>(&'a [u8]);

/// No tag or text is longer: a cell holds at most 32,767 letters.
const LONGEST: usize = 8 << 20;

/// Reads a part step by step.
pub(crate) struct Xml<'p> {
    pipe: &'p mut Pipe,
    buffer: Vec<u8>,
    at: usize,
}

/// Where a token ends, within the bytes that are there.
enum Found {
    /// The token's length with its end mark.
    At(usize),
    /// More bytes are needed.
    Not,
}

impl<'p> Xml<'p> {
    pub(crate) fn new(pipe: &'p mut Pipe) -> Xml<'p> {
        Xml { pipe, buffer: Vec::new(), at: 0 }
    }

    /// Adds the next piece behind what was not read yet; false at the end of the part.
    fn fill(&mut self) -> io::Result<bool> {
        let piece = self.pipe.piece()?;
        if piece.is_empty() {
            return Ok(false);
        }
        if self.at >= self.buffer.len() {
            self.buffer = piece;
        } else {
            self.buffer.drain(..self.at);
            self.buffer.extend_from_slice(&piece);
            if self.buffer.len() > LONGEST {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LARGE));
            }
        }
        self.at = 0;
        Ok(true)
    }

    pub(crate) fn next(&mut self) -> io::Result<Step<'_>> {
        let length = loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            match end(rest) {
                Found::At(length) => break length,
                Found::Not => {
                    let rest = rest.len();
                    if !self.fill()? {
                        if rest == 0 {
                            return Ok(Step::End);
                        }
                        let text = self.buffer.get(self.at..).unwrap_or_default();
                        if text.first() == Some(&b'<') {
                            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "内容在标记中间中断"));
                        }
                        break rest;
                    }
                }
            }
        };
        let token = self.buffer.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        Ok(step(token))
    }
}

/// Finds the end of the token that begins here.
fn end(rest: &[u8]) -> Found {
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

fn step(token: &[u8]) -> Step<'_> {
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
fn resolved(text: &str) -> String {
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
    pub(crate) fn name(self) -> &'a [u8] {
        let end = self.0.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/').unwrap_or(self.0.len());
        local(self.0.get(..end).unwrap_or_default())
    }

    /// Whether the element ends with the tag.
    pub(crate) fn empty(self) -> bool {
        self.0.ends_with(b"/")
    }

    /// The attributes as they are written, in order: names without their prefixes. What stands
    /// behind a broken attribute is not seen.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        let start = self.0.iter().position(|byte| byte.is_ascii_whitespace()).unwrap_or(self.0.len());
        let mut rest = self.0.get(start..).unwrap_or_default();
        std::iter::from_fn(move || {
            let equals = rest.iter().position(|byte| *byte == b'=')?;
            let name = rest.get(..equals)?.trim_ascii();
            let after = rest.get(equals + 1..)?.trim_ascii_start();
            let quote = *after.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
            let value = after.get(1..)?;
            let end = value.iter().position(|byte| *byte == quote)?;
            rest = value.get(end + 1..)?;
            Some((local(name), value.get(..end)?))
        })
    }

    /// An attribute with its entities resolved.
    pub(crate) fn attribute(self, wanted: &str) -> Option<String> {
        let found = self.attributes().find(|(name, _)| *name == wanted.as_bytes());
        found.map(|(_, value)| resolved(&String::from_utf8_lossy(value)))
    }
}

/// Resolves `_x000D_` in a whole text.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
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

    fn steps(text: &str, size: usize) -> String {
        let pieces = text.as_bytes().chunks(size).map(|piece| Ok(piece.to_vec())).collect::<Vec<_>>();
        let mut pipe = Pipe::ready(pieces);
        let (mut xml, mut out) = (Xml::new(&mut pipe), String::new());
        loop {
            match xml.next() {
                Ok(Step::Open(tag)) => {
                    let empty = tag.empty();
                    let text = |bytes| String::from_utf8_lossy(bytes);
                    let attributes: Vec<String> =
                        tag.attributes().map(|(name, value)| format!("{}={}", text(name), text(value))).collect();
                    out += &format!("<{} {}{}>", text(tag.name()), attributes.join(","), if empty { "/" } else { "" });
                }
                Ok(Step::Close(name)) => out += &format!("</{}>", String::from_utf8_lossy(name)),
                Ok(Step::Letters(letters)) => out += &letters,
                Ok(Step::Other) => out += "#",
                Ok(Step::End) => return out,
                Err(error) => return format!("{out}!{error}"),
            }
        }
    }

    #[test]
    fn tags_and_texts_are_found_wherever_the_pieces_end() {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><x:a r=\"1\" y:s='>'><!-- <b> -->甲&amp;&#20057;&zz;<![CDATA[<&>]]><v/></x:a >丙";
        for size in [1, 2, 3, 7, 1000] {
            assert_eq!(steps(text, size), "##<a r=1,s=>>#甲&乙&zz;<&><v /></a>丙", "{size}");
        }
        assert_eq!(steps("<a><b", 1000), "<a >!内容在标记中间中断");
    }

    #[test]
    fn forbidden_characters_are_resolved() {
        assert_eq!(unescaped("甲_x000D_\n乙"), "甲\r\n乙");
        assert_eq!(unescaped("_x0x_ _xZZZZ_ _x005F_x"), "_x0x_ _xZZZZ_ _x");
        assert_eq!(unescaped("中_x"), "中_x");
    }
}
