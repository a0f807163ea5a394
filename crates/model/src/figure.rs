//! Figures: named numbers, how they are defined and what they came to.

use crate::edition::Edition;
use crate::expr::Expr;
pub use crate::period::Period;
use crate::unit::Format;
use crate::{CellRef, Date, Exact, Language, Month, ReportingTime, Rounding, Said, Spoken, say};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a figure is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// 同比: the same period of last year.
    LastYear,
    /// 环比: the month before.
    LastMonth,
}

impl Against {
    /// How many months back.
    pub fn months(self) -> i32 {
        match self {
            Against::LastYear => 12,
            Against::LastMonth => 1,
        }
    }

    /// 同比 or 环比.
    pub fn chinese(self) -> &'static str {
        match self {
            Against::LastYear => "同比",
            Against::LastMonth => "环比",
        }
    }
}

/// A word, a number or a truth value in a definition.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "条件的值应为文字、数字或 true/false\u{1f}the value of a condition is a text, a number or true/false"
)]
pub enum Scalar {
    /// 是 or 否.
    Bool(bool),
    /// A whole number in the column's unit.
    Integer(i64),
    /// Text; also decimals, dates, months and `as-of`.
    Text(String),
}

/// What a column must hold for a record to be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "条件应写作 列 = 值、列 = [值, 值] 或 列 = { before = \"as-of\" } 的样子\u{1f}write a condition like column = value, column = [value, value] or column = { before = \"as-of\" }"
)]
pub enum Condition {
    /// That value.
    Is(Scalar),
    /// One of these values.
    Any(Vec<Scalar>),
    /// Every test that is given.
    Test(Test),
}

/// Tests of a value; bounds are a value, `as-of`, or the id of another column of the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(transform = with_other_names)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Test {
    /// Filled in, or empty.
    pub set: Option<bool>,
    /// None of these values; an empty cell passes.
    pub not: Option<Vec<Scalar>>,
    /// Greater, later.
    #[serde(alias = "after")]
    pub above: Option<Scalar>,
    /// Less, earlier.
    #[serde(alias = "before")]
    pub below: Option<Scalar>,
    /// At least, that day or later.
    pub from: Option<Scalar>,
    /// At most, that day or earlier.
    pub to: Option<Scalar>,
    /// A day that lies in the period of the figure's month.
    pub within: Option<Period>,
    /// A day from the as-of date to so many days later.
    pub within_days: Option<u32>,
}

/// The names by which days are compared: 早于 is `before` as well as `below`.
fn with_other_names(schema: &mut schemars::Schema) {
    let Some(serde_json::Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, other) in [("above", "after"), ("below", "before")] {
        if let Some(property) = properties.get(name).cloned() {
            properties.insert(other.to_owned(), property);
        }
    }
}

/// A month in a definition: `"2020-05"`, or `5` for May of the report's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "月份应写作 \"2020-05\"，或写 5 表示报告所在年的5月\u{1f}write a month like \"2020-05\", or 5 for May of the report's year"
)]
pub enum MonthRef {
    /// A month of the report's year.
    OfYear(u32),
    /// That month.
    Fixed(Month),
}

/// One name, or the part and the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "应写作 \"指标\" 或 [\"部分\", \"整体\"]\u{1f}write \"figure\" or [\"part\", \"whole\"]")]
pub enum PartOf {
    /// The part; the whole is the same figure without the row of the table.
    Row(String),
    /// The part and the whole.
    Pair([String; 2]),
}

/// What of a table a share refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ShareOf {
    /// The whole table.
    #[default]
    Table,
    /// In a cross table the row with all its columns (占本行的比重).
    Row,
    /// In a cross table the column with all its rows (占本列的比重).
    Column,
}

/// Which value of a rank comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ranking {
    /// The largest.
    Largest,
    /// The smallest.
    Smallest,
}

/// How the part of the year that has passed is reckoned (序时进度).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Elapsed {
    /// Months up to the reporting month, of twelve.
    Months,
    /// Days up to the as-of date, of all days of the year.
    Days,
}

