//! Value axes with round steps.

use super::label;
use model::document::Series;

/// A value axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Axis {
    /// The lowest value.
    pub(crate) low: f64,
    /// The highest value.
    pub(crate) high: f64,
    /// The distance of marks.
    pub(crate) step: f64,
}

/// An axis that holds all values of the series; from zero, unless `free`.
pub(crate) fn fit<'a>(series: impl Iterator<Item = &'a Series>, free: bool) -> Axis {
    let values: Vec<f64> = series.flat_map(|series| series.values.iter().flatten().copied()).collect();
    let finite = values.iter().copied().filter(|value| value.is_finite());
    let (mut low, mut high) =
        finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    if !free || low > 0.0 && low < 0.5 * high {
        low = low.min(0.0);
    }
    high = high.max(0.0);
    if high <= low {
        high = low + 1.0;
    }
    let step = round_step((high - low) / 5.0);
    // Some room above for the labels.
    let high = ((high + 0.04 * (high - low)) / step).ceil() * step;
    Axis { low: (low / step).floor() * step, high, step }
}

/// 1, 2, 2.5 or 5 times a power of ten, at least the given step.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .map(|factor| factor * power)
        .find(|round| *round >= step * 0.999)
        .unwrap_or(10.0 * power)
}

impl Axis {
    /// The share of the axis at which a value lies, from 0 to 1.
    pub(crate) fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The marks with their words.
    pub(crate) fn marks(&self) -> Vec<(f64, String)> {
        let count = ((self.high - self.low) / self.step).round() as usize;
        let places = (0..6).find(|places| is_whole(self.step * 10_f64.powi(*places))).unwrap_or(6);
        let mark = |number: usize| {
            let value = self.low + number as f64 * self.step;
            (value, label::value(value, u8::try_from(places).unwrap_or(0)))
        };
        (0..=count).map(mark).collect()
    }
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::Format;

    #[test]
    fn axes_are_round_and_hold_all_values() {
        let cases = [(vec![1.0, 9.3], 0.0, 10.0), (vec![120.0, 482.0], 0.0, 600.0), (vec![-3.1, 8.0], -5.0, 10.0)];
        for (values, low, high) in cases {
            let values = values.into_iter().map(Some).collect();
            let exprs = Vec::new();
            let series =
                Series { title: String::new(), column: 0, format: Format::default(), line: false, values, exprs };
            let axis = fit([&series].into_iter(), false);
            assert_eq!((axis.low, axis.high), (low, high), "{axis:?}");
        }
    }
}
