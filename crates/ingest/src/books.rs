//! Workbook bytes into bare cells, through calamine. No other file names it.

use crate::format::{Format, Refusal, format};
use crate::grid::{Book, Budget, Fault, Merge, Raw, Sheet, Strings};
use calamine::{
    Cell, CellErrorType, CellType, Data, DataRef, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb,
    Xlsx,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) const TOO_LARGE: &str = "内容过大（单元格或文字超过上限），不像台账。请删去多余的行、列和工作表后重新报送。";
const DAMAGED: &str = "请在 Excel 或 WPS 中打开，另存为 xlsx 后重新报送；打不开的，向报送单位重新索取。";
const PROTECTED: &str = "文件设有打开密码。请在 Excel 中取消密码（文件—信息—保护工作簿）后重新报送。";

type Bytes<'a> = Cursor<&'a [u8]>;

/// Reads any workbook. An error is the reason in Chinese with what to do.
pub(crate) fn open(bytes: &[u8]) -> Result<Book, Refusal> {
    let format = format(bytes)?;
    // Calamine panics on some damaged files; that is one file's error and not the run's.
    let read = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => xlsx(bytes),
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

fn damaged(error: impl std::fmt::Debug + std::fmt::Display) -> Refusal {
    let text = error.to_string();
    if text.contains("password") {
        return PROTECTED.into();
    }
    format!("文件已损坏或不完整（{text}）。{DAMAGED}")
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
struct Collector<'a> {
    cells: Vec<(u32, u32, Raw)>,
    strings: &'a mut Strings,
    budget: &'a mut Budget,
}

impl Collector<'_> {
    fn add(&mut self, position: (u32, u32), raw: Raw) -> Result<(), Refusal> {
        if !self.budget.take(raw, self.strings) {
            return Err(TOO_LARGE.into());
        }
        if raw != Raw::Empty {
            self.cells.push((position.0.saturating_add(1), position.1.saturating_add(1), raw));
        }
        Ok(())
    }

    fn add_cell<T: CellType>(&mut self, cell: &Cell<T>, raw: Raw) -> Result<(), Refusal> {
        self.add(cell.get_position(), raw)
    }
}

/// The worksheets of a workbook: names and whether they are hidden.
fn worksheets(list: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let tables = list.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// Adds a sheet, or the reason why it ends early: one bad sheet must not lose the others.
fn push(
    book: &mut Book,
    name: String,
    hidden: bool,
    cells: Vec<(u32, u32, Raw)>,
    merges: Vec<Merge>,
    broken: Option<String>,
) {
    let mut sheet = Sheet::new(name, hidden, cells, merges);
    sheet.broken = broken;
    book.sheets.push(sheet);
}

fn xlsx(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut source = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut book, mut budget) = (Book { from_1904: source.has_1904_epoch(), ..Book::default() }, Budget::new());
    for (name, hidden) in worksheets(source.sheets_metadata()) {
        // Merged blocks stand behind the cells in the file, so that they need a pass of their own.
        let merges = source.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merges = merges.iter().map(merge).collect();
        let mut to = Collector { cells: Vec::new(), strings: &mut book.strings, budget: &mut budget };
        let broken = match source.worksheet_cells_reader(&name) {
            Err(error) => Some(error.to_string()),
            Ok(mut reader) => loop {
                match reader.next_cell_with_formula_metadata() {
                    Ok(Some(cell)) => {
                        let raw = match raw(&cell.value, to.strings) {
                            Raw::Empty if cell.formula.is_some() => match cell.value {
                                DataRef::Empty => Raw::Uncomputed,
                                _ => Raw::Empty,
                            },
                            raw => raw,
                        };
                        to.add(cell.pos, raw)?;
                    }
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            },
        };
        let cells = to.cells;
        push(&mut book, name, hidden, cells, merges, broken);
    }
    Ok(book)
}

fn xlsb(bytes: &[u8]) -> Result<Book, Refusal> {
    let mut source = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut book, mut budget) = (Book { from_1904: source.has_1904_epoch(), ..Book::default() }, Budget::new());
    for (name, hidden) in worksheets(source.sheets_metadata()) {
        let mut to = Collector { cells: Vec::new(), strings: &mut book.strings, budget: &mut budget };
        let broken = match source.worksheet_cells_reader(&name) {
            Err(error) => Some(error.to_string()),
            Ok(mut reader) => loop {
                match reader.next_cell() {
                    Ok(Some(cell)) => {
                        let raw = raw(cell.get_value(), to.strings);
                        to.add_cell(&cell, raw)?;
                    }
                    Ok(None) => break None,
                    Err(error) => break Some(error.to_string()),
                }
            },
        };
        let cells = to.cells;
        push(&mut book, name, hidden, cells, Vec::new(), broken);
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
    for (name, hidden) in worksheets(source.sheets_metadata()) {
        let merges = merges(&source, &name).iter().map(merge).collect();
        let mut to = Collector { cells: Vec::new(), strings: &mut book.strings, budget: &mut budget };
        let broken = match source.worksheet_range(&name) {
            Err(error) => Some(error.to_string()),
            Ok(range) => {
                all(&range, &mut to)?;
                None
            }
        };
        let cells = to.cells;
        push(&mut book, name, hidden, cells, merges, broken);
    }
    Ok(book)
}

fn all(range: &Range<Data>, to: &mut Collector<'_>) -> Result<(), Refusal> {
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
