//! How a string that is no glyph codes says words (ISO 32000-1, 7.9.2).

use crate::bytes::plain;
use crate::findings::Findings;
use crate::kind::Kind;
use crate::told::Told;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// Searches a string.
pub(crate) fn look(place: &Told, string: &[u8], findings: &mut Findings<'_>) {
    let marked = match string {
        [0xfe, 0xff, rest @ ..] => Some((UTF_16BE, rest)),
        [0xff, 0xfe, rest @ ..] => Some((UTF_16LE, rest)),
        [0xef, 0xbb, 0xbf, rest @ ..] => Some((UTF_8, rest)),
        _ => None,
    };
    match (marked, plain(string)) {
        (Some((encoding, rest)), _) => {
            let (text, _) = encoding.decode_without_bom_handling(rest);
            findings.text(place, &text, Kind::Words);
        }
        // The first half of PDFDocEncoding is ASCII; what is UTF-8 without its mark is meant so.
        (None, Some(text)) => findings.text(place, text, Kind::Words),
        (None, None) => findings.bytes(place, string),
    }
}
