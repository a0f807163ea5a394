//! What stands in a file's bytes and belongs to none of its objects: what older versions left
//! behind, what no table names, and the syntax itself.

use crate::findings::{Findings, Pending};
use crate::pdf::encoding;
use crate::pdf::lexer::{Lexer, Token, hexadecimal};
use crate::told::Told;
use flate2::read::ZlibDecoder;
use lopdf::Document;
use std::collections::BTreeSet;
use std::io::Read;

const PLACE: Told = Told::fixed("残留内容", "what older versions left behind");

/// Longer strings are none: a parenthesis among other bytes.
const LONGEST: usize = 1 << 12;
/// What may stand between a stream and its end mark.
const LINE_ENDS: [&[u8]; 4] = [b"", b"\r\n", b"\n", b"\r"];

/// Searches all bytes but those of the streams that are known: of what is packed, nothing can be
/// read, and what is unpacked was searched.
pub(crate) fn look(file: &Pending<'_>, document: &Document, findings: &mut Findings<'_>) -> Result<(), Told> {
    let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    let known: BTreeSet<&[u8]> = streams.map(|stream| stream.content.as_slice()).collect();
    let place = file.place(PLACE);
    let mut rest = Rest { bytes: &file.bytes, at: 0 };
    while let Some((syntax, packed)) = rest.next_stream() {
        look_at(&place, syntax, findings);
        if LINE_ENDS.iter().any(|end| packed.strip_suffix(*end).is_some_and(|packed| known.contains(packed))) {
            continue;
        }
        let mut unpacked = Vec::new();
        // What was unpacked before an error is there.
        let _ = ZlibDecoder::new(packed).take(findings.left()).read_to_end(&mut unpacked);
        findings.spend(unpacked.len())?;
        // Streams of objects are kept unpacked.
        if !known.contains(unpacked.as_slice()) {
            findings.bytes(&place, packed);
            look_at(&place, &unpacked, findings);
        }
    }
    Ok(())
}

struct Rest<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Rest<'a> {
    /// What stands before the next stream, and its bytes.
    fn next_stream(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        let rest = self.bytes.get(self.at..).filter(|rest| !rest.is_empty())?;
        let find = |from: usize, word: &[u8]| memchr::memmem::find(rest.get(from..)?, word).map(|at| from + at);
        let begin = find(0, b"stream").map_or(rest.len(), |at| at + b"stream".len());
        let line_end = match rest.get(begin..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        };
        let start = (begin + line_end).min(rest.len());
        let end = find(start, b"endstream").unwrap_or(rest.len());
        self.at += find(end, b"endstream").map_or(rest.len(), |at| at + b"endstream".len());
        Some((rest.get(..start)?, rest.get(start..end)?))
    }
}

/// Searches syntax, and the strings in it as words.
fn look_at(place: &Told, syntax: &[u8], findings: &mut Findings<'_>) {
    findings.bytes(place, syntax);
    for (at, byte) in syntax.iter().enumerate() {
        let rest = syntax.get(at + 1..).unwrap_or_default();
        let rest = rest.get(..LONGEST).unwrap_or(rest);
        match byte {
            b'(' => {
                if let Some(Token::Text(text)) =
                    Lexer::new(syntax.get(at..at + 1 + rest.len()).unwrap_or_default()).next()
                {
                    encoding::look(place, &text, findings);
                }
            }
            b'<' => {
                let digits =
                    rest.iter().take_while(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()).count();
                if digits > 3 && rest.get(digits) == Some(&b'>') {
                    encoding::look(place, &hexadecimal(rest.get(..digits).unwrap_or_default()), findings);
                }
            }
            _ => {}
        }
    }
}
