//! Workbook bytes into bare cells. No other file names calamine.

use crate::cells::Collector;
use crate::format::{Format, Refusal, format};
use crate::grid::{Book, Budget, Fault, Merge, Raw, Sheet};
use crate::strings::Strings;
use calamine::{CellErrorType, Data, DataRef, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) const TOO_LARGE: &str = "内容过大（单元格或文字超过上限），不像台账。请删去多余的行、列和工作表后重新报送。";
const DAMAGED: &str = "请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送；打不开的，向报送单位重新索取。";
const PROTECTED: &str = "文件设有打开密码。请在 Excel 中取消密码（文件—信息—保护工作簿）后重新报送。";

type Bytes<'a> = Cursor<&'a [u8]>;

/// Whether the content is of a format that can only be read as a whole, by code that a hostile
/// file can bring to an abort or fill the memory with.
pub(crate) fn risky(bytes: &[u8]) -> bool {
    matches!(format(bytes), Ok(Format::Xls | Format::Xlsb | Format::Ods))
}

/// Reads any workbook. An error is the reason in Chinese with what to do.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let format = format(bytes)?;
    // A panic on a damaged file is that file's error and not the run's.
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => crate::xlsx::read(bytes),
        Format::Xlsb => xlsb(bytes),
        Format::Xls => whole::<Xls<Bytes<'_>>>(
            bytes,
            |book| book.has_1904_epoch(),
            |book, name| book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        ),
        Format::Ods => whole::<Ods<Bytes<'_>>>(bytes, |_| false, |_, _| Vec::new()),
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

fn raw(value: &DataRef<'_>, strings: &mut Strings) -> Raw {
    match value {
        DataRef::Int(number) => Raw::Number(*number as f64),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => strings.intern(text),
        DataRef::SharedString(text) => strings.intern(text),
        DataRef::Bool(flag) => Raw::Bool(*flag),
        DataRef::DateTime(date) if date.is_datetime() => Raw::Date(date.as_f64()),
        DataRef::DateTime(date) => Raw::Number(date.as_f64()),
        DataRef::Error(error) => Raw::Fault(fault(error)),
        DataRef::Empty => Raw::Empty,
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

/// Collects the cells of one sheet within the budget.
struct Target<'a> {
    cells: Collector,
    strings: &'a mut Strings,
    budget: &'a mut Budget,
}

impl Target<'_> {
    fn add(&mut self, position: (u32, u32), raw: Raw) -> Result<(), Refusal> {
        if raw == Raw::Empty {
            return Ok(());
        }
        let fits = self.budget.take(self.strings)
            && self.cells.add(position.0.saturating_add(1), position.1.saturating_add(1), raw);
        if fits { Ok(()) } else { Err(TOO_LARGE.into()) }
    }
}

/// The worksheets of a workbook: names and whether they are hidden.
fn worksheets(list: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let tables = list.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// Adds a sheet, or the reason why it ends early: one bad sheet must not lose the others.
fn push(book: &mut Book, (name, hidden): (String, bool), cells: Collector, merges: Vec<Merge>, broken: Option<String>) {
    let mut sheet = Sheet::new(name, hidden, cells.finish(), merges);
    sheet.broken = broken;
    book.sheets.push(sheet);
}

fn xlsb(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut source = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut book, mut budget) = (Book { from_1904: source.has_1904_epoch(), ..Book::default() }, Budget::new());
    for entry in worksheets(source.sheets_metadata()) {
        let mut to = Target { cells: Collector::default(), strings: &mut book.strings, budget: &mut budget };
        let broken = match source.worksheet_cells_reader(&entry.0) {
            Err(error) => Some(error.to_string()),
            Ok(mut reader) => loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => {
                        let raw = raw(cell.get_value(), to.strings);
                        to.add(cell.get_position(), raw)?;
                    }
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            },
        };
        let cells = to.cells;
        push(&mut book, entry, cells, Vec::new(), broken);
    }
    Ok(book)
}

/// Formats that calamine reads only as whole sheets (xls, ods).
fn whole<'a, R>(
    bytes: &'a [u8],
    from_1904: impl Fn(&R) -> bool,
    merges: impl Fn(&R, &str) -> Vec<Dimensions>,
) -> Result<Book, Refusal>
where
    R: Reader<Bytes<'a>>,
    R::Error: std::fmt::Display,
{
    let mut source = R::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut book, mut budget) = (Book { from_1904: from_1904(&source), ..Book::default() }, Budget::new());
    for entry in worksheets(source.sheets_metadata()) {
        let merges = merges(&source, &entry.0).iter().map(merge).collect();
        let mut to = Target { cells: Collector::default(), strings: &mut book.strings, budget: &mut budget };
        let broken = match source.worksheet_range(&entry.0) {
            Err(error) => Some(error.to_string()),
            Ok(range) => {
                all(&range, &mut to)?;
                None
            }
        };
        let cells = to.cells;
        push(&mut book, entry, cells, merges, broken);
    }
    Ok(book)
}

fn all(range: &Range<Data>, to: &mut Target<'_>) -> Result<(), Refusal> {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |at: usize, start: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(start);
        let raw = match value {
            Data::String(text) => to.strings.intern(text),
            Data::DateTimeIso(text) | Data::DurationIso(text) => to.strings.intern(text),
            Data::Int(number) => raw(&DataRef::Int(*number), to.strings),
            Data::Float(number) => raw(&DataRef::Float(*number), to.strings),
            Data::Bool(flag) => raw(&DataRef::Bool(*flag), to.strings),
            Data::DateTime(date) => raw(&DataRef::DateTime(*date), to.strings),
            Data::Error(error) => Raw::Fault(fault(error)),
            Data::Empty => Raw::Empty,
        };
        to.add((place(row, top), place(column, left)), raw)?;
    }
    Ok(())
}
