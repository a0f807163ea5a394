//! What is told of a text: found while it is rendered, and placed at its line.

use model::{Diagnostic, Place};
use std::sync::{Arc, Mutex};

/// What was found in a text since it was last taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    file: Arc<str>,
    text: Arc<str>,
    told: Arc<Mutex<Vec<Diagnostic>>>,
}

impl Findings {
    /// Of the text of a file.
    pub(crate) fn of(file: &str, text: &str) -> Findings {
        Findings { file: file.into(), text: text.into(), told: Arc::default() }
    }

    /// Tells something at a line of a template; what is told twice of one line stands once.
    pub(crate) fn at(&self, template: &str, line: u32, problem: Diagnostic) {
        let place = match template == &*self.file {
            true => Place::line(template, line),
            // The prose of a ledger is named by its cell.
            false => Place::file(template),
        };
        let problem = Diagnostic { place, ..problem };
        if let Ok(mut all) = self.told.lock()
            && !all.contains(&problem)
        {
            all.push(problem);
        }
    }

    /// Tells something at the first line of the text that holds these words: a filter does not know
    /// where it stands.
    pub(crate) fn near(&self, template: &str, words: &[&str], problem: Diagnostic) {
        let line = line_with(&self.text, words);
        self.at(template, line, problem);
    }

    /// Keeps what was taken and belongs to somebody else.
    pub(crate) fn put_back(&self, problems: Vec<Diagnostic>) {
        if let Ok(mut all) = self.told.lock() {
            all.splice(..0, problems);
        }
    }

    /// What was told since the last call.
    pub(crate) fn take(&self) -> Vec<Diagnostic> {
        self.told.lock().map(|mut all| std::mem::take(&mut *all)).unwrap_or_default()
    }
}

/// The first line that holds all of some words, else the first that holds the first of them.
pub(crate) fn line_with(text: &str, words: &[&str]) -> u32 {
    let all = text.lines().position(|line| words.iter().all(|word| line.contains(word)));
    let one = || text.lines().position(|line| words.first().is_some_and(|word| line.contains(word)));
    u32::try_from(all.or_else(one).unwrap_or(0)).unwrap_or(0) + 1
}
