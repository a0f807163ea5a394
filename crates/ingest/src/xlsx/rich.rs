//! Texts whose letters are not all set alike.

use opc::Tag;

/// How a run of a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Set {
    #[default]
    Plain,
    Struck,
    /// Above the line.
    Raised,
    /// Below it.
    Lowered,
}

/// A text of runs, some of which may be struck out or raised.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Rich {
    now: String,
    set: Set,
    before: Vec<(Set, String)>,
}

impl Rich {
    /// What a tag within the text says of its runs.
    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            b"r" => self.run(),
            b"strike" if tag.attribute("val").is_none_or(|val| val != "0" && val != "false") => self.set = Set::Struck,
            b"vertAlign" if self.set == Set::Plain => match tag.attribute("val").as_deref() {
                Some("superscript") => self.set = Set::Raised,
                Some("subscript") => self.set = Set::Lowered,
                _ => {}
            },
            _ => {}
        }
    }

    /// Letters of the run.
    pub(super) fn push(&mut self, letters: &str) {
        self.now.push_str(letters);
    }

    /// Another run begins.
    fn run(&mut self) {
        let now = (std::mem::take(&mut self.set), std::mem::take(&mut self.now));
        if !now.1.is_empty() {
            self.before.push(now);
        }
    }

    /// The whole text, and whether all of it is struck out. What is struck out within it is marked, and digits that are
    /// raised or lowered behind a digit: 16 and 19 are not 1619, and 1234 with the note 1 is not 12341. The 2 of m² is
    /// a part of its word.
    pub(super) fn whole(mut self) -> (String, bool) {
        self.run();
        let filled = |run: &&(Set, String)| !run.1.trim().is_empty();
        let struck = self.before.iter().filter(filled).filter(|run| run.0 == Set::Struck).count();
        let all_struck = struck > 0 && struck == self.before.iter().filter(filled).count();
        let mut whole = String::new();
        for (set, text) in &self.before {
            let behind_digit =
                whole.trim_end_matches(['.', ',', '，', '．', ' ']).chars().next_back().is_some_and(digit);
            let mark = match set {
                _ if text.trim().is_empty() => None,
                Set::Struck if !all_struck => Some("划去"),
                Set::Raised if behind_digit && text.contains(digit) => Some("上标"),
                Set::Lowered if behind_digit && text.contains(digit) => Some("下标"),
                _ => None,
            };
            match mark {
                Some(mark) => whole.extend(["〔", mark, "：", text, "〕"]),
                None => whole.push_str(text),
            }
        }
        (whole, all_struck)
    }
}

/// A digit of any width, or of Han.
fn digit(letter: char) -> bool {
    matches!(letter, '0'..='9' | '０'..='９') || "〇零一二三四五六七八九十百千万亿".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_or_raised_within_a_text_is_marked() {
        let whole = |runs: &[(Set, &str)]| {
            let before = runs.iter().map(|(set, text)| (*set, (*text).to_owned())).collect();
            Rich { before, ..Rich::default() }.whole().0
        };
        let (plain, struck, raised) = (Set::Plain, Set::Struck, Set::Raised);
        assert_eq!(whole(&[(struck, "16"), (plain, "19")]), "〔划去：16〕19");
        assert_eq!(whole(&[(struck, "作废")]), "作废");
        assert_eq!(whole(&[(plain, "甲"), (plain, "公司")]), "甲公司");
        assert_eq!(whole(&[(plain, "1,234.5"), (raised, "1")]), "1,234.5〔上标：1〕");
        assert_eq!(whole(&[(plain, "面积（m"), (raised, "2"), (plain, "）")]), "面积（m2）");
        assert_eq!(whole(&[(raised, "12")]), "12");
        assert_eq!(whole(&[(plain, "１２３４"), (raised, "1"), (plain, "元")]), "１２３４〔上标：1〕元");
        assert_eq!(whole(&[(plain, "（1234"), (Set::Lowered, "1"), (plain, "）")]), "（1234〔下标：1〕）");
        assert_eq!(whole(&[(plain, "1"), (raised, "st")]), "1st");
        let all = Rich { before: vec![(struck, "作废".to_owned()), (plain, " ".to_owned())], ..Rich::default() };
        assert_eq!(all.whole(), ("作废 ".to_owned(), true));
    }
}
