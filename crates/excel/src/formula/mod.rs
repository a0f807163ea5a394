//! Reckonings as formulas of ECMA-376, part 1, 18.17, over the detail sheets of the workbook.
//!
//! Only functions that every program since 2007 knows are used, and arrays stand in formulas that
//! are marked as such, so that no program puts an `@` before a range.

mod criteria;
mod records;

use crate::sheets::DetailSheets;
use model::expr::{Expr, Side};
use model::figure::Missing;
use model::{Exact, Unit};
use std::collections::BTreeMap;

/// Excel's limit for a formula is 8,192 characters; this leaves room for conversions.
const MAX_LENGTH: usize = 8_000;

/// A cell that holds the number of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The column in letters, after the sheet's name and a `!` where it is on another sheet.
    pub(crate) column: String,
    /// The row, from 1.
    pub(crate) row: u32,
    /// What the cell's number is multiplied by to get the expression's.
    pub(crate) scale: Exact,
}

/// What a formula may refer to.
pub(crate) struct Scope<'a> {
    /// The detail sheets.
    pub(crate) details: &'a [DetailSheets<'a>],
    /// The cells that hold an expression.
    pub(crate) known: BTreeMap<Expr, Known>,
}

/// The expression of a number, where its formula comes to the same: nothing where there is no value
/// for a reason that no formula finds out, such as a month without a submission.
pub(crate) fn live(expr: &Expr, missing: Option<&Missing>) -> Option<Expr> {
    let found_out = match missing {
        None | Some(Missing::ZeroBase | Missing::NegativeBase) => true,
        Some(Missing::NoRecord) => matches!(expr.bare(), Expr::Records(take, _) if take.needs_a_value()),
        Some(
            Missing::NoData(_)
            | Missing::NoSubmission(_)
            | Missing::NoValue
            | Missing::NoDirectory
            | Missing::NoRow
            | Missing::TooLarge,
        ) => false,
    };
    found_out.then(|| expr.unnamed())
}

/// The label of a row, to which its formulas refer instead of repeating the word.
#[derive(Clone, Copy)]
pub(crate) struct Label<'a> {
    /// The word in the cell.
    pub(crate) word: &'a str,
    /// The cell: `$B4`.
    pub(crate) cell: &'a str,
}

/// A formula to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    /// The text without the equals sign.
    pub(crate) text: String,
    /// Whether it must be marked as an array formula.
    pub(crate) array: bool,
}

/// How tightly the parts of a formula are bound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    /// Parts joined by + or −.
    Sum,
    /// Parts joined by × or ÷.
    Product,
    /// A call, a cell or a number.
    One,
}

/// A part of a formula.
struct Part {
    text: String,
    bond: Bond,
    /// What the part's number is multiplied by to get the expression's: 100 where it is in 元.
    scale: Exact,
    array: bool,
    /// Whether it may come out as an error that stands for a missing value.
    fails: bool,
}

impl Part {
    fn call(text: String) -> Part {
        Part { text, bond: Bond::One, scale: ONE(), array: false, fails: false }
    }

    /// The text, in parentheses where it is bound less tightly than wanted.
    fn bound(&self, least: Bond) -> String {
        if self.bond < least { format!("({})", self.text) } else { self.text.clone() }
    }

    /// The same number at another scale.
    fn scaled(self, scale: Exact) -> Option<Part> {
        let factor = self.scale.over(scale)?;
        if factor == ONE() {
            return Some(Part { scale, ..self });
        }
        let text = if factor.abs() > ONE() {
            format!("{}*{factor}", self.bound(Bond::Product))
        } else {
            // A divisor that is no decimal prints as a quotient of its own.
            let divisor = ONE().over(factor)?.to_string();
            let divisor = if divisor.contains('/') { format!("({divisor})") } else { divisor };
            format!("{}/{divisor}", self.bound(Bond::Product))
        };
        Some(Part { text, bond: Bond::Product, scale, ..self })
    }
}

#[expect(non_snake_case, reason = "It is a constant whose making is not const.")]
fn ONE() -> Exact {
    Exact::integer(1)
}

/// What the number of a cell is multiplied by to get the value as stored: a cell in 万元 is a
/// millionth of the 分, a rate stays a quotient, 百分点 are hundredths.
pub(crate) fn scale_of(unit: &Unit) -> Exact {
    match unit {
        Unit::Money(_, fen) => Exact::integer((*fen).into()),
        Unit::Scaled(_, worth) => *worth,
        Unit::Points => Exact::scaled(1, 2),
        Unit::Percent | Unit::None | Unit::Of(_) => ONE(),
    }
}

