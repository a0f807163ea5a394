//! Figures from their definitions: measures over records, and measures over other figures.

use crate::aggregate::aggregate;
use crate::filter::Filter;
use crate::period::Moment;
use crate::sources::{Dimension, Sources};
use model::figure::{Against, Figure, FigureDefinition, Measure, Missing, Outcome, PartOf, Quantity};
use model::ledger::Kind;
use model::records::NULL;
use model::unit::Format;
use model::{Exact, Month, Unit};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Which records a table's cells are about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope<'a> {
    /// One value for each value of this dimension.
    pub(crate) by: Option<&'a str>,
    /// Only records that fit.
    pub(crate) filter: Option<&'a Filter>,
    /// Only records whose dimension has none of these values (其他).
    pub(crate) except: Option<(&'a str, BTreeSet<i64>)>,
}

/// The values of one figure: for the whole, or for each value of a dimension.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    /// By the stored value of the dimension.
    pub(crate) rows: BTreeMap<i64, Result<Exact, Missing>>,
    /// For the whole; in a scope by dimension, for values that no record has.
    pub(crate) other: Result<Exact, Missing>,
}

impl Values {
    pub(crate) fn whole(value: Result<Exact, Missing>) -> Values {
        Values { rows: BTreeMap::new(), other: value }
    }

    pub(crate) fn missing(why: Missing) -> Values {
        Values::whole(Err(why))
    }

    pub(crate) fn get(&self, key: Option<i64>) -> Result<Exact, Missing> {
        key.and_then(|key| self.rows.get(&key)).unwrap_or(&self.other).clone()
    }

    /// Applies an operation to several figures' values, row by row.
    fn combine(operands: &[&Values], operation: impl Fn(&[Exact]) -> Result<Exact, Missing>) -> Values {
        let at = |key: Option<i64>| {
            let values: Result<Vec<Exact>, Missing> = operands.iter().map(|values| values.get(key)).collect();
            operation(&values?)
        };
        let keys: BTreeSet<i64> = operands.iter().flat_map(|values| values.rows.keys().copied()).collect();
        Values { rows: keys.into_iter().map(|key| (key, at(Some(key)))).collect(), other: at(None) }
    }
}

/// Computes figures within one scope and keeps what it has computed.
pub(crate) struct Evaluation<'a> {
    pub(crate) sources: &'a Sources<'a>,
    pub(crate) definitions: &'a [FigureDefinition],
    scope: Scope<'a>,
    /// The scope of the whole that shares refer to.
    whole: Option<Box<Evaluation<'a>>>,
    known: RefCell<BTreeMap<(usize, Moment), Rc<Values>>>,
}

impl<'a> Evaluation<'a> {
    /// Figures of a report as a whole.
    pub(crate) fn new(sources: &'a Sources<'a>, definitions: &'a [FigureDefinition]) -> Evaluation<'a> {
        Evaluation { sources, definitions, scope: Scope::default(), whole: None, known: RefCell::default() }
    }

    /// Figures by the values of a dimension, or of part of the records; the whole that shares refer
    /// to are all records that fit the last filter.
    pub(crate) fn within(
        sources: &'a Sources<'a>,
        definitions: &'a [FigureDefinition],
        scope: Scope<'a>,
        whole: &'a Filter,
    ) -> Evaluation<'a> {
        let of_whole = Scope { filter: Some(whole), ..Scope::default() };
        let whole = Evaluation { scope: of_whole, ..Evaluation::new(sources, definitions) };
        Evaluation { scope, whole: Some(Box::new(whole)), ..Evaluation::new(sources, definitions) }
    }

