//! What a font file says of itself.

/// A face of a font file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its number in the file: 0 but in a collection.
    pub index: u32,
    /// Its family and full names in all languages, without those in encodings before Unicode.
    pub names: Vec<String>,
    /// Whether its licence bits let it be embedded into documents (OpenType, OS/2 `fsType`).
    pub embeddable: bool,
}

/// The faces of a font file; none where the bytes are no font.
pub fn described(bytes: &[u8]) -> Vec<Described> {
    let count = ttf_parser::fonts_in_collection(bytes).unwrap_or(1);
    (0..count).filter_map(|index| face(bytes, index)).collect()
}

fn face(bytes: &[u8], index: u32) -> Option<Described> {
    use ttf_parser::name_id::{FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY};
    let face = ttf_parser::Face::parse(bytes, index).ok()?;
    let wanted = |name: &ttf_parser::name::Name| [FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY].contains(&name.name_id);
    let mut names: Vec<String> = face.names().into_iter().filter(wanted).filter_map(|name| name.to_string()).collect();
    names.sort();
    names.dedup();
    let embeddable = face.permissions() != Some(ttf_parser::Permissions::Restricted);
    Some(Described { index, names, embeddable })
}
