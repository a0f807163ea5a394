//! 指标: every figure of the report.

use crate::error::failed;
use crate::formula::{self, Formula, Known, Scope, scale_of};
use crate::sheets::{FIGURES, Sheets};
use crate::{number, sheet, style};
use model::Said;
use model::diagnostic::letters;
use model::expr::Expr;
use model::figure::{Figure, Outcome, Quantity};
use model::ledger::Kind;
use model::{Rounding, Unit};
use rust_xlsxwriter::{FormatAlign, Worksheet, utility};
use std::collections::{BTreeMap, BTreeSet};

/// 名称, 指标, 数值, 单位, 报告中的写法, 月份, 截至日期, 计算方法, 筛选条件, 明细.
const WIDTHS: [f64; 10] = [22.0, 30.0, 17.0, 10.0, 20.0, 12.0, 12.0, 48.0, 34.0, 18.0];
const HEADS: [&str; 10] =
    ["名称", "指标", "数值", "单位", "报告中的写法", "月份", "截至日期", "计算方法", "筛选条件", "明细"];
const LAST: u16 = 9;
/// The row of the heads, from 0.
const HEAD: u32 = 2;
/// The row of the first figure, from 0.
const FIRST: u32 = 3;
/// The columns of the value, the text and the link, from 0.
const VALUE: u16 = 2;
const TEXT: u16 = 4;
const LINK: u16 = 9;

/// Writes the sheet.
pub(crate) fn write(sheet: &mut Worksheet, plan: &Sheets, figures: &[Figure]) -> Result<(), Said> {
    sheet.set_name(FIGURES).map_err(failed)?;
    sheet::set_widths(sheet, &WIDTHS)?;
    sheet::set_page(sheet, &WIDTHS, Some(HEAD))?;
    sheet::freeze(sheet, HEAD)?;
    sheet::title(sheet, &WIDTHS, "指标")?;
    let from =
        if plan.details.is_empty() { "数值是计算结果。" } else { "数值由公式从明细表算出。" };
    let remark =
        format!("{from}在公式里可以直接写名称引用指标的数值，例如在空单元格里写等号和名称。百分比按百分数存放。");
    sheet::banner(sheet, 1, LAST, &remark, &style::remark())?;
    sheet::heads(sheet, HEAD, &WIDTHS, HEADS)?;
    let scope = scope(plan, figures, "");
    for (row, figure) in (FIRST..).zip(figures) {
        write_figure(sheet, row, figure, &scope)?;
    }
    let rows = u32::try_from(figures.len()).unwrap_or(u32::MAX);
    sheet::filter(sheet, HEAD, rows, LAST + 1)?;
    sheet.set_print_area(0, 0, HEAD.saturating_add(rows), LAST).map_err(failed)?;
    sheet::back(sheet, 0, LAST + 1)
}

/// What formulas may refer to: the figures and the detail sheets. `sheet` stands before a cell of
/// this sheet: nothing on the sheet itself.
pub(crate) fn scope<'a>(plan: &'a Sheets<'a>, figures: &[Figure], sheet: &str) -> Scope<'a> {
    let mut known: BTreeMap<Expr, Known> = BTreeMap::new();
    for (row, figure) in (FIRST + 1..).zip(figures) {
        if let Some(expr) = live(figure) {
            let column = format!("{sheet}{}", letters(u32::from(VALUE) + 1));
            known.entry(expr).or_insert(Known { column, row, scale: scale_of(&figure.format.unit) });
        }
    }
    Scope { details: &plan.details, known }
}

/// The expression of a figure that a formula can compute.
fn live(figure: &Figure) -> Option<Expr> {
    let missing = match &figure.value {
        Outcome::Missing(missing) => Some(missing),
        Outcome::Number(_) | Outcome::Trend(_) | Outcome::Balance { .. } => None,
    };
    formula::live(&figure.expr, missing)
}

fn write_figure(sheet: &mut Worksheet, row: u32, figure: &Figure, scope: &Scope<'_>) -> Result<(), Said> {
    let words = style::words();
    let centre = words.clone().set_align(FormatAlign::Center);
    let [definition, filter] = &figure.words;
    sheet::text(sheet, row, 0, &figure.name, &words)?;
    sheet::text(sheet, row, 1, &figure.title, &words)?;
    let live = write_value(sheet, row, figure, scope)?;
    if !figure.caveats.is_empty() {
        sheet::reason(sheet, row, TEXT, &figure.caveats.concat())?;
    }
    sheet::text(sheet, row, 3, figure.format.unit.name(), &centre)?;
    match printed(row, figure).filter(|_| live) {
        Some(written) => sheet::formula(sheet, (row, TEXT), &written, &figure.text, &style::words_from_formula())?,
        None => sheet::text(sheet, row, TEXT, &figure.text, &words)?,
    }
    write_time(sheet, row, 5, number::month(figure.time.month), &figure.time.month.chinese(), style::MONTH)?;
    write_time(sheet, row, 6, number::day(figure.time.as_of), &figure.time.as_of.to_string(), style::DAY)?;
    sheet::text(sheet, row, 7, definition, &words)?;
    sheet::text(sheet, row, 8, filter, &words)?;
    write_link(sheet, row, figure, scope)?;
    let value = words_for(figure);
    let texts = [&figure.name, &figure.title, &value, "", &figure.text, "", "", definition, filter];
    sheet::fit(sheet, row, texts.into_iter().zip(WIDTHS))
}

