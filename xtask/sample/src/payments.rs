//! Who pays how much of which tax in which month.

use crate::enterprises::Enterprise;
use crate::random::Random;
use crate::targets::{Target, distribute};
use model::Month;

/// The kinds of tax, in the order of the ledger's columns.
pub(crate) const KINDS: usize = 8;
const VAT: usize = 0;
const CIT: usize = 1;
const PIT: usize = 2;
const CONSTRUCTION: usize = 3;
const PROPERTY: usize = 4;
const LAND: usize = 5;
const STAMP: usize = 6;
const OTHER: usize = 7;

/// Amounts under which a firm pays one kind of tax alone, in 分.
const SMALL: i64 = 30_000;

/// Refunds after the yearly settlement (汇算清缴退税): the firm's rank, the month, 分.
const REFUNDS: [(usize, i32, u32, i64); 7] = [
    (233, 2018, 6, -1_864_230),
    (318, 2019, 5, -902_517),
    (141, 2019, 6, -4_310_896),
    (402, 2020, 5, -756_344),
    (187, 2020, 6, -3_841_277),
    (291, 2020, 6, -1_279_605),
    (356, 2020, 8, -438_190),
];

/// What one registered name pays in a month.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payment {
    /// Its position among the enterprises.
    pub(crate) payer: usize,
    /// The kinds of tax in 分.
    pub(crate) kinds: [i64; KINDS],
}

impl Payment {
    /// All kinds together, in 分.
    pub(crate) fn total(&self) -> i64 {
        self.kinds.iter().sum()
    }
}

/// The payments of a month, which add up to its target exactly.
pub(crate) fn payments(all: &[Enterprise], target: Target) -> Vec<Payment> {
    let mut payments = Vec::new();
    for (hitech, total) in [(true, target.hitech), (false, target.others)] {
        let group: Vec<usize> = (0..all.len()).filter(|at| all[*at].counts_hitech == hitech).collect();
        let refunds: Vec<Option<i64>> = group.iter().map(|at| refund(&all[*at], target.month)).collect();
        let weigh = |(at, refund): (&usize, &Option<i64>)| match refund {
            Some(_) => 0,
            None => weight(&all[*at], *at, target.month),
        };
        let weights: Vec<u64> = group.iter().zip(&refunds).map(weigh).collect();
        let shared = total - refunds.iter().flatten().sum::<i64>();
        let amounts = distribute(shared, &weights);
        for ((payer, refund), amount) in group.into_iter().zip(refunds).zip(amounts) {
            let amount = refund.unwrap_or(amount);
            if amount != 0 {
                payments.push(Payment { payer, kinds: kinds(&all[payer], payer, target.month, amount) });
            }
        }
    }
    payments.sort_by_key(|payment| payment.payer);
    payments
}

fn refund(one: &Enterprise, month: Month) -> Option<i64> {
    let here =
        |(rank, year, at, _): &&(usize, i32, u32, i64)| (*rank, *year, *at) == (one.rank, month.year(), month.month());
    REFUNDS.iter().find(here).map(|(.., amount)| *amount)
}

fn key(payer: usize, of: u64) -> [u64; 2] {
    [u64::try_from(payer).unwrap_or(0), of]
}

fn quarterly(month: Month) -> bool {
    month.month() % 3 == 1
}

/// What a registered name pays in proportion to the others of the month; 0 for nothing.
fn weight(one: &Enterprise, payer: usize, month: Month) -> u64 {
    if one.size == 0 || month.year() < one.since {
        return 0;
    }
    // Small firms declare by the quarter. In 2020 every firm pays in October or, where it is older
    // than that year, in one quarter that is its own, so that the number of taxpayers is certain.
    let own = if one.since == 2020 { 10 } else { u32::try_from(payer % 4).unwrap_or(0) * 3 + 1 };
    let certain = month.year() == 2020 && month.month() == own;
    let small = one.rank >= 600;
    let chance = match (small, quarterly(month)) {
        _ if one.rank < 250 => 975,
        (false, _) => 890,
        (true, true) => 900,
        (true, false) => 300,
    };
    let index = month.index().unsigned_abs();
    let mut random = Random::of(&key(payer, index));
    if !random.happens(chance) && !certain {
        return 0;
    }
    let year = Random::of(&key(payer, u64::from(month.year().unsigned_abs()))).between(720, 1380);
    let peak = if small && quarterly(month) { 2 } else { 1 };
    one.size / 1000 * year / 1000 * random.between(450, 1750) * peak
}

/// An amount by kinds of tax; 城市维护建设税 is 7% of 增值税.
fn kinds(one: &Enterprise, payer: usize, month: Month, amount: i64) -> [i64; KINDS] {
    let mut kinds = [0; KINDS];
    let mut random = Random::of(&key(payer, month.index().unsigned_abs() + 1_000_000));
    if amount < 0 {
        kinds[if month.month() == 8 { VAT } else { CIT }] = amount;
        return kinds;
    }
    if amount < SMALL && random.happens(400) {
        kinds[if random.happens(700) { PIT } else { STAMP }] = amount;
        return kinds;
    }
    let large = one.rank < 400;
    let cit = match month.month() {
        1 | 4 | 7 | 10 => random.between(180, 380),
        5 => random.between(120, 300),
        _ if one.rank < 120 => random.between(0, 80),
        _ => 0,
    };
    let land = large && matches!(month.month(), 4 | 10) && one.industry.industrial;
    let mut weights = [0; KINDS];
    weights[VAT] = random.between(420, 640);
    weights[CIT] = cit;
    weights[PIT] = if random.happens(800) { random.between(20, 130) } else { 0 };
    weights[PROPERTY] = if land { random.between(30, 90) } else { 0 };
    weights[LAND] = if land { random.between(15, 50) } else { 0 };
    weights[STAMP] = if random.happens(650) { random.between(4, 22) } else { 0 };
    weights[OTHER] = if random.happens(60) { random.between(5, 60) } else { 0 };
    for (kind, share) in kinds.iter_mut().zip(distribute(amount, &weights)) {
        *kind = share;
    }
    let with_vat = kinds[VAT];
    kinds[VAT] = with_vat * 100 / 107;
    kinds[CONSTRUCTION] = with_vat - kinds[VAT];
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enterprises::enterprises;
    use crate::targets::targets;
    use std::collections::BTreeSet;

    #[test]
    fn payments_add_up_and_everybody_pays_in_2020() {
        let all = enterprises().expect("enterprises");
        let mut payers = BTreeSet::new();
        for target in targets().expect("targets") {
            let payments = payments(&all, target);
            let paid = |hitech| {
                let of = |payment: &&Payment| all[payment.payer].counts_hitech == hitech;
                payments.iter().filter(of).map(Payment::total).sum::<i64>()
            };
            assert_eq!((paid(true), paid(false)), (target.hitech, target.others), "{}", target.month);
            if target.month.year() == 2020 {
                let positive = payments.iter().filter(|payment| payment.total() > 0);
                payers.extend(positive.map(|payment| {
                    let one = &all[payment.payer];
                    one.main.as_deref().unwrap_or(&one.code)
                }));
            }
        }
        assert_eq!(payers.len(), 1262);
    }
}
