//! The sample's workbooks as plain cells. Only what the sample writes has to be understood.

use crate::book::{Book, Cell, Merge, Sheet, Value};
use crate::outcome::Outcome;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// Reads an xlsx, or a csv in GB18030.
pub(crate) fn read(bytes: &[u8]) -> Outcome<Book> {
    if bytes.starts_with(b"PK") { xlsx(bytes) } else { csv(bytes) }
}

fn xlsx(bytes: &[u8]) -> Outcome<Book> {
    let mut source = Xlsx::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut sheets = Vec::new();
    for name in source.sheet_names() {
        let range = source.worksheet_range(&name).map_err(|error| error.to_string())?;
        let (down, across) = range.start().unwrap_or_default();
        let mut sheet =
            Sheet { name: name.clone(), hidden: false, rows: Vec::new(), merges: Vec::new(), hidden_rows: Vec::new() };
        for (row, column, data) in range.used_cells() {
            sheet.set(row + down as usize, column + across as usize, cell(data));
        }
        let merged = source.merge_cells_by_sheet_name(&name).map_err(|error| error.to_string())?;
        sheet.merges = merged
            .iter()
            .map(|range| Merge {
                top: range.start.0 as usize,
                left: range.start.1 as usize,
                bottom: range.end.0 as usize,
                right: range.end.1 as usize,
            })
            .collect();
        sheets.push(sheet);
    }
    Ok(Book { sheets })
}

fn cell(data: &Data) -> Cell {
    let value = match data {
        Data::Empty => Value::Empty,
        Data::Float(number) => Value::Number(*number),
        Data::Int(number) => Value::Number(*number as f64),
        Data::DateTime(date) => Value::Date(date.as_f64()),
        Data::Error(_) => Value::Error,
        other => Value::Text(other.to_string()),
    };
    Cell { value, format: None }
}

fn csv(bytes: &[u8]) -> Outcome<Book> {
    let (text, _, damaged) = encoding_rs::GB18030.decode(bytes);
    if damaged {
        return Err("the sample's csv is no GB18030".to_owned());
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let cell = |text: &str| {
        if text.is_empty() { Cell::EMPTY } else { text.parse().map_or_else(|_| Cell::text(text), Cell::number) }
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        rows.push(record.map_err(|error| error.to_string())?.iter().map(cell).collect());
    }
    let sheet = Sheet { name: "Sheet1".to_owned(), hidden: false, rows, merges: Vec::new(), hidden_rows: Vec::new() };
    Ok(Book { sheets: vec![sheet] })
}
