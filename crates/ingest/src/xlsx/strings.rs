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
                    b"strike" => text.struck = tag.attribute("val").is_none_or(|val| val != "0" && val != "false"),
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

/// A text of runs, some of which may be struck out.
#[derive(Default)]
struct Text {
    now: String,
    struck: bool,
    before: Vec<(bool, String)>,
}

impl Text {
    /// Another run begins.
    fn run(&mut self) {
        let now = (std::mem::take(&mut self.struck), std::mem::take(&mut self.now));
        self.before.push(now);
    }

    /// The whole text. What is struck out within it is marked: 16 and 19 are not 1619.
    fn whole(mut self) -> String {
        self.run();
        let filled = |struck: bool| self.before.iter().any(|run| run.0 == struck && !run.1.trim().is_empty());
        let marked = filled(true) && filled(false);
        let run = |(struck, text): &(bool, String)| match struck {
            true if marked && !text.trim().is_empty() => format!("〔划去：{text}〕"),
            _ => text.clone(),
        };
        self.before.iter().map(run).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn what_is_struck_out_within_a_text_is_marked() {
        let whole = |runs: &[(bool, &str)]| {
            let before = runs.iter().map(|(struck, text)| (*struck, (*text).to_owned())).collect();
            Text { before, ..Text::default() }.whole()
        };
        assert_eq!(whole(&[(true, "16"), (false, "19")]), "〔划去：16〕19");
        assert_eq!(whole(&[(true, "作废")]), "作废");
        assert_eq!(whole(&[(false, "甲"), (false, "公司")]), "甲公司");
    }
}
