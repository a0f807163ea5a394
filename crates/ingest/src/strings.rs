//! The distinct texts of a workbook.

use crate::grid::Raw;
use model::Words;
use serde::{Deserialize, Serialize};

/// The distinct texts of a workbook, each under a number, and how often they are used.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Strings {
    words: Words,
    /// How many cells hold each text, up to two: only then is it worth remembering what it means.
    uses: Vec<u8>,
}

impl Strings {
    /// The cell for a text; a text of spaces is an empty cell.
    pub(crate) fn intern(&mut self, text: &str) -> Raw {
        let raw = self.add(text);
        self.used(raw);
        raw
    }

    /// A text that no cell may hold yet.
    pub(crate) fn add(&mut self, text: &str) -> Raw {
        if text.trim().is_empty() {
            return Raw::Empty;
        }
        let Some(number) = self.words.intern(text) else { return Raw::Empty };
        if self.uses.len() < self.words.len() {
            self.uses.push(0);
        }
        Raw::Text(number)
    }

    /// Counts a cell that holds the text.
    pub(crate) fn used(&mut self, raw: Raw) {
        if let Raw::Text(number) = raw
            && let Some(uses) = self.uses.get_mut(number as usize)
        {
            *uses = uses.saturating_add(1).min(2);
        }
    }

    pub(crate) fn get(&self, number: u32) -> &str {
        self.words.get(number).unwrap_or_default()
    }

    /// Whether more than one cell holds the text.
    pub(crate) fn repeats(&self, number: u32) -> bool {
        self.uses.get(number as usize).is_some_and(|uses| *uses > 1)
    }

    /// How many distinct texts there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// How many bytes they have together.
    pub(crate) fn bytes(&self) -> usize {
        self.words.bytes()
    }

    /// Gives back what is only needed while texts are added.
    pub(crate) fn close(&mut self) {
        self.words.close();
    }
}