/// Writes the number in its unit, a trend as printed, or a dash with the reason. Gives whether it
/// is a number by formula.
fn write_value(sheet: &mut Worksheet, row: u32, figure: &Figure, scope: &Scope<'_>) -> Result<bool, Said> {
    let kind = kind(figure.quantity);
    let num_format = style::num_format(kind, Some(&figure.format));
    let look = style::ruled_number(&style::signed(&num_format)).set_align(FormatAlign::Right);
    let value = figure.value.number().and_then(|value| number::written(value, kind, Some(&figure.format)));
    let formula = live(figure).map(|expr| match &expr {
        Expr::Series(points) => scope.series(points, &figure.format.unit, &printed_format(figure)),
        Expr::Balance(whole, parts) => scope.balance(whole, parts, &figure.format.unit, &printed_format(figure)),
        Expr::Records(..)
        | Expr::Figure(..)
        | Expr::Sum(_)
        | Expr::Difference(_)
        | Expr::Quotient(_)
        | Expr::Base(_)
        | Expr::Elapsed(..)
        | Expr::Rank(..)
        | Expr::Rest(..) => scope.formula(&expr, &figure.format.unit, None),
    });
    let words = words_for(figure);
    let look = if value.is_none() { look.set_text_wrap() } else { look };
    let live = match formula {
        Some(Ok(written)) => {
            let result = value.map_or_else(|| words.clone(), |value| value.to_string());
            sheet::formula(sheet, (row, VALUE), &written, &result, &look)?;
            matches!(figure.value, Outcome::Number(_) | Outcome::Missing(_))
        }
        other => {
            match value {
                Some(value) => sheet::number(sheet, row, VALUE, value, &look)?,
                None => sheet::text(sheet, row, VALUE, &words, &look)?,
            }
            if let Some(Err(reason)) = other.filter(|_| !scope.details.is_empty()) {
                sheet::reason(sheet, row, VALUE, &format!("此格是数值，没有写公式：{reason}。"))?;
            }
            false
        }
    };
    if let Outcome::Missing(missing) = &figure.value {
        sheet::reason(sheet, row, VALUE, &missing.chinese())?;
    }
    Ok(live)
}

/// The printed text of a figure as a formula over its value. Half-even rounding has no function.
fn printed(row: u32, figure: &Figure) -> Option<Formula> {
    let format = &figure.format;
    if format.rounding != Rounding::HalfUp {
        return None;
    }
    let cell = format!("{}{}", letters(u32::from(VALUE) + 1), row + 1);
    let percent = format.unit == Unit::Percent;
    let places = format.places + if percent { 2 } else { 0 };
    let unit = if percent { String::new() } else { format!("&\"{}\"", format.unit.name().replace('"', "\"\"")) };
    let unit = if unit == "&\"\"" { String::new() } else { unit };
    let number_format = printed_format(figure);
    let text = format!("IF(ISNUMBER({cell}),TEXT(ROUND({cell},{places}),\"{number_format}\"){unit},\"—\")");
    Some(Formula { text, array: false })
}

/// The number format of the printed text, without commas: `0.00%`.
fn printed_format(figure: &Figure) -> String {
    let percent = if figure.format.unit == Unit::Percent { "%" } else { "" };
    format!("{}{percent}", style::decimals("0", figure.format.places))
}

/// Writes a link to the records that the figure is made of.
fn write_link(sheet: &mut Worksheet, row: u32, figure: &Figure, scope: &Scope<'_>) -> Result<(), Said> {
    let mut ledger: Option<&str> = None;
    figure.expr.visit(&mut |_, selection| ledger = ledger.or(Some(&selection.ledger)));
    let plan = scope.details.iter().find(|plan| Some(plan.detail.ledger.as_str()) == ledger);
    match plan.and_then(|plan| plan.parts.first()) {
        Some(part) => sheet::link(sheet, row, LINK, &part.sheet, &part.sheet, &style::ruled_link().set_text_wrap()),
        None => sheet::text(sheet, row, LINK, "", &style::words()),
    }
}

/// What stands for a value that is not one number.
fn words_for(figure: &Figure) -> String {
    match &figure.value {
        Outcome::Trend(values) => {
            let percent = if figure.format.unit == Unit::Percent { "%" } else { "" };
            let year = |(year, value): &(i32, _)| Some(format!("{year}年{}{percent}", figure.format.digits(*value)?));
            values.iter().filter_map(year).collect::<Vec<_>>().join("\n")
        }
        Outcome::Balance { .. } => figure.text.clone(),
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
) -> Result<(), Said> {
    let look = style::ruled_number(num_format).set_align(FormatAlign::Center);
    match serial {
        Some(serial) => sheet::number(sheet, row, column, serial, &look),
        None => sheet::text(sheet, row, column, words, &look),
    }
}

/// The kind of cell that shows a quantity.
fn kind(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::Count | Quantity::Rank | Quantity::Rise => Kind::Integer,
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
    let column = letters(u32::from(VALUE) + 1);
    valid.map(|(row, figure)| (figure.name.as_str(), format!("='{FIGURES}'!${column}${row}"))).collect()
}
