//! ods (OpenDocument 1.3, part 3), as LibreOffice and WPS write it and as others do.
//!
//! Calamine reads it only as a whole, refuses a table whose XML is indented, and gives no merged
//! cells.

mod sheet;

use crate::grid::{Book, Budget};
use crate::refusal::Refusal;
use crate::sheet_builder::SheetBuilder;
use crate::widths::of_length;
use opc::{Error, Package, Source, Step, Xml};
use std::collections::{HashMap, HashSet};

/// More sheets or styles than any workbook has.
const MOST: usize = 20_000;

/// Reads a workbook in a zip container.
pub(crate) fn read(source: Source<'_>) -> Result<Book, Refusal> {
    let package = Package::open(source)?;
    if protected(&package) {
        return Err(Refusal::Protected);
    }
    let mut book = Book::default();
    let read = opc::read(&package, "content.xml", |pipe| contents(&mut Xml::new(pipe), &mut book));
    match read {
        None => Err(Error::damaged("没有 content.xml", "there is no content.xml").into()),
        // Damage within a sheet is told there; elsewhere it may have cost whole sheets.
        Some(read) => read.map(|()| book),
    }
}

/// Whether the manifest says that parts are encrypted.
fn protected(package: &Package<'_>) -> bool {
    let found = opc::read(package, "META-INF/manifest.xml", |pipe| {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next() {
                Ok(Step::Open(tag)) if tag.name() == b"encryption-data" => return true,
                Ok(Step::End) | Err(_) => return false,
                Ok(_) => {}
            }
        }
    });
    found == Some(true)
}

/// Reads all sheets.
fn contents(xml: &mut Xml<'_>, book: &mut Book) -> Result<(), Refusal> {
    let (mut hidden, mut widths) = (HashSet::new(), HashMap::new());
    let (mut style, mut budget) = (String::new(), Budget::new());
    loop {
        match xml.next()? {
            Step::Open(tag) => match tag.name() {
                b"style" => style = tag.attribute("name").unwrap_or_default(),
                b"table-properties" => {
                    let display = tag.attribute("display");
                    if display.is_some_and(|display| display == "false") && hidden.len() < MOST {
                        hidden.insert(std::mem::take(&mut style));
                    }
                }
                b"table-column-properties" => {
                    let width = tag.attribute("column-width").and_then(|width| of_length(&width));
                    if let Some(width) = width.filter(|_| widths.len() < MOST) {
                        widths.insert(std::mem::take(&mut style), width);
                    }
                }
                b"tracked-changes" if !tag.empty() => sheet::pass_over(xml, b"tracked-changes")?,
                b"table" if !tag.empty() => {
                    if book.sheets.len() >= MOST {
                        return Err(Refusal::TooLarge);
                    }
                    let name = tag.attribute("name").unwrap_or_default();
                    let hidden = tag.attribute("style-name").is_some_and(|style| hidden.contains(&style));
                    let mut sheet = SheetBuilder::new(&mut book.strings, &mut budget);
                    let read = sheet::read(xml, &mut sheet, &widths);
                    let ended = read.is_err();
                    book.sheets.push(sheet.finish(name, hidden, read)?);
                    if ended {
                        return Ok(());
                    }
                }
                _ => {}
            },
            Step::End => return Ok(()),
            _ => {}
        }
    }
}
