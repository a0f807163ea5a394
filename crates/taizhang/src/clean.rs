//! `taizhang clean`: takes away what can be made again.

use crate::cache::Cache;
use crate::cli::CleanOptions;
use crate::disk::{io_words, is_project, names};
use crate::language::tell;
use crate::outcome::{End, Fatal};
use crate::output::sweep;
use model::say;
use std::fs;
use std::path::{Path, PathBuf};

/// Empties the cache of a project, and takes away what runs left behind that were killed.
pub(crate) fn run(options: &CleanOptions) -> Result<End, Fatal> {
    let project = &options.project;
    if !is_project(project) {
        let project = project.display();
        return Err(say!(
            "“{project}”里没有 taizhang.toml，不是一个项目。",
            "there is no taizhang.toml in “{project}”, so it is no project."
        )
        .into());
    }
    let cache = Cache::of(project);
    let folder = cache.folder();
    let (entries, bytes) = counted(folder)?;
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let (folder, why) = (folder.display(), io_words(&error));
            return Err(say!("无法清除“{folder}”：{why}。", "cannot remove “{folder}”: {why}.", why).into());
        }
        _ => {}
    }
    let reports = project.join("reports");
    let months = names(&reports)?.into_iter().map(|name| reports.join(name)).filter(|path| path.is_dir());
    let folders: Vec<PathBuf> = [project.clone(), reports.clone()].into_iter().chain(months).collect();
    let left: usize = folders.iter().map(|folder| sweep(folder)).sum();
    let size = bytes.div_ceil(1024);
    tell!(
        "已清除缓存 {entries} 份（{size} KiB）、中断的运行留下的临时文件 {left} 个。",
        "Removed {entries} cached file(s) ({size} KiB) and {left} temporary file(s) of interrupted runs."
    );
    Ok(End::Clean)
}

/// How many files a folder holds with those within it, and their bytes.
fn counted(folder: &Path) -> Result<(usize, u64), Fatal> {
    let mut all = (0, 0);
    for path in names(folder)?.into_iter().map(|name| folder.join(name)) {
        let (files, bytes) = match path.metadata() {
            Ok(metadata) if metadata.is_dir() => counted(&path)?,
            Ok(metadata) => (1, metadata.len()),
            Err(_) => (0, 0),
        };
        all = (all.0 + files, all.1 + bytes);
    }
    Ok(all)
}
