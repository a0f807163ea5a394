//! What the sample's taxes come to. The notice's figures are these amounts, rounded.
//!
//! Amounts are in 分. The cumulative totals of 2020 are a little beside the printed ones, those of
//! 2019 follow from the printed growth, so that no total is a suspiciously round number.

use crate::outcome::Outcome;
use model::Month;

/// All taxes of each month, from January, of 2018, 2019 and 2020.
const TOTALS: [[i64; 12]; 3] = [
    [
        11_873_925_404,
        5_902_317_866,
        7_426_150_937,
        8_911_703_285,
        7_964_281_512,
        5_928_664_071,
        10_537_219_648,
        4_916_340_893,
        8_021_577_306,
        8_494_806_129,
        6_136_092_755,
        9_688_413_470,
    ],
    [
        12_418_206_375,
        6_241_973_062,
        7_837_561_948,
        9_286_440_721,
        8_301_521_640,
        6_231_819_217,
        11_129_348_845,
        4_943_139_178,
        8_539_528_582,
        8_910_718_098,
        6_457_432_811,
        10_431_722_675,
    ],
    [
        13_247_615_308,
        4_783_920_447,
        7_119_330_513,
        9_826_117_493,
        9_321_345_334,
        7_369_011_739,
        11_561_244_469,
        7_483_149_838,
        6_271_248_459,
        10_330_356_740,
        7_789_632_033,
        9_860_299_473,
    ],
];

/// The taxes of the firms that are 高新技术企业 in the register of 2020-12, by year.
const HITECH: [i64; 3] = [26_124_492_407, 29_817_721_731, 35_181_900_230];

/// How much more than their share of the year 高新技术企业 pay in a month, in thousandths.
const SEASON: [i64; 12] = [1060, 960, 985, 1040, 1010, 970, 1050, 1000, 970, 1030, 955, 980];

/// What one month's workbook must add up to, in 分.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    /// The month.
    pub(crate) month: Month,
    /// Of 高新技术企业.
    pub(crate) hitech: i64,
    /// Of everybody else.
    pub(crate) others: i64,
}

/// The months from 2018-01 to 2020-12.
pub(crate) fn targets() -> Outcome<Vec<Target>> {
    let first = Month::new(2018, 1).ok_or("2018-01")?;
    let mut targets = Vec::new();
    for (year, hitech) in TOTALS.iter().zip(HITECH) {
        let weights: Vec<u64> =
            year.iter().zip(SEASON).map(|(total, season)| (total * season).unsigned_abs()).collect();
        for (total, hitech) in year.iter().zip(distribute(hitech, &weights)) {
            let month = first.plus(i32::try_from(targets.len())?);
            targets.push(Target { month, hitech, others: total - hitech });
        }
    }
    Ok(targets)
}

/// Shares of a total that is not negative, in proportion to the weights and adding up to it
/// exactly: the largest remainders take the rest.
pub(crate) fn distribute(total: i64, weights: &[u64]) -> Vec<i64> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let exact = |weight: &u64| i128::from(total) * i128::from(*weight);
    let mut shares: Vec<i64> = weights.iter().map(|weight| i64::try_from(exact(weight) / whole).unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (-(exact(&weights[*at]) % whole), *at));
    let rest = usize::try_from(total - shares.iter().sum::<i64>()).unwrap_or(0);
    for at in order.into_iter().take(rest) {
        shares[at] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quotient times 10^`places`, rounded half up.
    fn rounded(numerator: i128, denominator: i128, places: u32) -> i128 {
        (numerator * 10i128.pow(places) * 2 + denominator) / (denominator * 2)
    }

    #[test]
    fn totals_print_as_the_notice_does() {
        let printed = [
            (5, 443, 48),
            (6, 517, 268),
            (7, 632, 290),
            (8, 707, 651),
            (9, 770, 274),
            (10, 873, 414),
            (11, 951, 532),
            (12, 1050, 420),
        ];
        for (month, yi, growth) in printed {
            let ytd = |year: usize| i128::from(TOTALS[year][..month].iter().sum::<i64>());
            assert_eq!(rounded(ytd(2), 10_000_000_000, 2), yi, "1—{month}月");
            assert_eq!(rounded(ytd(2) - ytd(1), ytd(1), 4), growth, "1—{month}月同比");
        }
    }

    #[test]
    fn hitech_prints_as_the_notice_does() {
        let total = |year: usize| i128::from(TOTALS[year].iter().sum::<i64>());
        let hitech = |year: usize| i128::from(HITECH[year]);
        assert_eq!(rounded(hitech(2), 10_000_000_000, 2), 352);
        assert_eq!(rounded(hitech(2) - hitech(1), hitech(1), 2), 18);
        assert_eq!(rounded(hitech(2), total(2), 4), 3352);
        let change = hitech(2) * total(1) - hitech(1) * total(2);
        assert_eq!(rounded(change, total(1) * total(2), 4), 392);
        assert!(hitech(0) * total(1) < hitech(1) * total(0));
    }

    #[test]
    fn months_add_up_to_their_year() {
        let targets = targets().expect("the months");
        assert_eq!(targets.len(), 36);
        for (months, hitech) in targets.chunks(12).zip(HITECH) {
            assert_eq!(months.iter().map(|target| target.hitech).sum::<i64>(), hitech);
        }
        assert_eq!(distribute(10, &[1, 1, 1]), [4, 3, 3]);
    }
}
