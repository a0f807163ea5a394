//! Reading from the disk, with errors in Chinese.

use crate::outcome::Fatal;
use std::fs;
use std::path::Path;

/// The names in a folder in order; none where there is no folder.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, Fatal> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable =
        |error: std::io::Error| Fatal::Message(format!("无法读取文件夹“{}”：{}。", folder.display(), io_words(&error)));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// A text file of the project, if it is there. A byte-order mark is what Notepad leaves.
pub(crate) fn optional(folder: &Path, file: &str) -> Result<Option<String>, Fatal> {
    match fs::read_to_string(folder.join(file)) {
        Ok(text) => Ok(Some(text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))),
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound || error.kind() == std::io::ErrorKind::NotADirectory =>
        {
            Ok(None)
        }
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(Fatal::Message(format!("“{file}”不是 UTF-8 编码，请用记事本另存为 UTF-8。")))
        }
        Err(error) => Err(Fatal::Message(format!("无法读取“{file}”：{}。", io_words(&error)))),
    }
}

/// An error of the file system in Chinese.
pub(crate) fn io_words(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "找不到文件或文件夹".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有权限".to_owned(),
        std::io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        std::io::ErrorKind::ReadOnlyFilesystem => "文件夹只读".to_owned(),
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => "路径上有同名文件".to_owned(),
        _ => error.to_string(),
    }
}
