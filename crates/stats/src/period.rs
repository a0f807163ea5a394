//! Which submissions a figure takes: flows by month, states as of a day.

use model::figure::{FigureDefinition, Missing, MonthRef, Period};
use model::ledger::Grain;
use model::records::Records;
use model::{Date, Month};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// The time that a report speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The month of the flows.
    pub month: Month,
    /// The day of the states.
    pub as_of: Date,
    /// The moment that this one is the month before of. A state is then compared with the
    /// submission before the one that holds there, whenever it was sent.
    before: Option<(Month, Date)>,
}

impl Moment {
    /// A month and a day.
    pub fn new(month: Month, as_of: Date) -> Moment {
        Moment { month, as_of, before: None }
    }

    /// The end of a month.
    pub fn end_of(month: Month) -> Moment {
        Moment::new(month, month.last_day())
    }

    /// So many months earlier; the day is the same day of that month.
    pub fn earlier(self, months: i32) -> Moment {
        let as_of = self.as_of;
        let ends = as_of == as_of.month_of().last_day();
        let earlier = as_of.plus_months(-months);
        Moment {
            month: self.month.plus(-months),
            as_of: if ends { earlier.month_of().last_day() } else { earlier },
            before: (months == 1).then_some((self.month, self.as_of)),
        }
    }

    /// The moment of a figure that names another month than the report's.
    pub fn of(self, figure: &FigureDefinition) -> Moment {
        match figure.month {
            None => self,
            Some(MonthRef::Fixed(month)) => Moment::end_of(month),
            Some(MonthRef::OfYear(month)) => Month::new(self.month.year(), month).map_or(self, Moment::end_of),
        }
    }
}

/// The months of a period; the first may lie before all data.
pub(crate) fn months(period: Period, month: Month) -> RangeInclusive<Month> {
    match period {
        Period::Month => month..=month,
        Period::Ytd => month.january()..=month,
        Period::Year => month.january()..=month.january().plus(11),
        Period::All => Month::new(1900, 1).unwrap_or(month)..=month,
    }
}

/// The days of a period.
pub(crate) fn days(period: Period, month: Month) -> RangeInclusive<Date> {
    let months = months(period, month);
    months.start().first_day()..=months.end().last_day()
}

/// The month of the snapshot that holds at a moment: the last one that was sent for the month or
/// earlier, or that had ended by the day; for the month before another, the one before that.
pub fn snapshot_month(records: &Records, moment: Moment) -> Option<Month> {
    let sent = || records.submissions.iter().map(|submission| submission.month);
    let holding = |of: Month, as_of: Date| sent().filter(|month| *month <= of || month.last_day() <= as_of).max();
    match moment.before {
        None => holding(moment.month, moment.as_of),
        Some((of, as_of)) => holding(of, as_of).and_then(|later| sent().filter(|month| *month < later).max()),
    }
}

/// Whether all that a figure needs was submitted.
pub(crate) fn available(
    grain: Grain,
    across: bool,
    submitted: &BTreeSet<Month>,
    period: Period,
    moment: Moment,
) -> Result<(), Missing> {
    match grain {
        // Which periods a table with periods across has is seen from its records.
        Grain::Snapshot => Ok(()),
        _ if across => Ok(()),
        Grain::Month => {
            let wanted = months(period, moment.month);
            let first = match period {
                Period::All => submitted.first().copied().unwrap_or(moment.month),
                _ => *wanted.start(),
            };
            let mut month = first;
            while month <= *wanted.end() {
                if !submitted.contains(&month) {
                    return Err(Missing::NoData(month));
                }
                month = month.plus(1);
            }
            Ok(())
        }
    }
}