/// How a figure is computed (度量): one of the closed set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// How many records.
    Count,
    /// How many different values of a column or dimension.
    Distinct(String),
    /// The sum of a column.
    Sum(String),
    /// The sum of the products of two columns, record by record (单价 × 数量).
    Products([String; 2]),
    /// The average of the first column weighted by the second (加权平均).
    Weighted([String; 2]),
    /// The value of a column in the last record of the period.
    Latest(String),
    /// The largest value of a column.
    Max(String),
    /// The smallest value of a column.
    Min(String),
    /// The sum of a column over the number of records that have a value.
    Average(String),
    /// The value of a column below which so many hundredths of the values lie (百分位数), between two
    /// values in proportion; the median (中位数) at 50.
    Percentile(String, u8),
    /// The part of the year that has passed (序时进度).
    Elapsed(Elapsed),
    /// The place of a row among the rows of its table (名次), the largest or the smallest first.
    Rank(String, Ranking),
    /// The first over the second.
    Ratio([String; 2]),
    /// The first less the others.
    Difference(Vec<String>),
    /// The sum of other figures.
    Total(Vec<String>),
    /// `(x − x₋₁) / |x₋₁|`.
    Growth(String, Against),
    /// `x − x₋₁`; of a share, in 百分点.
    Change(String, Against),
    /// The same figure at the earlier time (上年同期, 上月).
    Earlier(String, Against),
    /// The change of the part over the earlier whole (拉动百分点).
    Contribution(PartOf, Against),
    /// The part over the whole (占比), of the table or of a row or column of a cross table.
    Share(PartOf, ShareOf),
    /// The figure at the end of each of so many years, to see whether it rises.
    Trend(String, u32),
    /// The whole less its parts, shown as the sum that should come out: `1+1+11=13 != 12`.
    Balance(String, Vec<String>),
}

impl Measure {
    /// The figures that it is computed from.
    pub fn operands(&self) -> Vec<&str> {
        match self {
            Measure::Count
            | Measure::Distinct(_)
            | Measure::Sum(_)
            | Measure::Latest(_)
            | Measure::Max(_)
            | Measure::Min(_)
            | Measure::Average(_)
            | Measure::Percentile(..)
            | Measure::Products(_)
            | Measure::Weighted(_)
            | Measure::Elapsed(_) => Vec::new(),
            Measure::Ratio(pair) => pair.iter().map(String::as_str).collect(),
            Measure::Difference(names) | Measure::Total(names) => names.iter().map(String::as_str).collect(),
            Measure::Balance(whole, parts) => std::iter::once(whole).chain(parts).map(String::as_str).collect(),
            Measure::Growth(name, _)
            | Measure::Change(name, _)
            | Measure::Earlier(name, _)
            | Measure::Trend(name, _)
            | Measure::Rank(name, _)
            | Measure::Share(PartOf::Row(name), _)
            | Measure::Contribution(PartOf::Row(name), _) => vec![name],
            Measure::Share(PartOf::Pair(pair), _) | Measure::Contribution(PartOf::Pair(pair), _) => {
                pair.iter().map(String::as_str).collect()
            }
        }
    }

    /// The column that a measure over records reads; of two the first.
    pub fn column(&self) -> Option<&str> {
        match self {
            Measure::Distinct(column)
            | Measure::Sum(column)
            | Measure::Latest(column)
            | Measure::Max(column)
            | Measure::Min(column)
            | Measure::Average(column)
            | Measure::Percentile(column, _)
            | Measure::Products([column, _])
            | Measure::Weighted([column, _]) => Some(column),
            _ => None,
        }
    }
}

