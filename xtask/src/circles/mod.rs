//! `cargo xtask circles`: no import circle between the files of a crate.
//!
//! The files of a crate are the nodes, and a file that names something of another one has an edge to
//! it. What counts, precisely:
//!
//! - Every path counts, in `use` and in the code: `crate::…`, `self::…`, `super::…`, the name of a
//!   submodule, or a name that a `use` brought in. Method calls name no file and do not count.
//! - The edge goes to the file that *defines* what is named. A re-export is followed to its origin,
//!   so that a `mod.rs` or `lib.rs` that only lists its parts is in no circle: declaring a module and
//!   re-exporting from it are no edges, unless the re-exported name is used in the same file.
//! - To bring in a module (`use crate::columns;`) is no edge by itself; `columns::width()` is one.
//! - A module's own file may use its submodules, and they may take what they share from it by
//!   `super::…`. That is no edge back. The submodule has the edges instead that the module's file has
//!   to files outside of its folder, because what is shared may rest on those. The crate's root is not
//!   such a module: what all files share stands in a file of its own.
//! - Items under `#[cfg(test)]` do not count, and neither do `tests/`, `examples/` and `benches/`.
//!
//! Text is scanned; macros are not expanded. A circle is a set of files of which each reaches each.

mod graph;
mod scan;
mod tokens;

use graph::Tree;
use std::fs;
use std::path::Path;

/// Looks at every crate of the workspace; prints the circles, and gives 1 if there is one.
pub(crate) fn run(workspace: &Path) -> Result<u8, String> {
    let mut count = 0;
    for folder in crates(workspace)? {
        let mut files = Vec::new();
        collect(&folder.join("src"), &folder, &mut files)?;
        let name = folder.strip_prefix(workspace).unwrap_or(&folder).display().to_string().replace('\\', "/");
        for circle in ["src/lib.rs", "src/main.rs"].iter().flat_map(|root| Tree::new(&files, root).circles()) {
            println!("{name}：{} 个文件互相引用：{}", circle.files.len(), circle.files.join("、"));
            circle.edges.iter().for_each(|edge| println!("    {edge}"));
            count += 1;
        }
    }
    println!("循环引用 {count} 处。");
    Ok(u8::from(count > 0))
}

/// The folders of the crates, in the order of their names.
fn crates(workspace: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let mut folders = entries(&workspace.join("crates"))?;
    folders.extend([workspace.join("xtask"), workspace.join("xtask/sample"), workspace.join("xtask/spoil")]);
    folders.retain(|folder| folder.join("src").is_dir());
    Ok(folders)
}

/// Reads the sources below a folder; a file is named from the crate's folder, with `/`.
fn collect(folder: &Path, base: &Path, files: &mut Vec<(String, String)>) -> Result<(), String> {
    for path in entries(folder)? {
        if path.is_dir() {
            collect(&path, base, files)?;
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| format!("无法读取 {}：{error}", path.display()))?;
            let name = path.strip_prefix(base).unwrap_or(&path).display().to_string().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}

fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let failed = |error: std::io::Error| format!("无法读取 {}：{error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests;
