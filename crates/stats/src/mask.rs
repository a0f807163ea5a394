//! Masks: what stands in place of the values of columns.

use model::Exact;
use model::edition::{OMITTED, Way, band, initial, middle};
use model::ledger::Column;
use model::records::{Cells, exact};
use std::collections::BTreeMap;

/// The masks of all columns that are not shown as they are.
#[derive(Clone, Debug, Default)]
pub struct Masks {
    pub(crate) of: BTreeMap<(String, usize), Mask>,
}

/// How one column is masked.
#[derive(Clone, Debug)]
pub(crate) struct Mask {
    pub(crate) way: Way,
    /// The alias of each word by its number.
    pub(crate) aliases: BTreeMap<i64, String>,
}

impl Mask {
    /// Where a value stands among the others by its alias, so that the order of the ledger tells nothing.
    pub(crate) fn rank(&self, value: i64) -> Option<i64> {
        let alias = self.aliases.get(&value)?;
        let letters = alias.bytes().rev().take_while(u8::is_ascii_uppercase).collect::<Vec<u8>>();
        Some(letters.iter().rev().fold(0, |rank, letter| rank * 27 + i64::from(letter - b'A') + 1))
    }

    /// What stands in place of a value.
    pub(crate) fn text(&self, column: &Column, cells: &Cells, value: i64) -> String {
        let word = || cells.word(value).unwrap_or_default();
        match self.way {
            Way::Omit => OMITTED.to_owned(),
            Way::Initial => initial(word()),
            Way::Middle => middle(word()),
            Way::Alias => self.aliases.get(&value).cloned().unwrap_or_else(|| OMITTED.to_owned()),
            Way::Band => {
                let (unit, value) = (column.unit(), exact(column, value));
                let value = unit.convert(value).unwrap_or(value);
                band(&column.bands, unit.name(), |bound| value < Exact::integer(bound.into()))
            }
        }
    }
}

impl Masks {
    /// The same without the mask of one column: to see that it is missed.
    #[must_use]
    pub fn without(&self, ledger: &str, at: usize) -> Masks {
        let mut masks = self.clone();
        masks.of.remove(&(ledger.to_owned(), at));
        masks
    }

    pub(crate) fn get(&self, ledger: &str, at: usize) -> Option<&Mask> {
        self.of.get(&(ledger.to_owned(), at))
    }

    /// Whether any column has aliases, for which a key is needed.
    pub fn have_aliases(&self) -> bool {
        self.of.values().any(|mask| mask.way == Way::Alias)
    }
}
