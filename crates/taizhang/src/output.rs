//! Files that appear whole or not at all.

use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{NamedTempFile, TempPath};

/// What the names of files begin with that wait beside their places.
const WAITING: &str = ".taizhang-";
/// A file that waits for longer was left behind by a run that was killed; other runs may go on right now.
const FORGOTTEN: Duration = Duration::from_secs(3_600);

/// Takes away what a killed run left behind. What cannot be taken away does no harm.
fn sweep(folder: &Path) {
    for name in names(folder).unwrap_or_default().iter().filter(|name| name.starts_with(WAITING)) {
        let path = folder.join(name);
        let written = path.metadata().and_then(|metadata| metadata.modified());
        if written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age > FORGOTTEN)) {
            let _ = fs::remove_file(path);
        }
    }
}

/// Writes every file beside its place and renames all of them only when all were written.
pub(crate) fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Fatal> {
    let failed = |path: &Path, error: &std::io::Error| {
        Fatal::Message(format!("无法写入“{}”：{}。", path.display(), io_words(error)))
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    // A folder in the place of a file would stop the renaming half-way.
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).is_dir()) {
        return Err(failed(&folder.join(name), &std::io::ErrorKind::AlreadyExists.into()));
    }
    sweep(folder);
    let mut waiting: Vec<(TempPath, PathBuf)> = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let mut file =
            tempfile::Builder::new().prefix(WAITING).tempfile_in(folder).map_err(|error| failed(&path, &error))?;
        file.write_all(bytes).map_err(|error| failed(&path, &error))?;
        readable(file.path()).map_err(|error| failed(&path, &error))?;
        waiting.push((file.into_temp_path(), path));
    }
    let mut written = Vec::new();
    for (file, path) in waiting {
        file.persist(&path).map_err(|error| failed(&path, &error.error))?;
        written.push(path);
    }
    Ok(written)
}

/// Writes a file that is its owner's alone, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Fatal> {
    let failed =
        |error: &std::io::Error| Fatal::Message(format!("无法写入“{}”：{}。", path.display(), io_words(error)));
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).map_err(|error| failed(&error))?;
    file.persist(path).map(drop).map_err(|error| failed(&error.error))
}

/// Writes a file where there is none yet; false where one of that name is there, which stays as it is.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Fatal> {
    let failed =
        |error: &std::io::Error| Fatal::Message(format!("无法写入“{}”：{}。", path.display(), io_words(error)));
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut file = NamedTempFile::new_in(folder).map_err(|error| failed(&error))?;
    file.write_all(bytes).map_err(|error| failed(&error))?;
    readable(file.path()).map_err(|error| failed(&error))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(&error.error)),
    }
}

/// A temporary file is its owner's alone; a report is for everyone who may read the folder.
#[cfg(unix)]
fn readable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
