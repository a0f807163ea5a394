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
        let (mut text, mut inside, mut phonetic) = (String::new(), false, false);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"si" => {
                        text.clear();
                        if tag.empty() {
                            list.push(Raw::Empty);
                        }
                    }
                    b"t" => inside = !tag.empty() && !phonetic,
                    // How a name is pronounced stands beside it and is no part of it.
                    b"rPh" => phonetic = !tag.empty(),
                    _ => {}
                },
                Step::Letters(letters) if inside => text.push_str(&letters),
                Step::Close(name) => match name {
                    b"si" => {
                        if !budget.take(strings) {
                            return Err(Refusal::TooLarge);
                        }
                        list.push(strings.add(&unescaped(&text)));
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
