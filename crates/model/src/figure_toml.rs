//! Figures as definitions write them: one measure each, alone or in groups.

use crate::define;
use crate::edition::Edition;
use crate::figure::{
    Against, Condition, Elapsed, FigureDefinition, Measure, MonthRef, PartOf, Period, Ranking, ShareOf,
};
use crate::{Diagnostic, Place, Rounding, Said, say};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The form of one figure.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FigureToml {
    title: Option<String>,
    ledger: Option<String>,
    count: Option<bool>,
    distinct: Option<String>,
    sum: Option<String>,
    latest: Option<String>,
    max: Option<String>,
    min: Option<String>,
    average: Option<String>,
    median: Option<String>,
    percentile: Option<String>,
    products: Option<[String; 2]>,
    weighted: Option<[String; 2]>,
    elapsed: Option<Elapsed>,
    rank: Option<String>,
    ratio: Option<[String; 2]>,
    difference: Option<Vec<String>>,
    total: Option<Vec<String>>,
    growth: Option<String>,
    change: Option<String>,
    earlier: Option<String>,
    contribution: Option<PartOf>,
    share: Option<PartOf>,
    trend: Option<String>,
    balance: Option<Vec<String>>,
    years: Option<u32>,
    at: Option<u8>,
    first: Option<Ranking>,
    of: Option<ShareOf>,
    whose: Option<String>,
    against: Option<Against>,
    period: Option<Period>,
    #[serde(rename = "where", default)]
    filter: BTreeMap<String, Condition>,
    month: Option<MonthRef>,
    unit: Option<String>,
    places: Option<u8>,
    #[serde(default)]
    rounding: Rounding,
    edition: Option<Edition>,
}

/// A figure, or a group of them; what it may be is described for editors, and read by [`figures`].
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "It is the form of the definitions alone; nothing is read into it.")]
pub(crate) enum FigureEntry {
    Figure(Box<FigureToml>),
    Group(BTreeMap<String, FigureEntry>),
}

/// Reads the figures of a table, with every problem that they have.
pub(crate) fn figures(table: &toml::Table, text: &str, file: &str) -> Result<Vec<FigureDefinition>, Vec<Diagnostic>> {
    let mut reading = Reading { lines: define::Lines::of(text), file, figures: Vec::new(), problems: Vec::new() };
    reading.group(table, &mut vec!["figures"]);
    if reading.problems.is_empty() { Ok(reading.figures) } else { Err(reading.problems) }
}

/// Walks the groups of figures and keeps every problem.
struct Reading<'a> {
    lines: define::Lines<'a>,
    file: &'a str,
    figures: Vec<FigureDefinition>,
    problems: Vec<Diagnostic>,
}

impl<'a> Reading<'a> {
    fn group(&mut self, table: &'a toml::Table, path: &mut Vec<&'a str>) {
        for (key, value) in table {
            path.push(key);
            match value.as_table() {
                // A group holds nothing but tables; a figure holds at least its measure.
                Some(inner) if !inner.is_empty() && inner.values().all(toml::Value::is_table) => {
                    self.group(inner, path)
                }
                Some(inner) => self.figure(inner, path),
                None => self.problem(
                    path,
                    Said::fixed(
                        "指标应写作 { ledger = \"…\", sum = \"…\" } 的样子。",
                        "write a figure like { ledger = \"…\", sum = \"…\" }.",
                    ),
                ),
            }
            path.pop();
        }
    }

    fn figure(&mut self, table: &toml::Table, path: &[&str]) {
        let place = Place::line(self.file, self.lines.line(path));
        let name = path.get(1..).unwrap_or_default().join(".");
        let parsed = toml::Value::Table(table.clone()).try_into::<FigureToml>();
        let toml = match parsed {
            Ok(toml) => toml,
            Err(error) => {
                let what = define::said(error.message());
                return self.problem(path, say!("指标“{name}”：{what}", "figure “{name}”: {what}", what));
            }
        };
        match measure(&toml) {
            Ok(measure) => self.figures.push(FigureDefinition {
                title: toml.title.unwrap_or_else(|| name.clone()),
                name,
                measure,
                ledger: toml.ledger.unwrap_or_default(),
                period: toml.period.unwrap_or(Period::Month),
                filter: toml.filter,
                month: toml.month,
                whose: toml.whose,
                unit: toml.unit,
                places: toml.places,
                rounding: toml.rounding,
                edition: toml.edition,
                place,
            }),
            Err(what) => self.problem(path, say!("指标“{name}”：{what}", "figure “{name}”: {what}", what)),
        }
    }

    fn problem(&mut self, path: &[&str], message: Said) {
        let place = Place::line(self.file, self.lines.line(path));
        self.problems.push(define::problem(place, message));
    }
}

