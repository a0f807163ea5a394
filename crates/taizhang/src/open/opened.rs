//! The project as it was read for a month, kept until one of its files changes.

use super::held::held;
use super::shown::Shown;
use crate::cli::Common;
use crate::disk::names;
use crate::documents::{Job, jobs};
use crate::fonts;
use crate::intake::Library;
use crate::outcome::Fatal;
use crate::publishing::{Publishing, Redaction};
use crate::redactions::list;
use crate::session::Session;
use model::edition::Edition;
use model::page::Face;
use model::{Diagnostic, Month};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

/// So many months are kept at once: one that is looked at and one that it is compared with.
const KEPT: usize = 2;

/// What was read of a project for a month, or why nothing could be.
pub(crate) struct Opened {
    pub(crate) session: Result<Session, Refused>,
    faces: OnceLock<Result<Vec<Face>, Refused>>,
    publishing: OnceLock<Result<Publishing, Refused>>,
    redactions: OnceLock<Result<Vec<Redaction>, Refused>>,
    shown: Mutex<BTreeMap<String, Arc<Result<Shown, Refused>>>>,
}

/// Why something cannot be shown, as the commands say it.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) message: String,
    /// Definitions that are wrong, each at its line.
    pub(crate) problems: Vec<Diagnostic>,
}

impl From<Fatal> for Refused {
    fn from(fatal: Fatal) -> Refused {
        match fatal {
            Fatal::Message(message) => Refused { message, problems: Vec::new() },
            Fatal::Definitions(problems) => {
                Refused { message: format!("定义有 {} 处错误，请按提示改正。", problems.len()), problems }
            }
        }
    }
}

impl Opened {
    fn read(folder: &Path, month: Month, library: &Library) -> Opened {
        let options = Common { project: folder.to_path_buf(), month: Some(month), as_of: None };
        Opened {
            session: Session::open_with(&options, &[], Some(library)).map_err(Refused::from),
            faces: OnceLock::new(),
            publishing: OnceLock::new(),
            redactions: OnceLock::new(),
            shown: Mutex::default(),
        }
    }

    /// The session.
    ///
    /// # Errors
    /// Why the project could not be read.
    pub(crate) fn session(&self) -> Result<&Session, Refused> {
        self.session.as_ref().map_err(Clone::clone)
    }

    /// What all public documents share.
    pub(crate) fn publishing(&self) -> Result<&Publishing, Refused> {
        let session = self.session()?;
        let made = self.publishing.get_or_init(|| Publishing::new(session).map_err(Refused::from));
        made.as_ref().map_err(Clone::clone)
    }

    /// What all public documents leave out.
    pub(crate) fn redactions(&self) -> Result<&[Redaction], Refused> {
        let session = self.session()?;
        let publishing = self.publishing()?;
        let made = self.redactions.get_or_init(|| list(session, publishing).map_err(Refused::from));
        made.as_ref().map(Vec::as_slice).map_err(Clone::clone)
    }

    /// Makes beforehand what the views will ask for, so that they come at once. Why something cannot
    /// be made is told where it is asked for.
    fn warm(&self) {
        let names: Vec<String> = self.jobs().map(|jobs| jobs.iter().map(Job::words).collect()).unwrap_or_default();
        for name in names {
            let _ = self.shown(&name);
        }
        let _ = self.redactions();
    }

    fn faces(&self, session: &Session) -> Result<&Vec<Face>, Refused> {
        let load = || fonts::load(&session.project.folder, &session.project.fonts).map_err(Refused::from);
        self.faces.get_or_init(load).as_ref().map_err(Clone::clone)
    }

