//! Civil dates and months.

use crate::{Language, SaidError, Spoken, say};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar; by default 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The day, or nothing where the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    }

    /// The day that lies `days` after 1970-01-01.
    pub fn from_days(days: i64) -> Option<Date> {
        let delta = TimeDelta::try_days(days)?;
        NaiveDate::default().checked_add_signed(delta).map(Date)
    }

    /// Days since 1970-01-01: how a date is stored in a record.
    pub fn days(self) -> i64 {
        (self.0 - NaiveDate::default()).num_days()
    }

    /// The day of the week: 0 for Monday to 6 for Sunday (GB/T 7408, ISO 8601).
    pub fn weekday(self) -> u32 {
        // 1970-01-01 was a Thursday.
        u32::try_from((self.days() + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// The day `days` later, or this one where the calendar ends.
    pub fn plus_days(self, days: i64) -> Date {
        Date::from_days(self.days() + days).unwrap_or(self)
    }

    /// The same day of the month `months` later, at most that month's last day.
    pub fn plus_months(self, months: i32) -> Date {
        let month = self.month_of().plus(months);
        let last = month.last_day();
        Date::new(month.year(), month.month(), self.day()).unwrap_or(last)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month of the year, from 1.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The month in which the day lies.
    pub fn month_of(self) -> Month {
        Month::clamped(self.year(), self.month())
    }

    /// As in a Chinese document: `2021年2月9日`, without padding (GB/T 9704-2012, 7.3.5.4).
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl FromStr for Date {
    type Err = SaidError;

    fn from_str(text: &str) -> Result<Date, SaidError> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse::<u32>().ok());
        let mut next = || parts.next().flatten();
        let (year, month, day) = (next(), next(), next());
        year.and_then(|year| Date::new(i32::try_from(year).ok()?, month?, day?)).ok_or_else(|| {
            say!("“{text}”不是日期，应写作 2021-02-09 的样子", "“{text}” is no date; write it like 2021-02-09").into()
        })
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

impl Month {
    /// The month, or nothing where `month` is not 1 to 12.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        ((1..=12).contains(&month) && (1900..=9999).contains(&year)).then(|| Month::clamped(year, month))
    }

    fn clamped(year: i32, month: u32) -> Month {
        Month(year * 12 + i32::try_from(month).unwrap_or(1) - 1)
    }

    /// Months since the year 0: how a month is stored in a record.
    pub fn index(self) -> i64 {
        i64::from(self.0)
    }

    /// The month with that index.
    pub fn from_index(index: i64) -> Option<Month> {
        let index = i32::try_from(index).ok()?;
        (1900 * 12..=9999 * 12 + 11).contains(&index).then_some(Month(index))
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, from 1.
    pub fn month(self) -> u32 {
        self.0.rem_euclid(12).unsigned_abs() + 1
    }

    /// The month `months` later.
    pub fn plus(self, months: i32) -> Month {
        Month(self.0 + months)
    }

    /// January of the same year.
    pub fn january(self) -> Month {
        Month(self.0 - self.0.rem_euclid(12))
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        Date(NaiveDate::from_ymd_opt(self.year(), self.month(), 1).unwrap_or_default())
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.plus(1).first_day().plus_days(-1)
    }

    /// As in a Chinese document: `2020年12月`.
    pub fn chinese(self) -> String {
        format!("{}年{}月", self.year(), self.month())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = SaidError;

    fn from_str(text: &str) -> Result<Month, SaidError> {
        let parsed = text.split_once('-').filter(|(year, month)| {
            let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            year.len() == 4 && month.len() == 2 && digits(year) && digits(month)
        });
        parsed.and_then(|(year, month)| Month::new(year.parse().ok()?, month.parse().ok()?)).ok_or_else(|| {
            say!("“{text}”不是月份，应写作 2020-12 的样子", "“{text}” is no month; write it like 2020-12").into()
        })
    }
}

impl Spoken for Date {
    fn spoken(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.to_string(),
        }
    }
}

impl Spoken for Month {
    fn spoken(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.to_string(),
        }
    }
}

macro_rules! serde_as_text {
    ($kind:ty) => {
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$kind, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}
serde_as_text!(Date);
serde_as_text!(Month);

macro_rules! schema_of_text {
    ($kind:ty, $name:literal, $pattern:literal) => {
        impl schemars::JsonSchema for $kind {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}
schema_of_text!(Date, "Date", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
schema_of_text!(Month, "Month", "^[0-9]{4}-[0-9]{2}$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_step_over_year_ends() {
        let month = Month::new(2020, 1).expect("a month");
        assert_eq!(month.plus(-1).to_string(), "2019-12");
        assert_eq!(month.plus(1).last_day().to_string(), "2020-02-29");
        assert_eq!(Month::from_index(month.index()), Some(month));
        let date = Date::new(2021, 3, 31).expect("a day");
        assert_eq!(date.plus_months(-1).to_string(), "2021-02-28");
        assert_eq!(Date::from_days(date.days()), Some(date));
    }

    #[test]
    fn only_the_written_forms_parse() {
        assert!("2020-13".parse::<Month>().is_err());
        assert!("2020-1".parse::<Month>().is_err());
        assert!("2021-02-30".parse::<Date>().is_err());
        assert_eq!("2021-02-09".parse::<Date>().map(Date::chinese), Ok("2021年2月9日".into()));
    }
}
