//! xlsb, part by part: the binary twin of xlsx (MS-XLSB).
//!
//! Calamine passes over the short cell records (MS-XLSB 2.4.748 and after) without a word, so that
//! most of a sheet may be missing, and gives neither merged cells nor formats.

mod record;
mod sheet;

use crate::formats::Formats;
use crate::grid::{Book, Budget, Raw};
use crate::refusal::Refusal;
use crate::sheet_builder::Referred;
use crate::strings::Strings;
use opc::{Error, Package, Source, WorkbookParts};
use record::{Record, Records};
use std::collections::HashSet;

/// Reads a workbook of binary parts in a zip container.
pub(crate) fn read(source: Source<'_>) -> Result<Book, Refusal> {
    let package = Package::open(source)?;
    let parts = workbook(&package)?;
    let mut budget = Budget::new();
    let mut book = Book { from_1904: parts.from_1904, external: parts.external, ..Book::default() };
    let formats = parts.styles.as_ref().map(|part| formats(&package, part)).transpose()?.unwrap_or_default();
    let strings = match &parts.strings {
        Some(part) => shared(&package, part, &mut book.strings, &mut budget)?,
        None => Vec::new(),
    };
    let referred = Referred { formats, strings, struck: HashSet::new(), uncalculated: false };
    for entry in parts.sheets {
        let sheet = sheet::read(&package, &referred, entry, &mut book.strings, &mut budget)?;
        book.sheets.push(sheet);
    }
    Ok(book)
}

/// Hands each record of a part to `take` until it fails; nothing where there is no such part. A part
/// ends with the record that closes its first, whose kind is the next; one without it was cut off.
fn each<E: From<Error>>(
    package: &Package<'_>,
    part: &str,
    mut take: impl FnMut(Record<'_>) -> Result<(), E>,
) -> Option<Result<(), E>> {
    opc::read(package, part, |pipe| {
        let mut records = Records::new(pipe);
        let (mut first, mut last) = (None, None);
        while let Some(record) = records.next()? {
            last = Some(record.kind);
            first = first.or(last);
            take(record)?;
        }
        if first.is_none() || first.and_then(|kind| kind.checked_add(1)) != last {
            return Err(Error::damaged("内容在中间中断", "the content breaks off midway").into());
        }
        Ok(())
    })
}

/// Reads which sheets there are.
fn workbook(package: &Package<'_>) -> Result<WorkbookParts, Error> {
    let mut parts = WorkbookParts::new(package, "xl/workbook.bin")?;
    let main = parts.main.clone();
    let read = each(package, &main, |mut record| -> Result<(), Error> {
        match record.kind {
            record::WB_PROP => parts.from_1904 = record.u32()? & 1 == 1,
            record::SUP_BOOK_SRC => parts.external = parts.external.saturating_add(1),
            record::BUNDLE_SH => {
                let hidden = record.u32()? != 0;
                record.skip(4)?;
                let (relation, name) = (record.text()?, record.text()?);
                parts.add(name, hidden, &relation);
            }
            _ => {}
        }
        Ok(())
    });
    match read {
        None => Err(Error::damaged("没有 workbook.bin", "there is no workbook.bin")),
        // Behind the damage may stand sheets that nobody would miss.
        Some(read) => read.map(|()| parts),
    }
}

/// Reads the cell formats. Damage is an error, since a quotient whose format is lost would be taken
/// for a percentage.
fn formats(package: &Package<'_>, part: &str) -> Result<Formats, Error> {
    let (mut formats, mut inside) = (Formats::default(), false);
    let read = each(package, part, |mut record| -> Result<(), Error> {
        match record.kind {
            record::FMT => {
                let id = record.u16()?;
                formats.code(id.into(), &record.text()?);
            }
            record::BEGIN_CELL_XFS => inside = true,
            record::END_CELL_XFS => inside = false,
            record::FONT => {
                record.skip(2)?;
                formats.font(record.u16()? & 0x8 != 0);
            }
            record::XF if inside => {
                record.skip(2)?;
                formats.cell(record.u16()?.into(), record.u16()?.into());
            }
            _ => {}
        }
        Ok(())
    });
    read.unwrap_or(Ok(())).map(|()| formats)
}

/// Reads all shared strings: for each index what a cell that names it holds.
fn shared(package: &Package<'_>, part: &str, strings: &mut Strings, budget: &mut Budget) -> Result<Vec<Raw>, Refusal> {
    let mut list = Vec::new();
    let read = each(package, part, |mut record| -> Result<(), Error> {
        if record.kind == record::SST_ITEM {
            if !budget.take(strings) {
                return Err(Error::TooLarge);
            }
            record.skip(1)?;
            list.push(strings.intern(&record.text()?));
        }
        Ok(())
    });
    match read {
        Some(Err(error)) => Err(error.into()),
        _ => Ok(list),
    }
}
