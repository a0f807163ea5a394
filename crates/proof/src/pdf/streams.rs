//! Every stream, unpacked.

use crate::findings::{Findings, Pending, TOO_LARGE};
use crate::part;
use crate::pdf::encoding;
use crate::pdf::lexer::{Lexer, Token};
use crate::pdf::objects::label;
use crate::told::Told;
use lopdf::{Document, Object, Stream};

/// Searches all streams.
pub(crate) fn look(file: &Pending<'_>, document: &Document, findings: &mut Findings<'_>) -> Result<(), Told> {
    for (id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let bytes = unpacked(stream, findings)?;
        let place = file.place(name(stream, label(*id)));
        if stream.dict.has_type(b"EmbeddedFile") {
            part::look(file, &place, bytes, findings)?;
            continue;
        }
        findings.spend(bytes.len())?;
        findings.bytes(&place, &bytes);
        match std::str::from_utf8(&bytes) {
            Ok(text) if stream.dict.has_type(b"Metadata") => part::markup(&place, text, findings),
            _ => {}
        }
        if is_content(stream) {
            properties(&place, &bytes, findings);
        }
    }
    Ok(())
}

/// How pictures are packed: nothing in them is text.
const PICTURES: [&[u8]; 5] = [b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"JBIG2Decode"];

/// The bytes of a stream; those of pictures as they are.
pub(crate) fn unpacked(stream: &Stream, findings: &Findings<'_>) -> Result<Vec<u8>, Told> {
    let most = usize::try_from(findings.left()).unwrap_or(usize::MAX);
    match stream.decompressed_content_with_limit(most) {
        Ok(bytes) => Ok(bytes),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => Err(TOO_LARGE),
        Err(_) if stream.filters().is_ok_and(|filters| filters.iter().any(|filter| PICTURES.contains(filter))) => {
            Ok(stream.content.clone())
        }
        Err(error) => Err(Told::new(
            format!("文件里有一段数据解不开（{error}），无法核对。"),
            format!("some data of the file cannot be unpacked ({error}) and cannot be checked."),
        )),
    }
}

fn name(stream: &Stream, Told { chinese, english }: Told) -> Told {
    match stream.dict.get_type() {
        Ok(b"Metadata") => Told::fixed("XMP", "XMP"),
        Ok(b"EmbeddedFile") => Told::fixed("附件", "attachment"),
        _ => Told::new(format!("{chinese}的数据"), format!("data of {english}")),
    }
}

/// Whether a stream may hold operators: no image, no font, no list of objects says so of itself.
fn is_content(stream: &Stream) -> bool {
    let kind = stream.dict.get_type().unwrap_or(b"");
    let below = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or(b"");
    let is_font = stream.dict.has(b"Length1") || matches!(below, b"OpenType" | b"CIDFontType0C" | b"Type1C");
    !is_font && !matches!(kind, b"ObjStm" | b"XRef" | b"Metadata") && below != b"Image"
}

/// Searches the property lists of marked content: strings within `<<` and `>>`. Other strings of a
/// content stream are codes of glyphs, which the fonts tell the words of.
fn properties(place: &Told, content: &[u8], findings: &mut Findings<'_>) {
    let mut depth = 0_u32;
    let mut lists = Vec::new();
    for token in Lexer::new(content) {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Text(text) if depth > 0 => lists.push(text),
            Token::Word(word) => {
                depth = 0;
                let lists = std::mem::take(&mut lists);
                if word == b"BDC" || word == b"DP" {
                    lists.iter().for_each(|text| encoding::look(place, text, findings));
                }
            }
            _ => {}
        }
    }
}
