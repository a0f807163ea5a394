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
use model::{Diagnostic, Month, Said, say};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

/// So many months are kept at once: one that is looked at and one that it is compared with.
const KEPT: usize = 2;

/// The project in a month. Everything is read or made when it is first asked for, once, and what is made
/// for one view does not keep others waiting.
pub(crate) struct Opened {
    folder: PathBuf,
    month: Month,
    /// What tells it from what it was before a file changed.
    pub(crate) state: u64,
    library: Arc<Library>,
    /// Whether a file has changed since, so that nothing need be made beforehand.
    left: AtomicBool,
    session: OnceLock<Result<Session, Refused>>,
    faces: OnceLock<Result<Vec<Face>, Refused>>,
    publishing: OnceLock<Result<Publishing, Refused>>,
    redactions: OnceLock<Result<Vec<Redaction>, Refused>>,
    shown: Mutex<BTreeMap<String, Document>>,
}

/// A document, or why it could not be made; empty until it was asked for.
type Document = Arc<OnceLock<Result<Shown, Refused>>>;

/// So many documents are made beforehand.
const EARLY: usize = 24;

/// Why something cannot be shown, as the commands say it.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub(crate) message: Said,
    /// Definitions that are wrong, each at its line.
    pub(crate) problems: Vec<Diagnostic>,
}

impl From<Fatal> for Refused {
    fn from(fatal: Fatal) -> Refused {
        match fatal {
            Fatal::Message(message) => Refused { message, problems: Vec::new() },
            Fatal::Definitions(problems) => {
                let count = problems.len();
                let message = say!(
                    "定义有 {count} 处错误，请按提示改正。",
                    "Errors in definitions: {count}. Please correct them as told."
                );
                Refused { message, problems }
            }
        }
    }
}

impl Opened {
    fn new(folder: &Path, month: Month, state: u64, library: &Arc<Library>) -> Opened {
        Opened {
            folder: folder.to_path_buf(),
            month,
            state,
            library: Arc::clone(library),
            left: AtomicBool::new(false),
            session: OnceLock::new(),
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
        let read = || {
            let options =
                Common { project: self.folder.clone(), month: Some(self.month), as_of: None, no_cache: false };
            Session::open_with(&options, &[], Some(&self.library)).map_err(Refused::from)
        };
        self.session.get_or_init(read).as_ref().map_err(Clone::clone)
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
        for name in names.iter().take(EARLY) {
            if self.left.load(Ordering::Relaxed) {
                return;
            }
            let _ = self.with(name, |_| ());
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
        let both = [Edition::Internal, Edition::Public];
        let editions = if self.publishing().is_ok() { &both[..] } else { &both[..1] };
        Ok(session.reports.iter().flat_map(|report| jobs(session, report, editions)).collect())
    }

    /// The documents with their titles. A title is that of the document once it was shown; before, what
    /// its definition says with the month's own words.
    pub(crate) fn titled(&self) -> Result<Vec<(Job<'_>, String)>, Refused> {
        let session = self.session()?;
        let jobs = self.jobs()?;
        let shown = held(&self.shown);
        let title = |job: &Job<'_>| {
            let known = shown.get(&job.words()).and_then(|document| document.get()?.as_ref().ok());
            known.map_or_else(|| filled(&job.source.report.title, session, job), |shown| shown.title.clone())
        };
        let titles: Vec<String> = jobs.iter().map(title).collect();
        Ok(jobs.into_iter().zip(titles).collect())
    }

    /// Does something with a document on its pages, by the words that tell it from others.
    ///
    /// # Errors
    /// Words of no document; why it could not be made.
    pub(crate) fn with<T>(&self, words: &str, doing: impl FnOnce(&Shown) -> T) -> Result<T, Refused> {
        let session = self.session()?;
        let jobs = self.jobs()?;
        let Some(job) = jobs.iter().find(|job| job.words() == words) else {
            let message = say!("没有“{words}”这份报告。", "There is no report “{words}”.");
            return Err(Refused { message, problems: Vec::new() });
        };
        let document = Arc::clone(held(&self.shown).entry(words.to_owned()).or_default());
        let made = document.get_or_init(|| {
            let publishing = if job.edition == Edition::Public { Some(self.publishing()?) } else { None };
            Shown::of(session, publishing, job, self.faces(session)?).map_err(Refused::from)
        });
        made.as_ref().map(doing).map_err(Clone::clone)
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
    opened: Mutex<Vec<Arc<Opened>>>,
    library: Arc<Library>,
    /// When the files were last looked at, and what they told.
    looked: Mutex<Option<(Instant, PathBuf, u64)>>,
}

/// So long it is believed that no file has changed: a page asks for many things at once.
const BELIEVED: Duration = Duration::from_millis(700);

impl Shelf {
    /// The project as it is now.
    pub(crate) fn opened(&self, folder: &Path, month: Month) -> Arc<Opened> {
        let state = self.state(folder);
        let mut shelf = held(&self.opened);
        if let Some(opened) = shelf.iter().find(|one| one.month == month && one.state == state) {
            return Arc::clone(opened);
        }
        let is_old = |one: &Opened| one.month == month || one.state != state;
        shelf.iter().filter(|one| is_old(one)).for_each(|one| one.left.store(true, Ordering::Relaxed));
        shelf.retain(|one| !is_old(one));
        shelf.truncate(KEPT - 1);
        let opened = Arc::new(Opened::new(folder, month, state, &self.library));
        shelf.insert(0, Arc::clone(&opened));
        let early = Arc::clone(&opened);
        std::thread::spawn(move || early.warm());
        opened
    }

    /// A file was written: nothing is believed any more.
    pub(crate) fn look_again(&self) {
        *held(&self.looked) = None;
    }

    fn state(&self, folder: &Path) -> u64 {
        let mut looked = held(&self.looked);
        match looked.as_ref() {
            Some((when, of, state)) if of == folder && when.elapsed() < BELIEVED => *state,
            _ => {
                let state = state(folder);
                *looked = Some((Instant::now(), folder.to_path_buf(), state));
                state
            }
        }
    }
}

/// The months of which there is a folder.
pub(crate) fn months(folder: &Path) -> BTreeSet<Month> {
    names(&folder.join("data")).unwrap_or_default().iter().filter_map(|name| name.parse().ok()).collect()
}

/// A number that changes with the names, lengths and times of all files of the definitions, of the data, of the
/// projects that it gathers from, and of the folder of fonts. A picture or a font that lies elsewhere is not looked at.
fn state(folder: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in ["data", "reports/definitions", "taizhang.toml", "fonts"] {
        add(&folder.join(part), &mut hasher);
    }
    for zone in crate::intake::gathered_from(folder) {
        for part in ["data", "taizhang.toml"] {
            add(&zone.join(part), &mut hasher);
        }
    }
    hasher.finish()
}

fn add(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(metadata) = path.metadata() else { return };
    path.hash(hasher);
    // A link to a folder may lead in a circle.
    if path.is_symlink() || !metadata.is_dir() {
        metadata.len().hash(hasher);
        metadata.modified().ok().hash(hasher);
        return;
    }
    for name in names(path).unwrap_or_default() {
        add(&path.join(name), hasher);
    }
}
