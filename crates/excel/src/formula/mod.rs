//! Reckonings as formulas of ECMA-376, part 1, 18.17, over the detail sheets of the workbook.
//!
//! Only functions that every program since 2007 knows are used, and arrays stand in formulas that
//! are marked as such, so that no program puts an `@` before a range.

mod criteria;
mod records;

pub(crate) use criteria::{is_literal, word};

use crate::plan::DetailPlan;
use model::reckoning::Reckoning;
use model::{Exact, Unit};
use std::collections::BTreeMap;

/// Excel's limit for a formula is 8,192 characters; this leaves room for conversions.
const MAX_LENGTH: usize = 8_000;

/// A cell that holds the number of a reckoning.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The column in letters, after the sheet's name and a `!` where it is on another sheet.
    pub(crate) column: String,
    /// The row, from 1.
    pub(crate) row: u32,
    /// What the cell's number is multiplied by to get the reckoning's.
    pub(crate) scale: Exact,
}

/// What a formula may refer to.
pub(crate) struct Scope<'a> {
    /// The detail sheets.
    pub(crate) details: &'a [DetailPlan<'a>],
    /// The cells of the same sheet that hold a reckoning.
    pub(crate) known: BTreeMap<&'a Reckoning, Known>,
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
pub(crate) struct Written {
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
    /// What the part's number is multiplied by to get the reckoning's: 100 where it is in 元.
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
            format!("{}/{}", self.bound(Bond::Product), ONE().over(factor)?)
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
        Unit::Money(_, fen) | Unit::MoneyEach(_, fen) => Exact::integer((*fen).into()),
        Unit::Points => Exact::scaled(1, 2),
        Unit::Percent | Unit::None | Unit::Of(_) => ONE(),
    }
}

/// Why a value stands for itself.
type Reason = String;

impl Scope<'_> {
    /// The formula of a cell whose number is in a unit; nothing where there is no value at all.
    ///
    /// # Errors
    /// Why no formula is written, in Chinese.
    pub(crate) fn formula(
        &self,
        reckoning: &Reckoning,
        unit: &Unit,
        label: Option<Label<'_>>,
    ) -> Result<Option<Written>, Reason> {
        if *reckoning == Reckoning::Missing {
            return Ok(None);
        }
        let part = self.operation(reckoning, label)?;
        let part = part.scaled(scale_of(unit)).ok_or_else(|| "单位换算超出范围".to_owned())?;
        let text = if part.fails { format!("IFERROR({},\"—\")", part.text) } else { part.text };
        short(Written { text, array: part.array }).map(Some)
    }

    /// The same, but a cell that holds the reckoning already is referred to.
    ///
    /// # Errors
    /// Why no formula is written, in Chinese.
    pub(crate) fn referring(&self, reckoning: &Reckoning, unit: &Unit) -> Result<Option<Written>, Reason> {
        if !self.known.contains_key(reckoning) {
            return self.formula(reckoning, unit, None);
        }
        let part = self.part(reckoning, None)?.scaled(scale_of(unit)).ok_or("单位换算超出范围")?;
        let text = if part.fails { format!("IFERROR({},\"—\")", part.text) } else { part.text };
        short(Written { text, array: part.array }).map(Some)
    }

    /// The formula of a series as a text: each label with its number as printed.
    pub(crate) fn series(
        &self,
        points: &[(String, Reckoning)],
        unit: &Unit,
        num_format: &str,
    ) -> Result<Option<Written>, Reason> {
        let mut texts = Vec::new();
        let mut array = false;
        for (label, point) in points {
            let Some(point) = self.formula(point, unit, None)? else { return Ok(None) };
            array |= point.array;
            texts.push(format!("\"{label}年\"&TEXT({},\"{num_format}\")", point.text));
        }
        short(Written { text: texts.join("&CHAR(10)&"), array }).map(Some)
    }

    /// The formula of a balance as a text: `1+1+11=13 != 12`.
    pub(crate) fn balance(
        &self,
        whole: &Reckoning,
        parts: &[Reckoning],
        unit: &Unit,
        num_format: &str,
    ) -> Result<Option<Written>, Reason> {
        let mut sides = Vec::new();
        for part in std::iter::once(whole).chain(parts) {
            let Some(part) = self.formula(part, unit, None)? else { return Ok(None) };
            sides.push(part);
        }
        let array = sides.iter().any(|side| side.array);
        let text = |number: &str| format!("TEXT({number},\"{num_format}\")");
        let Some((whole, parts)) = sides.split_first() else { return Ok(None) };
        let terms: Vec<String> = parts.iter().map(|part| text(&part.text)).collect();
        let sum = parts.iter().map(|part| format!("({})", part.text)).collect::<Vec<_>>().join("+");
        let sign = format!("IF(ABS({sum}-({}))<0.0000001,\"=\",\"!=\")", whole.text);
        let joined = terms.join("&\"+\"&");
        let text = format!("{joined}&\"=\"&{}&\" \"&{sign}&\" \"&{}", text(&sum), text(&whole.text));
        short(Written { text, array }).map(Some)
    }

    /// A reckoning as part of another one: the cell that holds it, or its own operation.
    fn part(&self, reckoning: &Reckoning, label: Option<Label<'_>>) -> Result<Part, Reason> {
        match self.known.get(reckoning) {
            Some(cell) => Ok(Part {
                scale: cell.scale,
                fails: has_quotient(reckoning),
                ..Part::call(format!("{}{}", cell.column, cell.row))
            }),
            None => self.operation(reckoning, label),
        }
    }

    fn operation(&self, reckoning: &Reckoning, label: Option<Label<'_>>) -> Result<Part, Reason> {
        match reckoning {
            Reckoning::Records(selection) => records::part(self.details, selection, label),
            Reckoning::Sum(operands) => self.chain(operands, "+", label),
            Reckoning::Difference(operands) => self.chain(operands, "-", label),
            Reckoning::Quotient(pair) => {
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
            Reckoning::Magnitude(operand) => {
                let operand = self.part(operand, label)?;
                Ok(Part { text: format!("ABS({})", operand.text), bond: Bond::One, ..operand })
            }
            Reckoning::Rest(whole, shown) => self.rest(whole, shown, label),
            Reckoning::Series(_) | Reckoning::Balance(..) => Err("这里是几个数，不是一个数".to_owned()),
            Reckoning::Missing => Ok(Part { fails: true, ..Part::call("NA()".to_owned()) }),
            Reckoning::Fixed(reason) => Err(reason.clone()),
        }
    }

    /// Operands joined by one sign, all at the scale of the first.
    fn chain(&self, operands: &[Reckoning], sign: &str, label: Option<Label<'_>>) -> Result<Part, Reason> {
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

    /// The whole less the rows that are shown, which stand one beneath the other.
    fn rest(&self, whole: &Reckoning, shown: &[Reckoning], label: Option<Label<'_>>) -> Result<Part, Reason> {
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

/// Whether a reckoning may have no value.
fn has_quotient(reckoning: &Reckoning) -> bool {
    match reckoning {
        Reckoning::Quotient(_) | Reckoning::Missing => true,
        Reckoning::Sum(operands) | Reckoning::Difference(operands) => operands.iter().any(has_quotient),
        Reckoning::Magnitude(operand) => has_quotient(operand),
        _ => false,
    }
}

fn short(written: Written) -> Result<Written, Reason> {
    if written.text.encode_utf16().count() > MAX_LENGTH {
        return Err("公式过长，Excel 容不下".to_owned());
    }
    Ok(written)
}
