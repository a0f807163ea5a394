//! The cell formats of the workbook.

use crate::formats::Formats;
use opc::{Package, Step, Xml};

/// Reads the formats; damage ends them early.
pub(crate) fn read(package: &Package<'_>, part: &str) -> Formats {
    let (mut formats, mut inside) = (Formats::default(), false);
    opc::read(package, part, |pipe| {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next() {
                Ok(Step::Open(tag)) => {
                    let number = |wanted: &str| tag.attribute(wanted).and_then(|id| id.parse::<u32>().ok());
                    match tag.name() {
                        b"numFmt" => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), tag.attribute("formatCode")) {
                                formats.code(id, &code);
                            }
                        }
                        b"cellXfs" => inside = !tag.empty(),
                        b"xf" if inside => formats.cell(number("numFmtId").unwrap_or(0)),
                        _ => {}
                    }
                }
                Ok(Step::Close(b"cellXfs")) => inside = false,
                Ok(Step::End) | Err(_) => return,
                Ok(_) => {}
            }
        }
    });
    formats
}
