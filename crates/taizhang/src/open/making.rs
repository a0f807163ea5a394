//! The making of reports: one run at a time for all windows, with progress, which can be stopped.

use super::desk::{Desk, held};
use super::news::News;
use super::opened::Refused;
use crate::output::write_all;
use crate::produce::{Produced, Wanted, may_go_out, month_folder, produced};
use crate::terminal;
use model::Month;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What was asked for.
pub(crate) struct Asked {
    pub(crate) month: Month,
    /// The names of the reports; all where there is none.
    pub(crate) reports: Vec<String>,
    /// The formats; those of the definitions where there is none.
    pub(crate) formats: Vec<String>,
}

/// What is going on, and how the last run ended.
#[derive(Default)]
pub(crate) struct Making {
    running: AtomicBool,
    stop: AtomicBool,
    last: Mutex<Option<Ended>>,
}

/// How a run ended.
#[derive(Clone)]
pub(crate) struct Ended {
    pub(crate) words: String,
    pub(crate) refused: Option<Refused>,
}

impl Making {
    pub(crate) fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    /// Asks the run to end after the document that it is at.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    pub(crate) fn last(&self) -> Option<Ended> {
        held(&self.last).clone()
    }
}

/// Makes reports and writes their files, whole or not at all; false where another run is going on.
pub(crate) fn begin(desk: &std::sync::Arc<Desk>, asked: Asked) -> bool {
    if desk.making.running.swap(true, Ordering::SeqCst) {
        return false;
    }
    desk.making.stop.store(false, Ordering::SeqCst);
    *held(&desk.making.last) = None;
    let desk = std::sync::Arc::clone(desk);
    std::thread::spawn(move || {
        let run = || made(&desk, &asked);
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or_else(|_| {
            let message = "程序出错，没有写文件。".to_owned();
            Ended { words: message.clone(), refused: Some(Refused { message, problems: Vec::new() }) }
        });
        let words = ended.words.clone();
        *held(&desk.making.last) = Some(ended);
        desk.making.running.store(false, Ordering::SeqCst);
        desk.seen();
        desk.tell(News::Made { words });
    });
    true
}

fn made(desk: &Desk, asked: &Asked) -> Ended {
    match files(desk, asked) {
        Ok(words) => Ended { words, refused: None },
        Err(refused) => Ended { words: refused.message.clone(), refused: Some(refused) },
    }
}

fn files(desk: &Desk, asked: &Asked) -> Result<String, Refused> {
    let opened = desk.opened(asked.month);
    let session = opened.session()?;
    may_go_out(session)?;
    let wanted = Wanted { formats: &asked.formats, editions: None, reports: &asked.reports };
    let go_on = |done: usize, of: usize| {
        desk.tell(News::Progress { done, of });
        !desk.making.stop.load(Ordering::SeqCst)
    };
    let Produced { files, problems } = produced(session, &wanted, &go_on)?;
    let written = write_all(&month_folder(&session.project), &files)?;
    Ok(format!("已写文件 {} 个，问题 {}。", written.len(), terminal::counted(&problems)))
}