/// The definition of a figure (指标).
#[derive(Clone, Debug, PartialEq)]
pub struct FigureDefinition {
    /// Its name: `ytd`, or `tax.ytd` in a group.
    pub name: String,
    /// What a reader calls it.
    pub title: String,
    /// How it is computed.
    pub measure: Measure,
    /// The ledger whose records a measure over records takes; empty for the others.
    pub ledger: String,
    /// Which of them.
    pub period: Period,
    /// Which of them, by column or by `ledger.column` of the entity that the record names.
    pub filter: BTreeMap<String, Condition>,
    /// Another month than the report's.
    pub month: Option<MonthRef>,
    /// For a largest or smallest value: the column that says whose it is.
    pub whose: Option<String>,
    /// The unit as printed, where it is not the natural one.
    pub unit: Option<String>,
    /// Decimals as printed, where they are not the usual ones.
    pub places: Option<u8>,
    /// Rounding as printed.
    pub rounding: Rounding,
    /// The one edition that has it.
    pub edition: Option<Edition>,
    /// The definition's file and line.
    pub place: crate::Place,
}

/// Why a figure has no value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// A month of the period was not submitted.
    NoData(Month),
    /// The ledger has no submission at all by then.
    NoSubmission(Date),
    /// No record fits.
    NoRecord,
    /// Records fit, and none of them has a value.
    NoValue,
    /// The base of a comparison is zero.
    ZeroBase,
    /// The base of a comparison is below zero.
    NegativeBase,
    /// None of the records names an entity that a list knows.
    NoDirectory,
    /// A place among rows, where there are no rows.
    NoRow,
    /// The number does not fit 128 bits.
    TooLarge,
}

impl Missing {
    /// The reason as other engines write it: `no-data 2020-11`.
    pub fn code(&self) -> String {
        match self {
            Missing::NoData(month) => format!("no-data {month}"),
            Missing::NoSubmission(date) => format!("no-submission {date}"),
            Missing::NoRecord => "no-record".to_owned(),
            Missing::NoValue => "no-value".to_owned(),
            Missing::ZeroBase => "zero-base".to_owned(),
            Missing::NegativeBase => "negative-base".to_owned(),
            Missing::NoDirectory => "no-directory".to_owned(),
            Missing::NoRow => "no-row".to_owned(),
            Missing::TooLarge => "too-large".to_owned(),
        }
    }

    /// The reason with that [`Missing::code`].
    pub fn from_code(code: &str) -> Option<Missing> {
        let (word, rest) = code.split_once(' ').unwrap_or((code, ""));
        Some(match (word, rest) {
            ("no-data", month) => Missing::NoData(month.parse().ok()?),
            ("no-submission", date) => Missing::NoSubmission(date.parse().ok()?),
            ("no-record", "") => Missing::NoRecord,
            ("no-value", "") => Missing::NoValue,
            ("zero-base", "") => Missing::ZeroBase,
            ("negative-base", "") => Missing::NegativeBase,
            ("no-directory", "") => Missing::NoDirectory,
            ("no-row", "") => Missing::NoRow,
            ("too-large", "") => Missing::TooLarge,
            _ => return None,
        })
    }

    /// The reason as a document says it.
    pub fn chinese(&self) -> String {
        self.said().chinese().to_owned()
    }

    /// The reason in words.
    pub fn said(&self) -> Said {
        match self {
            Missing::NoData(month) => say!("{month}无报送数据", "no data were sent for {month}", month),
            Missing::NoSubmission(date) => say!("截至{date}无报送", "nothing was sent up to {date}", date),
            Missing::NoRecord => Said::fixed("没有符合条件的记录", "no record meets the conditions"),
            Missing::NoValue => {
                Said::fixed("符合条件的记录都没有填这一项", "no record that meets the conditions has a value here")
            }
            Missing::ZeroBase => Said::fixed("基数为零", "the base is zero"),
            Missing::NegativeBase => Said::fixed("基数为负", "the base is negative"),
            Missing::NoDirectory => Said::fixed("没有可用的名录，认不出是谁", "there is no list to tell who it is"),
            Missing::NoRow => Said::fixed("名次只在统计表的各行里才有", "only the rows of a table have ranks"),
            Missing::TooLarge => Said::fixed("数值过大", "the value is too large"),
        }
    }
}

