//! Bookmarks (ISO 32000-1, 12.3.3).

use crate::metadata::text;
use lopdf::{Dictionary, Document, Object, ObjectId};
use model::page::Bookmark;

/// Adds the bookmarks as a tree after their levels; the root's id, if there are any.
pub(crate) fn add(document: &mut Document, bookmarks: &[Bookmark], leaves: &[ObjectId]) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    let families = families(bookmarks);
    for (number, bookmark) in bookmarks.iter().enumerate() {
        let mut entry = Dictionary::new();
        entry.set("Title", text(&bookmark.title));
        if let Some(destination) = destination(bookmark, leaves) {
            entry.set("Dest", destination);
        }
        let parent = families.parents.get(number).copied().unwrap_or(0);
        let siblings = families.children.get(parent).map(Vec::as_slice).unwrap_or_default();
        let place = siblings.binary_search(&number).unwrap_or(0);
        let id_of = |number: Option<&usize>| number.and_then(|number| ids.get(*number)).copied();
        link(&mut entry, "Parent", Some(parent.checked_sub(1).and_then(|p| ids.get(p)).copied().unwrap_or(root)));
        link(&mut entry, "Prev", place.checked_sub(1).and_then(|place| id_of(siblings.get(place))));
        link(&mut entry, "Next", id_of(siblings.get(place + 1)));
        add_children(&mut entry, families.children.get(number + 1), &ids, -1);
        if let Some(id) = ids.get(number) {
            document.set_object(*id, entry);
        }
    }
    let mut entry = Dictionary::new();
    entry.set("Type", "Outlines");
    add_children(&mut entry, families.children.first(), &ids, 1);
    document.set_object(root, entry);
    Some(root)
}

/// The place to which a bookmark leads.
pub(crate) fn destination(bookmark: &Bookmark, leaves: &[ObjectId]) -> Option<Vec<Object>> {
    let height = Object::Real(bookmark.y as f32);
    let leaf = leaves.get(bookmark.page)?;
    Some(vec![Object::Reference(*leaf), "XYZ".into(), Object::Null, height, Object::Null])
}

fn link(entry: &mut Dictionary, key: &str, to: Option<ObjectId>) {
    if let Some(to) = to {
        entry.set(key, Object::Reference(to));
    }
}

/// First, Last and Count; a negative count keeps an entry closed.
fn add_children(entry: &mut Dictionary, children: Option<&Vec<usize>>, ids: &[ObjectId], sign: i64) {
    let children = children.map(Vec::as_slice).unwrap_or_default();
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return };
    link(entry, "First", ids.get(*first).copied());
    link(entry, "Last", ids.get(*last).copied());
    entry.set("Count", sign * i64::try_from(children.len()).unwrap_or(i64::MAX));
}

/// Who stands under whom. Number 0 is the root, and bookmark `n` is number `n + 1`.
struct Families {
    parents: Vec<usize>,
    children: Vec<Vec<usize>>,
}

/// Each bookmark stands under the nearest earlier one of a smaller level.
fn families(bookmarks: &[Bookmark]) -> Families {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut families = Families { parents: Vec::new(), children: vec![Vec::new(); bookmarks.len() + 1] };
    for (number, bookmark) in bookmarks.iter().enumerate() {
        open.retain(|(level, _)| *level < bookmark.level);
        let parent = open.last().map_or(0, |(_, number)| number + 1);
        families.parents.push(parent);
        if let Some(children) = families.children.get_mut(parent) {
            children.push(number);
        }
        open.push((bookmark.level, number));
    }
    families
}
