//! Exact rational numbers: what every figure is until it is printed.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An exact number: the quotient of two 128-bit integers in lowest terms.
///
/// The operations give nothing where the result does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(Ratio<i128>);

/// How a number is cut to its printed digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// 四舍五入: a half goes away from zero.
    #[default]
    HalfUp,
    /// A half goes to the even digit (GB/T 8170-2008).
    HalfEven,
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Ratio::new_raw(0, 1));

    /// The quotient, or nothing where the divisor is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Exact> {
        (denominator != 0).then(|| Exact(Ratio::new(numerator, denominator)))
    }

    /// A whole number.
    pub fn integer(value: i128) -> Exact {
        Exact(Ratio::from_integer(value))
    }

    /// `units` · 10^−`places`.
    pub fn scaled(units: i64, places: u8) -> Exact {
        Exact(Ratio::new(units.into(), power_of_ten(places)))
    }

    /// A decimal as typed, such as `-0.1`.
    pub fn parse(text: &str) -> Option<Exact> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if fraction.len() > 18 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let units: i128 = format!("{whole}{fraction}").parse().ok()?;
        Exact::new(units, power_of_ten(u8::try_from(fraction.len()).ok()?))
    }

    /// The sum.
    pub fn plus(self, other: Exact) -> Option<Exact> {
        self.0.checked_add(&other.0).map(Exact)
    }

    /// The difference.
    pub fn minus(self, other: Exact) -> Option<Exact> {
        self.0.checked_sub(&other.0).map(Exact)
    }

    /// The product.
    pub fn times(self, other: Exact) -> Option<Exact> {
        self.0.checked_mul(&other.0).map(Exact)
    }

    /// The quotient; nothing for a zero divisor as well.
    pub fn over(self, other: Exact) -> Option<Exact> {
        if other.is_zero() { None } else { self.0.checked_div(&other.0).map(Exact) }
    }

    /// The absolute value.
    pub fn abs(self) -> Exact {
        Exact(self.0.abs())
    }

    /// The numerator in lowest terms, which has the sign.
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The denominator in lowest terms, above zero.
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// Whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether the number has no fraction.
    pub fn is_whole(self) -> bool {
        self.0.is_integer()
    }

    /// Whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// The number in units of 10^−`places`, rounded.
    pub fn rounded(self, places: u8, rounding: Rounding) -> Option<i128> {
        let scaled = i128::checked_mul(*self.0.numer(), power_of_ten(places))?;
        let (divisor, negative) = (*self.0.denom(), scaled < 0);
        let (whole, rest) = (scaled.abs() / divisor, scaled.abs() % divisor);
        let up = match i128::checked_mul(rest, 2)?.cmp(&divisor) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => rounding == Rounding::HalfUp || whole % 2 == 1,
        };
        let magnitude = whole + i128::from(up);
        Some(if negative { -magnitude } else { magnitude })
    }

    /// The rounded number with exactly `places` decimals: `10.50`, never `-0.00`.
    pub fn decimal(self, places: u8, rounding: Rounding) -> Option<String> {
        let units = self.rounded(places, rounding)?;
        let digits = format!("{:0>width$}", units.abs(), width = usize::from(places) + 1);
        let (whole, fraction) = digits.split_at(digits.len() - usize::from(places));
        let sign = if units < 0 { "-" } else { "" };
        let point = if places == 0 { "" } else { "." };
        Some(format!("{sign}{whole}{point}{fraction}"))
    }

    /// The nearest binary number, for drawing and for spreadsheet cells, never for a sum.
    pub fn to_f64(self) -> f64 {
        *self.0.numer() as f64 / *self.0.denom() as f64
    }
}

/// The exact value: a decimal where it ends, else a fraction such as `3/7`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = (0..=30)
            .find(|&places| (self.0.numer() % self.0.denom() == 0) || power_of_ten(places) % self.0.denom() == 0);
        match ends.and_then(|places| self.decimal(places, Rounding::HalfUp)) {
            Some(decimal) => f.write_str(&decimal),
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

impl Serialize for Exact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn power_of_ten(places: u8) -> i128 {
    10_i128.saturating_pow(u32::from(places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(numerator: i128, denominator: i128, places: u8, rounding: Rounding) -> String {
        Exact::new(numerator, denominator).and_then(|value| value.decimal(places, rounding)).expect("a number")
    }

    #[test]
    fn rounding_is_exact_at_the_half() {
        assert_eq!(print(1045, 1000, 2, Rounding::HalfUp), "1.05");
        assert_eq!(print(1045, 1000, 2, Rounding::HalfEven), "1.04");
        assert_eq!(print(-1045, 1000, 2, Rounding::HalfUp), "-1.05");
        assert_eq!(print(-1, 1000, 2, Rounding::HalfUp), "0.00");
        assert_eq!(print(2, 3, 0, Rounding::HalfUp), "1");
    }

    #[test]
    fn the_exact_text_ends_or_is_a_fraction() {
        assert_eq!(Exact::new(21, 2).expect("a number").to_string(), "10.5");
        assert_eq!(Exact::new(1, 3).expect("a number").to_string(), "1/3");
        assert_eq!(Exact::parse("-0.10").expect("a number").to_string(), "-0.1");
        assert_eq!(Exact::integer(-7).to_string(), "-7");
    }
}
