//! Workbook bytes into bare cells. No other file names calamine.

use crate::building::{Building, Stop};
use crate::format::{Format, Refusal, format};
use crate::grid::{Book, Budget, Fault, Merge, Raw};
use crate::strings::Strings;
use calamine::{CellErrorType, Data, Dimensions, Range, Reader, SheetType, SheetVisible, Xls};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) const TOO_LARGE: &str = "内容过大（单元格或文字超过上限），不像台账。请删去多余的行、列和工作表后重新报送。";
const DAMAGED: &str = "请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送；打不开的，向报送单位重新索取。";
pub(crate) const PROTECTED: &str = "文件设有打开密码。请在 Excel 中取消密码（文件—信息—保护工作簿）后重新报送。";

/// Whether the content is of a format that can only be read as a whole, by code that a hostile
/// file can bring to an abort or fill the memory with.
pub(crate) fn risky(bytes: &[u8]) -> bool {
    matches!(format(bytes), Ok(Format::Xls))
}

/// Reads any workbook. An error is the reason in Chinese with what to do.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let format = format(bytes)?;
    // A panic on a damaged file is that file's error and not the run's.
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => crate::xlsx::read(bytes),
        Format::Xlsb => crate::xlsb::read(bytes),
        Format::Ods => crate::ods::read(bytes),
        Format::Xls => xls(bytes),
        Format::Csv => crate::csv::read(bytes),
    }));
    read.unwrap_or_else(|_| Err(format!("文件已损坏，读取时出错。{DAMAGED}")))
}

pub(crate) fn damaged(error: impl std::fmt::Display) -> Refusal {
    let text = error.to_string();
    if text.to_lowercase().contains("password") || text.contains("ncrypted") {
        return PROTECTED.into();
    }
    format!("文件已损坏或不完整（{text}）。{DAMAGED}")
}

/// Whether XML ended because it is too large, not because it is damaged.
pub(crate) fn too_large(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::FileTooLarge
}

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

/// xls, which calamine reads only as whole sheets.
fn xls(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut source = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut book, mut budget) = (Book { from_1904: source.has_1904_epoch(), ..Book::default() }, Budget::new());
    let tables = source.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let tables: Vec<(String, bool)> =
        tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    for (name, hidden) in tables {
        let mut sheet = Building::new(&mut book.strings, &mut budget);
        for area in source.merge_cells_by_sheet_name(&name).unwrap_or_default() {
            sheet.merge(merge(&area));
        }
        let read = match source.worksheet_range(&name) {
            Err(error) => Err(Stop::Damaged(error.to_string())),
            Ok(range) => all(&range, &mut sheet),
        };
        book.sheets.push(sheet.finish(name, hidden, read)?);
    }
    book.strings.close();
    Ok(book)
}

fn all(range: &Range<Data>, to: &mut Building<'_>) -> Result<(), Stop> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place =
            |at: usize, start: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(start).saturating_add(1);
        let raw = raw(value, to.strings);
        to.add(place(row, top), place(column, left), raw)?;
    }
    Ok(())
}
