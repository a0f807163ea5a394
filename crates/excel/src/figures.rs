//! 指标: every figure of the report.

use crate::plan::FIGURES;
use crate::{failed, number, sheet, style};
use model::figure::{Figure, Outcome, Quantity};
use model::ledger::Kind;
use rust_xlsxwriter::{FormatAlign, Worksheet, utility};
use std::collections::BTreeSet;

/// 名称, 指标, 数值, 单位, 月份, 截至日期, 报告中的写法.
const WIDTHS: [f64; 7] = [24.0, 36.0, 18.0, 10.0, 13.0, 13.0, 22.0];
const HEADS: [&str; 7] = ["名称", "指标", "数值", "单位", "月份", "截至日期", "报告中的写法"];
const LAST: u16 = 6;
/// The row of the heads, from 0.
const HEAD: u32 = 2;
/// The row of the first figure, from 0.
const FIRST: u32 = 3;
/// The column of the values, from 0.
const VALUE: u16 = 2;

/// Writes the sheet.
pub(crate) fn write(sheet: &mut Worksheet, figures: &[Figure]) -> Result<(), String> {
    sheet.set_name(FIGURES).map_err(failed)?;
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, Some(HEAD))?;
    sheet::freeze(sheet, HEAD)?;
    sheet::title(sheet, &WIDTHS, "指标")?;
    let remark = "在公式里可以直接写名称引用指标的数值，例如在空单元格里写等号和名称。百分比按百分数存放。";
    sheet::banner(sheet, 1, LAST, remark, &style::remark())?;
    sheet::heads(sheet, HEAD, &WIDTHS, HEADS)?;
    for (row, figure) in (FIRST..).zip(figures) {
        write_figure(sheet, row, figure)?;
    }
    let rows = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    sheet::filter(sheet, HEAD, rows, LAST + 1)?;
    sheet.set_print_area(0, 0, HEAD.saturating_add(rows), LAST).map_err(failed)?;
    sheet::back(sheet, 0, LAST + 1)
}

fn write_figure(sheet: &mut Worksheet, row: u32, figure: &Figure) -> Result<(), String> {
    let words = style::words();
    let centre = words.clone().set_align(FormatAlign::Center);
    sheet::text(sheet, row, 0, &figure.name, &words)?;
    sheet::text(sheet, row, 1, &figure.title, &words)?;
    write_value(sheet, row, figure)?;
    sheet::text(sheet, row, 3, figure.format.unit.name(), &centre)?;
    write_time(sheet, row, 4, number::month(figure.month), &figure.month.chinese(), style::MONTH)?;
    write_time(sheet, row, 5, number::day(figure.as_of), &figure.as_of.to_string(), style::DAY)?;
    sheet::text(sheet, row, 6, &figure.text, &words)?;
    let texts = [figure.name.as_str(), figure.title.as_str(), &words_for(figure), "", "", "", &figure.text];
    sheet::fit(sheet, row, texts.into_iter().zip(WIDTHS))
}

/// Writes the number in its unit, a trend as printed, or a dash with the reason.
fn write_value(sheet: &mut Worksheet, row: u32, figure: &Figure) -> Result<(), String> {
    let kind = kind(figure.quantity);
    let look = style::ruled_number(&style::num_format(kind, Some(&figure.format))).set_align(FormatAlign::Right);
    if let Some(value) = figure.value.number().and_then(|value| number::written(value, kind, Some(&figure.format))) {
        return sheet::number(sheet, row, VALUE, value, &look);
    }
    sheet::text(sheet, row, VALUE, &words_for(figure), &look.set_text_wrap())?;
    match &figure.value {
        Outcome::Missing(missing) => sheet::reason(sheet, row, VALUE, &missing.chinese()),
        _ => Ok(()),
    }
}

/// What stands for a value that is not one number.
fn words_for(figure: &Figure) -> String {
    match &figure.value {
        Outcome::Trend(values) => {
            let year = |(year, value): &(i32, _)| Some(format!("{year}年{}", figure.format.digits(*value)?));
            values.iter().filter_map(year).collect::<Vec<_>>().join("\n")
        }
        Outcome::Number(_) | Outcome::Missing(_) => "—".to_owned(),
    }
}

fn write_time(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    serial: Option<f64>,
    words: &str,
    num_format: &str,
) -> Result<(), String> {
    let look = style::ruled_number(num_format).set_align(FormatAlign::Center);
    match serial {
        Some(serial) => sheet::number(sheet, row, column, serial, &look),
        None => sheet::text(sheet, row, column, words, &look),
    }
}

/// The kind of cell that shows a quantity.
fn kind(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::Count => Kind::Integer,
        Quantity::Money => Kind::Money,
        Quantity::Number => Kind::Number,
        Quantity::Rate | Quantity::Points => Kind::Percent,
    }
}

/// The names to define with the cells that they stand for. A name that Excel would take for a
/// cell, such as `q4`, or that differs from another one in case alone, is left out.
pub(crate) fn references(figures: &[Figure]) -> Vec<(&str, String)> {
    let mut taken = BTreeSet::new();
    let rows = (FIRST + 1..).zip(figures);
    let valid = rows
        .filter(|(_, figure)| utility::check_name(&figure.name).is_ok() && taken.insert(figure.name.to_lowercase()));
    let column = model::diagnostic::letters(u32::from(VALUE) + 1);
    valid.map(|(row, figure)| (figure.name.as_str(), format!("='{FIGURES}'!${column}${row}"))).collect()
}
