//! Which sheets a workbook has and where they are.

use crate::books::damaged;
use crate::format::Refusal;
use crate::parts::outline::Outline;
use crate::parts::package::Package;
use crate::parts::pipe;
use crate::parts::xml::{Step, Xml};

/// Reads which sheets there are.
pub(crate) fn outline(package: &Package<'_>) -> Result<Outline, Refusal> {
    let mut outline = Outline::new(package, "xl/workbook.xml");
    let main = outline.main.clone();
    let read = pipe::read(package, &main, |pipe| -> std::io::Result<()> {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next()? {
                Step::Open(tag) => match tag.name() {
                    b"workbookPr" => {
                        let flag = tag.attribute("date1904");
                        outline.from_1904 = flag.is_some_and(|flag| flag == "1" || flag == "true");
                    }
                    b"externalReference" => outline.external = outline.external.saturating_add(1),
                    b"sheet" => {
                        let hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                        let relation = tag.attribute("id").unwrap_or_default();
                        outline.add(tag.attribute("name").unwrap_or_default(), hidden, &relation);
                    }
                    _ => {}
                },
                Step::End => return Ok(()),
                _ => {}
            }
        }
    });
    match read {
        None => Err(damaged("没有 workbook.xml")),
        // What was read before the damage may be all that is needed.
        Some(Err(error)) if outline.sheets.is_empty() => Err(damaged(error)),
        _ => Ok(outline),
    }
}
