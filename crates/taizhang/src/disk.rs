//! Reading from the disk, with errors in words.

use crate::outcome::Fatal;
use model::{Said, say};
use std::fs;
use std::path::{Path, PathBuf};

/// The names in a folder in order; none where there is no folder.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, Fatal> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error: std::io::Error| {
        let folder = folder.display();
        say!("无法读取文件夹“{folder}”：{why}。", "cannot read the folder “{folder}”: {why}.", why = io_words(&error))
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Whether a folder is a project.
pub(crate) fn is_project(folder: &Path) -> bool {
    folder.join("taizhang.toml").is_file()
}

/// The projects right within a folder, by their names.
pub(crate) fn projects(folder: &Path) -> Result<Vec<String>, Fatal> {
    Ok(names(folder)?.into_iter().filter(|name| is_project(&folder.join(name))).collect())
}

/// The sources that the program was built from. One that is given away (`cargo xtask dist`) knows of none, and holds no
/// path of the machine that built it.
const SOURCES: Option<&str> = match option_env!("TAIZHANG_PACKED") {
    Some(_) => None,
    None => Some(env!("CARGO_MANIFEST_DIR")),
};

/// Where something that comes with the program may lie: beside it, as `cargo xtask dist` lays it, else in its sources.
pub(crate) fn with_program(beside: &str, in_sources: &str) -> Result<Vec<PathBuf>, Fatal> {
    let program = std::env::current_exe().map_err(|error| {
        say!("不知道程序在哪里：{why}。", "it is not known where the program lies: {why}.", why = io_words(&error))
    })?;
    let beside = program.parent().map(|folder| folder.join(beside));
    Ok(beside.into_iter().chain(SOURCES.map(|sources| Path::new(sources).join(in_sources))).collect())
}

/// The whole path of what is there, as people and other programs write it: Windows itself answers `\\?\C:\…`,
/// which few of them know.
pub(crate) fn whole(path: &Path) -> PathBuf {
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    match whole.to_str().and_then(|text| text.strip_prefix(r"\\?\")) {
        // A path on a network begins otherwise and cannot be cut.
        Some(plain) if plain.as_bytes().get(1) == Some(&b':') => PathBuf::from(plain),
        _ => whole,
    }
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
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => Err(say!(
            "“{file}”不是 UTF-8 编码，请用记事本另存为 UTF-8。",
            "“{file}” is not in UTF-8; please save it as UTF-8 with an editor such as Notepad."
        )
        .into()),
        Err(error) => {
            Err(say!("无法读取“{file}”：{why}。", "cannot read “{file}”: {why}.", why = io_words(&error)).into())
        }
    }
}

/// An error of the file system in words.
pub(crate) fn io_words(error: &std::io::Error) -> Said {
    match error.kind() {
        std::io::ErrorKind::NotFound => Said::fixed("找不到文件或文件夹", "there is no such file or folder"),
        std::io::ErrorKind::PermissionDenied => Said::fixed("没有权限", "permission is denied"),
        std::io::ErrorKind::StorageFull => Said::fixed("磁盘已满", "the disk is full"),
        std::io::ErrorKind::ReadOnlyFilesystem => Said::fixed("文件夹只读", "the folder is read-only"),
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            Said::fixed("路径上有同名文件", "a file of that name is in the way")
        }
        // Sharing and locking violations of Windows.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => Said::fixed(
            "文件正在别的程序（如 Excel、WPS）里打开，请关闭后重试",
            "it is open in another program (such as Excel); close it there and try again",
        ),
        _ => Said::same(error.to_string()),
    }
}
