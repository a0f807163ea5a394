//! The parts of an xlsx package, changed as text and packed again.

use crate::outcome::Outcome;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The names and bytes of the parts, in their order.
pub(crate) type Parts = Vec<(String, Vec<u8>)>;

/// Takes a package apart.
pub(crate) fn parts(bytes: &[u8]) -> Outcome<Parts> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|error| error.to_string())?;
        let name = entry.name().map_err(|error| error.to_string())?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        parts.push((name, bytes));
    }
    Ok(parts)
}

/// How a package is packed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Packing {
    /// Without compression.
    pub(crate) stored: bool,
    /// With sizes in the fields of zip64, as writers of streams do.
    pub(crate) large: bool,
}

/// Packs parts.
pub(crate) fn pack(parts: &Parts, packing: Packing) -> Outcome<Vec<u8>> {
    let method = if packing.stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method).large_file(packing.large);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name.as_str(), options).map_err(|error| error.to_string())?;
        writer.write_all(bytes).map_err(|error| error.to_string())?;
    }
    Ok(writer.finish().map_err(|error| error.to_string())?.into_inner())
}

/// Changes the text of the parts whose names begin so.
pub(crate) fn edit(parts: &mut Parts, prefix: &str, change: impl Fn(&str) -> String) {
    for (_, bytes) in parts.iter_mut().filter(|(name, _)| name.starts_with(prefix)) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        *bytes = change(&text).into_bytes();
    }
}

/// Text in UTF-16, little end first, with its mark.
pub(crate) fn utf16le(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Text in UTF-16, big end first, with its mark.
pub(crate) fn utf16be(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}
