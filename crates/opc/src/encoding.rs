//! How the letters of a part are written: nearly always in UTF-8, but some systems write UTF-16 or GBK.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So many bytes hold a byte order mark and the declaration of XML.
pub(crate) const HEAD: usize = 256;

/// The encoding of XML other than UTF-8, by a byte order mark, by its first letter or by what it
/// declares (XML 1.0, appendix F); nothing for UTF-8.
pub(crate) fn foreign(start: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return Some(encoding).filter(|encoding| *encoding != UTF_8);
    }
    match start {
        [b'<', 0, ..] => return Some(UTF_16LE),
        [0, b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
    let encoding = Encoding::for_label(declared(start)?)?;
    // What is declared as UTF-16 and can be read byte by byte is none.
    Some(encoding).filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding))
}

/// The encoding that XML declares, as it is written.
pub fn declared(start: &[u8]) -> Option<&[u8]> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    let head = start.get(..memchr::memmem::find(start, b"?>")?).filter(|head| head.starts_with(b"<?xml"))?;
    let behind = head.get(memchr::memmem::find(head, b"encoding")? + b"encoding".len()..)?;
    let behind = behind.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let (quote, behind) = behind.split_first()?;
    behind.get(..memchr::memchr(*quote, behind)?)
}

/// A whole part of XML as text, which declares UTF-8 if anything; nothing where bytes mean no letter.
pub fn decode(bytes: Vec<u8>) -> Option<String> {
    let encoding = foreign(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    let Some(encoding) = encoding else {
        let text = String::from_utf8(bytes).ok()?;
        return Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text));
    };
    let (text, _, wrong) = encoding.decode(&bytes);
    let text = (!wrong).then(|| text.into_owned())?;
    let label = declared(text.as_bytes()).and_then(|label| std::str::from_utf8(label).ok()).map(str::to_owned);
    Some(match label {
        Some(label) => text.replacen(&label, "UTF-8", 1),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        let text = "<?xml version='1.0' encoding = 'utf-16'?><甲/>";
        let plain = "<?xml version='1.0' encoding = 'UTF-8'?><甲/>";
        assert_eq!(decode(wide(text)).as_deref(), Some(plain));
        assert_eq!(decode(wide(&format!("\u{feff}{text}"))).as_deref(), Some(plain));
        // The bytes are right where the declaration is not.
        assert_eq!(decode(text.as_bytes().to_vec()).as_deref(), Some(text));
        let text = "<?xml version=\"1.0\" encoding=\"GB2312\"?><甲/>";
        let bytes = encoding_rs::GBK.encode(text).0.into_owned();
        assert_eq!(decode(bytes), Some(text.replace("GB2312", "UTF-8")));
        assert_eq!(decode(b"<a>\xff</a>".to_vec()), None);
    }
}
