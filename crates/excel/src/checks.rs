//! The reconciliations (勾稽) beneath the problems, live like the figures that they compare.

use crate::formula::{Scope, Written};
use crate::problems::WIDTHS;
use crate::{number, sheet, style};
use model::diagnostic::address;
use model::ledger::Kind;
use model::reckoning::{CheckWorking, SideWorking};
use model::unit::Format;
use rust_xlsxwriter::{FormatAlign, Worksheet};

/// In the order in which they fit the widths of the problems above.
const HEADS: [&str; 9] = ["勾稽关系", "左边", "允许误差", "左边的数", "关系", "右边", "右边的数", "相差", "结果"];
/// The columns of the numbers and of the result, from 0.
const LEFT: u16 = 3;
const RIGHT: u16 = 6;
const DIFFERENCE: u16 = 7;
const RESULT: u16 = 8;

/// Writes them from a row on; gives the last row.
pub(crate) fn write(
    sheet: &mut Worksheet,
    from: u32,
    checks: &[CheckWorking],
    scope: &Scope<'_>,
) -> Result<u32, String> {
    if checks.is_empty() {
        return Ok(from.saturating_sub(2));
    }
    let failing = checks.iter().filter(|check| check.holds == Some(false)).count();
    let summary = match failing {
        0 => format!("本工作簿的台账有勾稽关系{}条，没有不平的。", checks.len()),
        _ => format!("本工作簿的台账有勾稽关系{}条，不平{failing}条。", checks.len()),
    };
    sheet::text(sheet, from, 0, &summary, &style::plain().set_bold())?;
    sheet::heads(sheet, from + 1, &WIDTHS, HEADS)?;
    let mut row = from + 1;
    for check in checks {
        row += 1;
        write_check(sheet, row, check, scope)?;
    }
    Ok(row)
}

fn write_check(sheet: &mut Worksheet, row: u32, check: &CheckWorking, scope: &Scope<'_>) -> Result<(), String> {
    let words = style::words();
    let centre = words.clone().set_align(FormatAlign::Center);
    let unit = check.format.unit.name();
    sheet::text(sheet, row, 0, &check.title, &words)?;
    sheet::text(sheet, row, 1, &check.left.words, &words)?;
    sheet::text(sheet, row, 2, &format!("{}{unit}", check.tolerance), &centre)?;
    sheet::text(sheet, row, 4, check.relation, &centre)?;
    sheet::text(sheet, row, 5, &check.right.words, &words)?;
    write_side(sheet, (row, LEFT), &check.left, &check.format, scope)?;
    write_side(sheet, (row, RIGHT), &check.right, &check.format, scope)?;
    let cell = |column: u16| address(row + 1, u32::from(column) + 1);
    let (left, right, shown) = (cell(LEFT), cell(RIGHT), cell(DIFFERENCE));
    let difference = check.left.value.zip(check.right.value);
    let difference = difference.and_then(|(left, right)| written(left.minus(right)?, &check.format));
    let text = |text: String| Written { text, array: false };
    let result = difference.map_or_else(|| "—".to_owned(), |value| value.to_string());
    let minus = text(format!("IFERROR({left}-{right},\"—\")"));
    sheet::formula(sheet, (row, DIFFERENCE), &minus, &result, &look(&check.format))?;
    // Binary numbers leave a trace of the decimals that were subtracted.
    let side = if check.relation == "=" { format!("ABS({shown})") } else { shown.clone() };
    let holds = format!("IF(ISNUMBER({shown}),IF({side}<={}+0.0000001,\"平\",\"不平\"),\"—\")", check.tolerance);
    let word = check.holds.map_or("—", |holds| if holds { "平" } else { "不平" });
    let look = style::words_from_formula().set_align(FormatAlign::Center);
    let look = if check.holds == Some(false) { look.set_bold() } else { look };
    sheet::formula(sheet, (row, RESULT), &text(holds), word, &look)?;
    let texts = [check.title.as_str(), &check.left.words, "", "", "", &check.right.words];
    sheet::fit(sheet, row, texts.into_iter().zip(WIDTHS))
}

fn write_side(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    side: &SideWorking,
    format: &Format,
    scope: &Scope<'_>,
) -> Result<(), String> {
    let value = side.value.and_then(|value| written(value, format));
    let look = look(format);
    let result = value.map_or_else(|| "—".to_owned(), |value| value.to_string());
    match (scope.referring(&side.reckoning, &format.unit), value) {
        (Ok(Some(written)), _) => sheet::formula(sheet, (row, column), &written, &result, &look),
        (Err(reason), Some(value)) => {
            sheet::number(sheet, row, column, value, &look)?;
            sheet::reason(sheet, row, column, &format!("此格是数值，没有写公式：{reason}。"))
        }
        (_, Some(value)) => sheet::number(sheet, row, column, value, &look),
        (_, None) => sheet::text(sheet, row, column, "—", &look),
    }
}

fn written(value: model::Exact, format: &Format) -> Option<f64> {
    number::written(value, Kind::Number, Some(format))
}

fn look(format: &Format) -> rust_xlsxwriter::Format {
    let num_format = style::signed(&style::num_format(Kind::Number, Some(format)));
    style::ruled_number(&num_format).set_align(FormatAlign::Right)
}
