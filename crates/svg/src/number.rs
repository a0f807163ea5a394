//! Lengths as the XML writes them.

/// A number with at most two places: a hundredth of a point is not seen.
pub(crate) fn put(value: f64, out: &mut String) {
    put_to(2, value, out);
}

/// A number with at most so many places.
pub(crate) fn put_to(places: usize, value: f64, out: &mut String) {
    let value = if value.is_finite() { value } else { 0.0 };
    let written = format!("{value:.places$}");
    let short = if places > 0 { written.trim_end_matches('0').trim_end_matches('.') } else { written.as_str() };
    out.push_str(if short == "-0" { "0" } else { short });
}

/// A number with at most two places.
pub(crate) fn number(value: f64) -> String {
    let mut out = String::new();
    put(value, &mut out);
    out
}

/// Two numbers with a mark between them.
pub(crate) fn pair((x, y): (f64, f64), between: char) -> String {
    let mut out = number(x);
    out.push(between);
    put(y, &mut out);
    out
}

/// The attributes of a rectangle, whose corners are the lower left and the upper right one of a page
/// of that height.
pub(crate) fn rectangle(from: (f64, f64), to: (f64, f64), height: f64) -> String {
    let (x, y, width, tall) = (from.0, height - to.1, to.0 - from.0, to.1 - from.1);
    let [x, y, width, tall] = [x, y, width, tall].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{tall}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_anything_else() {
        let all = [0.0, -0.001, 210.0, 5.556, -1.5, f64::NAN, f64::INFINITY];
        assert_eq!(all.map(number), ["0", "0", "210", "5.56", "-1.5", "0", "0"]);
        let whole = [1230.4, -0.4].map(|value| {
            let mut out = String::new();
            put_to(0, value, &mut out);
            out
        });
        assert_eq!(whole, ["1230", "0"]);
    }
}
