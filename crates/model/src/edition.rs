//! Editions (版本): the internal one with names, the public one without.

use crate::Place;
use crate::{Language, Spoken};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For whom a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// 内部: all that the definition says.
    #[default]
    Internal,
    /// 公开: without what ledgers and reports withhold.
    Public,
}

impl Edition {
    /// 内部 or 公开.
    pub fn chinese(self) -> &'static str {
        match self {
            Edition::Internal => "内部",
            Edition::Public => "公开",
        }
    }

    /// Whether something is part of it that is marked as of one edition, or of none.
    pub fn has(self, marked: Option<Edition>) -> bool {
        marked.is_none_or(|marked| marked == self)
    }
}

/// Who may see the values of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sensitivity {
    /// Everyone.
    Public,
    /// The office.
    Internal,
    /// The office; it is about a person.
    Personal,
    /// The office, and no public document in any form.
    Secret,
}

/// What stands in a public document in place of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Nothing: the column is left out, a word within a text becomes ××.
    Omit,
    /// The family name: 张某某.
    Initial,
    /// The digits in the middle as stars: 138****5678.
    Middle,
    /// A class in place of the value: 100万元以上、500万元以下.
    Band,
    /// A name that is the same in all documents of a month: 企业A.
    Alias,
}

impl Way {
    /// The way in words.
    pub fn chinese(self) -> &'static str {
        match self {
            Way::Omit => "略去",
            Way::Initial => "只留姓",
            Way::Middle => "隐去中间几位",
            Way::Band => "以档次代替",
            Way::Alias => "以代称代替",
        }
    }
}

impl Spoken for Edition {
    fn spoken(&self, language: Language) -> String {
        let english = match self {
            Edition::Internal => "internal",
            Edition::Public => "public",
        };
        language.say(self.chinese(), english).to_owned()
    }
}

impl Spoken for Way {
    fn spoken(&self, language: Language) -> String {
        let english = match self {
            Way::Omit => "left out",
            Way::Initial => "family name only",
            Way::Middle => "digits in the middle hidden",
            Way::Band => "a class in its place",
            Way::Alias => "an alias in its place",
        };
        language.say(self.chinese(), english).to_owned()
    }
}

/// A value that stands in no public document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Secret {
    /// The value as the ledger has it; numbers by their digits.
    pub value: String,
    /// What stands in its place.
    pub masked: String,
    /// How it is masked.
    pub way: Way,
    /// The ledger's title.
    pub ledger: String,
    /// The column's title.
    pub column: String,
    /// The first cell that has it.
    pub place: Place,
    /// Whether it is a number, which is looked for and not replaced.
    pub number: bool,
}

/// In place of a number that is suppressed.
pub const SUPPRESSED: &str = "*";
/// In place of a word within a text whose column is left out.
pub const OMITTED: &str = "××";
/// Family names of two characters.
const DOUBLE: [&str; 16] = [
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "百里",
    "南宫", "长孙",
];

/// What stands between several names in one cell.
const BETWEEN: [char; 11] = ['、', '，', ',', '；', ';', '/', '／', '\n', ' ', '\u{3000}', '\t'];

/// The names in a cell that may hold several: each without what stands in brackets behind it.
pub fn names(cell: &str) -> impl Iterator<Item = &str> {
    let bare = |name: &'_ str| -> usize { name.find(['（', '(']).unwrap_or(name.len()) };
    cell.split(BETWEEN).map(move |name| name[..bare(name)].trim()).filter(|name| !name.is_empty())
}

/// The family name and 某 for each other character of each name: 张某某、欧阳某; what stands in brackets
/// behind a name goes.
pub fn initial(cell: &str) -> String {
    names(cell).map(initial_of).collect::<Vec<_>>().join("、")
}

fn initial_of(name: &str) -> String {
    let family = DOUBLE.into_iter().find(|double| name.starts_with(double) && name.chars().count() > 2);
    let kept = family.map_or(1, |family| family.chars().count());
    let given = name.chars().count().saturating_sub(kept).max(1);
    name.chars().take(kept).chain(std::iter::repeat_n('某', given)).collect()
}

/// The first three and the last four characters of a long number, fewer of a short one.
pub fn middle(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    let (head, tail) = match letters.len() {
        0..=3 => (0, 0),
        4..=7 => (1, 1),
        8..=10 => (2, 2),
        _ => (3, 4),
    };
    let hidden = |at: usize| at >= head && at + tail < letters.len();
    letters.iter().enumerate().map(|(at, letter)| if hidden(at) { '*' } else { *letter }).collect()
}

/// The class of a value among bounds in its own unit, which rise: 100万元以下, 100—500万元, 500万元以上.
/// `below` says whether the value lies below a bound.
pub fn band(bounds: &[i64], unit: &str, below: impl Fn(i64) -> bool) -> String {
    match bounds.iter().position(|bound| below(*bound)) {
        Some(0) => format!("{}{unit}以下", bounds.first().copied().unwrap_or_default()),
        Some(at) => format!("{}—{}{unit}", bounds[at - 1], bounds[at]),
        None => format!("{}{unit}以上", bounds.last().copied().unwrap_or_default()),
    }
}

/// The letters of a running number from 0: A, B, …, Z, AA.
pub fn letters(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_masked() {
        for (name, masked) in [
            ("张三", "张某"),
            ("张三丰", "张某某"),
            ("欧阳修", "欧阳某"),
            ("司马", "司某"),
            ("张", "张某"),
            ("许（办公室）", "许某"),
            ("王小明、李大海", "王某某、李某某"),
            ("许某（03）", "许某"),
        ] {
            assert_eq!(initial(name), masked);
        }
        for (number, masked) in [
            ("13812345678", "138****5678"),
            ("430102199001010011", "430***********0011"),
            ("12345", "1***5"),
            ("123", "***"),
        ] {
            assert_eq!(middle(number), masked);
        }
        let class = |value: i64| band(&[100, 500], "万元", |bound| value < bound);
        assert_eq!([99, 100, 499, 500].map(class), ["100万元以下", "100—500万元", "100—500万元", "500万元以上"]);
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
