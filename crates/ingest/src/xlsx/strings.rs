//! The shared strings of a workbook.

use crate::grid::{Budget, Raw};
use crate::refusal::Refusal;
use crate::strings::Strings;
use opc::{Package, Step, Xml, unescaped};

/// Reads all shared strings: for each index what a cell that names it holds.
///
/// # Errors
/// The part is damaged, where no text of it can be trusted, or beyond all bounds.
pub(crate) fn read(
    package: &Package<'_>,
    part: &str,
    strings: &mut Strings,
    budget: &mut Budget,
) -> Result<Vec<Raw>, Refusal> {
    let mut list = Vec::new();
    let read = opc::read(package, part, |pipe| -> Result<(), Refusal> {
        let mut xml = Xml::new(pipe);
        let (mut text, mut inside, mut phonetic) = (Text::default(), false, false);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"si" => {
                        text = Text::default();
                        if tag.empty() {
                            list.push(Raw::Empty);
                        }
                    }
                    b"t" => inside = !tag.empty() && !phonetic,
                    // How a name is pronounced stands beside it and is no part of it.
                    b"rPh" => phonetic = !tag.empty(),
                    b"r" => text.run(),
                    b"strike" if tag.attribute("val").is_none_or(|val| val != "0" && val != "false") => {
                        text.set = Set::Struck;
                    }
                    b"vertAlign" if tag.attribute("val").is_some_and(|val| val != "baseline") => text.set = Set::Raised,
                    _ => {}
                },
                Step::Letters(letters) if inside => text.now.push_str(&letters),
                Step::Close(name) => match name {
                    b"si" => {
                        if !budget.take(strings) {
                            return Err(Refusal::TooLarge);
                        }
                        list.push(strings.add(&unescaped(&std::mem::take(&mut text).whole())));
                    }
                    b"t" => inside = false,
                    b"rPh" => phonetic = false,
                    _ => {}
                },
                Step::End => return Ok(()),
                _ => {}
            }
        }
    });
    read.unwrap_or(Ok(())).map(|()| list)
}

/// How a run of a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Set {
    #[default]
    Plain,
    Struck,
    /// Above or below the line.
    Raised,
}

/// A text of runs, some of which may be struck out or raised.
#[derive(Default)]
struct Text {
    now: String,
    set: Set,
    before: Vec<(Set, String)>,
}

impl Text {
    /// Another run begins.
    fn run(&mut self) {
        let now = (std::mem::take(&mut self.set), std::mem::take(&mut self.now));
        self.before.push(now);
    }

    /// The whole text. What is struck out within it is marked, and what is raised beside a number: 16 and 19 are not
    /// 1619, and 1234 with the note 1 is not 12341. The 2 of m² is a part of its word.
    fn whole(mut self) -> String {
        self.run();
        let filled = |run: &&(Set, String)| !run.1.trim().is_empty();
        let others = |set: Set| self.before.iter().filter(move |run| run.0 != set).filter(filled);
        let digit = |letter: char| letter.is_ascii_digit() || ",.，．+-%() ¥￥".contains(letter);
        let [struck, raised] = [Set::Struck, Set::Raised].map(|set| others(set).next().is_some());
        let raised = raised && others(Set::Raised).all(|(_, text)| text.trim().chars().all(digit));
        let run = |(set, text): &(Set, String)| match set {
            Set::Struck if struck && !text.trim().is_empty() => format!("〔划去：{text}〕"),
            Set::Raised if raised && !text.trim().is_empty() => format!("〔上标：{text}〕"),
            _ => text.clone(),
        };
        self.before.iter().map(run).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Set, Text};

    #[test]
    fn what_is_struck_out_or_raised_within_a_text_is_marked() {
        let whole = |runs: &[(Set, &str)]| {
            let before = runs.iter().map(|(set, text)| (*set, (*text).to_owned())).collect();
            Text { before, ..Text::default() }.whole()
        };
        let (plain, struck, raised) = (Set::Plain, Set::Struck, Set::Raised);
        assert_eq!(whole(&[(struck, "16"), (plain, "19")]), "〔划去：16〕19");
        assert_eq!(whole(&[(struck, "作废")]), "作废");
        assert_eq!(whole(&[(plain, "甲"), (plain, "公司")]), "甲公司");
        assert_eq!(whole(&[(plain, "1,234.5"), (raised, "1")]), "1,234.5〔上标：1〕");
        assert_eq!(whole(&[(plain, "面积（m"), (raised, "2"), (plain, "）")]), "面积（m2）");
        assert_eq!(whole(&[(raised, "12")]), "12");
    }
}
