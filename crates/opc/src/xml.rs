//! The XML of a part as tags and texts, without namespaces: some writers prefix every name.
//!
//! Only what workbooks need: no validation, no declared entities, and no stack of open tags, so
//! that a part of a hundred million open tags costs no memory. Measured on the part of a million
//! rows, a general reader took three times as long, which was the larger half of the whole reading.

use crate::encoding::{HEAD, foreign};
use crate::error::Error;
use crate::pipe::Pipe;
use crate::token::{Found, Step, end, step};
use encoding_rs::Decoder;
use memchr::memmem;
use std::borrow::Cow;

/// No tag or text is longer: a cell holds at most 32,767 letters.
const LONGEST: usize = 8 << 20;
/// So long a band is worth a thread of its own.
const BAND: usize = 1 << 18;

const WITHIN_TAG: Error =
    Error::Damaged(Cow::Borrowed("内容在标记中间中断"), Cow::Borrowed("the content breaks off within a tag"));

/// Reads a part step by step.
pub struct Xml<'p> {
    letters: Letters<'p>,
    buffer: Vec<u8>,
    at: usize,
    /// How many tags are open; nothing before the first.
    depth: Option<u64>,
    /// What broke behind what is in the buffer.
    broken: Option<Error>,
}

impl<'p> Xml<'p> {
    /// A part from its beginning, in whichever encoding it is written.
    pub fn new(pipe: &'p mut Pipe) -> Xml<'p> {
        Xml {
            letters: Letters { pipe, begun: false, decoder: None, broken: None },
            buffer: Vec::new(),
            at: 0,
            depth: None,
            broken: None,
        }
    }

    /// Adds the next piece behind what was not read yet; false at the end of the part.
    fn fill(&mut self) -> Result<bool, Error> {
        if let Some(broken) = self.broken.take() {
            return Err(broken);
        }
        let piece = self.letters.piece()?;
        if piece.is_empty() {
            return Ok(false);
        }
        if self.at >= self.buffer.len() {
            self.buffer = piece;
        } else {
            self.buffer.drain(..self.at);
            self.buffer.extend_from_slice(&piece);
            if self.buffer.len() > LONGEST {
                return Err(Error::TooLarge);
            }
        }
        self.at = 0;
        Ok(true)
    }

    /// The next step; at the end always [`Step::End`].
    ///
    /// # Errors
    /// The part is damaged or encrypted here, ends within a tag or before the end of its outermost
    /// element, or is beyond its bounds. A part that was cut between two tags says so too: what is
    /// missing would else be missed by nobody.
    #[allow(clippy::should_implement_trait, reason = "A step borrows from the reader, as no iterator's item can.")]
    pub fn next(&mut self) -> Result<Step<'_>, Error> {
        let length = loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            match end(rest) {
                Found::At(length) => break length,
                Found::Not => {
                    let rest = rest.len();
                    if !self.fill()? {
                        if rest == 0 {
                            return self.whole().map(|()| Step::End);
                        }
                        let text = self.buffer.get(self.at..).unwrap_or_default();
                        if text.first() == Some(&b'<') {
                            return Err(WITHIN_TAG);
                        }
                        break rest;
                    }
                }
            }
        };
        let token = self.buffer.get(self.at..self.at + length).unwrap_or_default();
        self.at += length;
        let step = step(token);
        match &step {
            Step::Open(tag) => self.depth = Some(self.depth.unwrap_or(0).saturating_add((!tag.empty()).into())),
            Step::Close(_) => self.depth = self.depth.map(|depth| depth.saturating_sub(1)),
            _ => {}
        }
        Ok(step)
    }

    /// What comes next, up to an opening tag that begins with `mark` (`<row`), to be read by itself, see [`Tokens`].
    /// Nothing where that is too little to be worth it, or where it cannot be told that the mark is a tag: what comes
    /// next is then read by [`Xml::next`].
    pub fn band(&mut self, mark: &[u8]) -> Option<Vec<u8>> {
        while self.buffer.len() - self.at < BAND {
            match self.fill() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(broken) => {
                    self.broken = Some(broken);
                    return None;
                }
            }
        }
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        // With the byte behind it, which says whether the name goes on.
        let marked = rest.split_last().map(|(_, before)| before).unwrap_or_default();
        let length = memmem::rfind(marked, mark).filter(|length| *length > 0)?;
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let band = rest.get(..length).filter(|_| rest.get(length + mark.len()).is_some_and(ends))?;
        // Within a comment, literal text or an instruction to programs a tag is none; a part begins with an instruction.
        let behind = band.get(1..).unwrap_or_default();
        if [b"<!", b"<?"].iter().any(|open| memmem::find(behind, *open).is_some()) {
            return None;
        }
        // Little more than a row stands behind it.
        let rest = self.buffer.split_off(self.at + length);
        let mut band = std::mem::replace(&mut self.buffer, rest);
        band.drain(..std::mem::take(&mut self.at));
        Some(band)
    }

    /// Notes how many tags a band opened and closed, as if they had been met one by one.
    pub fn nested(&mut self, Nesting { opened, least }: Nesting) {
        let before = i64::try_from(self.depth.unwrap_or(0)).unwrap_or(i64::MAX);
        // What closes more than is open closes nothing.
        let surplus = before.saturating_add(least).min(0);
        self.depth = u64::try_from(before.saturating_add(opened).saturating_sub(surplus)).ok();
    }

    /// Whether the outermost element was met and has ended.
    fn whole(&self) -> Result<(), Error> {
        match self.depth {
            Some(0) => Ok(()),
            Some(_) => Err(Error::damaged("内容在中间中断", "the content breaks off midway")),
            None => Err(Error::damaged("没有内容", "there is no content")),
        }
    }
}

