//! A small official document, written, taken apart, corrected and read back.

mod corrected;
mod fixture;
mod parts;

use model::document::Document;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The draft of a document.
fn written(document: &Document) -> Vec<u8> {
    let (pages, _) = layout::pages(document, fixture::faces());
    crate::bytes(&layout::printed(document), &pages).expect("a draft")
}

/// The parts of a draft by name, in their order.
fn parts(draft: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(draft)).expect("a zip");
    let part = |number: usize| {
        let mut entry = archive.by_index(number).expect("a part");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        (entry.name().expect("a name").into_owned(), bytes)
    };
    (0..ZipArchive::new(Cursor::new(draft)).expect("a zip").len()).map(part).collect()
}

/// The text of a part.
fn part(draft: &[u8], name: &str) -> String {
    let found = parts(draft).into_iter().find(|(known, _)| known == name).expect("a part of that name");
    String::from_utf8(found.1).expect("XML in UTF-8")
}

/// A draft with text of a part replaced, as an editor would; the text must be there.
fn edited(draft: &[u8], name: &str, edits: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (known, bytes) in parts(draft) {
        let mut bytes = bytes;
        if known == name {
            let mut text = String::from_utf8(bytes).expect("XML in UTF-8");
            for (from, to) in edits {
                assert!(text.contains(from), "{name} holds no {from}");
                text = text.replacen(from, to, 1);
            }
            bytes = text.into_bytes();
        }
        zip.start_file(known, SimpleFileOptions::default()).expect("a part");
        zip.write_all(&bytes).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}
