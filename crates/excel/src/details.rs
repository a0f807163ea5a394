//! The sheets of a ledger's records: 明细-企业税收.

use crate::error::failed;
use crate::ranges::LongTable;
use crate::sheets::{DetailPart, DetailSheets};
use crate::{marks, number, sheet, style};
use model::document::{DetailColumn, DetailOrigin};
use model::ledger::{Column, Kind};
use model::records::{NULL, exact};
use model::{Exact, Month};
use model::{Language, Said};
use rust_xlsxwriter::Worksheet;
use std::sync::Arc;

/// The columns behind those of the ledger, which say where a record came from.
const ORIGIN: [(Kind, f64); 4] = [(Kind::Month, 14.0), (Kind::Text, 36.0), (Kind::Text, 16.0), (Kind::Integer, 8.0)];
/// The first columns, which say what a record is about, stay in sight and on every page.
const FIXED: u16 = 2;
/// A column is at most so wide.
const MAX_WIDTH: f64 = 40.0;

/// Writes one sheet.
pub(crate) fn write(sheet: &mut Worksheet, plan: &DetailSheets, part: &DetailPart) -> Result<(), Said> {
    sheet.set_name(&part.sheet).map_err(failed)?;
    let columns = u16::try_from(plan.detail.columns.len()).map_err(|_| failed(TOO_WIDE))?;
    let widths = widths(plan);
    sheet::set_widths(sheet, &widths)?;
    sheet::set_page(sheet, &widths, Some(DetailPart::HEAD))?;
    sheet::set_pages_across(sheet, &widths, FIXED)?;
    sheet.set_freeze_panes(DetailPart::HEAD + 1, FIXED).map_err(failed)?;
    for (at, look) in (0_u16..).zip(looks(plan)) {
        sheet.set_column_format(at, &look).map_err(failed)?;
    }
    write_head(sheet, plan, part, &widths)?;
    write_records(sheet, columns, plan, part)?;
    if let Some(deadline) = &plan.detail.deadline {
        marks::detail(sheet, plan, part, deadline)?;
    }
    let last = u16::try_from(plan.heads.len().saturating_sub(1)).map_err(|_| failed(TOO_WIDE))?;
    sheet::accept_digits_as_text(sheet, DetailPart::FIRST, part.last(), last)
}

/// The table of a sheet's records with its whole range.
pub(crate) fn long_table(plan: &DetailSheets, part: &DetailPart) -> LongTable {
    LongTable { name: part.table.clone(), rows: (DetailPart::HEAD, part.last()), columns: plan.heads.len() }
}

/// The look of each column. Cells take it from the column as a whole: a format for each cell would
/// be looked up a million times.
fn looks(plan: &DetailSheets) -> Vec<rust_xlsxwriter::Format> {
    let columns = plan.detail.columns.iter().map(|column| style::detail(column.column.kind));
    let origins = ORIGIN.map(|(kind, _)| style::detail(kind));
    columns.chain(origins).chain(plan.numbers.iter().map(|_| style::helper())).collect()
}

/// Writes the records row by row, in which order a sheet may leave the memory.
fn write_records(sheet: &mut Worksheet, columns: u16, plan: &DetailSheets, part: &DetailPart) -> Result<(), Said> {
    let detail = plan.detail;
    let mut month = None;
    for (row, record) in rows(part).zip(part.first..) {
        for (at, column) in (0..columns).zip(&detail.columns) {
            let Some(value) = column.values.get(record).copied().filter(|value| *value != NULL) else { continue };
            if let Some(word) = word(column, value) {
                sheet.write_string(row, at, sheet::safe(word)).map_err(failed)?;
            } else if let Some(number) = number(&column.column, value) {
                sheet.write_number(row, at, number).map_err(failed)?;
            }
        }
        if let Some(origin) = detail.origins.get(record) {
            write_origin(sheet, (row, columns), origin, &mut month)?;
        }
        for numbered in &plan.numbers {
            let value = detail.columns.get(*numbered).and_then(|column| column.values.get(record)).copied();
            let at = plan.numbered(*numbered).and_then(|at| u16::try_from(at).ok());
            if let Some((at, value)) = at.zip(value.filter(|value| *value != NULL)) {
                // The number of each word, from 1, by which formulas count different values.
                let number = Exact::integer(i128::from(value) + 1).to_f64();
                sheet.write_number(row, at, number).map_err(failed)?;
            }
        }
    }
    Ok(())
}

/// More columns than a sheet has.
const TOO_WIDE: rust_xlsxwriter::XlsxError = rust_xlsxwriter::XlsxError::RowColumnLimitError;

/// Writes the title, the link back, the kinds with their units and the heads.
fn write_head(sheet: &mut Worksheet, plan: &DetailSheets, part: &DetailPart, widths: &[f64]) -> Result<(), Said> {
    let detail = plan.detail;
    sheet::text(sheet, 0, 0, &format!("{}明细", detail.title), &style::left_title())?;
    sheet.set_row_height(0, 26).map_err(failed)?;
    sheet::back(sheet, 1, 0)?;
    sheet::text(sheet, 1, 1, &summary(plan, part), &style::remark())?;
    let kinds = detail.columns.iter().map(|column| kind(&column.column));
    let kinds = kinds.chain(ORIGIN.map(|_| "出处".to_owned()));
    let kinds = kinds.chain(plan.numbers.iter().map(|_| "公式计数用".to_owned()));
    let look = style::kind();
    for (column, kind) in (0_u16..).zip(kinds) {
        sheet::text(sheet, DetailPart::KIND, column, &kind, &look)?;
    }
    let rows = (DetailPart::HEAD, LongTable::declared(DetailPart::HEAD));
    sheet::table(sheet, rows, &part.table, &plan.heads, rust_xlsxwriter::TableStyle::Light1)?;
    sheet::fit(sheet, DetailPart::HEAD, plan.heads.iter().map(String::as_str).zip(widths.iter().copied()))
}

