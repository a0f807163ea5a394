//! The faces: found beside the program or in the source tree, and listed on request.

use crate::project::io_words;
use crate::{End, Fatal};
use model::page::{Face, Role};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bundled file of each role with the name of its face.
const FILES: [(Role, &str, &str); 5] = [
    (Role::Fangsong, "fangsong.otf", "FandolFang"),
    (Role::Biaosong, "biaosong.otf", "Noto Serif CJK SC Bold"),
    (Role::Song, "song.otf", "Noto Serif CJK SC"),
    (Role::Hei, "hei.otf", "Noto Sans CJK SC"),
    (Role::Kai, "kai.ttf", "LXGW WenKai"),
];

/// Reads the faces.
pub(crate) fn load() -> Result<Vec<Face>, Fatal> {
    let folder = folder()?;
    let read = |(role, file, name): &(Role, &str, &str)| {
        let path = folder.join(file);
        let bytes =
            fs::read(&path).map_err(|error| format!("无法读取字体“{}”：{}。", path.display(), io_words(&error)))?;
        Ok(Face { role: *role, name: (*name).to_owned(), bytes: Arc::new(bytes), index: 0 })
    };
    FILES.iter().map(read).collect()
}

/// `fonts` beside the program (as `cargo xtask dist` lays it), else that of the source tree that
/// the program was built from.
fn folder() -> Result<PathBuf, Fatal> {
    let program = std::env::current_exe().map_err(|error| format!("不知道程序在哪里：{}。", io_words(&error)))?;
    let beside = program.parent().map(|folder| folder.join("fonts"));
    let in_tree = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts");
    let mut candidates = beside.into_iter().chain([in_tree]);
    candidates
        .find(|folder| folder.is_dir())
        .ok_or_else(|| Fatal::Message("找不到字体：程序旁边应有 fonts 文件夹。".to_owned()))
}

/// `taizhang fonts`
pub(crate) fn run() -> Result<End, Fatal> {
    let folder = folder()?;
    println!("字体文件夹：{}", folder.display());
    for face in load()? {
        let file = FILES.iter().find(|(role, ..)| *role == face.role).map_or("", |(_, file, _)| *file);
        let size = face.bytes.len().div_ceil(1024);
        println!("{}\t{}\t{}\t{size} KiB", face.role.chinese(), face.name, Path::new(file).display());
    }
    Ok(End::Clean)
}
