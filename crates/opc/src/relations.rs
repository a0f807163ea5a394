//! The relations between parts (ECMA-376-2, 6.5).

use crate::error::Error;
use crate::package::Package;
use crate::pipe;
use crate::token::Step;
use crate::xml::Xml;

/// More relations than any part has.
const MOST: usize = 8_000;

/// A relation of a part to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name within the part.
    pub id: String,
    /// The last word of its kind, such as `worksheet`.
    pub kind: String,
    /// The part that it leads to, from the root of the package and without a leading slash.
    pub target: String,
}

/// The folder of a part, without a slash at its end.
pub fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The part that holds the relations of another; those of the package for an empty name.
pub fn relations_part(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// A target relative to the folder of the part that names it, or to the root with a leading slash.
pub fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// The relations of a part to others of its package; damage ends them early.
///
/// # Errors
/// The relations are damaged: what those behind the damage lead to would be missed by nobody.
pub fn relations(package: &Package<'_>, part: &str) -> Result<Vec<Relation>, Error> {
    let mut relations = Vec::new();
    let read = pipe::read(package, &relations_part(part), |pipe| {
        let mut xml = Xml::new(pipe);
        while relations.len() < MOST {
            match xml.next()? {
                Step::Open(tag) if tag.name() == b"Relationship" => {
                    let text = |wanted: &str| tag.attribute(wanted).unwrap_or_default();
                    if text("TargetMode").eq_ignore_ascii_case("External") {
                        continue;
                    }
                    let kind = text("Type").rsplit(['/', ':']).next().unwrap_or_default().to_owned();
                    relations.push(Relation {
                        id: text("Id"),
                        kind,
                        target: resolve(folder_of(part), &text("Target")),
                    });
                }
                Step::End => break,
                _ => {}
            }
        }
        Ok(())
    });
    read.unwrap_or(Ok(())).map(|()| relations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_relative_or_absolute() {
        for target in ["worksheets/a.xml", "./worksheets/a.xml", "/xl/worksheets/a.xml", "..\\xl\\worksheets\\a.xml"] {
            assert_eq!(resolve("xl", target), "xl/worksheets/a.xml", "{target}");
        }
        assert_eq!(resolve("", "../../a.xml"), "a.xml");
        assert_eq!(relations_part("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
        assert_eq!(relations_part("workbook.xml"), "_rels/workbook.xml.rels");
        assert_eq!(relations_part(""), "_rels/.rels");
    }
}
