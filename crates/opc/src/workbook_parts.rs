//! Which parts a workbook of Excel has, by the relations between them.

use crate::error::Error;
use crate::package::Package;
use crate::pipe;
use crate::relations::{Relation, relations};
use crate::token::{Step, Tag};
use crate::xml::Xml;

/// More sheets than any workbook has.
const MOST_SHEETS: usize = 2_000;

/// A sheet and its part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetPart {
    /// The sheet's name as a reader sees it.
    pub name: String,
    /// Whether it is hidden.
    pub hidden: bool,
    /// Its part.
    pub part: String,
}

/// What the workbook's own part says.
#[derive(Clone, Debug, Default)]
pub struct WorkbookParts {
    /// The workbook's own part.
    pub main: String,
    /// The sheets with cells, in their order. Chart sheets and macro sheets hold no table.
    pub sheets: Vec<SheetPart>,
    /// The part of the shared strings.
    pub strings: Option<String>,
    /// The part of the styles.
    pub styles: Option<String>,
    /// Whether serial numbers of days count from 1904.
    pub from_1904: bool,
    /// How many other workbooks formulas refer to.
    pub external: u32,
    /// Whether formulas are still to be calculated, so that their results may be old (ECMA-376 Part 1, 18.2.2).
    pub uncalculated: bool,
    relations: Vec<Relation>,
}

impl WorkbookParts {
    /// Follows the relations from the container to the workbook, which else has the usual name, and
    /// from there to its parts. The sheets are still to be read from the workbook.
    ///
    /// # Errors
    /// The relations are damaged.
    pub fn new(package: &Package<'_>, usual: &str) -> Result<WorkbookParts, Error> {
        let roots = relations(package, "")?;
        let root = roots.iter().find(|relation| relation.kind == "officeDocument" && package.has(&relation.target));
        let main = root.map_or(usual, |relation| relation.target.as_str()).to_owned();
        let relations = relations(package, &main)?;
        let target = |kind: &str| {
            let mut known = relations.iter().filter(|relation| relation.kind == kind && package.has(&relation.target));
            known.next().map(|relation| relation.target.clone())
        };
        let (strings, styles) = (target("sharedStrings"), target("styles"));
        Ok(WorkbookParts { main, strings, styles, relations, ..WorkbookParts::default() })
    }

    /// Adds a sheet of the workbook by the id of its relation, unless it is one of charts or macros.
    /// One whose relation is missing has no part: it is told as damaged where its cells are read.
    pub fn add(&mut self, name: String, hidden: bool, relation: &str) {
        let relation = self.relations.iter().find(|other| other.id == relation);
        if relation.is_none_or(|relation| relation.kind == "worksheet") && self.sheets.len() < MOST_SHEETS {
            let part = relation.map(|relation| relation.target.clone()).unwrap_or_default();
            self.sheets.push(SheetPart { name, hidden, part });
        }
    }

    /// The parts of a workbook whose own part is XML (xlsx, xlsm).
    ///
    /// # Errors
    /// The workbook's own part is missing, or it or the relations are damaged.
    pub fn read(package: &Package<'_>) -> Result<WorkbookParts, Error> {
        let mut parts = WorkbookParts::new(package, "xl/workbook.xml")?;
        let main = parts.main.clone();
        let read = pipe::read(package, &main, |pipe| -> Result<(), Error> {
            let mut xml = Xml::new(pipe);
            loop {
                match xml.next()? {
                    Step::Open(tag) => match tag.name() {
                        b"workbookPr" => {
                            let flag = tag.attribute("date1904");
                            parts.from_1904 = flag.is_some_and(|flag| flag == "1" || flag == "true");
                        }
                        b"calcPr" => parts.uncalculated = uncalculated(&tag),
                        b"externalReference" => parts.external = parts.external.saturating_add(1),
                        b"sheet" => {
                            let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                            let relation = tag.attribute("id").unwrap_or_default();
                            parts.add(tag.attribute("name").unwrap_or_default(), hidden, &relation);
                        }
                        _ => {}
                    },
                    Step::End => return Ok(()),
                    _ => {}
                }
            }
        });
        match read {
            None => Err(Error::damaged("没有 workbook.xml", "there is no workbook.xml")),
            // Behind the damage may stand sheets that nobody would miss.
            Some(read) => read.map(|()| parts),
        }
    }
}

/// Whether the results of formulas wait for the file to be opened, or for somebody who asks for them.
fn uncalculated(tag: &Tag<'_>) -> bool {
    let flag = |name: &str| tag.attribute(name).map(|flag| flag == "1" || flag == "true");
    let manual = tag.attribute("calcMode").is_some_and(|mode| mode == "manual");
    flag("fullCalcOnLoad") == Some(true)
        || flag("calcCompleted") == Some(false)
        || manual && flag("calcOnSave") == Some(false)
}