    /// The documents that the reports of the month are made of.
    pub(crate) fn jobs(&self) -> Result<Vec<Job<'_>>, Refused> {
        let session = self.session()?;
        let editions = session.project.edition.editions();
        Ok(session.reports.iter().flat_map(|report| jobs(session, report, &editions)).collect())
    }

    /// The titles of the documents by the words that tell them from others. A title is that of the
    /// document once it was shown; before, what its definition says with the month's own words.
    pub(crate) fn titles(&self) -> Result<Vec<(String, String)>, Refused> {
        let session = self.session()?;
        let shown = held(&self.shown);
        let title = |job: &Job<'_>| {
            let words = job.words();
            let known = shown.get(&words).and_then(|shown| shown.as_ref().as_ref().ok());
            let title =
                known.map_or_else(|| filled(&job.source.report.title, session, job), |shown| shown.title.clone());
            (words, title)
        };
        Ok(self.jobs()?.iter().map(title).collect())
    }

    /// A document on its pages, by the words that tell it from others.
    pub(crate) fn shown(&self, words: &str) -> Result<Arc<Result<Shown, Refused>>, Refused> {
        let mut shown = held(&self.shown);
        if let Some(known) = shown.get(words) {
            return Ok(Arc::clone(known));
        }
        let session = self.session()?;
        let jobs = self.jobs()?;
        let Some(job) = jobs.iter().find(|job| job.words() == words) else {
            return Err(Refused { message: format!("没有“{words}”这份报告。"), problems: Vec::new() });
        };
        let publishing = if job.edition == Edition::Public { Some(self.publishing()?) } else { None };
        let made = Shown::of(session, publishing, job, self.faces(session)?).map_err(Refused::from);
        let made = Arc::new(made);
        shown.insert(words.to_owned(), Arc::clone(&made));
        Ok(made)
    }
}

/// A title with the words that need no reckoning.
fn filled(title: &str, session: &Session, job: &Job<'_>) -> String {
    let month = session.project.time.month;
    let each = job.scope().map(|scope| scope.value.clone()).unwrap_or_default();
    let words = [
        ("organisation", session.project.organisation.clone()),
        ("year", month.year().to_string()),
        ("month", month.month().to_string()),
        ("as_of", session.project.time.as_of.chinese()),
        ("each", each),
    ];
    words.iter().fold(title.to_owned(), |title, (name, value)| title.replace(&format!("{{{{ {name} }}}}"), value))
}

/// What was read last.
#[derive(Default)]
pub(crate) struct Shelf {
    opened: Mutex<Vec<(Month, u64, Arc<Opened>)>>,
    library: Library,
}

impl Shelf {
    /// The project as it is now; read once for all windows that ask at the same time.
    pub(crate) fn opened(&self, folder: &Path, month: Month) -> Arc<Opened> {
        let mut shelf = held(&self.opened);
        let state = state(folder);
        if let Some((.., opened)) = shelf.iter().find(|(own, of, _)| *own == month && *of == state) {
            return Arc::clone(opened);
        }
        shelf.retain(|(own, of, _)| *own != month && *of == state);
        shelf.truncate(KEPT - 1);
        let opened = Arc::new(Opened::read(folder, month, &self.library));
        shelf.insert(0, (month, state, Arc::clone(&opened)));
        let early = Arc::clone(&opened);
        std::thread::spawn(move || early.warm());
        opened
    }
}

/// The months of which there is a folder.
pub(crate) fn months(folder: &Path) -> BTreeSet<Month> {
    names(&folder.join("data")).unwrap_or_default().iter().filter_map(|name| name.parse().ok()).collect()
}

/// A number that changes with the names, lengths and times of all files that a session reads.
fn state(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in ["data", "reports/definitions", "taizhang.toml", "fonts"] {
        add(&folder.join(part), &mut hasher);
    }
    hasher.finish()
}

fn add(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = path.metadata() else { return };
    path.hash(hasher);
    if !metadata.is_dir() {
        metadata.len().hash(hasher);
        metadata.modified().ok().hash(hasher);
        return;
    }
    for name in names(path).unwrap_or_default() {
        add(&path.join(name), hasher);
    }
}