/// Words that go with one measure alone, where they stand without it.
fn idle(toml: &FigureToml) -> Option<Said> {
    let idle = |given: bool, used: bool, chinese, english| (given && !used).then(|| Said::fixed(chinese, english));
    idle(toml.at.is_some(), toml.percentile.is_some(), "at 只和 percentile 同写。", "at goes with percentile only.")
        .or_else(|| {
            idle(
                toml.percentile.is_some(),
                toml.at.is_some_and(|at| at <= 100),
                "percentile 要同时写 at（0到100，如 at = 90）。",
                "percentile needs at (0 to 100, as in at = 90).",
            )
        })
        .or_else(|| {
            idle(toml.first.is_some(), toml.rank.is_some(), "first 只和 rank 同写。", "first goes with rank only.")
        })
        .or_else(|| idle(toml.of.is_some(), toml.share.is_some(), "of 只和 share 同写。", "of goes with share only."))
        .or_else(|| {
            idle(
                toml.whose.is_some(),
                toml.max.is_some() || toml.min.is_some(),
                "whose 只和 max、min 同写。",
                "whose goes with max and min only.",
            )
        })
}

/// The one measure that a figure names.
fn measure(toml: &FigureToml) -> Result<Measure, Said> {
    if matches!(toml.month, Some(MonthRef::OfYear(month)) if !(1..=12).contains(&month)) {
        return Err(Said::fixed(
            "month 应是 1 到 12，或写作 \"2020-05\"。",
            "month must be 1 to 12, or like \"2020-05\".",
        ));
    }
    if let Some(message) = idle(toml) {
        return Err(message);
    }
    let against = toml.against.unwrap_or(Against::LastYear);
    let over_records = [
        toml.count.filter(|count| *count).map(|_| Measure::Count),
        toml.distinct.clone().map(Measure::Distinct),
        toml.sum.clone().map(Measure::Sum),
        toml.latest.clone().map(Measure::Latest),
        toml.max.clone().map(Measure::Max),
        toml.min.clone().map(Measure::Min),
        toml.average.clone().map(Measure::Average),
        toml.median.clone().map(|column| Measure::Percentile(column, 50)),
        toml.percentile.clone().map(|column| Measure::Percentile(column, toml.at.unwrap_or(50))),
        toml.products.clone().map(Measure::Products),
        toml.weighted.clone().map(Measure::Weighted),
    ];
    let over_figures = [
        toml.ratio.clone().map(Measure::Ratio),
        toml.difference.clone().map(Measure::Difference),
        toml.total.clone().map(Measure::Total),
        toml.growth.clone().map(|name| Measure::Growth(name, against)),
        toml.change.clone().map(|name| Measure::Change(name, against)),
        toml.earlier.clone().map(|name| Measure::Earlier(name, against)),
        toml.contribution.clone().map(|parts| Measure::Contribution(parts, against)),
        toml.share.clone().map(|parts| Measure::Share(parts, toml.of.unwrap_or_default())),
        toml.rank.clone().map(|name| Measure::Rank(name, toml.first.unwrap_or(Ranking::Largest))),
        toml.elapsed.map(Measure::Elapsed),
        toml.trend.clone().map(|name| Measure::Trend(name, toml.years.unwrap_or(3))),
        toml.balance
            .as_deref()
            .and_then(|names| names.split_first())
            .map(|(whole, parts)| Measure::Balance(whole.clone(), parts.to_vec())),
    ];
    let records: Vec<Measure> = over_records.into_iter().flatten().collect();
    let figures: Vec<Measure> = over_figures.into_iter().flatten().collect();
    let ledger_only = !toml.filter.is_empty() || toml.period.is_some();
    match (<[Measure; 1]>::try_from(records), <[Measure; 1]>::try_from(figures)) {
        (Ok([_]), Err(_)) if toml.ledger.is_none() => Err(Said::fixed(
            "缺少 ledger，请写明取自哪个台账。",
            "ledger is missing; say which ledger it is taken from.",
        )),
        (Ok([measure]), Err(others)) if others.is_empty() => Ok(measure),
        (Err(none), Ok([measure])) if none.is_empty() => {
            if toml.ledger.is_some() || ledger_only {
                return Err(Said::fixed(
                    "由其他指标算出的指标不能再写 ledger、period、where。",
                    "a figure computed from figures has no ledger, period or where of its own.",
                ));
            }
            Ok(measure)
        }
        _ => Err(Said::fixed(
            "须写且只写一种度量：count、distinct、sum、latest、max、min、average、median、percentile、products、weighted、ratio、difference、total、growth、change、earlier、contribution、share、rank、trend、balance、elapsed。",
            "exactly one measure must be given: count, distinct, sum, latest, max, min, average, median, percentile, products, weighted, ratio, difference, total, growth, change, earlier, contribution, share, rank, trend, balance, elapsed.",
        )),
    }
}