impl Spoken for Missing {
    fn spoken(&self, language: Language) -> String {
        self.said().spoken(language)
    }
}

/// What kind of number a figure is; decides its natural unit and words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// A number of records or values.
    Count,
    /// 分.
    Money,
    /// A number in the column's own unit.
    Number,
    /// A quotient that prints as %.
    Rate,
    /// A difference of quotients that prints as 个百分点.
    Points,
    /// A place among others: 1 for the first.
    Rank,
    /// How many places something rose, below zero where it fell.
    Rise,
}

/// The value of a figure.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A number.
    Number(Exact),
    /// The values of several years, oldest first.
    Trend(Vec<(i32, Exact)>),
    /// A whole and the parts that should add up to it.
    Balance {
        /// The whole.
        whole: Exact,
        /// The parts.
        parts: Vec<Exact>,
    },
    /// None, and why.
    Missing(Missing),
}

impl Outcome {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Exact> {
        match self {
            Outcome::Number(value) => Some(*value),
            _ => None,
        }
    }
}

impl Outcome {
    /// A series and a balance in words, for readers: 逐年递增, 分项之和13，与总数12相差1. Nothing for
    /// what is a number or missing.
    pub fn in_words(&self, format: &Format) -> Option<String> {
        match self {
            Outcome::Trend(years) => Some(course(years).to_owned()),
            Outcome::Balance { whole, parts } => {
                let sum = parts.iter().try_fold(Exact::ZERO, |sum, part| sum.plus(*part))?;
                let gap = sum.minus(*whole)?;
                let [sum, total, apart] = [sum, *whole, gap.abs()].map(|value| format.text(value));
                Some(match gap.is_zero() {
                    true => format!("分项之和{}，与总数相等", sum?),
                    false => format!("分项之和{}，与总数{}相差{}", sum?, total?, apart?),
                })
            }
            Outcome::Number(_) | Outcome::Missing(_) => None,
        }
    }
}

/// How a number went over the years.
fn course(years: &[(i32, Exact)]) -> &'static str {
    let every = |test: fn(&Exact, &Exact) -> bool| years.windows(2).all(|pair| test(&pair[0].1, &pair[1].1));
    match () {
        () if every(|earlier, later| earlier == later) => "逐年持平",
        () if every(|earlier, later| earlier < later) => "逐年递增",
        () if every(|earlier, later| earlier > later) => "逐年递减",
        () if every(|earlier, later| earlier <= later) => "逐年不降",
        () if every(|earlier, later| earlier >= later) => "逐年不升",
        () => "有升有降",
    }
}

/// A figure (指标): one named number of a report.
#[derive(Clone, Debug, PartialEq, Hash, Serialize)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What a reader calls it.
    pub title: String,
    /// Its value.
    pub value: Outcome,
    /// What kind of number it is.
    pub quantity: Quantity,
    /// How it is printed.
    pub format: Format,
    /// What it is compared with, for growths and changes.
    pub against: Option<Against>,
    /// For a largest or smallest value: whose it is, several with 、 and 和 where they tie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whose: Option<String>,
    /// The time that it speaks of.
    #[serde(flatten)]
    pub time: ReportingTime,
    /// The value as printed with its unit; `—` where there is none.
    pub text: String,
    /// Why it may not be whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caveats: Vec<String>,
    /// How it comes about.
    #[serde(skip)]
    pub expr: Expr,
    /// The same in words, and the conditions on its records; empty where there are none.
    #[serde(skip)]
    pub words: [String; 2],
}

/// Where a figure comes from: what `explain` shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// The definition in words.
    pub definition: Said,
    /// The filter in words.
    pub filter: Said,
    /// The figures that it was computed from, with their own provenance.
    pub operands: Vec<(Figure, Provenance)>,
    /// The cells that it was computed from.
    pub cells: Vec<CellRef>,
}
