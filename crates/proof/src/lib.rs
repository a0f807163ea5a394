//! Opens the program's own public files and looks for every value that must not stand there.
//!
//! Nothing that wrote a file is trusted here, and as little as possible is shared with it: a file
//! is taken apart down to its bytes, and whatever could be read as words by anyone, in whatever
//! encoding, is compared with the list. A value that is missed is a leak, and a false hit stops a
//! delivery, so each kind of text has its own rules of what counts; see `kind.rs`.
//!
//! No file, clock or environment is touched.

mod automaton;
mod bytes;
mod container;
mod elements;
mod emf;
mod findings;
mod fold;
mod kind;
mod lines;
mod ofd;
mod part;
mod pdf;
mod sfnt;
mod told;
mod xml;

pub use findings::Hit;
pub use told::Told;

use automaton::Automaton;
use findings::{Findings, Pending};
use kind::Kind;

#[cfg(test)]
mod tests;

/// A prepared search for a list of values.
pub struct Search {
    automaton: Automaton,
}

/// Whether a value is long enough to be searched: two characters, or four where all are ASCII,
/// white space not counted. Shorter ones stand everywhere.
pub fn searchable(value: &str) -> bool {
    fold::searchable(value)
}

impl Search {
    /// Prepares a search. Values that are not [`searchable`] are never found.
    ///
    /// # Errors
    /// The list is larger than the search can hold.
    pub fn new(values: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Search, Told> {
        Ok(Search { automaton: Automaton::new(values)? })
    }

    /// Every hit in a file, in the order in which the file is read, each place once. `extension`
    /// is `pdf`, `xlsx`, `docx` or `ofd`.
    ///
    /// # Errors
    /// The file, or a part of it, cannot be opened or read as words, so that nothing is proved.
    pub fn hits(&self, extension: &str, bytes: &[u8]) -> Result<Vec<Hit>, Told> {
        let mut findings = Findings::new(&self.automaton);
        match extension.to_ascii_lowercase().as_str() {
            "pdf" => pdf::look(&Pending::outermost(bytes), &mut findings)?,
            "xlsx" | "docx" | "ofd" => container::look(&Pending::outermost(bytes), &mut findings)?,
            other => {
                return Err(Told::new(
                    format!("不认识的文件格式“{other}”，无法核对。"),
                    format!("“{other}” is no known format of files, so that nothing can be checked."),
                ));
            }
        }
        while let Some(inner) = findings.next_inner() {
            match inner.is_pdf() {
                true => pdf::look(&inner, &mut findings)?,
                false => container::look(&inner, &mut findings)?,
            }
        }
        Ok(findings.hits)
    }

    /// Every value that stands in plain words, such as a file's name.
    pub fn in_words(&self, words: &str) -> Vec<usize> {
        self.automaton.found(words, Kind::Words).into_iter().collect()
    }
}
