//! Expressions to numbers: exact arithmetic over measures.

use crate::measure::measure;
use crate::sources::Sources;
use crate::values::Values;
use model::Exact;
use model::expr::{Expr, Of, Selection, Side, Take};
use model::figure::{Missing, Outcome};
use model::plan::Dimension;
use model::unit::Format;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// A measure over records by a dimension.
pub(crate) type Known = (Take, Selection, Option<Dimension>);

/// What values are told apart by.
#[derive(Clone, Copy)]
pub(crate) struct By<'a> {
    pub(crate) dimension: &'a Dimension,
    /// The rows of the table, among which each has a place; none where no place is asked for.
    pub(crate) rows: &'a [i64],
}

/// Computes expressions and keeps the measures that it has computed.
pub(crate) struct Evaluation<'a> {
    sources: &'a Sources,
    known: RefCell<HashMap<Known, Rc<Values>>>,
}

impl<'a> Evaluation<'a> {
    pub(crate) fn new(sources: &'a Sources) -> Evaluation<'a> {
        Evaluation { sources, known: RefCell::default() }
    }

    pub(crate) fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// The measures that were needed so far.
    pub(crate) fn measured_so_far(&self) -> BTreeSet<Known> {
        self.known.borrow().keys().cloned().collect()
    }

    /// The number that an expression comes to.
    pub(crate) fn number(&self, expr: &Expr) -> Result<Exact, Missing> {
        self.values(expr, None).other.clone()
    }

    /// What a figure shows: a number, the years of a series, or the sides of a balance.
    pub(crate) fn outcome(&self, expr: &Expr) -> Outcome {
        let outcome = match expr.bare() {
            Expr::Series(points) => {
                let point = |(year, point): &(i32, Expr)| Ok((*year, self.number(point)?));
                points.iter().map(point).collect::<Result<Vec<_>, Missing>>().map(Outcome::Trend)
            }
            Expr::Balance(whole, parts) => {
                let parts = || parts.iter().map(|part| self.number(part)).collect::<Result<Vec<_>, _>>();
                self.number(whole).and_then(|whole| Ok(Outcome::Balance { whole, parts: parts()? }))
            }
            Expr::Records(..)
            | Expr::Figure(..)
            | Expr::Sum(_)
            | Expr::Difference(_)
            | Expr::Quotient(_)
            | Expr::Base(_)
            | Expr::Elapsed(..)
            | Expr::Rank(..)
            | Expr::Rest(..) => self.number(expr).map(Outcome::Number),
        };
        outcome.unwrap_or_else(Outcome::Missing)
    }

    /// The values of an expression for the whole, or for each value of a dimension.
    pub(crate) fn values(&self, expr: &Expr, by: Option<By<'_>>) -> Rc<Values> {
        let of = |expr: &Expr| self.values(expr, by);
        let all = |exprs: &[Expr]| exprs.iter().map(of).collect::<Vec<_>>();
        let fold = |operands: &[Rc<Values>], operation: fn(Exact, Exact) -> Option<Exact>| {
            Rc::new(Values::combine(operands, |values| {
                let values = values.iter().cloned().collect::<Result<Vec<_>, _>>()?;
                let (first, rest) = values.split_first().ok_or(Missing::NoRecord)?;
                rest.iter().try_fold(*first, |sum, value| operation(sum, *value)).ok_or(Missing::TooLarge)
            }))
        };
        match expr {
            Expr::Records(take, selection) => self.measured(take, selection, by.map(|by| by.dimension)),
            Expr::Figure(operand, inner) => match operand.of {
                Of::Row | Of::WholeRow => self.values(inner, by),
                Of::Whole | Of::WholeColumn => self.values(inner, None),
            },
            Expr::Elapsed(passed, of) => {
                Rc::new(Values::whole(Exact::new(i128::from(*passed), i128::from(*of)).ok_or(Missing::TooLarge)))
            }
            Expr::Rank(own, rows, side) if rows.is_empty() => {
                Rc::new(places(&of(own), by.map_or(&[], |by| by.rows), *side))
            }
            Expr::Rank(own, rows, side) => {
                let number = self.number(own);
                let mut numbers: Vec<Exact> = rows.iter().filter_map(|row| self.number(row).ok()).collect();
                numbers.sort_unstable();
                Rc::new(Values::whole(number.map(|number| place(number, &numbers, *side))))
            }
            Expr::Sum(operands) => fold(&all(operands), Exact::plus),
            Expr::Difference(operands) => fold(&all(operands), Exact::minus),
            Expr::Quotient(pair) => Rc::new(Values::combine(&all(pair.as_slice()), |values| match values {
                [part, whole] => over(part.clone()?, whole.clone()?),
                _ => Err(Missing::NoRecord),
            })),
            Expr::Base(inner) => Rc::new(Values::combine(&[of(inner)], |values| match values {
                [Ok(value)] if value.is_negative() => Err(Missing::NegativeBase),
                [value] => value.clone(),
                _ => Err(Missing::NoRecord),
            })),
            Expr::Rest(whole, parts) => {
                let operands: Vec<Rc<Values>> = std::iter::once(of(whole)).chain(all(parts)).collect();
                Rc::new(Values::combine(&operands, rest))
            }
            Expr::Series(points) => match points.last() {
                Some((_, last)) => of(last),
                None => Rc::new(Values::whole(Err(Missing::NoRecord))),
            },
            Expr::Balance(whole, parts) => {
                let operands: Vec<Rc<Values>> = std::iter::once(of(whole)).chain(all(parts)).collect();
                fold(&operands, Exact::minus)
            }
        }
    }

    fn measured(&self, take: &Take, selection: &Selection, by: Option<&Dimension>) -> Rc<Values> {
        let key = (take.clone(), selection.clone(), by.cloned());
        if let Some(values) = self.known.borrow().get(&key) {
            return Rc::clone(values);
        }
        let values = Rc::new(measure(self.sources, take, selection, by));
        self.known.borrow_mut().insert(key, Rc::clone(&values));
        values
    }
}

/// The whole less the parts that are shown; a part without any value takes nothing off.
fn rest(values: &[Result<Exact, Missing>]) -> Result<Exact, Missing> {
    let (whole, parts) = values.split_first().ok_or(Missing::NoRecord)?;
    parts.iter().try_fold(whole.clone()?, |rest, part| match part {
        Ok(part) => rest.minus(*part).ok_or(Missing::TooLarge),
        Err(Missing::NoRecord | Missing::NoValue) => Ok(rest),
        Err(other) => Err(other.clone()),
    })
}

/// The place of each row of a table among all of them; what is no row has none.
fn places(values: &Values, rows: &[i64], side: Side) -> Values {
    // What had no record then had no place: it did not come in with nothing.
    let number = |key: &i64| values.rows.get(key).cloned().unwrap_or(Err(Missing::NoRecord));
    let mut numbers: Vec<Exact> = rows.iter().filter_map(|key| number(key).ok()).collect();
    numbers.sort_unstable();
    let rank = |key: &i64| (*key, number(key).map(|number| place(number, &numbers, side)));
    Values { rows: rows.iter().map(rank).collect(), other: Err(Missing::NoRow) }
}

/// One more than there are numbers on that side of sorted ones: those that are equal share a place.
fn place(number: Exact, sorted: &[Exact], side: Side) -> Exact {
    let before = match side {
        Side::Above => sorted.len() - sorted.partition_point(|other| *other <= number),
        Side::From => sorted.len() - sorted.partition_point(|other| *other < number),
        Side::Below => sorted.partition_point(|other| *other < number),
        Side::To => sorted.partition_point(|other| *other <= number),
    };
    Exact::integer(i128::try_from(before).unwrap_or(i128::MAX - 1) + 1)
}

fn over(part: Exact, whole: Exact) -> Result<Exact, Missing> {
    if whole.is_zero() {
        return Err(Missing::ZeroBase);
    }
    part.over(whole).ok_or(Missing::TooLarge)
}

/// A value as printed with its unit. A trend prints as the order of its years: `2018<2019<2020`.
pub(crate) fn text(value: &Outcome, format: &Format) -> String {
    match value {
        Outcome::Number(value) => format.text(*value).unwrap_or_else(|| "—".to_owned()),
        Outcome::Missing(_) => "—".to_owned(),
        Outcome::Balance { whole, parts } => {
            let digits = |value: &Exact| format.digits(*value).unwrap_or_else(|| "—".to_owned());
            let sum = parts.iter().try_fold(Exact::ZERO, |sum, part| sum.plus(*part)).unwrap_or(Exact::ZERO);
            let terms: Vec<String> = parts.iter().map(digits).collect();
            let sign = if sum == *whole { "=" } else { "!=" };
            format!("{}={} {sign} {}", terms.join("+"), digits(&sum), digits(whole))
        }
        Outcome::Trend(years) => {
            let first = years.first().map(|(year, _)| year.to_string()).unwrap_or_default();
            years.windows(2).fold(first, |text, pair| {
                let sign = match pair[0].1.cmp(&pair[1].1) {
                    std::cmp::Ordering::Less => '<',
                    std::cmp::Ordering::Equal => '=',
                    std::cmp::Ordering::Greater => '>',
                };
                format!("{text}{sign}{}", pair[1].0)
            })
        }
    }
}
