//! What is in an archive.

use crate::platform::Platform;
use crate::{Failure, guide, licences};
use std::path::Path;

/// A file of the archive.
pub(crate) struct Entry {
    /// Its path within the archive's folder, with `/`.
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether it can be run.
    pub(crate) runs: bool,
}

impl Entry {
    pub(crate) fn file(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Entry {
        Entry { path: path.into(), bytes: bytes.into(), runs: false }
    }

    fn program(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Entry {
        Entry { runs: true, ..Entry::file(path, bytes) }
    }
}

/// The samples that `taizhang init --sample` copies: their names and the folders of their projects.
const SAMPLES: [(&str, &str); 2] = [("zone", "."), ("office", "tests/office")];

/// All files of a platform's archive, in their order.
pub(crate) fn of(root: &Path, platform: Platform, program: &Path) -> Result<Vec<Entry>, Failure> {
    let program = read(program)?;
    tells_no_path(root, &program)?;
    let mut entries = vec![Entry::program(platform.program(), program)];
    entries.extend(starters(platform));
    entries.extend(guide::entries(root, platform)?);
    for (name, bytes) in files(&root.join("crates/layout/fonts"))? {
        // The script that made the faces is of no use without the source tree.
        if !name.ends_with(".py") {
            entries.push(Entry::file(format!("fonts/{name}"), bytes));
        }
    }
    for (sample, project) in SAMPLES {
        let project = root.join(project);
        let into = format!("template/{sample}");
        entries.push(Entry::file(format!("{into}/taizhang.toml"), read(&project.join("taizhang.toml"))?));
        for folder in ["data", "reports/definitions"] {
            let found = files(&project.join(folder))?;
            entries
                .extend(found.into_iter().map(|(name, bytes)| Entry::file(format!("{into}/{folder}/{name}"), bytes)));
        }
    }
    entries.extend(licences::entries(root, platform)?);
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(entries)
}

/// A program that holds a path of the machine that built it says more than it should, and is another one where the
/// sources lie elsewhere.
fn tells_no_path(root: &Path, program: &[u8]) -> Result<(), Failure> {
    let path = root.to_string_lossy();
    match program.windows(path.len().max(1)).any(|bytes| bytes == path.as_bytes()) {
        true => Err(format!("程序里有本机的路径 {path}")),
        false => Ok(()),
    }
}

/// What is double-clicked: it opens the page in the browser with the folder that it lies in as the project's.
fn starters(platform: Platform) -> Vec<Entry> {
    match platform {
        // Without a letter beyond ASCII: the console reads the file in the code page of the system.
        Platform::Windows => {
            vec![Entry::file(
                "打开台账.cmd",
                "@echo off\r\ncd /d \"%~dp0\"\r\n\"%~dp0taizhang.exe\" open %*\r\nif errorlevel 2 pause\r\n",
            )]
        }
        Platform::Linux => vec![
            Entry::program("打开台账.sh", "#!/bin/sh\ncd \"$(dirname \"$0\")\" && exec ./taizhang open \"$@\"\n"),
            // Quoted twice: once for the command, once as a text of the file (Desktop Entry Specification, Exec).
            Entry::program(
                "打开台账.desktop",
                concat!(
                    "[Desktop Entry]\nType=Application\nName=台账\nComment=在浏览器里打开台账\n",
                    r#"Exec=sh -c "cd \\"\\$(dirname \\"\\${1#file://}\\")\\" && exec ./taizhang open" taizhang %k"#,
                    "\nTerminal=true\nCategories=Office;\n"
                ),
            ),
        ],
    }
}

/// All files below a folder in the order of their paths, with their paths below it.
pub(crate) fn files(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |error: std::io::Error| format!("无法读取 {}：{error}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path)?.into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.push((name, read(&path)?));
        }
    }
    found.sort();
    Ok(found)
}

/// A file's bytes.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| format!("无法读取 {}：{error}", path.display()))
}
