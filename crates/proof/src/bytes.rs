//! Bytes of which nobody knows how they are meant.

use crate::kind::{Coding, Kind};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Reads bytes in every way in which they could be text.
///
/// Plain text in UTF-8 without control characters is read as such and not as anything else: two
/// of its letters make up an ideograph in UTF-16, and a long text would spell names that way.
pub(crate) fn readings(bytes: &[u8], mut read: impl FnMut(&str, Kind)) {
    if let Some(text) = plain(bytes) {
        return read(text, Kind::Syntax);
    }
    read(&String::from_utf8_lossy(bytes), Kind::Bytes(Coding::Utf8));
    for start in [0, 1] {
        let bytes = bytes.get(start..).unwrap_or_default();
        for (encoding, coding) in [(UTF_16LE, Coding::Utf16), (UTF_16BE, Coding::Utf16), (GB18030, Coding::Gb)] {
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            read(&text, Kind::Bytes(coding));
        }
    }
}

/// The bytes as text if they are nothing but text in UTF-8.
pub(crate) fn plain(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|text| !has_controls(text))
}

/// The bytes as text if they are nothing but text, in UTF-8, in UTF-16 with its mark or in GB 18030.
pub(crate) fn text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some(text) = plain(bytes) {
        return Some(Cow::Borrowed(text));
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((GB18030, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
    (!has_controls(&text)).then_some(text)
}

fn has_controls(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
}
