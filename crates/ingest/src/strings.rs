//! The distinct texts of a workbook in one piece of memory.

use crate::grid::Raw;
use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;

/// The distinct texts of a workbook, each under a number. A million names of firms cost little
/// more than their letters.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Strings {
    letters: String,
    ends: Vec<u32>,
    /// How many cells hold each text, up to two: only then is it worth remembering what it means.
    uses: Vec<u8>,
    /// The numbers of the texts with their hashes, so that a growing table reads no text again.
    #[serde(skip)]
    numbers: HashTable<(u32, u32)>,
    #[serde(skip)]
    hasher: DefaultHashBuilder,
}

fn slice<'a>(letters: &'a str, ends: &[u32], number: u32) -> &'a str {
    let at = number as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
    ends.get(at).and_then(|end| letters.get(start..*end as usize)).unwrap_or_default()
}

/// The hash for the table, of which it takes the highest bits as well as the lowest.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
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
        let Strings { letters, ends, uses, numbers, hasher } = self;
        let short = hasher.hash_one(text) as u32;
        let same = |(number, other): &(u32, u32)| *other == short && slice(letters, ends, *number) == text;
        if let Some((number, _)) = numbers.find(spread(short), same) {
            return Raw::Text(*number);
        }
        if text.trim().is_empty() {
            return Raw::Empty;
        }
        let (Ok(number), Ok(end)) = (u32::try_from(ends.len()), u32::try_from(letters.len() + text.len())) else {
            return Raw::Empty;
        };
        letters.push_str(text);
        ends.push(end);
        uses.push(0);
        numbers.insert_unique(spread(short), (number, short), |(_, hash)| spread(*hash));
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
        slice(&self.letters, &self.ends, number)
    }

    /// Whether more than one cell holds the text.
    pub(crate) fn repeats(&self, number: u32) -> bool {
        self.uses.get(number as usize).is_some_and(|uses| *uses > 1)
    }

    /// How many distinct texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes they have together.
    pub(crate) fn bytes(&self) -> usize {
        self.letters.len()
    }

    /// Gives back what is only needed while texts are added.
    pub(crate) fn close(&mut self) {
        self.numbers = HashTable::new();
        self.ends.shrink_to_fit();
    }
}
