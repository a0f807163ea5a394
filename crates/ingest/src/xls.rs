//! xls, which cannot be read piece by piece. No other file names calamine.

use crate::grid::{Book, Budget, Fault, Merge, Raw};
use crate::refusal::Refusal;
use crate::sheet_builder::{SheetBuilder, Stop};
use crate::strings::Strings;
use calamine::{CellErrorType, Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls, XlsError};
use std::io::Cursor;

fn raw(value: &Data, strings: &mut Strings) -> Raw {
    match value {
        Data::Int(number) => Raw::Number(*number as f64),
        Data::Float(number) => Raw::Number(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => strings.intern(text),
        Data::Bool(flag) => Raw::Bool(*flag),
        Data::DateTime(date) if date.is_datetime() => Raw::Date(date.as_f64()),
        Data::DateTime(date) => Raw::Number(date.as_f64()),
        Data::Error(error) => Raw::Fault(fault(error)),
        Data::Empty => Raw::Empty,
    }
}

fn fault(error: &CellErrorType) -> Fault {
    match error {
        CellErrorType::Div0 => Fault::Div0,
        CellErrorType::NA => Fault::Na,
        CellErrorType::Name => Fault::Name,
        CellErrorType::Null => Fault::Null,
        CellErrorType::Num => Fault::Num,
        CellErrorType::Ref => Fault::Ref,
        CellErrorType::Value => Fault::Value,
        CellErrorType::GettingData => Fault::Other,
    }
}

fn merge(area: &Dimensions) -> Merge {
    let from_one = |at: u32| at.saturating_add(1);
    Merge {
        top: from_one(area.start.0),
        left: from_one(area.start.1),
        bottom: from_one(area.end.0),
        right: from_one(area.end.1),
    }
}

/// Reads a workbook as whole sheets, as calamine gives them.
pub(crate) fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut source = Xls::new(Cursor::new(bytes)).map_err(refusal)?;
    let (mut book, mut budget) = (Book { from_1904: source.has_1904_epoch(), ..Book::default() }, Budget::new());
    let tables = source.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let tables: Vec<(String, bool)> =
        tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    for (name, hidden) in tables {
        let mut sheet = SheetBuilder::new(&mut book.strings, &mut budget);
        for area in source.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            sheet.merge(merge(&area));
        }
        let read = match source.worksheet_range(&name) {
            Err(_) => Err(Stop::damaged("工作表的记录有误", "the records of the sheet are faulty")),
            Ok(range) => all(&range, &mut sheet),
        };
        book.sheets.push(sheet.finish(name, hidden, read)?);
    }
    Ok(book)
}

fn all(range: &Range<Data>, to: &mut SheetBuilder<'_>) -> Result<(), Stop> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place =
            |at: usize, start: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(start).saturating_add(1);
        let raw = raw(value, to.strings);
        to.add(place(row, top), place(column, left), raw)?;
    }
    Ok(())
}

fn refusal(error: XlsError) -> Refusal {
    match error {
        XlsError::Password => Refusal::Protected,
        _ => Refusal::damaged("xls 的记录有误", "the records of the xls file are faulty"),
    }
}
