//! Units in which figures are printed and columns are filled in.

use crate::{Exact, Rounding};
use serde::Serialize;

/// The unit of a column or a figure.
///
/// Money is kept in 分, shares and rates as plain quotients, all else in the unit itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub enum Unit {
    /// A number without a unit.
    #[default]
    None,
    /// An amount of money: the unit's name and its worth in 分.
    Money(&'static str, i64),
    /// A unit that is not the one of the stored value, 万人次 for 人次, 元/平方米 for 分: its name and
    /// how many of the stored unit it is worth.
    Scaled(String, Exact),
    /// `%`: a share or a rate.
    Percent,
    /// 个百分点: the difference of two shares.
    Points,
    /// Anything else that is counted or measured: 家, 个, 平方米.
    Of(String),
}

/// The money units that are read and printed, with their worth in 分.
const MONEY: [(&str, i64); 6] =
    [("分", 1), ("元", 100), ("千元", 100_000), ("万元", 1_000_000), ("百万元", 100_000_000), ("亿元", 10_000_000_000)];

impl Unit {
    /// The unit with that name; every name is a unit.
    pub fn named(name: &str) -> Unit {
        match name {
            "" => Unit::None,
            "%" | "％" => Unit::Percent,
            "个百分点" | "百分点" => Unit::Points,
            other => Unit::money(other).unwrap_or_else(|| Unit::Of(other.to_owned())),
        }
    }

    /// The money unit with that name.
    pub fn money(name: &str) -> Option<Unit> {
        MONEY.iter().find(|(known, _)| *known == name).map(|&(name, fen)| Unit::Money(name, fen))
    }

    /// The unit with that name for values of which it is worth so many.
    pub fn scaled(name: &str, worth: Exact) -> Unit {
        match Unit::named(name) {
            unit @ Unit::Money(_, fen) if worth == Exact::integer(fen.into()) => unit,
            unit @ (Unit::Percent | Unit::Points) if worth == Exact::scaled(1, 2) => unit,
            unit @ (Unit::None | Unit::Of(_)) if worth == Exact::integer(1) => unit,
            _ => Unit::Scaled(name.to_owned(), worth),
        }
    }

    /// The name as printed behind a number.
    pub fn name(&self) -> &str {
        match self {
            Unit::None => "",
            Unit::Money(name, _) => name,
            Unit::Percent => "%",
            Unit::Points => "个百分点",
            Unit::Of(name) | Unit::Scaled(name, _) => name,
        }
    }

    /// A stored value in this unit: 分 become 亿元, a quotient becomes a percentage.
    pub fn convert(&self, value: Exact) -> Option<Exact> {
        match self {
            Unit::Money(_, fen) => value.over(Exact::integer((*fen).into())),
            Unit::Scaled(_, worth) => value.over(*worth),
            Unit::Percent | Unit::Points => value.times(Exact::integer(100)),
            Unit::None | Unit::Of(_) => Some(value),
        }
    }
}

impl From<Unit> for String {
    fn from(unit: Unit) -> String {
        unit.name().to_owned()
    }
}

/// How a number is printed: its unit, its decimals and its rounding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Format {
    /// The unit to convert to.
    pub unit: Unit,
    /// Decimals after the point, always all of them.
    pub places: u8,
    /// How the rest is cut.
    pub rounding: Rounding,
}

impl Format {
    /// The digits alone: `10.50`.
    pub fn digits(&self, value: Exact) -> Option<String> {
        self.unit.convert(value)?.decimal(self.places, self.rounding)
    }

    /// The number as it is printed, in the unit: what a reader compares.
    pub fn printed(&self, value: Exact) -> Option<Exact> {
        let rounded = self.unit.convert(value)?.rounded(self.places, self.rounding)?;
        Exact::new(rounded, 10_i128.checked_pow(self.places.into())?)
    }

    /// The same format without decimals where all of these values are whole in its unit.
    pub fn whole(self, values: impl IntoIterator<Item = Exact>) -> Format {
        let whole = |value: Exact| self.unit.convert(value).is_some_and(Exact::is_whole);
        if values.into_iter().all(whole) { Format { places: 0, ..self } } else { self }
    }

    /// The digits with the unit: `10.50亿元`.
    pub fn text(&self, value: Exact) -> Option<String> {
        self.digits(value).map(|digits| digits + self.unit.name())
    }
}
