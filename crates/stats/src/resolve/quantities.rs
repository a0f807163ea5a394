//! What kind of number a figure is, and how it is printed.

use super::figures::Resolver;
use model::Unit;
use model::figure::{Against, FigureDefinition, Measure, Quantity};
use model::ledger::{Column, Kind};
use model::unit::Format;

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
        | Measure::Ratio(_)
        | Measure::Difference(_)
        | Measure::Total(_)
        | Measure::Share(_)
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
            | Measure::Average(name) => match self.column(figure, name).map(|column| column.kind) {
                Some(Kind::Money) => Quantity::Money,
                Some(Kind::Percent) => Quantity::Rate,
                _ => Quantity::Number,
            },
            Measure::Ratio(_) if other_unit => Quantity::Number,
            Measure::Ratio(_) | Measure::Growth(..) | Measure::Share(_) => Quantity::Rate,
            Measure::Contribution(..) => Quantity::Points,
            Measure::Total(names) => first(names),
            Measure::Earlier(name, _) | Measure::Trend(name, _) | Measure::Balance(name, _) => of(name),
            Measure::Change(name, _) => difference(of(name)),
            Measure::Difference(names) => difference(first(names)),
        }
    }

    /// How a figure is printed.
    pub(crate) fn format(&self, figure: &FigureDefinition) -> Format {
        let (unit, places) = match self.quantity(figure) {
            Quantity::Count => (Unit::None, 0),
            Quantity::Money => (Unit::named("万元"), 2),
            Quantity::Number => (self.own_unit(figure), 2),
            Quantity::Rate => (Unit::Percent, 2),
            Quantity::Points => (Unit::Points, 2),
        };
        let unit = match figure.unit.as_deref() {
            Some(name) if self.money_each(figure) => Unit::money_each(name),
            named => named.map_or(unit, Unit::named),
        };
        Format { unit, places: figure.places.unwrap_or(places), rounding: figure.rounding }
    }

    /// Whether a figure is money for each of something, so that its value is in 分.
    fn money_each(&self, figure: &FigureDefinition) -> bool {
        let of = |name: &str| self.definition(name).is_some_and(|figure| self.money_each(figure));
        let money = |name: &str| self.definition(name).is_some_and(|of| self.quantity(of) == Quantity::Money);
        match &figure.measure {
            Measure::Ratio([part, whole]) => money(part) && !money(whole),
            Measure::Difference(names) | Measure::Total(names) => names.first().is_some_and(|name| of(name)),
            Measure::Earlier(name, _)
            | Measure::Change(name, _)
            | Measure::Trend(name, _)
            | Measure::Balance(name, _) => of(name),
            Measure::Count
            | Measure::Distinct(_)
            | Measure::Sum(_)
            | Measure::Latest(_)
            | Measure::Max(_)
            | Measure::Min(_)
            | Measure::Average(_)
            | Measure::Growth(..)
            | Measure::Share(_)
            | Measure::Contribution(..) => false,
        }
    }

    fn own_unit(&self, figure: &FigureDefinition) -> Unit {
        match figure.measure.column().and_then(|name| self.column(figure, name)) {
            Some(column) => column.unit(),
            None => {
                let first = figure.measure.operands().first().and_then(|name| self.definition(name));
                first.map_or(Unit::None, |of| self.format(of).unit)
            }
        }
    }

    fn column(&self, figure: &FigureDefinition, name: &str) -> Option<&Column> {
        let meaning = self.catalogue.meaning(&figure.ledger, name)?;
        self.catalogue.column(&figure.ledger, meaning.field()?)
    }
}

fn difference(of: Quantity) -> Quantity {
    if of == Quantity::Rate { Quantity::Points } else { of }
}

/// The kind of the cells that show a quantity.
pub(crate) fn kind(quantity: Quantity) -> Kind {
    match quantity {
        Quantity::Count => Kind::Integer,
        Quantity::Money => Kind::Money,
        Quantity::Number | Quantity::Points => Kind::Number,
        Quantity::Rate => Kind::Percent,
    }
}
