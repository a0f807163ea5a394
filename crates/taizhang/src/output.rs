//! Files that appear whole or not at all.

use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use model::say;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::{NamedTempFile, TempDir, TempPath};

/// What the names of files begin with that wait beside their places.
const WAITING: &str = ".taizhang-";
/// A file that waits for longer was left behind by a run that was killed; other runs may go on right now.
const FORGOTTEN: Duration = Duration::from_secs(3_600);

/// Takes away what a killed run left behind, and says how much it was. What cannot be taken away does no
/// harm.
pub(crate) fn sweep(folder: &Path) -> usize {
    let mut swept = 0;
    for name in names(folder).unwrap_or_default().iter().filter(|name| name.starts_with(WAITING)) {
        let path = folder.join(name);
        let written = path.metadata().and_then(|metadata| metadata.modified());
        if written.is_ok_and(|written| written.elapsed().is_ok_and(|age| age > FORGOTTEN)) {
            let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
            swept += usize::from(removed.is_ok());
        }
    }
    swept
}

/// An error of the disk at a place.
fn failed(path: &Path, error: &std::io::Error) -> Fatal {
    let path = path.display();
    say!("无法写入“{path}”：{why}。", "cannot write “{path}”: {why}.", why = io_words(error)).into()
}

/// The folder that something lies in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes a file beside its place, where it waits.
fn waiting(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Fatal> {
    let mut file = tempfile::Builder::new().prefix(WAITING).tempfile_in(parent(path)).map_err(|e| failed(path, &e))?;
    file.write_all(bytes).map_err(|error| failed(path, &error))?;
    Ok(file)
}

/// Writes every file beside its place and renames all of them only when all were written. One that is there already
/// with the same bytes stays as it is, whoever has it open.
pub(crate) fn write_all(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<PathBuf>, Fatal> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    // A folder in the place of a file would stop the renaming half-way.
    if let Some((name, _)) = files.iter().find(|(name, _)| folder.join(name).is_dir()) {
        return Err(failed(&folder.join(name), &std::io::ErrorKind::AlreadyExists.into()));
    }
    sweep(folder);
    let mut all: Vec<(TempPath, PathBuf)> = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        if holds(&path, bytes) {
            // Whoever made it so, it is for everyone; where it is another's file it stays as it is.
            let _ = for_everyone(&path, FILE);
            continue;
        }
        let file = waiting(&path, bytes)?;
        for_everyone(file.path(), FILE).map_err(|error| failed(&path, &error))?;
        all.push((file.into_temp_path(), path));
    }
    for (_, path) in &all {
        free(path).map_err(|error| failed(path, &error))?;
    }
    for (file, path) in all {
        file.persist(&path).map_err(|error| failed(&path, &error.error))?;
    }
    Ok(files.iter().map(|(name, _)| folder.join(name)).collect())
}

/// Whether a file is there that holds just these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let size = u64::try_from(bytes.len()).ok();
    let alike = path.symlink_metadata().is_ok_and(|there| there.is_file() && Some(there.len()) == size);
    alike && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Whether a file can be replaced: Windows refuses what another program has open, and the files before it would
/// be new and it the old one.
#[cfg(windows)]
fn free(path: &Path) -> std::io::Result<()> {
    match fs::OpenOptions::new().write(true).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Whether a file can be replaced: here, always.
#[cfg(not(windows))]
#[expect(clippy::unnecessary_wraps, reason = "Windows may refuse it.")]
fn free(_: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Writes a file that is its owner's alone, whole or not at all.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Fatal> {
    waiting(path, bytes)?.persist(path).map(drop).map_err(|error| failed(path, &error.error))
}

/// Writes a file of a cache, whole or not at all. Without it nothing is lost but time.
pub(crate) fn write_cache(path: &Path, bytes: &[u8]) {
    let written = fs::create_dir_all(parent(path)).ok().and_then(|()| waiting(path, bytes).ok());
    let _ = written.map(|file| file.persist(path));
}

/// Writes a file where there is none yet; false where one of that name is there, which stays as it is.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Fatal> {
    fs::create_dir_all(parent(path)).map_err(|error| failed(path, &error))?;
    let file = waiting(path, bytes)?;
    for_everyone(file.path(), FILE).map_err(|error| failed(path, &error))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(path, &error.error)),
    }
}

/// A folder beside a place, to be filled and then put there by [`put_folder`].
pub(crate) fn folder_beside(path: &Path) -> Result<TempDir, Fatal> {
    fs::create_dir_all(parent(path)).map_err(|error| failed(path, &error))?;
    tempfile::Builder::new().prefix(WAITING).tempdir_in(parent(path)).map_err(|error| failed(path, &error))
}

/// Puts a folder in the place of one that may be there, whole or not at all.
pub(crate) fn put_folder(new: TempDir, path: &Path) -> Result<(), Fatal> {
    let old = folder_beside(path)?;
    let aside = old.path().join("old");
    if path.exists() {
        fs::rename(path, &aside).map_err(|error| failed(path, &error))?;
    }
    let put = for_everyone(new.path(), FOLDER).and_then(|()| fs::rename(new.path(), path));
    put.map_err(|error| {
        // The old one comes back where the new one cannot take its place.
        let _ = fs::rename(&aside, path);
        failed(path, &error)
    })
}

/// What everyone may do with a file, and with a folder (POSIX).
const FILE: u32 = 0o644;
const FOLDER: u32 = 0o755;

/// What is temporary is its owner's alone; a report is for everyone who may read the project.
#[cfg(unix)]
fn for_everyone(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn for_everyone(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}
