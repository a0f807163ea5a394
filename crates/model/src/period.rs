//! Periods (期间): which months or days a number takes.

use crate::{Month, SaidError, say};
use serde::{Deserialize, Serialize};

/// Which submissions of a monthly ledger are taken, or which days of a date column. Years begin where
/// the project says ([`crate::ReportingTime::begins`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// The seven days from Monday that the as-of date lies in (本周); of days alone.
    Week,
    /// The ten days of a month that the as-of date lies in (本旬); of days alone.
    TenDays,
    /// The month itself (当月).
    Month,
    /// The quarter up to the month (本季度).
    Quarter,
    /// The half of the year up to the month (上半年, 下半年).
    Half,
    /// The first month of the year to the month (累计).
    Ytd,
    /// All twelve months of the year (全年).
    Year,
    /// So many months up to the month (近12个月).
    Last(u32),
    /// From a month on, as a plan of several years counts (十四五以来).
    Since(Month),
    /// All that there is up to the month.
    All,
}

/// The periods that go by a word alone.
const WORDS: [(&str, Period); 8] = [
    ("week", Period::Week),
    ("ten-days", Period::TenDays),
    ("month", Period::Month),
    ("quarter", Period::Quarter),
    ("half", Period::Half),
    ("ytd", Period::Ytd),
    ("year", Period::Year),
    ("all", Period::All),
];

impl TryFrom<String> for Period {
    type Error = SaidError;

    fn try_from(text: String) -> Result<Period, SaidError> {
        let word = WORDS.iter().find(|(word, _)| *word == text).map(|(_, period)| *period);
        let last = || text.strip_prefix("last-")?.parse().ok().filter(|last| (1..=1200).contains(last));
        let since = || text.strip_prefix("since-")?.parse().ok();
        word.or_else(|| last().map(Period::Last)).or_else(|| since().map(Period::Since)).ok_or_else(|| {
            say!(
                "期间写了“{text}”，可写 month（当月）、quarter（本季度）、half（半年）、ytd（累计）、year（全年）、all（全部）、last-12（近12个月）、since-2021-01（某月以来），日期列还可写 week（本周）、ten-days（本旬）",
                "the period says “{text}”; write month, quarter, half, ytd, year, all, last-12 (the last 12 months), since-2021-01 (since a month), and for dates also week or ten-days"
            )
            .into()
        })
    }
}

impl schemars::JsonSchema for Period {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
        schemars::json_schema!({
            "anyOf": [
                { "type": "string", "enum": words },
                { "type": "string", "pattern": "^(last-[0-9]+|since-[0-9]{4}-[0-9]{2})$" }
            ]
        })
    }
}

impl From<Period> for String {
    fn from(period: Period) -> String {
        match period {
            Period::Last(months) => format!("last-{months}"),
            Period::Since(month) => format!("since-{month}"),
            other => WORDS.iter().find(|(_, period)| *period == other).map_or("", |(word, _)| word).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_are_read_as_they_are_written() {
        for word in ["week", "ten-days", "month", "quarter", "half", "ytd", "year", "all", "last-12", "since-2021-01"] {
            let period = Period::try_from(word.to_owned()).expect("a period");
            assert_eq!(String::from(period), word);
        }
        for wrong in ["last-0", "last-", "since-2021", "months"] {
            assert!(Period::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
