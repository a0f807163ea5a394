//! What kind of values a column holds, by its cells first and its label next.

use super::words::{AMOUNTS, CODES, COUNTS, DATES, RATES, SUMS};
use crate::grid::{Book, Raw};
use crate::text::{match_form, placeholder};
use crate::value::number::{self, Suffix};
use crate::value::{date, word};
use model::Unit;

/// How many cells of a column look like what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) nulls: usize,
    filled: usize,
    integers: usize,
    decimals: usize,
    percents: usize,
    dates: usize,
    days: usize,
    months: usize,
    serials: usize,
    years: usize,
    booleans: usize,
    codes: usize,
    money: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, raw: Raw, book: &Book) {
        match raw {
            Raw::Empty | Raw::Uncomputed => self.nulls += 1,
            Raw::Text(number) => self.text(book.strings.get(number)),
            Raw::Fault(_) => {}
            Raw::Number(value) => {
                self.filled += 1;
                if value.fract() == 0.0 {
                    self.integers += 1;
                    self.years += usize::from((1949.0..=2100.0).contains(&value));
                    self.serials += usize::from((18_000.0..=80_000.0).contains(&value));
                    self.days += usize::from((19_000_101.0..=21_001_231.0).contains(&value) && day(value));
                    self.months += usize::from((190_001.0..=210_012.0).contains(&value) && day(value));
                } else {
                    self.decimals += 1;
                }
            }
            Raw::Percent(_) => {
                self.filled += 1;
                self.percents += 1;
            }
            Raw::Date(_) => {
                self.filled += 1;
                self.dates += 1;
            }
            Raw::Bool(_) => {
                self.filled += 1;
                self.booleans += 1;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if placeholder(text) && match_form(text) != "无" {
            self.nulls += 1;
            return;
        }
        let plain = match_form(text);
        if placeholder(text) {
            // 无 is an empty cell, or the opposite of 有.
            self.nulls += 1;
            return;
        }
        self.filled += 1;
        self.booleans += usize::from(word::yes_or_no(&plain));
        if code(&plain) {
            self.codes += 1;
        }
        match date::parse(text).filter(date::valid) {
            Some(civil) if civil.day.is_some() => self.days += 1,
            Some(civil) if civil.month.is_some() => self.months += 1,
            Some(_) => self.years += 1,
            None => {}
        }
        match number::parse(text, "") {
            Some((_, Suffix::Percent | Suffix::PerMille)) => self.percents += 1,
            Some((_, Suffix::Money(_) | Suffix::Times(_))) => {
                self.money += 1;
                self.decimals += 1;
            }
            Some((decimal, _)) if decimal.places == 0 && !plain.contains('.') => self.integers += 1,
            Some(_) => self.decimals += 1,
            None => {}
        }
    }
}

fn day(value: f64) -> bool {
    date::parse(&format!("{value:.0}")).is_some_and(|civil| date::valid(&civil))
}

/// Whether a text is a number of something and no amount: long, or with a leading zero, or mixed
/// with letters.
fn code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let all = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'_' | b'.' | b'#'));
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    all && digits >= 3
        && (plain && (text.len() >= 9 || text.len() > 1 && text.starts_with('0'))
            || !plain && digits >= 3 && text.bytes().any(|byte| byte.is_ascii_alphabetic()))
}

fn has(label: &str, words: &[&str]) -> bool {
    words.iter().any(|word| label.contains(word))
}

/// The type of a column. `label` is its whole path in comparable form, `unit` the unit of its
/// label, `banner` that of its table.
pub(crate) fn kind(tally: &Tally, label: &str, unit: Option<&Unit>, banner: Option<&Unit>) -> &'static str {
    let leaf = label.rsplit('/').next().unwrap_or(label);
    let most = |count: usize, part: usize| tally.filled > 0 && count * part >= tally.filled * (part - 1);
    let numbers = tally.integers + tally.decimals;
    let dated = has(leaf, &DATES) && date::parse(leaf).is_none() && !has(leaf, &["日均", "天数", "日产", "工日"]);
    let numbered = numbers + tally.percents;
    if tally.filled == 0 {
        return by_label(label, unit.or(banner), dated);
    }
    if has(leaf, &CODES) && tally.dates == 0 && !has(leaf, &["额", "费"]) {
        return "code";
    }
    if most(tally.booleans, 5) && !most(numbers, 5) {
        return "boolean";
    }
    if most(tally.dates, 2) && tally.dates + tally.days + tally.months >= numbers {
        return "date";
    }
    if dated {
        let all = tally.dates + tally.days + tally.months + tally.years + tally.serials;
        if most(all, 3) || (tally.dates + tally.days) * 2 > tally.filled {
            let day = tally.dates + tally.days + tally.serials;
            return if day >= tally.months { if day > 0 { "date" } else { "month" } } else { "month" };
        }
    }
    if most(tally.days, 4) {
        return "date";
    }
    if most(tally.months, 4)
        && tally.months > tally.integers.min(tally.decimals)
        && (has(leaf, &["月", "期间", "属期"]) || numbers < tally.months)
    {
        return "month";
    }
    if most(tally.codes, 4) {
        return "code";
    }
    let percent = unit.or(banner) == Some(&Unit::Percent);
    if most(tally.percents, 2) || percent && most(numbered, 3) {
        return "percent";
    }
    let amounts = most(numbered, 3) || has(leaf, &AMOUNTS) && numbered * 2 >= tally.filled;
    if !amounts {
        return "text";
    }
    let money = unit.is_some_and(|unit| matches!(unit, Unit::Money(..)));
    if money {
        return "money";
    }
    let rate = has(leaf, &RATES) && !has(leaf, &["汇率", "额"]);
    let rate = rate || has(label, &["同比", "环比", "占比", "增速", "增幅"]) && !has(leaf, &["额"]);
    let ranked = has(leaf, &["排位", "排名", "位次", "名次"]);
    if rate && !ranked && unit.is_none() {
        return "percent";
    }
    let measured = leaf.trim_end_matches("合计").ends_with('量');
    let counted = has(leaf, &COUNTS) || measured || leaf.ends_with('数') && !has(leaf, &SUMS);
    let other = unit.is_some_and(|unit| !matches!(unit, Unit::Money(..) | Unit::None));
    if !counted && !other && (tally.money > 0 || matches!(banner, Some(Unit::Money(..))) || has(label, &AMOUNTS)) {
        return "money";
    }
    if tally.decimals == 0 { "integer" } else { "number" }
}

/// A column without values.
fn by_label(label: &str, unit: Option<&Unit>, dated: bool) -> &'static str {
    let leaf = label.rsplit('/').next().unwrap_or(label);
    match unit {
        Some(Unit::Money(..)) if !dated && (has(label, &AMOUNTS) || leaf.contains('(')) => "money",
        Some(Unit::Percent) if has(leaf, &RATES) => "percent",
        _ if has(leaf, &CODES) => "code",
        _ if dated => "date",
        _ if has(leaf, &["金额", "价款", "费用"]) => "money",
        _ => "text",
    }
}
