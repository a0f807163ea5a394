//! A new project appears whole or not at all.

use super::NewFile;
use crate::disk::{io_words, names};
use crate::outcome::Fatal;
use crate::output::write_all;
use model::say;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Writes the files of a project into a folder within its own, and moves them to their places when
/// all of them are there.
pub(super) fn place(folder: &Path, files: &[NewFile]) -> Result<(), Fatal> {
    let shown = folder.display();
    let failed = |error: std::io::Error| {
        let reason = io_words(&error);
        say!("无法写入“{shown}”：{reason}。", "cannot write “{shown}”: {reason}.", reason)
    };
    fs::create_dir_all(folder).map_err(failed)?;
    let waiting = tempfile::tempdir_in(folder).map_err(failed)?;
    let mut by_folder: BTreeMap<&str, Vec<NewFile>> = BTreeMap::new();
    for (path, bytes) in files {
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        by_folder.entry(parent).or_default().push((name.to_owned(), bytes.clone()));
    }
    for (parent, files) in &by_folder {
        write_all(&waiting.path().join(parent), files)?;
    }
    for name in names(waiting.path())? {
        fs::rename(waiting.path().join(&name), folder.join(&name)).map_err(failed)?;
    }
    Ok(())
}
