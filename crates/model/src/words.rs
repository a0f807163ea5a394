//! Distinct texts in one piece of memory.

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;
use std::sync::OnceLock;

/// Distinct texts, each under a number from 0 in the order in which they came. A million names of
/// firms cost little more than their letters: at most 4 GiB of them can be kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    letters: String,
    /// Where each text ends.
    ends: Vec<u32>,
    #[serde(skip)]
    numbers: OnceLock<Numbers>,
    #[serde(skip)]
    hasher: DefaultHashBuilder,
}

/// The numbers of the texts with their hashes, so that a growing table reads no text again. It is made when a text is
/// looked for: of a million that are known to be new none ever may be.
type Numbers = HashTable<(u32, u32)>;

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.letters == other.letters && self.ends == other.ends
    }
}

impl Eq for Words {}

fn slice<'a>(letters: &'a str, ends: &[u32], number: u32) -> Option<&'a str> {
    let at = number as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |end| *end as usize);
    ends.get(at).and_then(|end| letters.get(start..*end as usize))
}

/// The hash for the table, of which it takes the highest bits as well as the lowest.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Words {
    fn hash(&self, word: &str) -> u32 {
        self.hasher.hash_one(word) as u32
    }

    fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| {
            let mut numbers = HashTable::with_capacity(self.ends.len());
            for (number, word) in (0..).zip(self.iter()) {
                let hash = self.hash(word);
                numbers.insert_unique(spread(hash), (number, hash), |(_, hash)| spread(*hash));
            }
            numbers
        })
    }

    fn find(&self, word: &str) -> Result<u32, u32> {
        let hash = self.hash(word);
        let same =
            |(number, other): &(u32, u32)| *other == hash && slice(&self.letters, &self.ends, *number) == Some(word);
        self.numbers().find(spread(hash), same).map(|(number, _)| *number).ok_or(hash)
    }

    /// The number of a text, which is added if it is new and there is room.
    pub fn intern(&mut self, word: &str) -> Option<u32> {
        match self.find(word) {
            Ok(number) => Some(number),
            Err(hash) => self.add(word, Some(hash)),
        }
    }

    /// Adds a text that is known not to be there, if there is room. Its number.
    pub fn push(&mut self, word: &str) -> Option<u32> {
        let hash = self.numbers.get().map(|_| self.hash(word));
        self.add(word, hash)
    }

    fn add(&mut self, word: &str, hash: Option<u32>) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.letters.len() + word.len()).ok()?;
        self.letters.push_str(word);
        self.ends.push(end);
        if let Some((numbers, hash)) = self.numbers.get_mut().zip(hash) {
            numbers.insert_unique(spread(hash), (number, hash), |(_, hash)| spread(*hash));
        }
        Some(number)
    }

    /// The number of a text that is there.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.find(word).ok()
    }

    /// The text with that number.
    pub fn get(&self, number: u32) -> Option<&str> {
        slice(&self.letters, &self.ends, number)
    }

    /// All texts by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.letters.get(start as usize..*end as usize).unwrap_or_default())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes they have together.
    pub fn bytes(&self) -> usize {
        self.letters.len()
    }

    /// Gives back what is only needed while texts are added or looked up.
    pub fn close(&mut self) {
        self.numbers = OnceLock::new();
        self.ends.shrink_to_fit();
    }
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<T: IntoIterator<Item = &'a str>>(texts: T) -> Words {
        let mut words = Words::default();
        for text in texts {
            words.intern(text);
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number() {
        let mut words: Words = ["江南街道", "", "浮桥街道", "江南街道"].into_iter().collect();
        assert_eq!(words.iter().collect::<Vec<_>>(), ["江南街道", "", "浮桥街道"]);
        assert_eq!((words.number("浮桥街道"), words.number("街道")), (Some(2), None));
        assert_eq!((words.get(1), words.get(3)), (Some(""), None));
        let many: Vec<String> = (0..1000).map(|at| format!("企业{at}")).collect();
        let numbers: Vec<_> = many.iter().map(|word| words.intern(word)).collect();
        assert!(numbers.iter().zip(3..).all(|(number, at)| *number == Some(at)));
        assert_eq!(words.number("企业999"), Some(1002));
        assert_eq!((words.len(), words.bytes()), (1003, 24 + 6000 + 2890));
    }

    #[test]
    fn texts_that_are_known_to_be_new_are_found_like_others() {
        let mut words = Words::default();
        assert_eq!((words.push("江南街道"), words.push("浮桥街道")), (Some(0), Some(1)));
        assert_eq!(words.number("浮桥街道"), Some(1));
        assert_eq!((words.push("清濛街道"), words.intern("江南街道")), (Some(2), Some(0)));
        assert_eq!((words.number("清濛街道"), words.intern("双阳街道")), (Some(2), Some(3)));
        words.close();
        assert_eq!((words.number("双阳街道"), words.number("街道")), (Some(3), None));
    }
}