/// How many records there are, and which of them stand here.
fn summary(plan: &DetailSheets, part: &DetailPart) -> String {
    let all = plan.detail.origins.len();
    if plan.parts.len() == 1 {
        return format!("共{all}条记录");
    }
    let last = part.first + usize::try_from(part.count).unwrap_or(0);
    format!("共{all}条记录，本表为第{}条至第{last}条", part.first + 1)
}

/// The kind of a column with the unit of its cells: `金额（元）`.
fn kind(column: &Column) -> String {
    let kind = column.kind.word(Language::Chinese);
    match (column.kind, column.unit().name()) {
        (Kind::Money, _) => format!("{kind}（元）"),
        (Kind::Percent, _) | (_, "") => kind.to_owned(),
        (_, unit) => format!("{kind}（{unit}）"),
    }
}

/// The rows of a part's records, from 0.
fn rows(part: &DetailPart) -> std::ops::Range<u32> {
    DetailPart::FIRST..DetailPart::FIRST.saturating_add(part.count)
}

/// The word of a value in a column of words or of 是 and 否.
fn word(column: &DetailColumn, value: i64) -> Option<&str> {
    match column.column.kind {
        Kind::Boolean => Some(if value == 0 { "否" } else { "是" }),
        kind if kind.is_words() => column.words.get(usize::try_from(value).ok()?).map(AsRef::as_ref),
        _ => None,
    }
}

/// Whole numbers below this one are exact as binary ones.
const EXACT: u64 = 1 << 53;

/// The number of a value: money in 元, rates as quotients, days and months as serial numbers.
fn number(column: &Column, value: i64) -> Option<f64> {
    match column.kind {
        Kind::Date => number::stored_day(value),
        Kind::Month => number::stored_month(value),
        // Both numbers are exact as binary ones, so that their quotient is the nearest one.
        Kind::Money if value.unsigned_abs() < EXACT => Some(value as f64 / 100.0),
        Kind::Money => number::written(exact(column, value), Kind::Money, None),
        Kind::Number | Kind::Integer | Kind::Percent => Some(exact(column, value).to_f64()),
        Kind::Text | Kind::Status | Kind::CreditCode | Kind::Boolean => None,
    }
}

/// Writes where a record came from: the month of the submission as its first day, which a formula
/// can compare. `month` keeps the month of the record before, which is mostly the same.
fn write_origin(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    origin: &DetailOrigin,
    month: &mut Option<(Arc<str>, Option<f64>)>,
) -> Result<(), Said> {
    let known = month.take().filter(|(text, _)| *text == origin.month);
    let (text, serial) = known
        .unwrap_or_else(|| (Arc::clone(&origin.month), origin.month.parse::<Month>().ok().and_then(number::month)));
    match serial {
        Some(serial) => sheet.write_number(row, at, serial),
        None => sheet.write_string(row, at, sheet::safe(&text)),
    }
    .map_err(failed)?;
    *month = Some((text, serial));
    sheet.write_string(row, at + 1, sheet::safe(&origin.file)).map_err(failed)?;
    sheet.write_string(row, at + 2, sheet::safe(&origin.sheet)).map_err(failed)?;
    sheet.write_number(row, at + 3, origin.row).map_err(failed).map(|_| ())
}

fn widths(plan: &DetailSheets) -> Vec<f64> {
    let columns = plan.detail.columns.iter().map(column_width);
    let origins = ORIGIN.map(|(_, width)| width);
    let numbers = plan.numbers.iter().filter_map(|at| plan.heads.get(plan.numbered(*at)?));
    columns.chain(origins).chain(numbers.map(|head| sheet::width(head) + 4.0)).collect()
}

/// The width of the widest cell or of the head with its filter button.
fn column_width(column: &DetailColumn) -> f64 {
    let head = (sheet::width(&column.title) + 3.0).max(sheet::width(&kind(&column.column)) * 0.85);
    let cells = match column.column.kind {
        Kind::Date => 10.0,
        Kind::Month => 11.0,
        Kind::Boolean => 2.0,
        kind if kind.is_words() => column.words.iter().map(|word| sheet::width(word)).fold(0.0, f64::max),
        _ => number_width(column),
    };
    head.max(cells).min(MAX_WIDTH) + 2.0
}

/// The width of the longest number with its point and the commas between thousands.
fn number_width(column: &DetailColumn) -> f64 {
    let values = column.values.iter().copied().filter(|value| *value != NULL);
    let (least, most) = values.fold((0, 0), |(least, most): (i64, i64), value| (least.min(value), most.max(value)));
    let digits = |value: i64| sheet::width(&value.to_string());
    let longest = digits(least).max(digits(most));
    let scale = Exact::integer(column.column.scale().into()).to_f64();
    longest.max(scale) + ((longest - scale).max(0.0) / 3.0).ceil() + 1.0
}
