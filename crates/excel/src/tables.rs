//! The sheet of a table (统计表) or a listing (明细表) with its charts.

use crate::detail_sheets::distinct;
use crate::error::failed;
use crate::formula::{Formula, Label, Scope};
use crate::sheets::{DetailSheets, TableSheet};
use crate::{charts, head, marks, number, sheet, style};
use model::Said;
use model::diagnostic::address;
use model::document::{Cell, RowKind, Table, TableColumn};
use model::ledger::Kind;
use model::scale::says;
use rust_xlsxwriter as xlsx;
use rust_xlsxwriter::Worksheet;

/// A column of words is at most so wide; longer texts are wrapped.
const MAX_WIDTH: f64 = 44.0;
/// A table is at least so wide, so that its title and its charts have room.
const MIN_TOTAL: f64 = 72.0;

/// A table of so many rows has room for a chart on the same page.
const ONE_PAGE: u32 = 32;

/// Writes the sheet. `time` says of which month and day it speaks.
pub(crate) fn write(
    sheet: &mut Worksheet,
    plan: &TableSheet,
    details: &[DetailSheets],
    time: &str,
) -> Result<(), Said> {
    sheet.set_name(&plan.sheet).map_err(failed)?;
    sheet.set_screen_gridlines(false);
    let widths = widths(plan);
    sheet::set_widths(sheet, &widths)?;
    sheet::set_page(sheet, &widths, Some(plan.heads_end()))?;
    sheet::freeze(sheet, plan.heads_end())?;
    write_head(sheet, plan, &widths, time)?;
    write_rows(sheet, plan, &widths, &plan.scope(details))?;
    marks::table(sheet, plan)?;
    if let Some(deadline) = &plan.table.deadline {
        marks::listing(sheet, plan, deadline)?;
    }
    let below = write_notes(sheet, plan, &widths)?;
    let end = charts::write(sheet, plan, below + 1, &widths)?;
    if !plan.charts.is_empty() {
        keep_charts_whole(sheet, plan, below)?;
    }
    // The link back stands beside the table and is left out of the print.
    sheet::back(sheet, 0, plan.columns())?;
    sheet.set_print_area(0, 0, end, last(plan)).map_err(failed).map(|_| ())
}

/// The last column, from 0.
fn last(plan: &TableSheet) -> u16 {
    plan.columns().saturating_sub(1)
}

/// Writes the title, the line of time and unit, and the heads.
fn write_head(sheet: &mut Worksheet, plan: &TableSheet, widths: &[f64], time: &str) -> Result<(), Said> {
    sheet::title(sheet, widths, &plan.table.title)?;
    let unit = shared_unit(&plan.table).map(|unit| format!("单位：{unit}")).unwrap_or_default();
    match last(plan) {
        0 => sheet::text(sheet, TableSheet::UNIT, 0, format!("{time} {unit}").trim(), &style::remark())?,
        last => {
            let middle = middle(widths);
            sheet::across(sheet, TableSheet::UNIT, (0, middle), time, &style::remark())?;
            sheet::across(sheet, TableSheet::UNIT, (middle + 1, last), &unit, &style::unit_line())?;
        }
    }
    let heads: Vec<String> = plan.table.columns.iter().map(|column| head(column, &plan.table)).collect();
    if plan.is_listing() && plan.rows() > 0 {
        let heads = distinct(heads.into_iter());
        sheet::table(sheet, (TableSheet::HEAD, plan.below() - 1), &plan.name, &heads, xlsx::TableStyle::None)?;
        return sheet::fit(sheet, TableSheet::HEAD, heads.iter().map(String::as_str).zip(widths.iter().copied()));
    }
    head::write(sheet, plan, widths, &heads)
}

/// The last column of the left half.
fn middle(widths: &[f64]) -> u16 {
    let half = widths.iter().sum::<f64>() / 2.0;
    let mut sum = 0.0;
    let within = |width: &&f64| {
        sum += **width;
        sum < half
    };
    let before = widths.iter().take_while(within).count();
    u16::try_from(before.min(widths.len().saturating_sub(2))).unwrap_or(0)
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
    let said = unit.is_empty()
        || unit == "%"
        || shared_unit(table) == Some(unit)
        || column.title.contains(bare)
        || says(&table.title, unit);
    if said { column.title.clone() } else { format!("{}（{unit}）", column.title) }
}

