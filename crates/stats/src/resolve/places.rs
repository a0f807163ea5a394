//! Decimals that no figure names: those of its column, of the figure that it repeats, or as many as
//! the kind of number usually has.

use super::figures::Resolver;
use model::figure::{FigureDefinition, Measure, Quantity};
use model::ledger::Kind;
use model::unit::Format;
use model::{Exact, Said, Unit};

impl Resolver<'_> {
    /// The format of the figure that an earlier time of is shown.
    pub(super) fn repeated(&self, figure: &FigureDefinition) -> Result<Option<Format>, Option<Said>> {
        let Measure::Earlier(name, _) = &figure.measure else { return Ok(None) };
        self.definition(name).map(|of| self.format(of)).transpose().map_err(|_| None)
    }

    /// The decimals of a figure that names none: none for what is counted in ones, those of its
    /// column, else two.
    pub(super) fn places(&self, figure: &FigureDefinition, quantity: Quantity, unit: &Unit) -> u8 {
        match quantity {
            Quantity::Count | Quantity::Rank | Quantity::Rise => 0,
            Quantity::Number if keeps_ones(unit) => self.own_places(figure).unwrap_or(2),
            Quantity::Number | Quantity::Money | Quantity::Rate | Quantity::Points => 2,
        }
    }

    /// The decimals that the column of a number says, or all columns of its parts; nothing where
    /// they say none, and for quotients, which have as many as one likes.
    fn own_places(&self, figure: &FigureDefinition) -> Option<u8> {
        match &figure.measure {
            Measure::Sum(name) | Measure::Latest(name) | Measure::Max(name) | Measure::Min(name) => {
                let column = self.column(figure, name)?;
                if column.kind == Kind::Integer { Some(0) } else { column.places }
            }
            Measure::Difference(names) | Measure::Total(names) => {
                let places = names.iter().map(|name| self.places_of(name));
                places.collect::<Option<Vec<u8>>>()?.into_iter().max()
            }
            Measure::Change(name, _) | Measure::Earlier(name, _) => self.places_of(name),
            Measure::Count
            | Measure::Distinct(_)
            | Measure::Average(_)
            | Measure::Percentile(..)
            | Measure::Products(_)
            | Measure::Weighted(_)
            | Measure::Elapsed(_)
            | Measure::Rank(..)
            | Measure::Ratio(_)
            | Measure::Growth(..)
            | Measure::Contribution(..)
            | Measure::Share(..)
            | Measure::Trend(..)
            | Measure::Balance(..) => None,
        }
    }

    fn places_of(&self, name: &str) -> Option<u8> {
        let figure = self.definition(name)?;
        match self.quantity(figure) {
            Quantity::Count | Quantity::Rank | Quantity::Rise => Some(0),
            Quantity::Number => figure.places.or_else(|| self.own_places(figure)),
            Quantity::Money | Quantity::Rate | Quantity::Points => None,
        }
    }

    /// Whether a figure leaves out decimals where it is whole: nothing says how many the numbers of
    /// its columns have, and a sum of whole ones is a whole one. Only for figures whose expressions
    /// are right.
    pub(super) fn trims(&self, figure: &FigureDefinition, format: &Format) -> bool {
        let open = figure.places.is_none() && self.own_places(figure).is_none();
        open && keeps_ones(&format.unit) && self.adds_up(figure)
    }

    /// Whether a number is made of numbers of columns by adding and taking off alone.
    fn adds_up(&self, figure: &FigureDefinition) -> bool {
        let of = |name: &String| self.definition(name).is_some_and(|figure| self.adds_up(figure));
        match &figure.measure {
            _ if self.quantity(figure) == Quantity::Count => true,
            _ if self.quantity(figure) != Quantity::Number => false,
            Measure::Sum(_) | Measure::Latest(_) | Measure::Max(_) | Measure::Min(_) | Measure::Products(_) => true,
            Measure::Difference(names) | Measure::Total(names) => names.iter().all(of),
            Measure::Change(name, _) | Measure::Earlier(name, _) => of(name),
            Measure::Count
            | Measure::Distinct(_)
            | Measure::Average(_)
            | Measure::Percentile(..)
            | Measure::Weighted(_)
            | Measure::Elapsed(_)
            | Measure::Rank(..)
            | Measure::Ratio(_)
            | Measure::Growth(..)
            | Measure::Contribution(..)
            | Measure::Share(..)
            | Measure::Trend(..)
            | Measure::Balance(..) => false,
        }
    }
}

/// Whether whole numbers stay whole in a unit: in that of the column, or in one that it holds so
/// many of, but not in 万人次.
fn keeps_ones(unit: &Unit) -> bool {
    match unit {
        Unit::None | Unit::Of(_) => true,
        Unit::Scaled(_, worth) => Exact::integer(1).over(*worth).is_some_and(Exact::is_whole),
        Unit::Money(..) | Unit::Percent | Unit::Points => false,
    }
}
