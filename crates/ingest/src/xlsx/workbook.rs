//! The parts of a workbook: which sheets it has and where they are.

use super::package::Package;
use super::part::{Step, Xml};
use super::pipe;
use crate::books::damaged;
use crate::format::Refusal;
use std::collections::HashMap;

/// A sheet and its part.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) part: String,
}

/// What the workbook's own part says.
#[derive(Default)]
pub(crate) struct Outline {
    pub(crate) sheets: Vec<Entry>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
    pub(crate) from_1904: bool,
    pub(crate) external: u32,
}

/// A relation of a part to another: the kind's last word and the target.
struct Relation {
    kind: String,
    target: String,
}

const MAIN: &str = "xl/workbook.xml";
/// More sheets than any workbook has.
const MOST_SHEETS: usize = 2_000;

/// Reads which sheets there are.
pub(crate) fn outline(package: &Package<'_>) -> Result<Outline, Refusal> {
    let roots = relations(package, "_rels/.rels", "");
    let root = roots.values().find(|relation| relation.kind == "officeDocument" && package.has(&relation.target));
    let main = root.map_or(MAIN, |relation| relation.target.as_str());
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let links = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let relations = relations(package, &links, folder);
    let target = |kind: &str| {
        let mut known = relations.values().filter(|relation| relation.kind == kind && package.has(&relation.target));
        known.next().map(|relation| relation.target.clone())
    };
    let mut outline = Outline { strings: target("sharedStrings"), styles: target("styles"), ..Outline::default() };
    let read = pipe::read(package, main, |pipe| -> std::io::Result<()> {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"workbookPr" => {
                        let flag = tag.attribute("date1904");
                        outline.from_1904 = flag.is_some_and(|flag| flag == "1" || flag == "true");
                    }
                    b"externalReference" => outline.external += 1,
                    b"sheet" if outline.sheets.len() < MOST_SHEETS => {
                        let relation = tag.attribute("id").and_then(|id| relations.get(&id));
                        // Chart sheets and macro sheets hold no table.
                        let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") else { continue };
                        outline.sheets.push(Entry {
                            name: tag.attribute("name").unwrap_or_default(),
                            hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                            part: relation.target.clone(),
                        });
                    }
                    _ => {}
                },
                Step::End => return Ok(()),
                _ => {}
            }
        }
    });
    match read {
        None => Err(damaged("没有 workbook.xml")),
        // What was read before the damage may be all that is needed.
        Some(Err(error)) if outline.sheets.is_empty() => Err(damaged(error)),
        _ => Ok(outline),
    }
}

fn relations(package: &Package<'_>, part: &str, folder: &str) -> HashMap<String, Relation> {
    let mut relations = HashMap::new();
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
