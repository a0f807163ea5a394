//! What a file is, by its bytes and never by its name.

use crate::refusal::{Other, Refusal};
use opc::{Package, Source};

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Packed(Packed),
    Xls,
    SpreadsheetXml,
    Html,
    Csv,
}

/// Those of parts in a zip container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packed {
    Xlsx,
    Xlsb,
    Ods,
}

/// How a zip container begins.
pub(crate) const ZIP: &[u8] = b"PK";

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// How Excel's formats of before 1993 begin (BIFF2 to BIFF4).
const OLD: [&[u8]; 4] = [b"\x09\x00\x04", b"\x09\x02\x06", b"\x09\x04\x06", b"\x09\x08\x08"];
/// How other files begin.
const OTHERS: [(&[u8], Other); 7] = [
    (b"%PDF", Other::Pdf),
    (b"{\\rtf", Other::Rtf),
    (b"\x89PNG", Other::Picture),
    (b"\xff\xd8\xff", Other::Picture),
    (b"Rar!", Other::Rar),
    (b"7z\xbc\xaf", Other::SevenZip),
    (b"\x1f\x8b", Other::Gzip),
];

/// Finds the format.
pub(crate) fn format(bytes: &[u8]) -> Result<Format, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(ZIP) {
        return packed(bytes.into()).map(Format::Packed);
    }
    if bytes.starts_with(OLE) {
        return ole(bytes);
    }
    if OLD.iter().any(|start| bytes.starts_with(start)) {
        return Err(Refusal::OldExcel);
    }
    if let Some((_, other)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Refusal::Other(*other));
    }
    text(&crate::encoding::head(bytes))
}

/// What a file of text is by its beginning.
fn text(head: &str) -> Result<Format, Refusal> {
    let strange = head.chars().filter(|letter| matches!(letter, '\0'..='\u{8}' | '\u{e}'..='\u{1f}')).count();
    // A damaged byte costs its line; what has many is no text.
    if strange > 0 && strange * 50 >= head.len() {
        return Err(Refusal::Other(Other::Unknown));
    }
    let head = head.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').to_lowercase();
    let other = if head.starts_with('<') && head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Ok(Format::SpreadsheetXml);
    } else if !mime(&head) && ["<html", "<!doctype html", "<table"].iter().any(|tag| head.contains(tag)) {
        return Ok(Format::Html);
    } else if head.starts_with('<') {
        Other::Xml
    } else if mime(&head) {
        Other::WebArchive
    } else if head.starts_with("id;p") {
        Other::Sylk
    } else if head.starts_with(['{', '[']) && head.contains("\":") {
        Other::Json
    } else {
        return Ok(Format::Csv);
    };
    Err(Refusal::Other(other))
}

/// Whether a text begins with the header of a message, as web pages in one file do (RFC 2557).
fn mime(head: &str) -> bool {
    let header = head.lines().take_while(|line| !line.trim().is_empty());
    let named = |line: &str| {
        ["mime-version:", "content-type: multipart/", "content-type:multipart/"]
            .iter()
            .any(|name| line.starts_with(name))
    };
    header.take(20).any(named)
}

/// Finds the format of what is in a zip container.
pub(crate) fn packed(source: Source<'_>) -> Result<Packed, Refusal> {
    let package = Package::open(source)?;
    if package.has("xl/workbook.bin") {
        Ok(Packed::Xlsb)
    } else if package.has("xl/workbook.xml") || package.has("[Content_Types].xml") && package.has_folder("xl/") {
        Ok(Packed::Xlsx)
    } else if package.has("content.xml") {
        Ok(Packed::Ods)
    } else if package.has("encrypted-package") {
        // How LibreOffice protects since version 24.2: the whole document is one part.
        Err(Refusal::Protected)
    } else if package.has("OFD.xml") {
        Err(Refusal::Other(Other::Ofd))
    } else if package.has_folder("word/") || package.has_folder("ppt/") {
        Err(Refusal::Other(Other::Document))
    } else if package.has("[Content_Types].xml") {
        // Some writers name the parts freely; the relations lead to them.
        Ok(Packed::Xlsx)
    } else {
        Err(Refusal::Other(Other::Zip))
    }
}

fn ole(bytes: &[u8]) -> Result<Format, Refusal> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Directory entries are 128 bytes long and start at their multiples.
        bytes
            .chunks(128)
            .any(|entry| entry.starts_with(&wide) && entry.get(wide.len()..wide.len() + 2) == Some(&[0, 0]))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(Refusal::Protected);
    }
    if has("Workbook") || has("Book") || has("WORKBOOK") || has("BOOK") {
        return Ok(Format::Xls);
    }
    if has("WordDocument") || has("PowerPoint Document") {
        return Err(Refusal::Other(Other::Document));
    }
    Err(Refusal::Other(Other::Compound))
}
