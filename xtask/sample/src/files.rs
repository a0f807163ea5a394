//! Writing files of the project.

use crate::outcome::Outcome;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Writes a file beside its place and renames it, so that nobody reads half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let folder = path.parent().ok_or("a file without a folder")?;
    fs::create_dir_all(folder)?;
    let mut name = path.file_name().ok_or("a file without a name")?.to_owned();
    name.push(".part");
    let part = folder.join(name);
    File::create(&part)?.write_all(bytes)?;
    fs::rename(&part, path)?;
    Ok(())
}
