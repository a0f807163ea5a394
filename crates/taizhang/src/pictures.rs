//! The pictures that texts ask for: found in the project, read once for all documents of a run.

use crate::disk::{io_words, names};
use crate::documents::Job;
use crate::outcome::Fatal;
use crate::project::ReportSource;
use crate::session::Session;
use model::Place;
use model::edition::{Edition, Sensitivity};
use model::picture::{Found, Image, Wanted};
use model::records::Records;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A file of more bytes is no picture for a report.
const MOST: u64 = 200 << 20;
/// Folders lie in one another no deeper than this, lest a link leads round in a circle.
const DEEPEST: usize = 8;
/// The extensions of pictures.
const EXTENSIONS: [&str; 3] = ["png", "jpg", "jpeg"];

/// The pictures of a project that were read so far. One is read at a time: a large photo takes
/// hundreds of megabytes until it is small.
pub(crate) struct Album {
    /// The project's folder, without links.
    root: PathBuf,
    read: Mutex<BTreeMap<PathBuf, Result<Arc<Image>, String>>>,
}

impl Album {
    pub(crate) fn new(folder: &Path) -> Album {
        let root = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Album { root, read: Mutex::default() }
    }

    /// A picture; else a sentence that says what is wrong with its file.
    fn image(&self, path: &Path) -> Result<Arc<Image>, String> {
        let path = path.canonicalize().map_err(|error| format!("{}。", io_words(&error)))?;
        if !path.starts_with(&self.root) {
            return Err("文件在项目的文件夹之外（快捷方式或链接），请把文件复制到报告的文件夹里。".to_owned());
        }
        let mut read = self.read.lock().map_err(|_| "图片读取中断。".to_owned())?;
        if let Some(known) = read.get(&path) {
            return known.clone();
        }
        let image = bytes(&path).and_then(|bytes| picture::read(&bytes, layout::ENOUGH_PIXELS)).map(Arc::new);
        read.insert(path, image.clone());
        image
    }
}

/// The bytes of a file of a sane size.
fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let unreadable = |error: std::io::Error| format!("无法读取：{}。", io_words(&error));
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST {
        return Err("文件超过 200 MB，请缩小后再用。".to_owned());
    }
    Ok(bytes)
}

/// What each picture that a document asks for turned out to be.
pub(crate) fn found(session: &Session, job: &Job<'_>, wanted: Vec<Wanted>) -> Result<BTreeMap<Wanted, Found>, Fatal> {
    let mut all = BTreeMap::new();
    for wanted in wanted {
        let found = match &wanted {
            Wanted::File(file) => of_report(session, job.source, file),
            Wanted::Named { cells, .. } if !is_shown(session, job, cells) => Found::Withheld,
            Wanted::Named { name, cells } => named(session, job, name, cells)?,
        };
        all.insert(wanted, found);
    }
    Ok(all)
}

/// The same for texts over supposed numbers: what ledgers' cells name is not looked for.
pub(crate) fn of_definition(session: &Session, source: &ReportSource, wanted: Vec<Wanted>) -> BTreeMap<Wanted, Found> {
    let found = |wanted: Wanted| {
        let found = match &wanted {
            Wanted::File(file) => of_report(session, source, file),
            Wanted::Named { .. } => Found::Withheld,
        };
        (wanted, found)
    };
    wanted.into_iter().map(found).collect()
}

/// A file of the report's folder, or of the project's.
fn of_report(session: &Session, source: &ReportSource, file: &str) -> Found {
    let folder = &session.project.folder;
    let own = format!("reports/definitions/{}/{file}", source.report.name);
    match [own.as_str(), file].into_iter().find(|file| folder.join(file).is_file()) {
        Some(file) => read(session, file),
        None => Found::Wrong(format!("找不到这个文件，请放到 {own}，或改正文件名。")),
    }
}

fn read(session: &Session, file: &str) -> Found {
    match session.album.image(&session.project.folder.join(file)) {
        Ok(image) => Found::Image(image),
        Err(reason) => Found::Wrong(reason),
    }
}

/// Whether a picture that cells name is for the document's edition: a photo may show who or what a
/// ledger hides, so that the public edition has it only where the column is declared public.
fn is_shown(session: &Session, job: &Job<'_>, cells: &[(String, String, Place)]) -> bool {
    let is_public = |(listing, id, _): &(String, String, Place)| {
        let listing = job.plan.listings.iter().find(|plan| plan.name == *listing);
        let field = listing.and_then(|plan| Some((plan, &plan.columns.iter().find(|(name, _)| name == id)?.1)));
        let column = field.and_then(|(plan, field)| session.project.column(&plan.selection.ledger, field));
        column.is_some_and(|(_, column)| column.sensitivity == Some(Sensitivity::Public))
    };
    job.edition == Edition::Internal || !cells.is_empty() && cells.iter().all(is_public)
}

/// A picture beside the workbook whose cell names it, or else anywhere in that month's folder, or in
/// the report's.
fn named(session: &Session, job: &Job<'_>, name: &str, cells: &[(String, String, Place)]) -> Result<Found, Fatal> {
    let name = match report::path(name) {
        Ok(name) => name,
        Err(reason) => return Ok(Found::Wrong(reason.to_owned())),
    };
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    folders.extend(cells.iter().filter_map(|(_, _, place)| Some(place.file.rsplit_once('/')?.0)));
    let report = format!("reports/definitions/{}", job.source.report.name);
    // What lies nearest counts: beside the workbook, then within the month, then with the report.
    let near: Vec<String> = folders.iter().map(|folder| (*folder).to_owned()).collect();
    let months: BTreeSet<String> = folders.iter().map(|folder| month_folder(folder)).collect();
    for (places, deep) in [(near, 0), (months.into_iter().collect(), DEEPEST), (vec![report], DEEPEST)] {
        let mut files = Vec::new();
        for place in &places {
            within(&session.project.folder, place, deep, &mut files)?;
        }
        let fitting: Vec<&String> = files.iter().filter(|file| is_called(file, &name)).collect();
        match fitting.as_slice() {
            [] => {}
            [file] => return Ok(read(session, file)),
            [one, other, ..] => {
                let message = format!("有几个文件都叫这个名称（{one}、{other}），请改名，或在单元格里写上文件夹。");
                return Ok(Found::Wrong(message));
            }
        }
    }
    let place = folders.first().map_or_else(|| "当月的文件夹".to_owned(), |folder| month_folder(folder));
    Ok(Found::Wrong(format!("{place} 里没有这个文件，请补上文件，或改正单元格里的文件名。")))
}

/// `data/2020-12` for `data/2020-12/补报`.
fn month_folder(folder: &str) -> String {
    folder.split('/').take(2).collect::<Vec<_>>().join("/")
}

/// The pictures of a folder and of those within it.
fn within(project: &Path, folder: &str, deep: usize, files: &mut Vec<String>) -> Result<(), Fatal> {
    for name in names(&project.join(folder))? {
        let file = format!("{folder}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if is_picture(&name) {
            files.push(file);
        } else if deep > 0 && project.join(&file).is_dir() {
            within(project, &file, deep - 1, files)?;
        }
    }
    Ok(())
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
fn last(file: &str) -> String {
    file.rsplit('/').next().unwrap_or(file).to_lowercase()
}

/// Whether a file's name is that of a picture.
fn is_picture(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// Whether a file is called so in a cell: by its name, with folders before it or without, with its
/// extension or without. Windows does not tell cases apart.
fn is_called(file: &str, name: &str) -> bool {
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
