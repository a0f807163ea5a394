//! The pictures of a project's files: which are some, and what is in them.

use crate::disk::io_words;
use model::picture::Image;
use model::records::Records;
use model::{Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A file of more bytes is no picture for a report.
const MOST: u64 = 200 << 20;
/// The extensions of pictures.
const EXTENSIONS: [&str; 3] = ["png", "jpg", "jpeg"];

/// The pictures of a project that were read so far. One is read at a time: a large photo takes
/// hundreds of megabytes until it is small.
pub(crate) struct Album {
    /// The project's folder, without links.
    root: PathBuf,
    read: Mutex<BTreeMap<PathBuf, Result<Arc<Image>, Said>>>,
}

impl Album {
    pub(crate) fn new(folder: &Path) -> Album {
        let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Album { root, read: Mutex::default() }
    }

    /// A picture; else a sentence that says what is wrong with its file.
    pub(crate) fn image(&self, path: &Path) -> Result<Arc<Image>, Said> {
        let path = path.canonicalize().map_err(|error| say!("{why}。", "{why}.", why = io_words(&error)))?;
        if !path.starts_with(&self.root) {
            return Err(Said::fixed(
                "文件在项目的文件夹之外（快捷方式或链接），请把文件复制到报告的文件夹里。",
                "the file lies outside of the project's folder (a shortcut or a link); please copy it into the report's folder.",
            ));
        }
        let interrupted = Said::fixed("图片读取中断。", "the reading of pictures was interrupted.");
        let mut read = self.read.lock().map_err(|_| interrupted)?;
        if let Some(known) = read.get(&path) {
            return known.clone();
        }
        let image = bytes(&path).and_then(|bytes| picture::read(&bytes, layout::ENOUGH_PIXELS)).map(Arc::new);
        read.insert(path, image.clone());
        image
    }
}

/// The bytes of a file of a sane size.
fn bytes(path: &Path) -> Result<Vec<u8>, Said> {
    let unreadable =
        |error: std::io::Error| say!("无法读取：{why}。", "it cannot be read: {why}.", why = io_words(&error));
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST {
        return Err(Said::fixed(
            "文件超过 200 MB，请缩小后再用。",
            "the file has more than 200 MB; please make it smaller first.",
        ));
    }
    Ok(bytes)
}

/// Which of some files are pictures that cells of the records name.
pub(crate) fn named_in_cells<'a>(records: &[Records], files: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let pictures: Vec<&str> = files.filter(|file| is_picture(file)).collect();
    if pictures.is_empty() {
        return BTreeSet::new();
    }
    let cells = records.iter().flat_map(|records| &records.columns).flat_map(|column| column.words().iter());
    let names = cells.flat_map(report::photo_names).map(|name| last(&name.replace('\\', "/")));
    let names: BTreeSet<String> = names.collect();
    let is_named = |file: &&str| {
        let name = last(file);
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        names.contains(name.as_str()) || names.contains(stem)
    };
    pictures.into_iter().filter(is_named).map(str::to_owned).collect()
}

/// The name of a file without its folders, in small letters.
pub(crate) fn last(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).to_lowercase()
}

/// Whether a file's name is that of a picture.
pub(crate) fn is_picture(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// Whether a file is called so in a cell: by its name, with folders before it or without, with its
/// extension or without. Windows does not tell cases apart.
pub(crate) fn is_called(file: &str, name: &str) -> bool {
    let (file, name) = (file.to_lowercase(), name.to_lowercase());
    let stem = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    [file.as_str(), stem].into_iter().any(|known| known == name || known.ends_with(&format!("/{name}")))
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn files_are_called_by_their_names() {
        let file = "data/2020-12/照片/IMG_1.JPG";
        for (name, called) in
            [("IMG_1.jpg", true), ("img_1", true), ("照片/IMG_1.jpg", true), ("MG_1.jpg", false), ("IMG_1.png", false)]
        {
            assert_eq!(is_called(file, name), called, "{name}");
        }
    }
}