/// How many more tags a band opens than it closes: in all, and where they are least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nesting {
    opened: i64,
    least: i64,
}

/// Reads a band of a part.
pub struct Tokens<'a> {
    /// What was not read yet. Whole elements may be taken from its beginning.
    pub rest: &'a [u8],
    /// What was opened and closed so far.
    pub nesting: Nesting,
}

impl<'a> Tokens<'a> {
    /// A band from its beginning.
    pub fn new(band: &'a [u8]) -> Tokens<'a> {
        Tokens { rest: band, nesting: Nesting::default() }
    }

    /// The next step; at the end always [`Step::End`].
    ///
    /// # Errors
    /// The band ends within a tag.
    #[allow(clippy::should_implement_trait, reason = "The same form as of a whole part.")]
    pub fn next(&mut self) -> Result<Step<'a>, Error> {
        let length = match end(self.rest) {
            Found::At(length) => length,
            Found::Not if self.rest.is_empty() => return Ok(Step::End),
            Found::Not if self.rest.first() == Some(&b'<') => return Err(WITHIN_TAG),
            Found::Not => self.rest.len(),
        };
        let (token, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, &[]));
        self.rest = rest;
        let step = step(token);
        match &step {
            Step::Open(tag) => self.nesting.opened += i64::from(!tag.empty()),
            Step::Close(_) => {
                self.nesting.opened -= 1;
                self.nesting.least = self.nesting.least.min(self.nesting.opened);
            }
            _ => {}
        }
        Ok(step)
    }
}

/// The bytes of a part in UTF-8.
struct Letters<'p> {
    pipe: &'p mut Pipe,
    begun: bool,
    /// For other encodings.
    decoder: Option<Decoder>,
    /// What was broken behind what was given last.
    broken: Option<Error>,
}

impl Letters<'_> {
    /// The next piece; an empty one at the end.
    fn piece(&mut self) -> Result<Vec<u8>, Error> {
        if let Some(broken) = self.broken.take() {
            return Err(broken);
        }
        let mut piece = self.pipe.piece()?;
        if !self.begun {
            self.begun = true;
            piece = self.begin(piece);
        }
        let Some(mut decoder) = self.decoder.take() else { return Ok(piece) };
        loop {
            let ended = piece.is_empty();
            let mut text = vec![0; decoder.max_utf8_buffer_length(piece.len()).unwrap_or_default()];
            let (_, _, written, _) = decoder.decode_to_utf8(&piece, &mut text, ended);
            text.truncate(written);
            if ended {
                return Ok(text);
            }
            if !text.is_empty() {
                self.decoder = Some(decoder);
                return Ok(text);
            }
            piece = self.pipe.piece()?;
        }
    }

    /// As many pieces as it takes to know the encoding.
    fn begin(&mut self, mut start: Vec<u8>) -> Vec<u8> {
        while start.len() < HEAD && self.broken.is_none() {
            match self.pipe.piece() {
                Ok(more) if more.is_empty() => break,
                Ok(more) => start.extend(more),
                Err(broken) => self.broken = Some(broken),
            }
        }
        let head = start.get(..start.len().min(HEAD)).unwrap_or_default();
        self.decoder = foreign(head).map(|encoding| encoding.new_decoder());
        // The mark of UTF-8 says nothing more.
        if self.decoder.is_none() && start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        start
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(text: &str, size: usize) -> String {
        of_bytes(text.as_bytes(), size)
    }

    fn of_bytes(bytes: &[u8], size: usize) -> String {
        let pieces = bytes.chunks(size).map(|piece| Ok(piece.to_vec())).collect::<Vec<_>>();
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
                Err(error) => return format!("{out}!{}", error.words().0),
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
    fn a_part_that_breaks_off_between_tags_is_damaged() {
        let whole = "<?xml version=\"1.0\"?><a><b>甲</b><c/></a>";
        assert!(!steps(whole, 1000).contains('!'));
        for at in (0..whole.len()).filter(|at| whole.is_char_boundary(*at)) {
            for size in [1, 1000] {
                let read = steps(&whole[..at], size);
                assert!(read.contains('!'), "{at}: {read}");
            }
        }
    }

    #[test]
    fn parts_are_read_in_other_encodings() {
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a b=\"乙\">甲𠀀&#x4e00;</a>";
        let little: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let old = encoding_rs::GB18030.encode(&text.replace("utf-16", "gb2312")).0.into_owned();
        for bytes in [little, big, old] {
            for size in [1, 7, 1000] {
                assert_eq!(of_bytes(&bytes, size), "#<a b=乙>甲𠀀一</a>");
            }
        }
    }
}
