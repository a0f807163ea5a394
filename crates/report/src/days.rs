//! Days and months of a text: in Chinese, as prose writes them.

use minijinja::value::{DynObject, Object, ObjectRepr};
use minijinja::{Error, Value};
use model::ledger::Kind;
use model::{Date, Exact, Month, say};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A day or a month: prints as `2020年12月31日`, `2020年12月`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Day {
    Date(Date),
    Month(Month),
    /// A cell that nobody filled in: prints as nothing, and is neither before nor after anything.
    Unfilled,
}

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        **self != Day::Unfilled
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Day>()?;
        if **self == *other { Some(Ordering::Equal) } else { self.order(*other) }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.chinese())
    }
}

impl Day {
    /// The cell of a listing's column of days or months.
    pub(crate) fn cell(kind: Kind, value: Option<Exact>) -> Option<Day> {
        let stored = || value.and_then(|value| i64::try_from(value.rounded(0, model::Rounding::HalfUp)?).ok());
        match kind {
            Kind::Date => Some(stored().and_then(Date::from_days).map_or(Day::Unfilled, Day::Date)),
            Kind::Month => Some(stored().and_then(Month::from_index).map_or(Day::Unfilled, Day::Month)),
            _ => None,
        }
    }

    /// A day or a month as people write it: `2020-12-31`, `2020年12月31日`, `2020-12`.
    pub(crate) fn parse(text: &str) -> Option<Day> {
        let plain = text.trim().replace(['年', '月'], "-").replace('日', "");
        let plain = plain.trim_end_matches('-');
        let mut parts = plain.split('-').map(|part| part.parse::<u32>().ok());
        let mut next = || parts.next();
        match (next(), next(), next(), next()) {
            (Some(year), Some(month), Some(day), None) => {
                Date::new(i32::try_from(year?).ok()?, month?, day?).map(Day::Date)
            }
            (Some(year), Some(month), None, None) => Month::new(i32::try_from(year?).ok()?, month?).map(Day::Month),
            _ => None,
        }
    }

    /// Which one is earlier; nothing for a day and a month, and where there is none.
    pub(crate) fn order(self, other: Day) -> Option<Ordering> {
        match (self, other) {
            (Day::Date(one), Day::Date(other)) => Some(one.cmp(&other)),
            (Day::Month(one), Day::Month(other)) => Some(one.cmp(&other)),
            (Day::Date(_) | Day::Month(_) | Day::Unfilled, _) => None,
        }
    }

    fn chinese(self) -> String {
        match self {
            Day::Date(date) => date.chinese(),
            Day::Month(month) => month.chinese(),
            Day::Unfilled => String::new(),
        }
    }
}

/// The filter `date`: `2020年12月31日`.
pub(crate) fn date(value: &Value) -> Result<Value, Error> {
    words(value, Day::chinese)
}

/// The filter `day`: `12月31日`; of a month `12月`.
pub(crate) fn day(value: &Value) -> Result<Value, Error> {
    words(value, |day| match day {
        Day::Date(date) => format!("{}月{}日", date.month(), date.day()),
        Day::Month(month) => format!("{}月", month.month()),
        Day::Unfilled => String::new(),
    })
}

/// Words of a day. What says that there is none stays as it is.
fn words(value: &Value, words: impl Fn(Day) -> String) -> Result<Value, Error> {
    if let Some(day) = value.downcast_object_ref::<Day>() {
        return Ok(Value::from(words(*day)));
    }
    match value.as_str() {
        Some("" | "—" | "无" | "未填") => Some(value.clone()),
        Some(text) => Day::parse(text).map(|day| Value::from(words(day))),
        None => None,
    }
    .ok_or_else(|| {
        crate::errors::invalid(say!(
            "“{value}”不是日期，date、day 只能用在日期、月份上。",
            "“{value}” is no date; date and day take days and months only."
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_known_as_people_write_them() {
        for (text, words) in [
            ("2020-12-31", "2020年12月31日"),
            ("2020年1月2日", "2020年1月2日"),
            ("2020-12", "2020年12月"),
            ("2020年3月", "2020年3月"),
        ] {
            assert_eq!(Day::parse(text).map(Day::chinese).as_deref(), Some(words), "{text}");
        }
        assert_eq!(["2021-02-30", "2020", "甲", "2020-1-1-1"].map(Day::parse), [None; 4]);
    }
}