fn write_rows(sheet: &mut Worksheet, plan: &TableSheet, widths: &[f64], scope: &Scope<'_>) -> Result<(), Said> {
    let looks: Vec<[xlsx::Format; 3]> = plan.table.columns.iter().map(looks).collect();
    let empty = Cell::default();
    for group in &plan.table.groups {
        let title = plan.row(group.first) - 1;
        sheet::banner(sheet, title, last(plan), &group.title, &style::group())?;
        sheet::fit(sheet, title, [])?;
    }
    for (index, line) in plan.table.rows.iter().enumerate() {
        let row = plan.row(index);
        let label = plan.label().and_then(|at| Some((line.cells.get(at)?.text.as_str(), label_cell(row, at))));
        let label = label.as_ref().filter(|_| line.kind == RowKind::Body).map(|(word, cell)| Label { word, cell });
        for ((at, column), looks) in (0_u16..).zip(&plan.table.columns).zip(&looks) {
            let cell = line.cells.get(usize::from(at)).unwrap_or(&empty);
            let [body, part, total] = looks;
            let look = match line.kind {
                RowKind::Body => body,
                RowKind::Others | RowKind::Subtotal => part,
                RowKind::Total => total,
            };
            let formula = plan.expr(index, at.into()).map(|expr| scope.formula(expr, &plan.unit(at.into()), label));
            // Without any detail sheet all numbers are values, which needs no word at each.
            let formula = formula.filter(|formula| formula.is_ok() || !scope.details.is_empty());
            write_cell(sheet, (row, at), (cell, column), formula, look)?;
        }
        let texts = line.cells.iter().zip(widths).map(|(cell, width)| (cell.text.as_str(), *width));
        sheet::fit(sheet, row, texts)?;
    }
    if plan.rows() > 0 && plan.columns() > 0 {
        sheet::accept_digits_as_text(sheet, plan.first(), plan.below() - 1, last(plan))?;
    }
    Ok(())
}

/// The looks of a column in body rows, in 其他 and 小计, and in 合计.
fn looks(column: &TableColumn) -> [xlsx::Format; 3] {
    [RowKind::Body, RowKind::Others, RowKind::Total].map(|row| style::cell(column.kind, column.format.as_ref(), row))
}

/// The cell of a row's label, its column fixed: `$B4`.
fn label_cell(row: u32, column: usize) -> String {
    format!("${}", address(row + 1, u32::try_from(column).unwrap_or(0) + 1))
}

/// Writes a formula with its result, a number or a day as such, all else in the words that the
/// document prints. A note says why a value is missing or stands without a formula.
fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    (cell, column): (&Cell, &TableColumn),
    formula: Option<Result<Formula, String>>,
    look: &xlsx::Format,
) -> Result<(), Said> {
    let value = number::of_cell(cell, column);
    match formula {
        Some(Ok(written)) => {
            let result = value.map_or_else(|| cell.text.clone(), |value| value.to_string());
            sheet::formula(sheet, (row, at), &written, &result, look)?;
        }
        Some(Err(reason)) => {
            plain(sheet, (row, at), value, &cell.text, look)?;
            return sheet::reason(sheet, row, at, &format!("此格是数值，没有写公式：{reason}。"));
        }
        None => plain(sheet, (row, at), value, &cell.text, look)?,
    }
    match &cell.missing {
        Some(missing) => sheet::reason(sheet, row, at, &missing.chinese()),
        None => Ok(()),
    }
}

fn plain(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    value: Option<f64>,
    text: &str,
    look: &xlsx::Format,
) -> Result<(), Said> {
    match value {
        Some(value) => sheet::number(sheet, row, at, value, look),
        None => sheet::text(sheet, row, at, text, look),
    }
}

/// A short table is printed on one page with its charts; below a long one the charts begin a page.
fn keep_charts_whole(sheet: &mut Worksheet, plan: &TableSheet, below: u32) -> Result<(), Said> {
    if below <= ONE_PAGE && plan.charts.len() == 1 {
        sheet.set_portrait().set_print_fit_to_pages(1, 1);
        return Ok(());
    }
    sheet.set_page_breaks(&[below + 1]).map_err(failed).map(|_| ())
}

/// Writes the lines of a series and the notes; gives the row below them.
fn write_notes(sheet: &mut Worksheet, plan: &TableSheet, widths: &[f64]) -> Result<u32, Said> {
    let mut row = plan.below();
    if marks::is_series(plan) {
        let label = plan.label().and_then(|at| u16::try_from(at).ok()).unwrap_or(0);
        for at in 0..plan.columns() {
            let words = if at == label { "走势" } else { "" };
            sheet::text(sheet, row, at, words, &style::words())?;
        }
        sheet.set_row_height_pixels(row, marks::LINE_HEIGHT).map_err(failed)?;
        marks::lines(sheet, plan, row, widths)?;
        row += 1;
    }
    for note in &plan.table.notes {
        sheet::paragraph(sheet, row, widths, note)?;
        row += 1;
    }
    Ok(row)
}

/// The widths of the columns in characters, stretched where the table would be narrow.
fn widths(plan: &TableSheet) -> Vec<f64> {
    let widths = plan.table.columns.iter().enumerate();
    let widths: Vec<f64> = widths.map(|(at, column)| column_width(plan, at, column)).collect();
    let stretch = (MIN_TOTAL / widths.iter().sum::<f64>().max(1.0)).max(1.0);
    widths.iter().map(|width| (width * stretch).min(120.0).round()).collect()
}

fn column_width(plan: &TableSheet, at: usize, column: &TableColumn) -> f64 {
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
