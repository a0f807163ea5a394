//! Lengths as the XML writes them.

/// Millimetres in a point.
pub(crate) const MM: f64 = 25.4 / 72.0;

/// A number with at most four places: the steps of a line of forty glyphs then add up to within
/// two thousandths of a millimetre.
pub(crate) fn put(value: f64, out: &mut String) {
    let written = format!("{value:.4}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    out.push_str(if short == "-0" { "0" } else { short });
}

/// Numbers with spaces between them (GB/T 33190, 7.3: ST_Array).
pub(crate) fn array(values: &[f64]) -> String {
    let mut out = String::new();
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        put(*value, &mut out);
    }
    out
}

/// The steps between glyphs; equal ones that follow one another are counted (GB/T 33190, 11.3: `g`).
pub(crate) fn steps(values: &[f64]) -> String {
    let written: Vec<String> = values.iter().map(|value| array(&[*value])).collect();
    let groups = written.chunk_by(|left, right| left == right).filter_map(|equal| {
        let first = equal.first()?;
        Some(match equal.len() {
            1 => first.clone(),
            2 => format!("{first} {first}"),
            count => format!("g {count} {first}"),
        })
    });
    groups.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_steps_are_counted() {
        assert_eq!(array(&[0.0, -0.00001, 210.0, 5.55625, -1.5]), "0 0 210 5.5563 -1.5");
        assert_eq!(steps(&[5.5, 5.5, 5.5, 2.0, 2.0, 1.0]), "g 3 5.5 2 2 1");
        assert_eq!(steps(&[]), "");
    }
}
