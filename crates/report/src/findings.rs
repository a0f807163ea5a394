//! What is told of a text: found while it is rendered, and placed at its line.

use crate::inputs::TextFile;
use model::{Diagnostic, Place};
use std::sync::{Arc, Mutex};

/// What was found in the texts of a document since it was last taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    /// The files and what they say.
    texts: Arc<[(String, String)]>,
    told: Arc<Mutex<Vec<Diagnostic>>>,
}

impl Findings {
    /// Of some texts.
    pub(crate) fn of<'a>(texts: impl Iterator<Item = TextFile<'a>>) -> Findings {
        let texts = texts.map(|source| (source.file.to_owned(), source.text.to_owned())).collect();
        Findings { texts, told: Arc::default() }
    }

    fn text(&self, file: &str) -> Option<&str> {
        self.texts.iter().find(|(own, _)| own == file).map(|(_, text)| text.as_str())
    }

    /// Tells something at a line of a template; what is told twice of one line stands once.
    pub(crate) fn at(&self, template: &str, line: u32, problem: Diagnostic) {
        let place = match self.text(template).is_some() {
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
        let line = line_with(self.text(template).unwrap_or_default(), words);
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
