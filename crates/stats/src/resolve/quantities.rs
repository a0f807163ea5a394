//! What kind of number a figure is.

use super::figures::Resolver;
use model::figure::{Against, FigureDefinition, Measure, Quantity};
use model::ledger::{Column, Kind};
use model::scale::MONEY;
use model::{Date, Unit};

/// What a growth or a change is compared with.
pub(crate) fn against(measure: &Measure) -> Option<Against> {
    match measure {
        Measure::Growth(_, against)
        | Measure::Change(_, against)
        | Measure::Earlier(_, against)
        | Measure::Contribution(_, against) => Some(*against),
        Measure::Count
        | Measure::Distinct(_)
        | Measure::Sum(_)
        | Measure::Latest(_)
        | Measure::Max(_)
        | Measure::Min(_)
        | Measure::Average(_)
        | Measure::Percentile(..)
        | Measure::Products(_)
        | Measure::Weighted(_)
        | Measure::Elapsed(_)
        | Measure::Rank(..)
        | Measure::Ratio(_)
        | Measure::Difference(_)
        | Measure::Total(_)
        | Measure::Share(..)
        | Measure::Trend(..)
        | Measure::Balance(..) => None,
    }
}

impl Resolver<'_> {
    /// What kind of number a figure is. Only for figures whose expression is right.
    pub(crate) fn quantity(&self, figure: &FigureDefinition) -> Quantity {
        let of = |name: &str| self.definition(name).map_or(Quantity::Number, |figure| self.quantity(figure));
        let first = |names: &[String]| names.first().map_or(Quantity::Number, |name| of(name));
        let other_unit = figure.unit.as_deref().is_some_and(|unit| Unit::named(unit) != Unit::Percent);
        match &figure.measure {
            Measure::Count | Measure::Distinct(_) => Quantity::Count,
            Measure::Sum(name)
            | Measure::Latest(name)
            | Measure::Max(name)
            | Measure::Min(name)
            | Measure::Average(name)
            | Measure::Percentile(name, _)
            | Measure::Weighted([name, _]) => match self.column(figure, name).map(|column| column.kind) {
                Some(Kind::Money) => Quantity::Money,
                Some(Kind::Percent) => Quantity::Rate,
                _ => Quantity::Number,
            },
            Measure::Products(_) => match self.product(figure) {
                Some(scale) if scale.of == MONEY && scale.per.is_empty() => Quantity::Money,
                _ => Quantity::Number,
            },
            Measure::Rank(..) => Quantity::Rank,
            Measure::Elapsed(_) => Quantity::Rate,
            Measure::Ratio(_) if other_unit => Quantity::Number,
            Measure::Ratio(_) | Measure::Growth(..) | Measure::Share(..) => Quantity::Rate,
            Measure::Contribution(..) => Quantity::Points,
            Measure::Total(names) => first(names),
            Measure::Earlier(name, _) | Measure::Trend(name, _) | Measure::Balance(name, _) => of(name),
            Measure::Change(name, _) => difference(of(name)),
            Measure::Difference(names) => difference(first(names)),
        }
    }

    /// The column that a measure over records reads.
    pub(super) fn column(&self, figure: &FigureDefinition, name: &str) -> Option<&Column> {
        // Which day it is makes no other column.
        let meaning = self.catalogue.meaning(&figure.ledger, name, Date::from_days(0)?)?;
        self.catalogue.column(&figure.ledger, meaning.field()?)
    }
}

fn difference(of: Quantity) -> Quantity {
    match of {
        Quantity::Rate => Quantity::Points,
        Quantity::Rank => Quantity::Rise,
        other => other,
    }
}

/// The kind of the cells that show a quantity.
pub(crate) fn kind(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::Count | Quantity::Rank | Quantity::Rise => Kind::Integer,
        Quantity::Money => Kind::Money,
        Quantity::Number | Quantity::Points => Kind::Number,
        Quantity::Rate => Kind::Percent,
    }
}
