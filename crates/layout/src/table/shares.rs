//! The width of the text area shared among columns.
//!
//! What columns need may be more than there is: a row of words without a place to break, a cell of
//! thousands of characters. No column may then get less than nothing for it.

use super::columns::{Need, Plan};

/// Each column of the plan gets its base; what is left goes first to those that would wrap, then
/// to all. Where the bases are too much together, the widest give up what they have above the
/// others: a running number keeps its place beside a text without end. The width is in points.
pub(crate) fn shared(needs: &[Need], columns: &[usize], size: f64, width: f64, base: impl Fn(&Need) -> f64) -> Plan {
    let needs: Vec<&Need> = columns.iter().filter_map(|column| needs.get(*column)).collect();
    let bases: Vec<f64> = needs.iter().map(|need| base(need) * size).collect();
    let level = level(&bases, width);
    let mut widths: Vec<f64> = bases.iter().map(|base| base.min(level)).collect();
    let left = width - widths.iter().sum::<f64>();
    let wants: Vec<f64> =
        needs.iter().zip(&widths).map(|(need, width)| (need.natural * size - width).max(0.0)).collect();
    let wanted: f64 = wants.iter().sum();
    let share = if wanted > 0.0 { (left / wanted).clamp(0.0, 1.0) } else { 0.0 };
    widths.iter_mut().zip(&wants).for_each(|(width, want)| *width += want * share);
    let each = (width - widths.iter().sum::<f64>()).max(0.0) / widths.len().max(1) as f64;
    widths.iter_mut().for_each(|width| *width += each);
    let aligns = needs.iter().map(|need| need.align).collect();
    Plan { size, columns: columns.to_vec(), widths, aligns }
}

/// The greatest width that any of the columns may have so that all together take no more than
/// `whole`.
pub(crate) fn level(widths: &[f64], whole: f64) -> f64 {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut left = whole;
    for (place, width) in sorted.iter().enumerate() {
        let each = left / (sorted.len() - place) as f64;
        if *width > each {
            return each.max(0.0);
        }
        left -= width;
    }
    f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_give_up_and_none_is_negative() {
        let cases = [
            (vec![2.0, 3.0, 4.0], 10.0, f64::INFINITY),
            (vec![2.0, 100.0, 4.0], 10.0, 4.0),
            (vec![2.0, 100.0, 1000.0], 10.0, 4.0),
            (vec![100.0; 5], 10.0, 2.0),
            (Vec::new(), 10.0, f64::INFINITY),
        ];
        for (widths, whole, expected) in cases {
            assert_eq!(level(&widths, whole), expected, "{widths:?}");
            let taken: f64 = widths.iter().map(|width| width.min(level(&widths, whole))).sum();
            assert!(taken <= whole + 1e-9);
        }
    }
}
