//! Small workbooks and what is read of them.

mod definitions;
mod describe;
mod describe_kinds;
mod describe_levels;
mod disguised;
mod doubts;
mod formats;
mod kinds;
mod large;
mod layouts;
mod learning;
mod properties;
mod resolving;
mod samples;
mod text;
mod torn;
mod traits;
mod twice;
mod values;
mod window;
mod words;

use crate::{Reading, Workbook, read};
use model::ledger::Ledger;
use model::records::shown;
use model::{Language, Month, Spoken};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};

/// A definition of the columns alone.
pub(super) fn ledger(columns: &str) -> Ledger {
    let text = format!("title = \"试验\"\nfiles = [\"*\"]\ngrain = \"month\"\n{columns}");
    model::define::ledger(&text, "data/definitions/trial.toml").expect("a definition")
}

/// A workbook of one sheet: a row a line, a cell between bars. Cells that look like numbers are
/// numbers; `'1` is the text 1, `d44196` a date, `=1/0` an error, `=` a formula without a result;
/// `<` and `^` belong to the cell at the left and above.
pub(super) fn xlsx(rows: &str) -> Vec<u8> {
    let mut writer = Writer::new();
    let grid: Vec<Vec<String>> = rows
        .trim_matches('\n')
        .lines()
        .map(|line| line.split('|').map(|cell| cell.trim().replace("\\n", "\n")).collect())
        .collect();
    let at = |row: usize, column: usize| grid.get(row).and_then(|line| line.get(column)).map_or("", String::as_str);
    let sheet = writer.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, line) in grid.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            let (r, c) = (row as u32, column as u16);
            if cell == "<" || cell == "^" || cell.is_empty() {
                continue;
            }
            let wide = (column + 1..).take_while(|next| at(row, *next) == "<").count();
            let high = (row + 1..).take_while(|next| at(*next, column) == "^").count();
            if wide + high > 0 {
                let plain = Format::new();
                sheet.merge_range(r, c, r + high as u32, c + wide as u16, "", &plain).expect("a merge");
            }
            let written = if let Some(text) = cell.strip_prefix('\'') {
                sheet.write_string(r, c, text)
            } else if let Some(serial) = cell.strip_prefix('d').and_then(|rest| rest.parse::<f64>().ok()) {
                let day = ExcelDateTime::from_serial_datetime(serial).expect("a date");
                sheet.write_datetime_with_format(r, c, &day, &date)
            } else if cell == "=1/0" {
                sheet.write_formula(r, c, Formula::new("=1/0").set_result("#DIV/0!"))
            } else if cell == "=" {
                sheet.write_formula(r, c, Formula::new("=A1").set_result(""))
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(r, c, number)
            } else {
                sheet.write_string(r, c, cell)
            };
            written.expect("a cell");
        }
    }
    writer.save_to_buffer().expect("a workbook")
}

pub(super) fn reading(ledger: &Ledger, file: &str, bytes: &[u8]) -> Reading {
    let month = Month::new(2020, 12).expect("a month");
    let reading = read(&Workbook { file, month, bytes }, ledger);
    // What records are grouped by has one number, of whichever format the workbook is.
    for cells in &reading.records.columns {
        let distinct: std::collections::BTreeSet<&str> = cells.words().iter().collect();
        assert_eq!(distinct.len(), cells.words().len(), "{distinct:?}");
    }
    reading
}

/// The records, a line each: the row and the values as they are printed.
pub(super) fn lines(ledger: &Ledger, reading: &Reading) -> Vec<String> {
    let records = &reading.records;
    let value = |record: usize, at: usize| {
        let (column, cells) = (&ledger.columns[at], &records.columns[at]);
        cells.get(record).and_then(|value| shown(column, cells, value)).unwrap_or_else(|| "-".into())
    };
    let row = |record: usize| (0..ledger.columns.len()).map(|at| value(record, at)).collect::<Vec<_>>().join(" ");
    (0..records.len()).map(|record| format!("{} {}", records.origins[record].row, row(record))).collect()
}

/// The problems, a line each: the code and the cell.
pub(super) fn problems(reading: &Reading) -> Vec<String> {
    let cell = |place: &model::Place| place.cell.map(|(row, column)| model::diagnostic::address(row, column));
    reading
        .diagnostics
        .iter()
        .map(|problem| format!("{} {}", problem.rule.code, cell(&problem.place).unwrap_or_default()).trim().to_owned())
        .collect()
}

fn wanted(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Compares what is read of a workbook with the expected records and problems.
pub(super) fn check_bytes(ledger: &Ledger, file: &str, bytes: &[u8], records: &str, expected: &str) {
    let reading = reading(ledger, file, bytes);
    let said: Vec<String> = reading.diagnostics.iter().map(|problem| problem.spoken(Language::Chinese)).collect();
    let found = (lines(ledger, &reading), problems(&reading));
    assert_eq!(found, (wanted(records), wanted(expected)), "{said:#?}");
}

/// The same for a small grid.
pub(super) fn check(columns: &str, rows: &str, records: &str, expected: &str) {
    check_bytes(&ledger(columns), "试验.xlsx", &xlsx(rows), records, expected);
}
