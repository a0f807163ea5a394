//! Names of documents as files: what every system can store, and no two alike.

use crate::problems::same_file_name;
use model::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};

/// Names that Windows keeps for devices, whatever their extension.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// So many bytes of a title, so that with an extension and the suffix of a temporary file they
/// stay below the 255 that file systems allow.
const MOST_BYTES: usize = 200;

/// A title as a file name without extension: without what Windows forbids, neither reserved, empty
/// nor too long.
pub(crate) fn file_name(title: &str) -> String {
    let allowed = |c: char| if "\\/:*?\"<>|".contains(c) || c.is_control() { '_' } else { c };
    let cleaned: String = title.chars().map(allowed).collect();
    let cleaned = cleaned.trim().trim_end_matches(['.', ' ']);
    let end = (0..=MOST_BYTES.min(cleaned.len())).rev().find(|end| cleaned.is_char_boundary(*end)).unwrap_or(0);
    let name = cleaned[..end].trim_end_matches(['.', ' ']);
    if name.is_empty() || reserved(name) { format!("{name}_") } else { name.to_owned() }
}

fn reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_lowercase();
    let port = |kind: &str| stem.strip_prefix(kind).is_some_and(|rest| rest.chars().count() == 1 && rest != "0");
    RESERVED.contains(&stem.as_str()) || port("com") || port("lpt")
}

/// The names of documents by their titles and names, in this order: where different titles came to one
/// name, since a sign was replaced or the end was cut off, the later ones have a number.
pub(crate) fn told_apart<'a>(documents: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut known: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut names = Vec::new();
    for (title, name) in documents {
        let titles = known.entry(name.to_lowercase()).or_default();
        let at = titles.iter().position(|other| *other == title).unwrap_or(titles.len());
        if at == titles.len() {
            titles.push(title);
        }
        let mut own = name.to_owned();
        let mut number = at + 1;
        // A title may end with such a number itself.
        while at > 0 && (own == name || taken.contains(&own.to_lowercase())) {
            own = format!("{name}（{number}）");
            number += 1;
        }
        taken.insert(own.to_lowercase());
        names.push(own);
    }
    names
}

/// A document on its way to a file.
pub(crate) struct Named<'a> {
    /// The line of the title's definition.
    pub(crate) place: &'a Place,
    /// What tells it from others: the report's name with the value of its `each`.
    pub(crate) document: String,
    /// The file's name without extension.
    pub(crate) name: &'a str,
}

/// A problem for each name that several documents have; systems that do not tell capitals from
/// small letters take such names for one.
pub(crate) fn collisions(documents: &[Named<'_>]) -> Vec<Diagnostic> {
    let mut by_name: BTreeMap<String, Vec<&Named<'_>>> = BTreeMap::new();
    for document in documents {
        by_name.entry(document.name.to_lowercase()).or_default().push(document);
    }
    let alike = by_name.into_values().filter(|alike| alike.len() > 1);
    let told = alike.filter_map(|alike| {
        let first = alike.first()?;
        let documents = alike.iter().map(|named| named.document.clone()).collect();
        Some(same_file_name::problem(first.place.clone(), first.name, documents))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Language;

    #[test]
    fn every_title_has_a_name_that_windows_can_store() {
        let long = "单".repeat(130);
        let cut = "单".repeat(66);
        for (title, name) in [
            ("通报（办公室/党群部）", "通报（办公室_党群部）"),
            ("A?B:C*D", "A_B_C_D"),
            ("甲\n乙", "甲_乙"),
            ("CON", "CON_"),
            ("com1", "com1_"),
            ("con.a", "con.a_"),
            ("COM10", "COM10"),
            ("..", "_"),
            ("", "_"),
            (" 综合科. ", "综合科"),
            (long.as_str(), cut.as_str()),
        ] {
            assert_eq!(file_name(title), name, "{title}");
        }
    }

    #[test]
    fn different_titles_of_one_name_are_numbered() {
        let told =
            told_apart([("函（甲/乙）", "函（甲_乙）"), ("函（甲?乙）", "函（甲_乙）"), ("函", "函"), ("函", "函")]);
        assert_eq!(told, ["函（甲_乙）", "函（甲_乙）（2）", "函", "函"]);
    }

    #[test]
    fn names_that_differ_in_case_alone_collide() {
        let (one, other) = (Place::line("a.toml", 1), Place::line("b.toml", 2));
        let named = |place, document: &str, name| Named { place, document: document.to_owned(), name };
        let documents = [named(&one, "a（甲）", "Ab"), named(&other, "b", "c"), named(&other, "b（乙）", "aB")];
        let problems = collisions(&documents);
        let places: Vec<_> = problems.iter().map(|problem| problem.place.line).collect();
        assert_eq!(places, [Some(1)]);
        let message = problems[0].message(Language::Chinese);
        assert!(message.contains("“a（甲）”、“b（乙）”共 2 份"), "{message}");
        assert_eq!(collisions(&documents[..2]), []);
    }
}
