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
}

impl ReportingTime {
    /// A month and a day.
    pub fn new(month: Month, as_of: Date) -> ReportingTime {
        ReportingTime { month, as_of }
    }

    /// The end of a month.
    pub fn end_of(month: Month) -> ReportingTime {
        ReportingTime::new(month, month.last_day())
    }

    /// So many months earlier; the day is the same day of that month, the last day stays the last.
    pub fn earlier(self, months: i32) -> ReportingTime {
        let ends = self.as_of == self.as_of.month_of().last_day();
        let earlier = self.as_of.plus_months(-months);
        ReportingTime {
            month: self.month.plus(-months),
            as_of: if ends { earlier.month_of().last_day() } else { earlier },
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
