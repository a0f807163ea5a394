//! Distinct texts in one piece of memory.

use hashbrown::{DefaultHashBuilder, HashTable};
use serde::{Deserialize, Serialize, Serializer};
use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};

/// Distinct texts, each under a number from 0 in the order in which they came. A million names of
/// firms cost little more than their letters: at most 4 GiB of them can be kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Texts")]
pub struct Words {
    texts: Arc<Texts>,
    /// Which of the texts they are, in their order, if these are those of other words.
    chosen: Option<Vec<u32>>,
    numbers: OnceLock<Numbers>,
    hasher: DefaultHashBuilder,
}

/// Texts one behind another.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Texts {
    letters: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Texts {
    fn get(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        self.ends.get(at).and_then(|end| self.letters.get(start..*end as usize))
    }

    fn push(&mut self, word: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.letters.len() + word.len()).ok()?;
        self.letters.push_str(word);
        self.ends.push(end);
        Some(number)
    }
}

/// The numbers of the texts with their hashes, so that a growing table reads no text again. It is made when a text is
/// looked for: of a million that are known to be new none ever may be.
type Numbers = HashTable<(u32, u32)>;

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.chosen {
            None => self.texts.serialize(to),
            Some(_) => self.iter().collect::<Texts>().serialize(to),
        }
    }
}

impl From<Texts> for Words {
    fn from(texts: Texts) -> Words {
        Words { texts: Arc::new(texts), ..Words::default() }
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<T: IntoIterator<Item = &'a str>>(words: T) -> Texts {
        let mut texts = Texts::default();
        for word in words {
            texts.push(word);
        }
        texts
    }
}

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
            let mut numbers = HashTable::with_capacity(self.len());
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

    fn add(&mut self, word: &str, hash: Option<u32>) -> Option<u32> {
        let number = self.own().push(word)?;
        if let Some((numbers, hash)) = self.numbers.get_mut().zip(hash) {
            numbers.insert_unique(spread(hash), (number, hash), |(_, hash)| spread(*hash));
        }
        Some(number)
    }

    /// Adds a text of other words that is known not to be here, if there is room. Its number. It is not copied where
    /// nothing but texts of theirs was added before, and nothing was looked for.
    pub fn push_of(&mut self, other: &Words, number: u32) -> Option<u32> {
        if self.is_empty() {
            *self = Words { texts: Arc::clone(&other.texts), chosen: Some(Vec::new()), ..Words::default() };
        }
        match &mut self.chosen {
            Some(chosen) if Arc::ptr_eq(&self.texts, &other.texts) && self.numbers.get().is_none() => {
                let here = u32::try_from(chosen.len()).ok()?;
                other.get(number)?;
                chosen.push(other.place(number)?);
                Some(here)
            }
            _ => self.push(other.get(number)?),
        }
    }

    /// Texts of its own, which are copied where others have them too.
    fn own(&mut self) -> &mut Texts {
        if self.chosen.is_some() {
            (self.texts, self.chosen) = (Arc::new(self.iter().collect()), None);
        }
        Arc::make_mut(&mut self.texts)
    }

    /// The number of a text that is there.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.find(word).ok()
    }

    /// Where a text stands among the texts.
    fn place(&self, number: u32) -> Option<u32> {
        match &self.chosen {
            None => Some(number),
            Some(chosen) => chosen.get(number as usize).copied(),
        }
    }

    /// The text with that number.
    pub fn get(&self, number: u32) -> Option<&str> {
        self.texts.get(self.place(number)?)
    }

    /// All texts by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number).unwrap_or_default())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.chosen.as_ref().map_or(self.texts.ends.len(), Vec::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes of letters they keep in memory, those of others between theirs too.
    pub fn bytes(&self) -> usize {
        self.texts.letters.len()
    }

    /// Gives back what is only needed while texts are added or looked up, and texts of others of which few are theirs.
    pub fn close(&mut self) {
        self.numbers = OnceLock::new();
        let (all, own) = (self.texts.letters.len(), |words: &Words| words.iter().map(str::len).sum::<usize>());
        if self.chosen.is_some() && own(self) < all / 4 {
            self.own();
        }
        match &mut self.chosen {
            Some(chosen) => chosen.shrink_to_fit(),
            None => Arc::get_mut(&mut self.texts).into_iter().for_each(|texts| texts.ends.shrink_to_fit()),
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
        let again: Words = serde_json::from_str(&serde_json::to_string(&words).expect("text")).expect("words");
        assert_eq!((&again, again.bytes()), (&words, 24));
        assert_eq!(
            (words.push_of(&other, 9), other.intern("双阳街道"), other.get(0)),
            (None, Some(3), Some("江南街道"))
        );
        assert_eq!(words.get(0), Some("清濛街道"));
    }

    #[test]
    fn few_texts_of_many_are_kept_apart() {
        let other: Words = (0..9).map(|at| ["东", "南", "西", "北", "上", "下", "左", "右", "中"][at]).collect();
        let mut words = Words::default();
        assert_eq!(words.push_of(&other, 1), Some(0));
        words.close();
        assert_eq!((words.bytes(), words.get(0)), (3, Some("南")));
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
