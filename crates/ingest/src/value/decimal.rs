//! Exact decimals.

use std::fmt;

/// `units` · 10^−`places`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) units: i128,
    pub(crate) places: u32,
}

/// More decimals than any cell has; keeps every power of ten below within 128 bits.
pub(super) const MOST_PLACES: u32 = 18;

impl Decimal {
    /// The decimal that was typed: Excel keeps 15 significant digits, so that the noise of binary
    /// arithmetic (0.30000000000000004) lies behind them.
    pub(crate) fn of_f64(value: f64) -> Option<Decimal> {
        if !value.is_finite() || value.abs() >= 1e18 {
            return None;
        }
        // Most amounts are whole numbers of 分, and of those the check that nothing is lost is exact.
        let cents = (value * 100.0).round();
        if cents.abs() < 1e13 && cents / 100.0 == value {
            return Some(Decimal { units: cents as i128, places: 2 }.trimmed());
        }
        let text = format!("{value:.14e}");
        let (digits, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        let units: i128 = digits.replace('.', "").parse().ok()?;
        let mut decimal = Decimal { units, places: 0 };
        let places = 14 - exponent;
        if places < 0 {
            decimal.units = decimal.units.checked_mul(10_i128.pow(places.unsigned_abs()))?;
            return Some(decimal);
        }
        let mut places = places.unsigned_abs();
        while places > 0 && (decimal.units % 10 == 0 || places > MOST_PLACES) {
            decimal.units /= 10;
            places -= 1;
        }
        Some(Decimal { places, ..decimal })
    }

    pub(crate) fn trimmed(mut self) -> Decimal {
        while self.places > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.places -= 1;
        }
        self
    }

    /// The decimal divided by a power of ten.
    pub(crate) fn scaled(self, power: u8) -> Decimal {
        Decimal { places: self.places.saturating_add(power.into()), ..self }.trimmed()
    }

    /// The decimal with so many places, a half going away from zero, and whether nothing was cut;
    /// nothing where it has no room.
    pub(crate) fn rounded(self, places: u32) -> Option<(Decimal, bool)> {
        if places >= self.places {
            let units = self.units.checked_mul(10_i128.checked_pow(places - self.places)?)?;
            return Some((Decimal { units, places }, true));
        }
        let divisor = 10_i128.checked_pow(self.places - places)?;
        let (whole, rest) = (self.units / divisor, self.units % divisor);
        let up = if rest.abs() * 2 >= divisor { rest.signum() } else { 0 };
        Some((Decimal { units: whole + up, places }, rest == 0))
    }

    /// The decimal times `factor`, divided by `divisor`, to a whole number with a half going up,
    /// and how much of it was cut.
    pub(super) fn times(self, factor: i128, divisor: i128) -> Option<(i64, Cut)> {
        let whole = self.units.checked_mul(factor)?;
        let divisor = 10_i128.checked_pow(self.places)?.checked_mul(divisor)?;
        let (quotient, rest) = (whole / divisor, whole % divisor);
        let up = rest.abs().checked_mul(2)? >= divisor && rest != 0;
        let nearest = if up { quotient + whole.signum() } else { quotient };
        let off = rest.abs().min(divisor - rest.abs());
        let cut = match off {
            0 => Cut::Nothing,
            _ if off.checked_mul(10_000)? < divisor => Cut::Noise,
            _ => Cut::Digits,
        };
        Some((i64::try_from(nearest).ok()?, cut))
    }
}

/// What a rounding cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    Nothing,
    /// Less than a ten-thousandth of the last digit: what binary arithmetic leaves behind.
    Noise,
    Digits,
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::try_from(self.places).unwrap_or(0);
        let digits = format!("{:0>width$}", self.units.abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let (sign, point) = (if self.units < 0 { "-" } else { "" }, if places == 0 { "" } else { "." });
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}
