//! The time that a report speaks of.

use crate::{Date, Month};
use serde::Serialize;

/// The month of the flows and the day of the states of a report, or of one of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ReportingTime {
    /// The month of the flows.
    pub month: Month,
    /// The day as of which states are taken.
    pub as_of: Date,
    /// The month that a year begins with: 1, or another for fiscal and academic years.
    #[serde(skip)]
    pub begins: u32,
}

impl ReportingTime {
    /// A month and a day, of years that begin in January.
    pub fn new(month: Month, as_of: Date) -> ReportingTime {
        ReportingTime { month, as_of, begins: 1 }
    }

    /// The end of a month, of years that begin in January.
    pub fn end_of(month: Month) -> ReportingTime {
        ReportingTime::new(month, month.last_day())
    }

    /// The end of another month, of years that begin as those of this time.
    pub fn at_end_of(self, month: Month) -> ReportingTime {
        ReportingTime { begins: self.begins, ..ReportingTime::end_of(month) }
    }

    /// The same with years that begin in a month, from 1.
    #[must_use]
    pub fn with_years_from(self, begins: u32) -> ReportingTime {
        ReportingTime { begins, ..self }
    }

    /// The first month of the year.
    pub fn year_start(self) -> Month {
        self.month.plus(-self.months_passed())
    }

    /// How many months of the year have passed before the month.
    pub fn months_passed(self) -> i32 {
        let (month, begins) = (i32::try_from(self.month.month()), i32::try_from(self.begins));
        month.unwrap_or(1).wrapping_sub(begins.unwrap_or(1)).rem_euclid(12)
    }

    /// The year in words: 2024年, or 2024—2025年度 where it begins elsewhere.
    pub fn year_chinese(self) -> String {
        let first = self.year_start();
        match self.begins {
            1 => format!("{}年", first.year()),
            _ => format!("{}—{}年度", first.year(), first.plus(11).year()),
        }
    }

    /// So many months earlier; the day is the same day of that month, the last day stays the last.
    pub fn earlier(self, months: i32) -> ReportingTime {
        let ends = self.as_of == self.as_of.month_of().last_day();
        let earlier = self.as_of.plus_months(-months);
        ReportingTime {
            month: self.month.plus(-months),
            as_of: if ends { earlier.month_of().last_day() } else { earlier },
            begins: self.begins,
        }
    }

    /// As sheets and footers head it: `2020年12月（截至2020年12月31日）`.
    pub fn chinese(self) -> String {
        format!("{}（截至{}）", self.month.chinese(), self.as_of.chinese())
    }
}

/// Months in words: `2020年1—12月`, `2021年1月`, `2019年11月—2020年2月`.
pub fn months_chinese(from: Month, to: Month) -> String {
    match from.year() == to.year() {
        _ if from == to => to.chinese(),
        true => format!("{}年{}—{}月", to.year(), from.month(), to.month()),
        false => format!("{}—{}", from.chinese(), to.chinese()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_month_is_no_range() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        for (from, to, words) in [
            ("2020-01", "2020-12", "2020年1—12月"),
            ("2021-01", "2021-01", "2021年1月"),
            ("2019-11", "2020-02", "2019年11月—2020年2月"),
        ] {
            assert_eq!(months_chinese(month(from), month(to)), words);
        }
    }
}
