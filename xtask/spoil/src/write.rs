//! Plain cells as a workbook, or as a text.

use crate::book::{Book, Cell, Sheet, Value};
use crate::outcome::Outcome;
use crate::package::{Packing, edit, pack, parts};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError};

/// The workbook as xlsx.
pub(crate) fn xlsx(book: &Book) -> Outcome<Vec<u8>> {
    let mut parts = parts(&written(book).map_err(|error| error.to_string())?)?;
    // Excel has calculated what it saves.
    edit(&mut parts, "xl/workbook.xml", |text| text.replace(" fullCalcOnLoad=\"1\"", ""));
    pack(&parts, Packing::default())
}

fn written(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for sheet in &book.sheets {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_hidden(sheet.hidden);
        for merge in sheet.merges.iter().filter(|merge| merge.top < merge.bottom || merge.left < merge.right) {
            let (top, left, bottom, right) =
                (row(merge.top), column(merge.left), row(merge.bottom), column(merge.right));
            page.merge_range(top, left, bottom, right, "", &Format::new())?;
        }
        for (at, cells) in sheet.rows.iter().enumerate() {
            for (across, cell) in cells.iter().enumerate() {
                put(page, row(at), column(across), cell)?;
            }
        }
        for hidden in &sheet.hidden_rows {
            page.set_row_hidden(row(*hidden))?;
        }
    }
    workbook.save_to_buffer()
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let default = if matches!(cell.value, Value::Date(_)) { "yyyy\\-mm\\-dd" } else { "General" };
    let format = Format::new().set_num_format(cell.format.as_deref().unwrap_or(default));
    match &cell.value {
        Value::Empty => Ok(page),
        Value::Text(text) => page.write_string_with_format(row, column, text, &format),
        Value::Number(number) | Value::Date(number) => page.write_number_with_format(row, column, *number, &format),
        Value::Error => page.write_formula(row, column, Formula::new("1/0").set_result("#DIV/0!")),
        Value::Formula(formula, result) => {
            page.write_formula_with_format(row, column, Formula::new(formula).set_result(result), &format)
        }
    }
    .map(|_| ())
}

fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// A sheet as a text with a sign between the cells and one behind each line.
pub(crate) fn text(sheet: &Sheet, between: char, end: &str) -> String {
    let quoted = |cell: &Cell| {
        let words = cell.words();
        let special = words.contains([between, '"', '\n', '\r']);
        if special { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
    };
    let width = sheet.width();
    let line = |cells: &Vec<Cell>| {
        let mut words: Vec<String> = cells.iter().map(quoted).collect();
        words.resize(width, String::new());
        words.join(&between.to_string()) + end
    };
    sheet.rows.iter().map(line).collect()
}

/// A sheet as the table of a web page.
pub(crate) fn html(sheet: &Sheet, charset: &str) -> String {
    let cell = |cell: &Cell| format!("<td>{}</td>", escaped(&cell.words()));
    let row = |cells: &Vec<Cell>| format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>());
    let rows: String = sheet.rows.iter().map(row).collect();
    format!("<html><head><meta charset=\"{charset}\"></head><body><table>\n{rows}</table></body></html>")
}

/// A sheet as XML Spreadsheet 2003.
pub(crate) fn xml2003(sheet: &Sheet, charset: &str) -> String {
    let cell = |cell: &Cell| {
        let kind = if matches!(cell.value, Value::Number(_)) { "Number" } else { "String" };
        format!("<Cell><Data ss:Type=\"{kind}\">{}</Data></Cell>", escaped(&cell.words()))
    };
    let row = |cells: &Vec<Cell>| format!("<Row>{}</Row>\n", cells.iter().map(cell).collect::<String>());
    let rows: String = sheet.rows.iter().map(row).collect();
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    format!(
        "<?xml version=\"1.0\" encoding=\"{charset}\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
         <Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\"><Worksheet ss:Name=\"Sheet1\"><Table>\n{rows}</Table></Worksheet></Workbook>"
    )
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
