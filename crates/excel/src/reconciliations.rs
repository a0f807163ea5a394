//! The reconciliations (勾稽) beneath the problems, live like the figures that they compare.

use crate::formula::{Formula, Scope};
use crate::{number, sheet, style};
use model::Exact;
use model::Said;
use model::diagnostic::address;
use model::expr::Expr;
use model::ledger::Kind;
use model::package::Reconciled;
use model::plan::Relation;
use model::unit::Format;
use rust_xlsxwriter::{FormatAlign, Worksheet};

/// In the order in which they fit the widths of the problems above.
const HEADS: [&str; 9] = ["勾稽关系", "左边", "允许误差", "左边的数", "关系", "右边", "右边的数", "相差", "结果"];
/// The columns of the numbers and of the result, from 0.
const LEFT: u16 = 3;
const RIGHT: u16 = 6;
const DIFFERENCE: u16 = 7;
const RESULT: u16 = 8;

/// Writes them from a row on, in columns of these widths; gives the last row.
pub(crate) fn write(
    sheet: &mut Worksheet,
    from: u32,
    widths: &[f64; 9],
    reconciliations: &[Reconciled],
    scope: &Scope<'_>,
) -> Result<u32, Said> {
    if reconciliations.is_empty() {
        return Ok(from.saturating_sub(2));
    }
    let failing = reconciliations.iter().filter(|reconciled| reconciled.holds == Some(false)).count();
    let summary = match failing {
        0 => format!("本工作簿的台账有勾稽关系{}条，没有不平的。", reconciliations.len()),
        _ => format!("本工作簿的台账有勾稽关系{}条，不平{failing}条。", reconciliations.len()),
    };
    sheet::text(sheet, from, 0, &summary, &style::plain().set_bold())?;
    sheet::heads(sheet, from + 1, widths, HEADS)?;
    let mut row = from + 1;
    for reconciled in reconciliations {
        row += 1;
        write_one(sheet, row, widths, reconciled, scope)?;
    }
    Ok(row)
}

fn write_one(
    sheet: &mut Worksheet,
    row: u32,
    widths: &[f64; 9],
    reconciled: &Reconciled,
    scope: &Scope<'_>,
) -> Result<(), Said> {
    let Reconciled { plan, sides, difference, holds } = reconciled;
    let words = style::words();
    let centre = words.clone().set_align(FormatAlign::Center);
    let [left_words, right_words] = [&plan.left, &plan.right].map(|side| side.titles.join(" + "));
    sheet::text(sheet, row, 0, &plan.title, &words)?;
    sheet::text(sheet, row, 1, &left_words, &words)?;
    sheet::text(sheet, row, 2, &format!("{}{}", plan.tolerance, plan.format.unit.name()), &centre)?;
    sheet::text(sheet, row, 4, plan.relation.sign(), &centre)?;
    sheet::text(sheet, row, 5, &right_words, &words)?;
    write_side(sheet, (row, LEFT), (&plan.left.expr, sides[0]), &plan.format, scope)?;
    write_side(sheet, (row, RIGHT), (&plan.right.expr, sides[1]), &plan.format, scope)?;
    let cell = |column: u16| address(row + 1, u32::from(column) + 1);
    let (left, right, shown) = (cell(LEFT), cell(RIGHT), cell(DIFFERENCE));
    let text = |text: String| Formula { text, array: false };
    let result = difference.and_then(|value| written(value, &plan.format));
    let result = result.map_or_else(|| "—".to_owned(), |value| value.to_string());
    let minus = text(format!("IFERROR({left}-{right},\"—\")"));
    sheet::formula(sheet, (row, DIFFERENCE), &minus, &result, &look(&plan.format))?;
    // Binary numbers leave a trace of the decimals that were subtracted.
    let side = match plan.relation {
        Relation::Equal => format!("ABS({shown})"),
        Relation::NotAbove => shown.clone(),
    };
    let test = format!("IF(ISNUMBER({shown}),IF({side}<={}+0.0000001,\"平\",\"不平\"),\"—\")", plan.tolerance);
    let word = holds.map_or("—", |holds| if holds { "平" } else { "不平" });
    let look = style::words_from_formula().set_align(FormatAlign::Center);
    let look = if *holds == Some(false) { look.set_bold() } else { look };
    sheet::formula(sheet, (row, RESULT), &text(test), word, &look)?;
    let texts = [plan.title.as_str(), &left_words, "", "", "", &right_words];
    sheet::fit(sheet, row, texts.into_iter().zip(*widths))
}

fn write_side(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (expr, value): (&Expr, Option<Exact>),
    format: &Format,
    scope: &Scope<'_>,
) -> Result<(), Said> {
    let look = look(format);
    let Some(value) = value.and_then(|value| written(value, format)) else {
        return sheet::text(sheet, row, column, "—", &look);
    };
    match scope.referring(&expr.unnamed(), &format.unit) {
        Ok(written) => sheet::formula(sheet, (row, column), &written, &value.to_string(), &look),
        Err(reason) => {
            sheet::number(sheet, row, column, value, &look)?;
            sheet::reason(sheet, row, column, &format!("此格是数值，没有写公式：{reason}。"))
        }
    }
}

fn written(value: Exact, format: &Format) -> Option<f64> {
    number::written(value, Kind::Number, Some(format))
}

fn look(format: &Format) -> rust_xlsxwriter::Format {
    let num_format = style::signed(&style::num_format(Kind::Number, Some(format)));
    style::ruled_number(&num_format).set_align(FormatAlign::Right)
}
