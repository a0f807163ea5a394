//! Distinct texts in one piece of memory.

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize};
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

/// Distinct texts, each under a number from 0 in the order in which they came. A million names of
/// firms cost little more than their letters: at most 4 GiB of them can be kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(into = "Kept", from = "Kept")]
pub struct Words {
    letters: Letters,
    /// Where each text ends.
    ends: Vec<u32>,
    numbers: OnceLock<Numbers>,
    hasher: DefaultHashBuilder,
}

/// The letters of all texts.
#[derive(Clone, Debug)]
enum Letters {
    /// One text behind another.
    Own(String),
    /// Those of other words too. Of a part of these it is said where each text begins.
    Shared(Arc<String>, Option<Vec<u32>>),
}

impl Default for Letters {
    fn default() -> Letters {
        Letters::Own(String::new())
    }
}

impl Letters {
    fn all(&self) -> &str {
        match self {
            Letters::Own(letters) => letters,
            Letters::Shared(letters, _) => letters,
        }
    }
}

/// What is written of words: their letters, one text behind another, and where each ends.
#[derive(Serialize, Deserialize)]
struct Kept(String, Vec<u32>);

impl From<Words> for Kept {
    fn from(mut words: Words) -> Kept {
        let letters = std::mem::take(words.own());
        Kept(letters, words.ends)
    }
}

impl From<Kept> for Words {
    fn from(Kept(letters, ends): Kept) -> Words {
        Words { letters: Letters::Own(letters), ends, ..Words::default() }
    }
}

/// The numbers of the texts with their hashes, so that a growing table reads no text again. It is made when a text is
/// looked for: of a million that are known to be new none ever may be.
type Numbers = HashTable<(u32, u32)>;

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Words {}

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
        let same = |(number, other): &(u32, u32)| *other == hash && self.get(*number) == Some(word);
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

    /// Adds a text of other words that is known not to be here, if there is room. Its number. The letters are not
    /// copied where the others are shared, and nothing but texts of theirs was added before.
    pub fn push_of(&mut self, other: &Words, number: u32) -> Option<u32> {
        let Letters::Shared(theirs, _) = &other.letters else { return self.push(other.get(number)?) };
        if self.ends.is_empty() {
            *self = Words { letters: Letters::Shared(Arc::clone(theirs), Some(Vec::new())), ..Words::default() };
        }
        let (start, end) = other.span(number)?;
        match &mut self.letters {
            Letters::Shared(letters, Some(starts)) if Arc::ptr_eq(letters, theirs) && self.numbers.get().is_none() => {
                let here = u32::try_from(self.ends.len()).ok()?;
                starts.push(start);
                self.ends.push(end);
                Some(here)
            }
            _ => self.push(other.get(number)?),
        }
    }

    /// Letters of its own, one text behind another.
    fn own(&mut self) -> &mut String {
        if let Letters::Shared(..) = self.letters {
            let (mut letters, mut ends) = (String::new(), Vec::with_capacity(self.ends.len()));
            for word in self.iter() {
                letters.push_str(word);
                ends.push(letters.len() as u32);
            }
            (self.letters, self.ends) = (Letters::Own(letters), ends);
        }
        match &mut self.letters {
            Letters::Own(letters) => letters,
            Letters::Shared(letters, _) => Arc::make_mut(letters),
        }
    }

    fn add(&mut self, word: &str, hash: Option<u32>) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        let letters = self.own();
        let end = u32::try_from(letters.len() + word.len()).ok()?;
        letters.push_str(word);
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
        let (start, end) = self.span(number)?;
        self.letters.all().get(start as usize..end as usize)
    }

    /// Where a text begins and where it ends.
    fn span(&self, number: u32) -> Option<(u32, u32)> {
        let at = number as usize;
        let start = match &self.letters {
            Letters::Shared(_, Some(starts)) => *starts.get(at)?,
            _ => at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0),
        };
        Some((start, *self.ends.get(at)?))
    }

    /// All texts by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len() as u32).map(|number| self.get(number).unwrap_or_default())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many bytes the letters have that they keep, those between them too.
    pub fn bytes(&self) -> usize {
        self.letters.all().len()
    }

    /// Gives back what is only needed while texts are added or looked up, and letters of others that are mostly not
    /// theirs.
    pub fn close(&mut self) {
        self.numbers = OnceLock::new();
        if let Letters::Shared(letters, Some(_)) = &self.letters
            && self.iter().map(str::len).sum::<usize>() < letters.len() / 4
        {
            self.own();
        }
        self.ends.shrink_to_fit();
    }

    /// Closes them, so that other words can have texts of theirs without a copy.
    pub fn share(&mut self) {
        self.close();
        if let Letters::Own(letters) = &mut self.letters {
            self.letters = Letters::Shared(Arc::new(std::mem::take(letters)), None);
        }
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
    fn texts_of_other_words_are_shared_until_one_of_its_own_comes() {
        let mut other: Words = ["江南街道", "浮桥街道", "清濛街道"].into_iter().collect();
        other.share();
        let mut words = Words::default();
        assert_eq!((words.push_of(&other, 2), words.push_of(&other, 0)), (Some(0), Some(1)));
        assert_eq!(words.bytes(), other.bytes());
        assert_eq!(words.iter().collect::<Vec<_>>(), ["清濛街道", "江南街道"]);
        let mut both = words.clone();
        assert_eq!(
            (both.intern("江南街道"), both.intern("双阳街道"), both.push_of(&other, 1)),
            (Some(1), Some(2), Some(3))
        );
        assert_eq!(both.iter().collect::<Vec<_>>(), ["清濛街道", "江南街道", "双阳街道", "浮桥街道"]);
        assert_eq!((both.number("浮桥街道"), other.len()), (Some(3), 3));
        // They are written and compared by what they are.
        let again = Words::from(Kept::from(words.clone()));
        assert_eq!((&again, again.bytes()), (&words, 24));
        assert_eq!(
            (words.push_of(&other, 9), other.intern("双阳街道"), other.get(0)),
            (None, Some(3), Some("江南街道"))
        );
        assert_eq!(words.get(0), Some("清濛街道"));
    }

    #[test]
    fn few_texts_of_many_are_kept_apart() {
        let mut other: Words = ["示例高新区一号电子科技有限公司", "双阳"].into_iter().collect();
        other.share();
        let mut words = Words::default();
        assert_eq!(words.push_of(&other, 1), Some(0));
        words.close();
        assert_eq!((words.bytes(), words.get(0)), (6, Some("双阳")));
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
