//! What makes the file one and the same each time: version, properties, identity, bookmarks.

use lopdf::{Dictionary, Document, Object, StringFormat};
use model::page::{Bookmark, Pages};

/// Sets everything around the pages and returns the bytes.
pub(crate) fn finish(mut document: Document, pages: &Pages) -> Result<Vec<u8>, String> {
    document.version = "1.7".to_owned();
    set_properties(&mut document, pages);
    let leaves: Vec<_> = document.get_pages().into_values().collect();
    let outline = outline(&mut document, &pages.bookmarks, &leaves);
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
fn text(value: &str) -> Object {
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

/// Adds the bookmarks as a tree after their levels; the root's id, if there are any.
fn outline(document: &mut Document, bookmarks: &[Bookmark], leaves: &[lopdf::ObjectId]) -> Option<lopdf::ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<_> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(bookmarks);
    for (number, bookmark) in bookmarks.iter().enumerate() {
        let siblings = |other: &usize| parents.get(*other) == parents.get(number);
        let parent = parents.get(number).copied().flatten();
        let mut entry = Dictionary::new();
        entry.set("Title", text(&bookmark.title));
        entry.set("Parent", Object::Reference(id_of(&ids, parent).unwrap_or(root)));
        if let Some(leaf) = leaves.get(bookmark.page) {
            let height = Object::Real(bookmark.y as f32);
            entry.set("Dest", vec![Object::Reference(*leaf), "XYZ".into(), Object::Null, height, Object::Null]);
        }
        link(
            &mut entry,
            "Prev",
            id_of(&ids, (0..number).rev().take_while(|o| above(&parents, *o, parent)).find(siblings)),
        );
        link(&mut entry, "Next", id_of(&ids, (number + 1..ids.len()).find(siblings)));
        add_children(&mut entry, &ids, &parents, Some(number), -1);
        if let Some(id) = ids.get(number) {
            document.set_object(*id, entry);
        }
    }
    let mut entry = Dictionary::new();
    entry.set("Type", "Outlines");
    add_children(&mut entry, &ids, &parents, None, 1);
    document.set_object(root, entry);
    Some(root)
}

/// Whether looking backwards still stays behind the parent.
fn above(_parents: &[Option<usize>], other: usize, parent: Option<usize>) -> bool {
    parent.is_none_or(|parent| other > parent)
}

fn id_of(ids: &[lopdf::ObjectId], number: Option<usize>) -> Option<lopdf::ObjectId> {
    ids.get(number?).copied()
}

fn link(entry: &mut Dictionary, key: &str, to: Option<lopdf::ObjectId>) {
    if let Some(to) = to {
        entry.set(key, Object::Reference(to));
    }
}

/// First, Last and Count; a negative count keeps an entry closed (ISO 32000-1, 12.3.3).
fn add_children(
    entry: &mut Dictionary,
    ids: &[lopdf::ObjectId],
    parents: &[Option<usize>],
    of: Option<usize>,
    sign: i64,
) {
    let children: Vec<usize> = (0..ids.len()).filter(|child| parents.get(*child) == Some(&of)).collect();
    if children.is_empty() {
        return;
    }
    link(entry, "First", id_of(ids, children.first().copied()));
    link(entry, "Last", id_of(ids, children.last().copied()));
    entry.set("Count", sign * i64::try_from(children.len()).unwrap_or(i64::MAX));
}

/// For each bookmark the nearest earlier one of a smaller level.
fn parents(bookmarks: &[Bookmark]) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut parents = Vec::with_capacity(bookmarks.len());
    for (number, bookmark) in bookmarks.iter().enumerate() {
        open.retain(|(level, _)| *level < bookmark.level);
        parents.push(open.last().map(|(_, number)| *number));
        open.push((bookmark.level, number));
    }
    parents
}
