//! The making of reports: one run at a time for all windows, with progress, which can be stopped.

use super::held::held;
use super::opened::Refused;
use crate::cli::Editions;
use model::{Month, Said};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// What was asked for.
pub(crate) struct Asked {
    pub(crate) month: Month,
    /// The names of the reports; all where there is none.
    pub(crate) reports: Vec<String>,
    /// The editions; those of the project where none is named.
    pub(crate) editions: Option<Editions>,
    /// The formats; those of the definitions where there is none.
    pub(crate) formats: Vec<String>,
}

/// What is going on, and how the last run ended.
#[derive(Default)]
pub(crate) struct Making {
    running: AtomicBool,
    month: Mutex<Option<Month>>,
    stop: AtomicBool,
    last: Mutex<Option<Ended>>,
}

/// How a run ended.
#[derive(Clone)]
pub(crate) struct Ended {
    pub(crate) month: Month,
    pub(crate) words: Said,
    pub(crate) refused: Option<Refused>,
}

impl Making {
    pub(crate) fn is_running(&self) -> bool {
        self.running.load(Ordering::SeqCst)
    }

    /// Begins a run; false where another is going on.
    pub(crate) fn begin(&self, month: Month) -> bool {
        let free = !self.running.swap(true, Ordering::SeqCst);
        if free {
            self.stop.store(false, Ordering::SeqCst);
            *held(&self.last) = None;
            *held(&self.month) = Some(month);
        }
        free
    }

    /// Whether the run shall go on.
    pub(crate) fn goes_on(&self) -> bool {
        !self.stop.load(Ordering::SeqCst)
    }

    /// Ends the run.
    pub(crate) fn end(&self, ended: Ended) {
        *held(&self.last) = Some(ended);
        self.running.store(false, Ordering::SeqCst);
    }

    /// Asks the run to end after the document that it is at.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
    }

    /// The month whose reports are being made.
    pub(crate) fn running(&self) -> Option<Month> {
        held(&self.month).filter(|_| self.is_running())
    }

    pub(crate) fn last(&self) -> Option<Ended> {
        held(&self.last).clone()
    }
}
