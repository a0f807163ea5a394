//! The values, the question and zip containers made by hand.

use crate::{Hit, Search};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A person who must stand in no file.
pub(super) const NAME: &str = "张小满";
/// An account that must stand in no file.
pub(super) const ACCOUNT: &str = "6222021001116245";

/// The hits of the values in a file.
pub(super) fn hits(extension: &str, bytes: &[u8]) -> Vec<Hit> {
    Search::new([NAME, ACCOUNT]).expect("a search").hits(extension, bytes).expect("a file that opens")
}

/// Says where a value is found, and that the other is not.
pub(super) fn found(extension: &str, bytes: &[u8], value: &str) -> Vec<String> {
    let secret = usize::from(value == ACCOUNT);
    let hits = hits(extension, bytes);
    assert!(hits.iter().all(|hit| hit.secret == secret), "{hits:?}");
    hits.into_iter().map(|hit| hit.part.chinese.into_owned()).collect()
}

/// A value has to be found in a place whose name holds these words.
pub(super) fn assert_found(extension: &str, bytes: &[u8], value: &str, place: &str) {
    let places = found(extension, bytes, value);
    assert!(places.iter().any(|found| found.contains(place)), "not in {place}: {places:?}");
}

/// Nothing is found.
pub(super) fn assert_clean(extension: &str, bytes: &[u8]) {
    assert_eq!(hits(extension, bytes), []);
}

/// A container of parts.
pub(super) fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        file.start_file(name, SimpleFileOptions::default()).expect("a part");
        file.write_all(bytes).expect("a part");
    }
    file.finish().expect("a container").into_inner()
}

/// A container with one more part.
pub(super) fn with_part(container: &[u8], name: &str, bytes: &[u8]) -> Vec<u8> {
    edited(container, |_, bytes| bytes, &[(name, bytes)])
}

/// A container with its parts changed and others added.
pub(super) fn edited(container: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>, added: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(container)).expect("a container");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        let bytes = change(&name, bytes);
        parts.push((name, bytes));
    }
    zip(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).chain(added.iter().copied()))
}

/// Text in UTF-16 without a mark.
pub(super) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Bytes as random as packed ones, always the same.
pub(super) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32).to_le_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}
