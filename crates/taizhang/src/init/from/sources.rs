//! The files that a project is made from, those of folders with them.

use crate::disk::names;
use crate::intake::is_set_aside;
use crate::outcome::Fatal;
use model::{Said, say};
use std::path::{Path, PathBuf};

/// What the names of workbooks end with.
const KINDS: [&str; 7] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "et", "csv"];

/// The files that were named, and the workbooks of folders that were; and what of the folders is not read.
pub(super) fn files(named: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<Said>), Fatal> {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for path in named {
        if path.is_dir() {
            within(path, &mut files, &mut unread)?;
        } else {
            files.push(path.clone());
        }
    }
    Ok((files, unread))
}

fn within(folder: &Path, files: &mut Vec<PathBuf>, unread: &mut Vec<Said>) -> Result<(), Fatal> {
    for name in names(folder)? {
        let path = folder.join(&name);
        let shown = path.display();
        if path.is_dir() && is_set_aside(&name) {
            unread.push(say!("“{shown}”是放旧文件的文件夹", "“{shown}” is a folder of what was set aside"));
        } else if path.is_dir() {
            within(&path, files, unread)?;
        } else if is_workbook(&name) {
            files.push(path);
        } else if !is_hidden(&name) {
            unread.push(say!("“{shown}”不是工作簿", "“{shown}” is no workbook"));
        }
    }
    Ok(())
}

/// What the system and Excel leave beside workbooks.
fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~'])
}

fn is_workbook(name: &str) -> bool {
    let kind = name.rsplit_once('.').map(|(_, kind)| kind);
    !is_hidden(name) && kind.is_some_and(|kind| KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}
