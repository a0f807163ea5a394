//! Workbooks from anywhere on the disk, looked at so that ledgers can be learned from them.

use crate::inspect::{name, open};
use crate::outcome::Fatal;
use ingest::{Description, Detail, Draft, Submitted, inspect, learn, month_of, one_ledger};
use model::{Month, Said, say};
use std::path::{Path, PathBuf};

/// The extensions of workbooks. What a file is, its bytes say; but of a folder not every file is opened to be asked.
pub(crate) const WORKBOOKS: [&str; 8] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv", "xml"];

/// A workbook that was looked at.
pub(crate) struct Looked {
    pub(crate) path: PathBuf,
    /// The file's name without its folder.
    pub(crate) name: String,
    pub(crate) description: Description,
    /// The month that it is of, where that is known.
    pub(crate) month: Option<Month>,
}

/// Looks at a workbook; the reason where there is no table in it.
pub(crate) fn look(path: &Path) -> Result<Result<Looked, Said>, Fatal> {
    let shown = path.display();
    if path.is_dir() {
        return Ok(Err(say!(
            "“{shown}”是文件夹，请写其中的文件。",
            "“{shown}” is a folder; please name the files in it."
        )));
    }
    let grid = open(path)?;
    let name = name(path);
    let description = inspect(&name, grid.as_ref().map_err(Clone::clone), Detail::Values);
    if let Err(reason) = &grid {
        return Ok(Err(say!(
            "“{shown}”没有读到任何数据：{reason}",
            "no data could be read from “{shown}”: {reason}",
            reason = reason.said()
        )));
    }
    if learn(&[Submitted { description: &description, month: None }]).is_none() {
        return Ok(Err(say!(
            "“{shown}”里没有找到表，无法生成台账定义。",
            "no table was found in “{shown}”, so no definition of a ledger can be made."
        )));
    }
    let month = in_folder(path).or_else(|| month_of(&description));
    Ok(Ok(Looked { path: path.to_path_buf(), name, description, month }))
}

/// The month of the folder that a file lies in, as projects have them, or as clerks call them: 2024年6月.
fn in_folder(path: &Path) -> Option<Month> {
    let path = path.canonicalize().ok()?;
    let name = path.parent()?.file_name()?.to_string_lossy();
    name.parse().ok().or_else(|| ingest::file_words::month(&name))
}

/// The workbooks of each ledger, the newest last, in the order in which the ledgers were first seen.
pub(crate) fn grouped(looked: Vec<Looked>) -> Vec<Vec<Looked>> {
    let mut groups: Vec<Vec<Looked>> = Vec::new();
    for one in looked {
        let of = |group: &&mut Vec<Looked>| group.iter().any(|other| one_ledger(&one.description, &other.description));
        match groups.iter_mut().find(of) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    for group in &mut groups {
        // What says no month may be of any; it is no reason to take its labels for the newest.
        group.sort_by(|one, other| (one.month, &one.name).cmp(&(other.month, &other.name)));
    }
    groups
}

/// The ledger that the workbooks of a group are of.
pub(crate) fn learned(group: &[Looked]) -> Option<Draft> {
    let submitted: Vec<Submitted<'_>> =
        group.iter().map(|one| Submitted { description: &one.description, month: one.month }).collect();
    learn(&submitted)
}
