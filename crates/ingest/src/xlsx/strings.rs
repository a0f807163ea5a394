//! The shared strings of a workbook.

use super::rich::Rich;
use crate::grid::{Budget, Raw};
use crate::refusal::Refusal;
use crate::strings::Strings;
use opc::{Package, Step, Xml, unescaped};
use std::collections::HashSet;

/// Reads all shared strings: for each index what a cell that names it holds, and which are struck out as a whole.
///
/// # Errors
/// The part is damaged, where no text of it can be trusted, or beyond all bounds.
pub(crate) fn read(
    package: &Package<'_>,
    part: &str,
    strings: &mut Strings,
    budget: &mut Budget,
) -> Result<(Vec<Raw>, HashSet<usize>), Refusal> {
    let (mut list, mut struck) = (Vec::new(), HashSet::new());
    let read = opc::read(package, part, |pipe| -> Result<(), Refusal> {
        let mut xml = Xml::new(pipe);
        let (mut text, mut inside, mut phonetic) = (Rich::default(), false, false);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"si" => {
                        text = Rich::default();
                        if tag.empty() {
                            list.push(Raw::Empty);
                        }
                    }
                    b"t" => inside = !tag.empty() && !phonetic,
                    // How a name is pronounced stands beside it and is no part of it.
                    b"rPh" => phonetic = !tag.empty(),
                    _ => text.open(&tag),
                },
                Step::Letters(letters) if inside => text.push(&letters),
                Step::Close(name) => match name {
                    b"si" => {
                        if !budget.take(strings) {
                            return Err(Refusal::TooLarge);
                        }
                        let (whole, all_struck) = std::mem::take(&mut text).whole();
                        if all_struck {
                            struck.insert(list.len());
                        }
                        list.push(strings.intern(&unescaped(&whole)));
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
    read.unwrap_or(Ok(())).map(|()| (list, struck))
}