/// Why a value stands for itself.
type Reason = String;

impl Scope<'_> {
    /// The formula of a cell whose number is in a unit.
    ///
    /// # Errors
    /// Why no formula is written, in Chinese.
    pub(crate) fn formula(&self, expr: &Expr, unit: &Unit, label: Option<Label<'_>>) -> Result<Formula, Reason> {
        let part = self.operation(expr, label)?;
        let part = part.scaled(scale_of(unit)).ok_or_else(|| "单位换算超出范围".to_owned())?;
        let text = if part.fails { format!("IFERROR({},\"—\")", part.text) } else { part.text };
        short(Formula { text, array: part.array })
    }

    /// The same, but a cell that holds the expression already is referred to.
    ///
    /// # Errors
    /// Why no formula is written, in Chinese.
    pub(crate) fn referring(&self, expr: &Expr, unit: &Unit) -> Result<Formula, Reason> {
        if !self.known.contains_key(expr) {
            return self.formula(expr, unit, None);
        }
        let part = self.part(expr, None)?.scaled(scale_of(unit)).ok_or("单位换算超出范围")?;
        let text = if part.fails { format!("IFERROR({},\"—\")", part.text) } else { part.text };
        short(Formula { text, array: part.array })
    }

    /// The formula of a series as a text: each year with its number as printed.
    pub(crate) fn series(&self, points: &[(i32, Expr)], unit: &Unit, num_format: &str) -> Result<Formula, Reason> {
        let mut texts = Vec::new();
        let mut array = false;
        for (year, point) in points {
            let point = self.formula(point, unit, None)?;
            array |= point.array;
            texts.push(format!("\"{year}年\"&TEXT({},\"{num_format}\")", point.text));
        }
        short(Formula { text: texts.join("&CHAR(10)&"), array })
    }

    /// The formula of a balance in the words of [`model::figure::Outcome::in_words`].
    pub(crate) fn balance(
        &self,
        whole: &Expr,
        parts: &[Expr],
        unit: &Unit,
        num_format: &str,
    ) -> Result<Formula, Reason> {
        let mut sides = Vec::new();
        for part in std::iter::once(whole).chain(parts) {
            sides.push(self.formula(part, unit, None)?);
        }
        let array = sides.iter().any(|side| side.array);
        let unit = if *unit == Unit::Percent { "" } else { unit.name() };
        let text = |number: &str| format!("TEXT({number},\"{num_format}\")&\"{unit}\"");
        let (whole, parts) = sides.split_first().ok_or("没有各项")?;
        let sum = parts.iter().map(|part| format!("({})", part.text)).collect::<Vec<_>>().join("+");
        let apart = format!("ABS({sum}-({}))", whole.text);
        let [total, gap] = [text(&whole.text), text(&apart)];
        let differs = format!("\"，与总数\"&{total}&\"相差\"&{gap}");
        let text = format!("\"分项之和\"&{}&IF({apart}<0.0000001,\"，与总数相等\",{differs})", text(&sum));
        short(Formula { text, array })
    }

    /// An expression as part of another one: the cell that holds it, or its own operation.
    fn part(&self, expr: &Expr, label: Option<Label<'_>>) -> Result<Part, Reason> {
        match self.known.get(expr) {
            Some(cell) => Ok(Part {
                scale: cell.scale,
                fails: may_fail(expr),
                ..Part::call(format!("{}{}", cell.column, cell.row))
            }),
            None => self.operation(expr, label),
        }
    }

    fn operation(&self, expr: &Expr, label: Option<Label<'_>>) -> Result<Part, Reason> {
        match expr {
            Expr::Records(take, selection) => records::part(self.details, take, selection, label),
            Expr::Figure(_, inner) => self.part(inner, label),
            Expr::Sum(operands) => self.chain(operands, "+", label),
            Expr::Difference(operands) => self.chain(operands, "-", label),
            Expr::Quotient(pair) => {
                let [part, whole] = pair.as_ref();
                let (part, whole) = (self.part(part, label)?, self.part(whole, label)?);
                let scale = part.scale.over(whole.scale).ok_or("单位换算超出范围")?;
                Ok(Part {
                    text: format!("{}/{}", part.bound(Bond::Product), whole.bound(Bond::One)),
                    bond: Bond::Product,
                    scale,
                    array: part.array || whole.array,
                    fails: true,
                })
            }
            Expr::Base(operand) => {
                let operand = self.part(operand, label)?;
                // Zero in place of what is below it: the division fails, and a dash stands there.
                Ok(Part { text: format!("MAX(0,{})", operand.text), bond: Bond::One, ..operand })
            }
            Expr::Elapsed(passed, of) => Ok(Part { bond: Bond::Product, ..Part::call(format!("{passed}/{of}")) }),
            Expr::Rank(own, rows, side) => self.rank(own, rows, *side),
            Expr::Rest(whole, shown) => self.rest(whole, shown, label),
            Expr::Series(_) | Expr::Balance(..) => Err("这里是几个数，不是一个数".to_owned()),
        }
    }

    /// Operands joined by one sign, all at the scale of the first.
    fn chain(&self, operands: &[Expr], sign: &str, label: Option<Label<'_>>) -> Result<Part, Reason> {
        let mut parts = Vec::new();
        for operand in operands {
            parts.push(self.part(operand, label)?);
        }
        let scale = parts.first().map_or(ONE(), |part| part.scale);
        let (array, fails) = (parts.iter().any(|part| part.array), parts.iter().any(|part| part.fails));
        let mut texts = Vec::new();
        for part in parts {
            let part = part.scaled(scale).ok_or("单位换算超出范围")?;
            let least = if sign == "-" && !texts.is_empty() { Bond::Product } else { Bond::Sum };
            texts.push(part.bound(least));
        }
        let bond = if texts.len() > 1 { Bond::Sum } else { Bond::One };
        let text = if texts.is_empty() { "0".to_owned() } else { texts.join(sign) };
        Ok(Part { text, bond, scale, array, fails })
    }

    /// The place of a cell among those of the rows, which stand one beneath the other.
    fn rank(&self, own: &Expr, rows: &[Expr], side: Side) -> Result<Part, Reason> {
        let cell = |expr: &Expr| self.known.get(expr);
        let ends = (|| Some((cell(own)?, cell(rows.first()?)?, cell(rows.last()?)?)))();
        let (own, first, last) = ends.ok_or("名次所比的数没有全部列在这张表里")?;
        // They are all the rows of the table in its order where the ends lie as far apart as they are many.
        let lie = usize::try_from(last.row.abs_diff(first.row)).is_ok_and(|apart| apart + 1 == rows.len());
        if !lie || first.column != last.column || own.column != first.column {
            return Err("名次所比的数没有全部列在这张表里".to_owned());
        }
        let order = match side {
            Side::Above | Side::From => 0,
            Side::Below | Side::To => 1,
        };
        let column = &own.column;
        let text = format!("RANK({column}{},{column}${}:{column}${},{order})", own.row, first.row, last.row);
        Ok(Part { fails: true, ..Part::call(text) })
    }

    /// The whole less the rows that are shown, which stand one beneath the other.
    fn rest(&self, whole: &Expr, shown: &[Expr], label: Option<Label<'_>>) -> Result<Part, Reason> {
        let mut cells: Vec<&Known> = shown.iter().filter_map(|part| self.known.get(part)).collect();
        cells.sort_by_key(|cell| cell.row);
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return self.chain(&[std::slice::from_ref(whole), shown].concat(), "-", label);
        };
        let rows = usize::try_from(last.row - first.row + 1).unwrap_or(0);
        let one_column = cells.iter().all(|cell| cell.column == first.column);
        if cells.len() != shown.len() || rows != shown.len() || !one_column {
            return self.chain(&[std::slice::from_ref(whole), shown].concat(), "-", label);
        }
        let whole = self.part(whole, label)?.scaled(first.scale).ok_or("单位换算超出范围")?;
        let text = format!("{}-SUM({}{}:{}{})", whole.text, first.column, first.row, last.column, last.row);
        Ok(Part { text, bond: Bond::Sum, ..whole })
    }
}

/// Whether an expression may have no value.
fn may_fail(expr: &Expr) -> bool {
    match expr {
        Expr::Quotient(_) | Expr::Rank(..) => true,
        Expr::Elapsed(..) => false,
        Expr::Records(take, _) => take.needs_a_value(),
        Expr::Figure(..)
        | Expr::Sum(_)
        | Expr::Difference(_)
        | Expr::Base(_)
        | Expr::Rest(..)
        | Expr::Series(_)
        | Expr::Balance(..) => expr.operands().into_iter().any(may_fail),
    }
}

fn short(written: Formula) -> Result<Formula, Reason> {
    if written.text.encode_utf16().count() > MAX_LENGTH {
        return Err("公式过长，Excel 容不下".to_owned());
    }
    Ok(written)
}
