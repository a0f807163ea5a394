//! The words of labels: of values at their marks and of the steps of an axis.

/// The size of labels in points.
pub(crate) const LABEL: f64 = 9.0;

/// A value in words, with so many decimal places as its series prints.
pub(crate) fn value(value: f64, places: u8) -> String {
    let text = format!("{value:.*}", usize::from(places));
    // A small negative number must not print as -0.0.
    if text.starts_with('-') && !text.contains(|digit: char| digit.is_ascii_digit() && digit != '0') {
        return text.trim_start_matches('-').to_owned();
    }
    text
}
