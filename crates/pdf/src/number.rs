//! Numbers as a content stream writes them.

/// Writes a number with at most three places and a space behind it. A thousandth of a point is
/// less than any printer shows.
pub(crate) fn put(value: f64, out: &mut Vec<u8>) {
    let thousandths = (value * 1000.0).round() as i64;
    if thousandths < 0 {
        out.push(b'-');
    }
    let (whole, fraction) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    integer(whole, out);
    if fraction > 0 {
        out.push(b'.');
        let digits = [fraction / 100, fraction / 10 % 10, fraction % 10];
        let count = digits.iter().rposition(|digit| *digit > 0).map_or(0, |last| last + 1);
        out.extend(digits.iter().take(count).map(|digit| digit_of(*digit)));
    }
    out.push(b' ');
}

fn integer(value: u64, out: &mut Vec<u8>) {
    if value >= 10 {
        integer(value / 10, out);
    }
    out.push(digit_of(value % 10));
}

fn digit_of(digit: u64) -> u8 {
    b'0' + u8::try_from(digit).unwrap_or(0)
}

/// Writes four hexadecimal digits.
pub(crate) fn hex(code: u16, out: &mut Vec<u8>) {
    for shift in [12, 8, 4, 0] {
        let digit = u8::try_from(code >> shift & 15).unwrap_or(0);
        out.push(if digit < 10 { b'0' + digit } else { b'A' + digit - 10 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_exact_to_a_thousandth() {
        let cases = [
            (0.0, "0 "),
            (-0.0004, "0 "),
            (15.75, "15.75 "),
            (-12.3456, "-12.346 "),
            (841.89, "841.89 "),
            (1.05, "1.05 "),
        ];
        for (value, expected) in cases {
            let mut out = Vec::new();
            put(value, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }
}
