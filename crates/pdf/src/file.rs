//! What makes the file one and the same each time: version, properties, identity, bookmarks.

use crate::outline;
use lopdf::{Dictionary, Document, Object, StringFormat};
use model::page::Pages;

/// Sets everything around the pages and returns the bytes.
pub(crate) fn finish(mut document: Document, pages: &Pages) -> Result<Vec<u8>, String> {
    document.version = "1.7".to_owned();
    set_properties(&mut document, pages);
    let leaves: Vec<_> = document.get_pages().into_values().collect();
    let outline = outline::add(&mut document, &pages.bookmarks, &leaves);
    let catalog = document.catalog_mut().map_err(|error| error.to_string())?;
    catalog.set("Lang", text("zh-CN"));
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", preferences);
    if let Some(outline) = outline {
        catalog.set("Outlines", Object::Reference(outline));
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    document.compress();
    document.trailer.remove(b"ID");
    document.renumber_objects();
    let mut bytes = save(&mut document)?;
    let identity = Object::String(identity(&bytes), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![identity.clone(), identity]);
    bytes = save(&mut document)?;
    Ok(bytes)
}

fn save(document: &mut Document) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Replaces the properties that printpdf wrote: they hold the clock's time.
fn set_properties(document: &mut Document, pages: &Pages) {
    let info = &pages.info;
    let date = format!("D:{:04}{:02}{:02}000000+08'00'", info.date.year(), info.date.month(), info.date.day());
    let mut properties = Dictionary::new();
    for (key, value) in [("Title", &info.title), ("Author", &info.author), ("Subject", &info.subject)] {
        if !value.is_empty() {
            properties.set(key, text(value));
        }
    }
    properties.set("Creator", text("台账"));
    properties.set("Producer", text("printpdf"));
    properties.set("CreationDate", Object::string_literal(date.as_str()));
    properties.set("ModDate", Object::string_literal(date));
    match document.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(old) => document.set_object(old, properties),
        Err(_) => {
            let new = document.add_object(properties);
            document.trailer.set("Info", Object::Reference(new));
        }
    }
}

/// A text string (ISO 32000-1, 7.9.2.2): ASCII as it is, all else in UTF-16 with its mark.
pub(crate) fn text(value: &str) -> Object {
    if value.is_ascii() {
        return Object::string_literal(value);
    }
    let units = std::iter::once(0xFEFF).chain(value.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// 128 bits that stand for the content: two FNV-1a sums from different starts. The identity only
/// has to differ where files differ (ISO 32000-1, 14.4); nobody attacks it.
fn identity(bytes: &[u8]) -> Vec<u8> {
    let sum = |start: u64| bytes.iter().fold(start, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    [sum(0xcbf2_9ce4_8422_2325), sum(0x8422_2325_cbf2_9ce4)].iter().flat_map(|sum| sum.to_be_bytes()).collect()
}
