//! The sheet of a table (统计表) or a listing (明细表) with its charts.

use crate::plan::TablePlan;
use crate::{charts, failed, number, sheet, style};
use model::document::{Cell, RowKind, Table, TableColumn};
use model::ledger::Kind;
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::Worksheet;

/// A column of words is at most so wide; longer texts are wrapped.
const MAX_WIDTH: f64 = 44.0;
/// A table is at least so wide, so that its title and its charts have room.
const MIN_TOTAL: f64 = 72.0;

/// Writes the sheet.
pub(crate) fn write(sheet: &mut Worksheet, plan: &TablePlan) -> Result<(), String> {
    sheet.set_name(&plan.sheet).map_err(failed)?;
    sheet.set_screen_gridlines(false);
    let widths = widths(plan);
    sheet::set_widths(sheet, &widths)?;
    sheet::set_page(sheet, &widths, Some(TablePlan::HEAD))?;
    sheet::freeze(sheet, TablePlan::HEAD)?;
    write_head(sheet, plan, &widths)?;
    write_rows(sheet, plan, &widths)?;
    if plan.is_listing() {
        sheet::filter(sheet, TablePlan::HEAD, plan.rows(), plan.columns())?;
    }
    let mut end = write_notes(sheet, plan, &widths)?;
    end = charts::write(sheet, plan, end + 1, &widths)?;
    // The link back stands beside the table and is left out of the print.
    sheet::back(sheet, 0, plan.columns())?;
    sheet.set_print_area(0, 0, end, last(plan)).map_err(failed).map(|_| ())
}

/// The last column, from 0.
fn last(plan: &TablePlan) -> u16 {
    plan.columns().saturating_sub(1)
}

/// Writes the title, the unit line and the heads.
fn write_head(sheet: &mut Worksheet, plan: &TablePlan, widths: &[f64]) -> Result<(), String> {
    sheet::title(sheet, widths, &plan.table.title)?;
    if let Some(unit) = shared_unit(&plan.table) {
        sheet::banner(sheet, TablePlan::UNIT, last(plan), &format!("单位：{unit}"), &style::unit_line())?;
    }
    let heads: Vec<String> = plan.table.columns.iter().map(|column| head(column, &plan.table)).collect();
    sheet::heads(sheet, TablePlan::HEAD, widths, heads.iter().map(String::as_str))
}

/// The unit that all number columns share, without its words in front.
fn shared_unit(table: &Table) -> Option<&str> {
    table.unit.as_deref().map(|unit| unit.trim_start_matches("单位：")).filter(|unit| !unit.is_empty())
}

/// The head of a column; with its unit where neither the head nor the unit line nor the cells
/// themselves say it.
fn head(column: &TableColumn, table: &Table) -> String {
    let unit = column.unit();
    let bare = unit.trim_start_matches('个');
    let said = unit.is_empty() || unit == "%" || shared_unit(table) == Some(unit) || column.title.contains(bare);
    if said { column.title.clone() } else { format!("{}（{unit}）", column.title) }
}

fn write_rows(sheet: &mut Worksheet, plan: &TablePlan, widths: &[f64]) -> Result<(), String> {
    let looks: Vec<[xlsx::Format; 3]> = plan.table.columns.iter().map(looks).collect();
    let empty = Cell::default();
    for (row, line) in (TablePlan::FIRST..).zip(&plan.table.rows) {
        for ((at, column), looks) in (0_u16..).zip(&plan.table.columns).zip(&looks) {
            let cell = line.cells.get(usize::from(at)).unwrap_or(&empty);
            let [body, others, total] = looks;
            let look = match line.kind {
                RowKind::Body => body,
                RowKind::Others => others,
                RowKind::Total => total,
            };
            write_cell(sheet, (row, at), cell, column, look)?;
        }
        let texts = line.cells.iter().zip(widths).map(|(cell, width)| (cell.text.as_str(), *width));
        sheet::fit(sheet, row, texts)?;
    }
    if plan.rows() > 0 && plan.columns() > 0 {
        sheet::accept_digits_as_text(sheet, TablePlan::FIRST, plan.below() - 1, last(plan))?;
    }
    Ok(())
}

/// The looks of a column in body rows, 其他 and 合计.
fn looks(column: &TableColumn) -> [xlsx::Format; 3] {
    [RowKind::Body, RowKind::Others, RowKind::Total].map(|row| style::cell(column.kind, column.format.as_ref(), row))
}

/// Writes a number or a day as such, everything else in the words that the document prints.
fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    column: &TableColumn,
    look: &xlsx::Format,
) -> Result<(), String> {
    match value(cell, column) {
        Some(value) => sheet::number(sheet, row, at, value, look)?,
        None => sheet::text(sheet, row, at, &cell.text, look)?,
    }
    match &cell.note {
        Some(note) => sheet::reason(sheet, row, at, note),
        None => Ok(()),
    }
}

/// The number of a cell. The months of a table by months are words like all labels of rows, so
/// that a month here is one that a record holds.
pub(crate) fn value(cell: &Cell, column: &TableColumn) -> Option<f64> {
    let value = cell.value?;
    match column.kind {
        Kind::Text | Kind::CreditCode | Kind::Status | Kind::Boolean => None,
        Kind::Date => number::stored_day(number::whole(value)?),
        Kind::Month => number::stored_month(number::whole(value)?),
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => {
            number::written(value, column.kind, column.format.as_ref())
        }
    }
}

/// Writes the notes; gives the row below them.
fn write_notes(sheet: &mut Worksheet, plan: &TablePlan, widths: &[f64]) -> Result<u32, String> {
    let mut row = plan.below();
    for note in &plan.table.notes {
        sheet::paragraph(sheet, row, widths, note)?;
        row += 1;
    }
    Ok(row)
}

/// The widths of the columns in characters, stretched where the table would be narrow.
fn widths(plan: &TablePlan) -> Vec<f64> {
    let widths = plan.table.columns.iter().enumerate();
    let widths: Vec<f64> = widths.map(|(at, column)| column_width(plan, at, column)).collect();
    let stretch = (MIN_TOTAL / widths.iter().sum::<f64>().max(1.0)).max(1.0);
    widths.iter().map(|width| (width * stretch).min(120.0).round()).collect()
}

fn column_width(plan: &TablePlan, at: usize, column: &TableColumn) -> f64 {
    // A long head stands on two lines, beside the filter's button where there is one.
    let head = sheet::width(&head(column, &plan.table));
    let head = if head > 12.0 { (head / 2.0 + 1.0).max(12.0) } else { head };
    let button = if plan.is_listing() { 3.0 } else { 0.0 };
    let texts = plan.table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell_width(cell, column));
    texts.fold(head + button, f64::max).clamp(4.0, MAX_WIDTH) + 2.0
}

/// How wide a cell is; the commas between thousands are not in the text.
fn cell_width(cell: &Cell, column: &TableColumn) -> f64 {
    let text = sheet::width(&cell.text);
    match column.kind {
        Kind::Date | Kind::Month => text.max(11.0),
        kind if kind.is_number() => text + (text / 3.0).floor(),
        _ => text,
    }
}
