//! What the pages share: the project, what was read of it, and what is going on.

use super::held::held;
use super::inbox::Inbox;
use super::lock::{Lock, Taken};
use super::making::Making;
use super::news::News;
use super::opened::{Opened, Shelf};
use super::workbooks::Workbooks;
use crate::cli::OpenOptions;
use crate::disk::is_project;
use crate::language;
use crate::outcome::Fatal;
use crate::project;
use model::{Language, Month, Said, say};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::sync::broadcast;

/// So much news waits for a slow page.
const NEWS: usize = 64;

/// The clerk's desk: one for the program, shared by all windows.
pub(crate) struct Desk {
    /// The project's folder, or the one in which a project is to be made.
    folder: Mutex<PathBuf>,
    pub(crate) lock: Mutex<Lock>,
    port: u16,
    token: String,
    shelf: Shelf,
    pub(crate) inbox: Inbox,
    pub(crate) workbooks: Workbooks,
    pub(crate) making: Making,
    pub(crate) news: broadcast::Sender<News>,
    /// How many pages are looked at.
    pub(crate) visitors: AtomicUsize,
    last: Mutex<Instant>,
    language: Mutex<Language>,
    /// What the next view of a month says of what was just done.
    done: Mutex<Vec<Said>>,
}

/// A page or a request: as long as there is one the program goes on.
pub(crate) struct Visit(Arc<Desk>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.visitors.fetch_sub(1, Ordering::SeqCst);
        self.0.seen();
    }
}

impl Desk {
    pub(crate) fn new(options: &OpenOptions, port: u16, lock: Lock) -> Result<Desk, Fatal> {
        Ok(Desk {
            folder: Mutex::new(options.project.clone()),
            lock: Mutex::new(lock),
            port,
            token: token()?,
            shelf: Shelf::default(),
            inbox: Inbox::new()?,
            workbooks: Workbooks::default(),
            making: Making::default(),
            news: broadcast::channel(NEWS).0,
            visitors: AtomicUsize::new(0),
            last: Mutex::new(Instant::now()),
            language: Mutex::new(language::language()),
            done: Mutex::default(),
        })
    }

    /// What every address begins with: nobody who does not know it is answered.
    pub(crate) fn base(&self) -> String {
        format!("/{}", self.token)
    }

    /// The address of the first view.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn folder(&self) -> PathBuf {
        held(&self.folder).clone()
    }

    /// Whether there is a project yet.
    pub(crate) fn has_project(&self) -> bool {
        is_project(&self.folder())
    }

    /// Goes on with a project in the folder.
    pub(crate) fn move_to(&self, folder: PathBuf) -> Result<(), Fatal> {
        let Taken::Free(lock) = Lock::take(&folder)? else {
            return Err(Fatal::Message(Said::fixed(
                "这个项目已由另一个程序打开。",
                "another program has this project open.",
            )));
        };
        lock.tell(&self.address())?;
        *held(&self.lock) = lock;
        *held(&self.folder) = folder;
        Ok(())
    }

    /// The project as it is now in a month, read anew if anything of it has changed.
    pub(crate) fn opened(&self, month: Month) -> Arc<Opened> {
        self.shelf.opened(&self.folder(), month)
    }

    /// The project as its files are at this moment: a page believes for a while that none has changed,
    /// what is written may not.
    pub(crate) fn opened_anew(&self, month: Month) -> Arc<Opened> {
        self.shelf.look_again();
        self.opened(month)
    }

    /// The month that is shown where none is asked for: that of the settings, else the last one of
    /// which anything was sent, else this one.
    pub(crate) fn usual_month(&self) -> Month {
        let folder = self.folder();
        let sent = || super::opened::months(&folder).into_iter().next_back();
        project::month_of(&folder).or_else(sent).unwrap_or_else(this_month)
    }

    /// The language of the page: that of the run until the clerk chooses another.
    pub(crate) fn language(&self) -> Language {
        *held(&self.language)
    }

    pub(crate) fn speak(&self, language: Language) {
        *held(&self.language) = language;
    }

    /// Counts a page, or a request that is being answered, until it is dropped.
    pub(crate) fn visit(self: &Arc<Desk>) -> Visit {
        self.visitors.fetch_add(1, Ordering::SeqCst);
        Visit(Arc::clone(self))
    }

    /// Takes away what this machine alone needs: waiting workbooks, the lock.
    pub(crate) fn clear(&self) {
        self.inbox.clear();
        held(&self.lock).release();
    }

    /// Notes what was done, for the next view to say.
    pub(crate) fn did(&self, words: Said) {
        held(&self.done).push(words);
    }

    /// What was done since the last view.
    pub(crate) fn done(&self) -> Vec<Said> {
        std::mem::take(&mut *held(&self.done))
    }

    /// Somebody was here.
    pub(crate) fn seen(&self) {
        *held(&self.last) = Instant::now();
    }

    /// How long nobody was here.
    pub(crate) fn alone(&self) -> std::time::Duration {
        held(&self.last).elapsed()
    }

    /// Tells the open pages; nobody needs to listen.
    pub(crate) fn tell(&self, news: News) {
        if matches!(news, News::Changed) {
            self.shelf.look_again();
        }
        let _ = self.news.send(news);
    }
}

/// Thirty-two hexadecimal digits that nobody guesses.
fn token() -> Result<String, Fatal> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        Fatal::Message(say!("系统不给随机数：{error}。", "the system gives no random numbers: {error}."))
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The month of the clock.
fn this_month() -> Month {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs();
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    model::Date::from_days(days).unwrap_or_default().month_of()
}