    /// The evaluation of the whole that shares refer to.
    pub(crate) fn whole(&self) -> &Evaluation<'a> {
        self.whole.as_deref().unwrap_or(self)
    }

    /// What narrows the records.
    pub(crate) fn filter(&self) -> Option<&'a Filter> {
        self.scope.filter
    }

    pub(crate) fn definition(&self, name: &str) -> Option<(usize, &'a FigureDefinition)> {
        self.definitions.iter().enumerate().find(|(_, figure)| figure.name == name)
    }

    /// The values of a figure. An unknown name has none: the definitions were validated before.
    pub(crate) fn values(&self, name: &str, moment: Moment) -> Rc<Values> {
        let Some((at, figure)) = self.definition(name) else { return Rc::new(Values::missing(Missing::NoRecord)) };
        let moment = moment.of(figure);
        if let Some(values) = self.known.borrow().get(&(at, moment)) {
            return Rc::clone(values);
        }
        let values = Rc::new(self.compute(figure, moment));
        self.known.borrow_mut().insert((at, moment), Rc::clone(&values));
        values
    }

    fn compute(&self, figure: &'a FigureDefinition, moment: Moment) -> Values {
        let now = |name: &str| self.values(name, moment);
        let before = |name: &str, against: Against| self.earlier(name, moment, against);
        match &figure.measure {
            Measure::Count | Measure::Distinct(_) | Measure::Sum(_) | Measure::Latest(_) => {
                aggregate(self.sources, figure, moment, &self.scope)
            }
            Measure::Ratio([part, whole]) => {
                Values::combine(&[&now(part), &now(whole)], |values| over(values[0], values[1]))
            }
            Measure::Difference(names) => self.fold(names, moment, Exact::minus),
            Measure::Balance(whole, parts) => {
                let names: Vec<String> = std::iter::once(whole).chain(parts).cloned().collect();
                self.fold(&names, moment, Exact::minus)
            }
            Measure::Total(names) => self.fold(names, moment, Exact::plus),
            Measure::Earlier(name, against) => before(name, *against).as_ref().clone(),
            Measure::Change(name, against) => {
                Values::combine(&[&now(name), &before(name, *against)], |values| minus(values[0], values[1]))
            }
            Measure::Growth(name, against) => Values::combine(&[&now(name), &before(name, *against)], |values| {
                over(minus(values[0], values[1])?, values[1].abs())
            }),
            Measure::Share(parts) => {
                let (part, whole) = self.part_and_whole(parts, moment);
                Values::combine(&[&part, &whole], |values| over(values[0], values[1]))
            }
            Measure::Contribution(parts, against) => {
                let (part, _) = self.part_and_whole(parts, moment);
                let (part_before, whole_before) = self.part_and_whole(parts, moment.earlier(against.months()));
                Values::combine(&[&part, &part_before, &whole_before], |values| {
                    over(minus(values[0], values[1])?, values[2].abs())
                })
            }
            // The value of a trend is that of its last year; the years stand in `trend`.
            Measure::Trend(name, _) => now(name).as_ref().clone(),
        }
    }

    /// The values of a figure at the earlier time, also of one that names a month of the year.
    fn earlier(&self, name: &str, moment: Moment, against: Against) -> Rc<Values> {
        self.values(name, moment.earlier(against.months()))
    }

    fn fold(&self, names: &[String], moment: Moment, operation: impl Fn(Exact, Exact) -> Option<Exact>) -> Values {
        let operands: Vec<Rc<Values>> = names.iter().map(|name| self.values(name, moment)).collect();
        let operands: Vec<&Values> = operands.iter().map(Rc::as_ref).collect();
        Values::combine(&operands, |values| {
            let (first, rest) = values.split_first().ok_or(Missing::NoRecord)?;
            rest.iter().try_fold(*first, |sum, value| operation(sum, *value)).ok_or(Missing::TooLarge)
        })
    }

    fn part_and_whole(&self, parts: &PartOf, moment: Moment) -> (Rc<Values>, Rc<Values>) {
        match parts {
            PartOf::Pair([part, whole]) => (self.values(part, moment), self.values(whole, moment)),
            PartOf::Row(name) => (self.values(name, moment), self.whole().values(name, moment)),
        }
    }

    /// What kind of number a figure is.
    pub(crate) fn quantity(&self, figure: &FigureDefinition) -> Quantity {
        let of = |name: &str| self.definition(name).map_or(Quantity::Number, |(_, figure)| self.quantity(figure));
        let other_unit = figure.unit.as_deref().is_some_and(|unit| Unit::named(unit) != Unit::Percent);
        let plain = if other_unit { Quantity::Number } else { Quantity::Rate };
        match &figure.measure {
            Measure::Count | Measure::Distinct(_) => Quantity::Count,
            Measure::Sum(column) | Measure::Latest(column) => match self.sources.dimension(&figure.ledger, column) {
                Some(Dimension::Column { column, .. }) if column.kind == Kind::Money => Quantity::Money,
                Some(Dimension::Column { column, .. }) if column.kind == Kind::Percent => Quantity::Rate,
                _ => Quantity::Number,
            },
            Measure::Ratio(_) => plain,
            Measure::Growth(..) | Measure::Share(_) => Quantity::Rate,
            Measure::Contribution(..) => Quantity::Points,
            Measure::Total(names) => names.first().map_or(Quantity::Number, |name| of(name)),
            Measure::Earlier(name, _) | Measure::Trend(name, _) | Measure::Balance(name, _) => of(name),
            Measure::Change(name, _) => difference(of(name)),
            Measure::Difference(names) => difference(names.first().map_or(Quantity::Number, |name| of(name))),
        }
    }

    /// How a figure is printed.
    pub(crate) fn format(&self, figure: &FigureDefinition) -> Format {
        let quantity = self.quantity(figure);
        let (unit, places) = match quantity {
            Quantity::Count => (Unit::None, 0),
            Quantity::Money => (Unit::named("万元"), 2),
            Quantity::Number => (self.own_unit(figure), 2),
            Quantity::Rate => (Unit::Percent, 2),
            Quantity::Points => (Unit::Points, 2),
        };
        Format {
            unit: match figure.unit.as_deref() {
                Some(name) if self.money_each(figure) => Unit::money_each(name),
                named => named.map_or(unit, Unit::named),
            },
            places: figure.places.unwrap_or(places),
            rounding: figure.rounding,
        }
    }

    /// Whether a figure is money for each of something, so that its value is in 分.
    fn money_each(&self, figure: &FigureDefinition) -> bool {
        let of = |name: &str| self.definition(name).is_some_and(|(_, figure)| self.money_each(figure));
        let money =
            |name: &str| self.definition(name).is_some_and(|(_, figure)| self.quantity(figure) == Quantity::Money);
        match &figure.measure {
            Measure::Ratio([part, whole]) => money(part) && !money(whole),
            Measure::Difference(names) | Measure::Total(names) => names.first().is_some_and(|name| of(name)),
            Measure::Earlier(name, _) | Measure::Change(name, _) => of(name),
            Measure::Trend(name, _) | Measure::Balance(name, _) => of(name),
            _ => false,
        }
    }

    fn own_unit(&self, figure: &FigureDefinition) -> Unit {
        let column = figure.measure.column().and_then(|name| self.sources.dimension(&figure.ledger, name));
        match column {
            Some(Dimension::Column { column, .. }) => column.unit(),
            _ => figure
                .measure
                .operands()
                .first()
                .and_then(|name| self.definition(name))
                .map_or(Unit::None, |(_, of)| self.format(of).unit),
        }
    }

    /// A figure with its value at a moment.
    pub(crate) fn figure(&self, figure: &FigureDefinition, moment: Moment) -> Figure {
        let moment = moment.of(figure);
        let value = match &figure.measure {
            Measure::Trend(name, years) => self.trend(name, *years, moment),
            Measure::Balance(whole, parts) => self.balance(whole, parts, moment),
            _ => self.values(&figure.name, moment).get(None).map_or_else(Outcome::Missing, Outcome::Number),
        };
        let format = self.format(figure);
        let against = against(&figure.measure);
        let base = against.zip(figure.measure.operands().first().copied());
        let base = base.and_then(|(against, name)| self.earlier(name, moment, against).get(None).ok());
        Figure {
            name: figure.name.clone(),
            title: figure.title.clone(),
            text: text(&value, &format),
            value,
            quantity: self.quantity(figure),
            format,
            against,
            negative_base: base.is_some_and(Exact::is_negative),
            month: moment.month,
            as_of: moment.as_of,
        }
    }

    /// The whole with its parts.
    fn balance(&self, whole: &str, parts: &[String], moment: Moment) -> Outcome {
        let value = |name: &str| self.values(name, moment).get(None);
        let parts = parts.iter().map(|name| value(name)).collect::<Result<Vec<_>, _>>();
        match (value(whole), parts) {
            (Ok(whole), Ok(parts)) => Outcome::Balance { whole, parts },
            (Err(why), _) | (_, Err(why)) => Outcome::Missing(why),
        }
    }

    /// The figure at the end of each year, the last one at the moment itself.
    fn trend(&self, name: &str, years: u32, moment: Moment) -> Outcome {
        let back = (0..i32::try_from(years).unwrap_or(0)).rev();
        let at = |years: i32| {
            let moment = moment.earlier(12 * years);
            self.values(name, moment).get(None).map(|value| (moment.month.year(), value))
        };
        back.map(at).collect::<Result<Vec<_>, _>>().map_or_else(Outcome::Missing, Outcome::Trend)
    }
}

