//! xlsb, part by part: the binary twin of xlsx (MS-XLSB).
//!
//! Calamine passes over the short cell records (MS-XLSB 2.4.748 and after) without a word, so that
//! most of a sheet may be missing, and gives neither merged cells nor formats.

mod record;
mod sheet;

use crate::books::{TOO_LARGE, damaged, too_large};
use crate::building::Referred;
use crate::format::Refusal;
use crate::formats::Formats;
use crate::grid::{Book, Budget, Raw};
use crate::parts::outline::Outline;
use crate::parts::package::Package;
use crate::parts::pipe;
use crate::strings::Strings;
use record::{Record, Records};
use std::io;

/// Reads a workbook of binary parts in a zip container.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    let package = Package::open(bytes)?;
    let outline = outline(&package)?;
    let mut budget = Budget::new();
    let mut book = Book { from_1904: outline.from_1904, external: outline.external, ..Book::default() };
    let formats = outline.styles.as_ref().map(|part| formats(&package, part)).unwrap_or_default();
    let strings = match &outline.strings {
        Some(part) => shared(&package, part, &mut book.strings, &mut budget)?,
        None => Vec::new(),
    };
    let referred = Referred { formats, strings };
    for entry in outline.sheets {
        let sheet = sheet::read(&package, &referred, entry, &mut book.strings, &mut budget)?;
        book.sheets.push(sheet);
    }
    book.strings.close();
    Ok(book)
}

/// Hands each record of a part to `take` until it fails; nothing where there is no such part.
fn each<E: From<io::Error>>(
    package: &Package<'_>,
    part: &str,
    mut take: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Option<Result<(), E>> {
    pipe::read(package, part, |pipe| {
        let mut records = Records::new(pipe);
        while let Some(record) = records.next()? {
            take(record)?;
        }
        Ok(())
    })
}

/// Reads which sheets there are.
fn outline(package: &Package<'_>) -> Result<Outline, Refusal> {
    let mut outline = Outline::new(package, "xl/workbook.bin");
    let main = outline.main.clone();
    let read = each(package, &main, |mut record| -> io::Result<()> {
        match record.kind {
            record::WB_PROP => outline.from_1904 = record.u32()? & 1 == 1,
            record::SUP_BOOK_SRC => outline.external = outline.external.saturating_add(1),
            record::BUNDLE_SH => {
                let hidden = record.u32()? != 0;
                record.skip(4)?;
                let (relation, name) = (record.text()?, record.text()?);
                outline.add(name, hidden, &relation);
            }
            _ => {}
        }
        Ok(())
    });
    match read {
        None => Err(damaged("没有 workbook.bin")),
        // What was read before the damage may be all that is needed.
        Some(Err(error)) if outline.sheets.is_empty() => Err(damaged(error)),
        _ => Ok(outline),
    }
}

/// Reads the cell formats; damage ends them early.
fn formats(package: &Package<'_>, part: &str) -> Formats {
    let (mut formats, mut inside) = (Formats::default(), false);
    each(package, part, |mut record| -> io::Result<()> {
        match record.kind {
            record::FMT => {
                let id = record.u16()?;
                formats.code(id.into(), &record.text()?);
            }
            record::BEGIN_CELL_XFS => inside = true,
            record::END_CELL_XFS => inside = false,
            record::XF if inside => {
                record.skip(2)?;
                formats.cell(record.u16()?.into());
            }
            _ => {}
        }
        Ok(())
    });
    formats
}

/// Reads all shared strings: for each index what a cell that names it holds.
fn shared(package: &Package<'_>, part: &str, strings: &mut Strings, budget: &mut Budget) -> Result<Vec<Raw>, Refusal> {
    let mut list = Vec::new();
    let read = each(package, part, |mut record| -> io::Result<()> {
        if record.kind == record::SST_ITEM {
            if !budget.take(strings) {
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LARGE));
            }
            record.skip(1)?;
            list.push(strings.add(&record.text()?));
        }
        Ok(())
    });
    match read {
        Some(Err(error)) if too_large(&error) => Err(TOO_LARGE.into()),
        // The strings that were read are of use all the same; the others are missing cells.
        _ => Ok(list),
    }
}
