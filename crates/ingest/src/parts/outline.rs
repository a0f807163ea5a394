//! Which parts a workbook of Excel has, by the relations between them (ECMA-376-2, 9).

use super::package::Package;
use super::pipe;
use super::xml::{Step, Xml};
use std::collections::BTreeMap;

/// More sheets than any workbook has.
pub(crate) const MOST_SHEETS: usize = 2_000;

/// A sheet and its part.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) part: String,
}

/// What the workbook's own part says.
#[derive(Default)]
pub(crate) struct Outline {
    /// The workbook's own part.
    pub(crate) main: String,
    pub(crate) sheets: Vec<Entry>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
    pub(crate) from_1904: bool,
    /// How many other workbooks formulas refer to.
    pub(crate) external: u32,
    relations: BTreeMap<String, Relation>,
}

/// A relation of a part to another: the kind's last word and the target.
struct Relation {
    kind: String,
    target: String,
}

impl Outline {
    /// Follows the relations from the container to the workbook, which else has the usual name, and
    /// from there to its parts. The sheets are still to be read from the workbook.
    pub(crate) fn new(package: &Package<'_>, usual: &str) -> Outline {
        let roots = relations(package, "_rels/.rels", "");
        let root = roots.values().find(|relation| relation.kind == "officeDocument" && package.has(&relation.target));
        let main = root.map_or(usual, |relation| relation.target.as_str()).to_owned();
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let links =
            if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let relations = relations(package, &links, folder);
        let target = |kind: &str| {
            let mut known =
                relations.values().filter(|relation| relation.kind == kind && package.has(&relation.target));
            known.next().map(|relation| relation.target.clone())
        };
        let (strings, styles) = (target("sharedStrings"), target("styles"));
        Outline { main, strings, styles, relations, ..Outline::default() }
    }

    /// Adds a sheet of the workbook. Chart sheets and macro sheets hold no table.
    pub(crate) fn add(&mut self, name: String, hidden: bool, relation: &str) {
        let relation = self.relations.get(relation).filter(|relation| relation.kind == "worksheet");
        if let Some(relation) = relation.filter(|_| self.sheets.len() < MOST_SHEETS) {
            self.sheets.push(Entry { name, hidden, part: relation.target.clone() });
        }
    }
}

fn relations(package: &Package<'_>, part: &str, folder: &str) -> BTreeMap<String, Relation> {
    let mut relations = BTreeMap::new();
    pipe::read(package, part, |pipe| {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next() {
                Ok(Step::Open(tag)) if tag.name() == b"Relationship" => {
                    let text = |wanted: &str| tag.attribute(wanted).unwrap_or_default();
                    let kind = text("Type").rsplit(['/', ':']).next().unwrap_or_default().to_owned();
                    if relations.len() < MOST_SHEETS * 4 {
                        relations.insert(text("Id"), Relation { kind, target: resolve(folder, &text("Target")) });
                    }
                }
                Ok(Step::End) | Err(_) => return,
                Ok(_) => {}
            }
        }
    });
    relations
}

/// A target relative to the folder of the part that names it.
fn resolve(folder: &str, target: &str) -> String {
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
