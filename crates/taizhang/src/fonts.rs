//! The faces: the office's own from `taizhang.toml`, then the bundled ones beside the program or in
//! the source tree; and their list on request.

use crate::cli::FontOptions;
use crate::disk::{io_words, with_program};
use crate::language::{either, tell};
use crate::outcome::{End, Fatal};
use crate::project::{Named, local_fonts};
use model::page::{Face, Role};
use model::{Said, say};
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

/// A face with the file that it was read from.
struct Read {
    face: Face,
    path: PathBuf,
}

/// Reads the faces: the project's own first, so that the bundled ones show only what those lack.
pub(crate) fn load(project: &Path, named: &[Named]) -> Result<Vec<Face>, Fatal> {
    Ok(read(project, named)?.into_iter().map(|read| read.face).collect())
}

fn read(project: &Path, named: &[Named]) -> Result<Vec<Read>, Fatal> {
    let own = named.iter().map(|named| local(project, named)).collect::<Result<Vec<Read>, Fatal>>()?;
    let folder = folder()?;
    let bundled = FILES.iter().map(|(role, file, name)| {
        let path = folder.join(file);
        let bytes = Arc::new(bytes(&path)?);
        Ok(Read { face: Face { role: *role, name: (*name).to_owned(), bytes, index: 0 }, path })
    });
    let bundled = bundled.collect::<Result<Vec<Read>, Fatal>>()?;
    Ok(own.into_iter().chain(bundled).collect())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Fatal> {
    let unreadable = |error: std::io::Error| {
        let (path, why) = (path.display(), io_words(&error));
        say!("无法读取字体“{path}”：{why}。", "cannot read the font “{path}”: {why}.", why).into()
    };
    fs::read(path).map_err(unreadable)
}

/// The face that a project names.
fn local(project: &Path, named: &Named) -> Result<Read, Fatal> {
    let Named { role, font } = named;
    let refused = |why: Said| {
        let role = role.chinese();
        Fatal::Message(say!(
            "taizhang.toml 的 [fonts] 里{role}写的是“{font}”，{why}。",
            "[fonts] of taizhang.toml names “{font}” for “{role}”: {why}.",
            why
        ))
    };
    let direct = [project.join(font), project.join("fonts").join(font)].into_iter().find(|path| path.is_file());
    let files: Vec<PathBuf> = match direct {
        Some(path) => vec![path],
        None => {
            let all = installed();
            let by_name: Vec<PathBuf> = all.iter().filter(|path| is_called(path, font)).cloned().collect();
            if by_name.is_empty() { all } else { by_name }
        }
    };
    let is_file = files.len() == 1;
    for path in files {
        // A file of the system that cannot be read is not the one that is meant.
        let Ok(bytes) = fs::read(&path) else { continue };
        let faces = layout::described(&bytes);
        let face = faces.iter().find(|face| face.names.contains(font)).or(faces.first().filter(|_| is_file));
        let Some(face) = face else { continue };
        if !face.embeddable {
            return Err(refused(Said::fixed(
                "它的许可不允许嵌入文件，请换用别的字体",
                "its licence does not allow it to be embedded in files; please use another font",
            )));
        }
        let name = face.names.first().cloned().unwrap_or_else(|| font.clone());
        return Ok(Read { face: Face { role: *role, name, index: face.index, bytes: Arc::new(bytes) }, path });
    }
    Err(refused(Said::fixed(
        "找不到这个字体：可写字体文件的路径、文件名，或系统里字体的名称",
        "this font cannot be found; write the path or the name of a font file, or the name of a font of the system",
    )))
}

fn is_called(path: &Path, font: &str) -> bool {
    let same = |part: Option<&std::ffi::OsStr>| part.is_some_and(|part| part.eq_ignore_ascii_case(font));
    same(path.file_name()) || same(path.file_stem())
}

/// The font files of the system in an order that is the same each time.
fn installed() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let local = std::env::var_os("LOCALAPPDATA").map(PathBuf::from);
    let windows = std::env::var_os("WINDIR").map(PathBuf::from);
    let in_home = [".fonts", ".local/share/fonts", "Library/Fonts"];
    let mut folders: Vec<PathBuf> = home.iter().flat_map(|home| in_home.map(|folder| home.join(folder))).collect();
    folders.extend(local.map(|local| local.join("Microsoft/Windows/Fonts")));
    folders.extend(windows.map(|windows| windows.join("Fonts")));
    folders.extend(
        ["/usr/local/share/fonts", "/usr/share/fonts", "/Library/Fonts", "/System/Library/Fonts"].map(PathBuf::from),
    );
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        for path in entries.map(|entry| entry.path()) {
            // A link could lead in a circle.
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|kind| ["ttf", "otf", "ttc", "otc"].iter().any(|known| kind.eq_ignore_ascii_case(known)))
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// `fonts` beside the program (as `cargo xtask dist` lays it), else that of the source tree that
/// the program was built from.
fn folder() -> Result<PathBuf, Fatal> {
    let mut candidates = with_program("fonts", "../layout/fonts")?.into_iter();
    let missing = Said::fixed(
        "找不到字体：程序旁边应有 fonts 文件夹。",
        "the fonts cannot be found: there should be a folder fonts beside the program.",
    );
    candidates.find(|folder| folder.is_dir()).ok_or_else(|| missing.into())
}

/// `taizhang fonts`
pub(crate) fn run(options: &FontOptions) -> Result<End, Fatal> {
    let named = local_fonts(&options.project)?;
    let own = named.len();
    for (number, Read { face, path }) in read(&options.project, &named)?.into_iter().enumerate() {
        let from = if number < own { either("本项目", "project") } else { either("自带", "bundled") };
        let size = face.bytes.len().div_ceil(1024);
        println!("{}\t{}\t{from}\t{}\t{size} KiB", face.role.chinese(), face.name, path.display());
    }
    tell!(
        "同一种字体有几个的，排在前面的先用，缺字才用后面的。",
        "Where a kind has several fonts, the first is used, and the later ones only for the characters that it lacks."
    );
    Ok(End::Clean)
}
