//! The values of options.

use clap::ValueEnum;
use model::edition::Edition;
use model::{Date, Month, Said, SaidError, say};
use schemars::JsonSchema;
use serde::Deserialize;
use std::str::FromStr;

/// The languages as the command line calls them; [`crate::spoken`] reads them before all else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Spoken {
    Zh,
    En,
}

/// Shells that completions are written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// A month, or all from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Months {
    pub(crate) first: Month,
    pub(crate) last: Month,
}

impl Months {
    /// The months in their order.
    pub(crate) fn all(self) -> impl Iterator<Item = Month> {
        (self.first.index()..=self.last.index()).filter_map(Month::from_index)
    }
}

impl FromStr for Months {
    type Err = SaidError;

    fn from_str(text: &str) -> Result<Months, SaidError> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let (first, last) = (month(first)?, month(last)?);
        if first > last {
            return Err(
                say!("“{text}”的前一个月在后一个月之后", "the first month of “{text}” is behind the second").into()
            );
        }
        Ok(Months { first, last })
    }
}

/// A month as it is typed: `2020-12`, `2020年12月`, `2020/12`.
pub(super) fn month(text: &str) -> Result<Month, SaidError> {
    dashed(text, '月').parse().or_else(|_| text.trim().parse())
}

/// A date as it is typed: `2021-02-09`, `2021年2月9日`, `2021/2/9`.
pub(super) fn date(text: &str) -> Result<Date, SaidError> {
    dashed(text, '日').parse().or_else(|_| text.trim().parse())
}

/// The parts of a month or a date with two digits at least and dashes between, without the word at its end.
fn dashed(text: &str, end: char) -> String {
    let text = text.trim().strip_suffix(end).unwrap_or(text.trim());
    let parts = text.split(['年', '月', '/', '-', '.']).map(|part| format!("{:0>2}", part.trim()));
    let parts: Vec<String> = parts.collect();
    parts.join("-")
}

/// Engines that `sql` writes for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    Duckdb,
    Spark,
    Clickhouse,
    Postgres,
}

/// The samples that come with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sample {
    Zone,
    Office,
}

impl Sample {
    /// As the command line and the folders call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Sample::Zone => "zone",
            Sample::Office => "office",
        }
    }

    /// What it is.
    pub(crate) fn title(self) -> Said {
        match self {
            Sample::Zone => Said::fixed("开发区", "a development zone"),
            Sample::Office => Said::fixed("县卫生健康局", "a county health bureau"),
        }
    }
}

/// The kinds of definitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Definition {
    Ledger,
    Report,
    Figures,
    Checks,
    Project,
}

/// Which editions are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Editions {
    #[default]
    Internal,
    Public,
    Both,
}

impl Editions {
    pub(crate) fn editions(self) -> Vec<Edition> {
        match self {
            Editions::Internal => vec![Edition::Internal],
            Editions::Public => vec![Edition::Public],
            Editions::Both => vec![Edition::Internal, Edition::Public],
        }
    }
}

/// The forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Text {
    Text,
    Json,
}

/// The forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rows {
    Table,
    Tsv,
    Json,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_dates_are_taken_as_clerks_write_them() {
        let months = |text: &str| text.parse::<Months>().ok().map(|months| (months.first, months.last));
        let known = |first: &str, last: &str| Some((first.parse().ok()?, last.parse().ok()?));
        assert_eq!(months("2020-12"), known("2020-12", "2020-12"));
        assert_eq!(months("2021年1月"), known("2021-01", "2021-01"));
        assert_eq!(months("2021 年 1 月"), known("2021-01", "2021-01"));
        assert_eq!(months("2020年1月..2020/12"), known("2020-01", "2020-12"));
        assert_eq!(date("2021年2月9日").ok(), "2021-02-09".parse().ok());
        assert_eq!(date("2021.2.9").ok(), "2021-02-09".parse().ok());
        for wrong in ["2020", "2020-13", "12月", "1-2", "2020-1-1", "二〇二〇年一月", "", "2020-12..2020-01"] {
            assert_eq!(months(wrong), None, "{wrong}");
        }
        assert_eq!(date("2021-02-30").ok(), None);
        assert_eq!(date("2021年2月9月").ok(), None);
        let said = month("2021年13月").err().map(|error| error.0.chinese().to_owned());
        assert!(said.is_some_and(|said| said.contains("2021年13月")));
    }
}
