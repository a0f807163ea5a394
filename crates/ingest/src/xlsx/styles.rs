//! The cell formats of the workbook.

use crate::formats::Formats;
use opc::{Error, Package, Step, Xml};

/// Reads the formats.
///
/// # Errors
/// The part is damaged: a quotient whose format is lost would be taken for a percentage.
pub(crate) fn read(package: &Package<'_>, part: &str) -> Result<Formats, Error> {
    let (mut formats, mut inside) = (Formats::default(), false);
    // Whether the font that is being read is struck out, while one is.
    let (mut fonts, mut font) = (false, None);
    let read = opc::read(package, part, |pipe| {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next()? {
                Step::Open(tag) => {
                    let number = |wanted: &str| tag.attribute(wanted).and_then(|id| id.parse::<u32>().ok());
                    match tag.name() {
                        b"numFmt" => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), tag.attribute("formatCode")) {
                                formats.code(id, &code);
                            }
                        }
                        b"fonts" => fonts = !tag.empty(),
                        b"font" if fonts && tag.empty() => formats.font(false),
                        b"font" if fonts => font = Some(false),
                        b"strike" => {
                            font = font.map(|_| tag.attribute("val").is_none_or(|val| val != "0" && val != "false"))
                        }
                        b"cellXfs" => inside = !tag.empty(),
                        b"xf" if inside => {
                            formats.cell(number("numFmtId").unwrap_or(0), number("fontId").unwrap_or(0));
                        }
                        _ => {}
                    }
                }
                Step::Close(b"font") => font.take().into_iter().for_each(|struck| formats.font(struck)),
                Step::Close(b"fonts") => fonts = false,
                Step::Close(b"cellXfs") => inside = false,
                Step::End => return Ok(()),
                _ => {}
            }
        }
    });
    read.unwrap_or(Ok(())).map(|()| formats)
}
