//! Faces in TrueType and OpenType files.

use std::borrow::Cow;

/// A face without its list of characters. That is all characters that the face knows, in the order
/// of their codes: read as text, it spells out every name of two characters that follow each other
/// among those that a report uses. Other bytes are as they are.
pub(crate) fn without_characters(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_face = [b"\0\x01\0\0".as_slice(), b"OTTO", b"true"].iter().any(|mark| bytes.starts_with(mark));
    let Some((start, end)) = is_face.then(|| table(bytes)).flatten() else { return Cow::Borrowed(bytes) };
    let mut bytes = bytes.to_vec();
    if let Some(characters) = bytes.get_mut(start..end) {
        characters.fill(0);
    }
    Cow::Owned(bytes)
}

/// The place of the table `cmap`.
fn table(bytes: &[u8]) -> Option<(usize, usize)> {
    let count = u16::from_be_bytes(bytes.get(4..6)?.try_into().ok()?);
    let mut entries = bytes.get(12..)?.chunks_exact(16).take(count.into());
    let entry = entries.find(|entry| entry.starts_with(b"cmap"))?;
    let number = |at: usize| Some(u32::from_be_bytes(entry.get(at..at + 4)?.try_into().ok()?) as usize);
    let start = number(8)?;
    Some((start, start.checked_add(number(12)?)?.min(bytes.len())))
}
