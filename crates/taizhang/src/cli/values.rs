//! The values of options.

use clap::ValueEnum;
use model::edition::Edition;
use model::{Month, Said, SaidError, say};
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
        let (first, last): (Month, Month) = (first.trim().parse()?, last.trim().parse()?);
        if first > last {
            return Err(
                say!("“{text}”的前一个月在后一个月之后", "the first month of “{text}” is behind the second").into()
            );
        }
        Ok(Months { first, last })
    }
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
