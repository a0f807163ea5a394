//! The files that a project is made from, those of folders with them.

use crate::disk::names;
use crate::intake::{LOCK_SIZE, is_set_aside};
use crate::looking::WORKBOOKS;
use crate::outcome::Fatal;
use model::{Said, say};
use std::path::{Path, PathBuf};

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
        let hidden = name.starts_with('.') || name.starts_with("~$");
        let lock = || path.metadata().is_ok_and(|metadata| metadata.len() <= LOCK_SIZE);
        match (path.is_dir(), is_workbook(&name)) {
            (true, _) if name.starts_with('.') => {}
            // A link may lead back to where it stands.
            (true, _) if path.is_symlink() => unread.push(say!(
                "“{shown}”是链接，没有读其中的文件；要读的，请直接写它指向的文件夹",
                "“{shown}” is a link, whose files were not read; if they should be, name the folder that it leads to"
            )),
            (true, _) if is_set_aside(&name) => {
                unread.push(say!("“{shown}”是放旧文件的文件夹", "“{shown}” is a folder of what was set aside"));
            }
            (true, _) => within(&path, files, unread)?,
            // What the system and Excel leave beside workbooks.
            (false, false) if hidden => {}
            (false, true) if hidden && lock() => {}
            (false, true) if hidden => unread.push(say!(
                "“{shown}”是隐藏文件或临时文件的名称；应当读的，请去掉开头的“.”“~$”",
                "“{shown}” is named as a hidden or temporary file; if it should be read, take the “.” or “~$” away"
            )),
            (false, true) => files.push(path),
            (false, false) => unread.push(say!(
                "“{shown}”的扩展名不是工作簿的；要读的，请直接写这个文件",
                "“{shown}” does not have the extension of a workbook; if it should be read, name it by itself"
            )),
        }
    }
    Ok(())
}

fn is_workbook(name: &str) -> bool {
    let kind = name.rsplit_once('.').map(|(_, kind)| kind);
    kind.is_some_and(|kind| WORKBOOKS.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}
