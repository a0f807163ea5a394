//! Marked copies of faulty workbooks, for the sender.
//!
//! A copy is the sender's own file with three things added: a colour on the bad cells, a note at
//! each of them, and a first sheet that lists the problems with links. All other parts are taken
//! over byte by byte. Libraries that read a workbook and write it again lose what they do not
//! know, and stamp the hour into it; so the few parts that change are edited as text.

mod error;
mod list;
mod notes;
mod rewrite;
mod sheet;
mod styles;
mod workbook;

pub use rewrite::{Content, Sheet, rewrite};

use error::failed;
use model::{Diagnostic, Language, Said};
use notes::Marks;
use opc::{Edit, Package, WorkbookParts};
use std::collections::BTreeMap;

/// The marked copy of an xlsx or xlsm workbook.
///
/// `problems` are those of this workbook. An error is a sentence that says why there is no copy:
/// the container or one of its parts cannot be read, or is beyond 48 MiB.
pub fn annotate(bytes: &[u8], problems: &[Diagnostic]) -> Result<Vec<u8>, Said> {
    let mut package = Edit::new(Package::open(bytes).map_err(failed)?);
    let parts = WorkbookParts::read(package.original()).map_err(failed)?;
    let mut by_sheet: BTreeMap<&str, Marks> = BTreeMap::new();
    for problem in problems {
        if let (Some(sheet), Some(cell)) = (&problem.place.sheet, problem.place.cell) {
            let said = by_sheet.entry(sheet.as_str()).or_default().entry(cell).or_default();
            said.push(format!("{}：{}", problem.severity.chinese(), problem.message(Language::Chinese)));
        }
    }
    let mut styles = styles::Styles::read(&mut package, &parts)?;
    for sheet in &parts.sheets {
        let xml = package.text(&sheet.part).map_err(failed)?;
        // Two selected sheets would be edited together.
        let mut xml = xml.replace(" tabSelected=\"1\"", "").replace(" tabSelected=\"true\"", "");
        // A text file's only sheet has no name of the sender's.
        let only = parts.sheets.len() == 1 && !by_sheet.contains_key(sheet.name.as_str());
        let marks = by_sheet.get(sheet.name.as_str()).or_else(|| by_sheet.values().next().filter(|_| only));
        if let Some(marks) = marks {
            xml = sheet::colour(&xml, marks, &mut styles);
            xml = notes::add(&mut package, sheet, xml, marks)?;
        }
        package.put(&sheet.part, xml);
    }
    let look = styles.finish(&mut package)?;
    let list = list::sheet(problems, &parts, &look);
    workbook::add_first(&mut package, &parts, list)?;
    package.finish().map_err(failed)
}
