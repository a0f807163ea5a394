//! The language in which this run speaks on its terminal.

use model::{Language, Said};
use std::sync::OnceLock;

static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Chooses the language of the run, once, before anything is said.
pub(crate) fn choose(language: Language) {
    let _ = LANGUAGE.set(language);
}

/// The language of the run; Chinese where none was chosen.
pub(crate) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// The one of two texts that is of the run's language.
pub(crate) fn either(chinese: &'static str, english: &'static str) -> &'static str {
    language().say(chinese, english)
}

/// The words of a text in the run's language.
pub(crate) fn here(said: &Said) -> &str {
    said.text(language())
}

/// Prints a line in the run's language; see [`model::say!`] for its arguments.
macro_rules! tell {
    ($($said:tt)+) => { println!("{}", $crate::language::here(&model::say!($($said)+))) };
}

/// Prints a line to the standard error in the run's language; see [`model::say!`].
macro_rules! complain {
    ($($said:tt)+) => { eprintln!("{}", $crate::language::here(&model::say!($($said)+))) };
}

pub(crate) use {complain, tell};