/// Every figure at a moment, in the order of the definitions.
pub fn figures(sources: &Sources<'_>, definitions: &[FigureDefinition], moment: Moment) -> Vec<Figure> {
    let evaluation = Evaluation::new(sources, definitions);
    definitions.iter().map(|figure| evaluation.figure(figure, moment)).collect()
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

/// What a measure compares with.
pub(crate) fn against(measure: &Measure) -> Option<Against> {
    match measure {
        Measure::Growth(_, against)
        | Measure::Change(_, against)
        | Measure::Earlier(_, against)
        | Measure::Contribution(_, against) => Some(*against),
        _ => None,
    }
}

/// The months of a series: January to the month.
pub(crate) fn months_to(month: Month) -> impl Iterator<Item = Month> {
    (month.january().index()..=month.index()).filter_map(Month::from_index)
}

/// A missing key sorts and prints as an empty cell.
pub(crate) const EMPTY: i64 = NULL;

fn difference(of: Quantity) -> Quantity {
    if of == Quantity::Rate { Quantity::Points } else { of }
}

fn minus(left: Exact, right: Exact) -> Result<Exact, Missing> {
    left.minus(right).ok_or(Missing::TooLarge)
}

fn over(part: Exact, whole: Exact) -> Result<Exact, Missing> {
    if whole.is_zero() {
        return Err(Missing::ZeroBase);
    }
    part.over(whole).ok_or(Missing::TooLarge)
}
