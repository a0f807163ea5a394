//! Which submissions a number takes: flows by month, states as of a day.

use crate::catalogue::Entry;
use model::expr::{Expr, Sent, Span};
use model::figure::{Elapsed, MonthRef, Period};
use model::ledger::Grain;
use model::{Date, Month, ReportingTime, Said};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A time that a number is taken at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) time: ReportingTime,
    /// The time that this one is the month before of. A state is then compared with the submission before the one that
    /// holds there, unless that one held a month before as well.
    before: Option<ReportingTime>,
}

impl At {
    pub(crate) fn new(time: ReportingTime) -> At {
        At { time, before: None }
    }

    /// So many months earlier.
    pub(crate) fn earlier(self, months: i32) -> At {
        At { time: self.time.earlier(months), before: (months == 1).then_some(self.time) }
    }

    /// The time of a figure that names another month than the report's.
    pub(crate) fn of(self, month: Option<MonthRef>) -> At {
        match month {
            None => self,
            Some(MonthRef::Fixed(month)) => At::new(self.time.at_end_of(month)),
            Some(MonthRef::OfYear(month)) => {
                let start = self.time.year_start();
                let of_year = (0..12).map(|months| start.plus(months)).find(|one| one.month() == month);
                of_year.map_or(self, |month| At::new(self.time.at_end_of(month)))
            }
        }
    }

    /// The months of a period; the first may lie before all data.
    pub(crate) fn span(self, period: Period) -> Span {
        let (month, start, passed) = (self.time.month, self.time.year_start(), self.time.months_passed());
        let (from, to) = match period {
            // Days of a week or of ten days are in no month alone; see `resolve::period`.
            Period::Month | Period::Week | Period::TenDays => (Some(month), month),
            Period::Quarter => (Some(month.plus(-(passed % 3))), month),
            Period::Half => (Some(month.plus(-(passed % 6))), month),
            Period::Ytd => (Some(start), month),
            Period::Year => (Some(start), start.plus(11)),
            Period::Last(months) => (Some(month.plus(1 - i32::try_from(months).unwrap_or(1))), month),
            Period::Since(first) => (Some(first), month),
            Period::All => (None, month),
        };
        Span { from, to }
    }

    /// The days of a period; nothing for the first where all earlier ones count.
    pub(crate) fn days(self, period: Period) -> (Option<Date>, Date) {
        let as_of = self.time.as_of;
        match period {
            Period::Week => {
                let monday = as_of.plus_days(-i64::from(as_of.weekday()));
                (Some(monday), monday.plus_days(6))
            }
            Period::TenDays => {
                let (first, last) = match as_of.day() {
                    1..=10 => (1, 10),
                    11..=20 => (11, 20),
                    _ => (21, as_of.month_of().last_day().day()),
                };
                let day = |day: u32| as_of.plus_days(i64::from(day) - i64::from(as_of.day()));
                (Some(day(first)), day(last))
            }
            // A quarter of days is whole, as a week is: what is due in it may still be to come.
            Period::Quarter | Period::Half => {
                let first = self.span(period).from.unwrap_or(self.time.month);
                let months = if period == Period::Quarter { 3 } else { 6 };
                (Some(first.first_day()), first.plus(months - 1).last_day())
            }
            _ => {
                let span = self.span(period);
                (span.from.map(Month::first_day), span.to.last_day())
            }
        }
    }

    /// How much of the year has passed.
    pub(crate) fn elapsed(self, by: Elapsed) -> Expr {
        let start = self.time.year_start();
        let part = |days: i64| u32::try_from(days).unwrap_or(0);
        match by {
            Elapsed::Months => Expr::Elapsed(part(i64::from(self.time.months_passed()) + 1), 12),
            Elapsed::Days => {
                let (first, end) = (start.first_day().days(), start.plus(11).last_day().days());
                let passed = (self.time.as_of.days() - first + 1).clamp(0, end - first + 1);
                Expr::Elapsed(part(passed), part(end - first + 1))
            }
        }
    }

    /// The submission of a ledger of states that holds.
    fn holding(self, submitted: &BTreeSet<Month>) -> Option<Month> {
        match self.before {
            None => holding(submitted, self.time),
            Some(after) => {
                let later = holding(submitted, after)?;
                if later <= self.time.month { Some(later) } else { submitted.range(..later).next_back().copied() }
            }
        }
    }
}

/// The month of the submission of states that holds at a time: the last one that was sent for the
/// month or earlier, or that had ended by the day.
pub fn holding(submitted: &BTreeSet<Month>, time: ReportingTime) -> Option<Month> {
    submitted.iter().copied().filter(|month| *month <= time.month || month.last_day() <= time.as_of).max()
}

/// Which submissions of a ledger a period takes, and with periods across which of its columns
/// holds the records' own months and which of them fit.
pub(crate) fn taken(entry: &Entry, period: Period, at: At) -> (Sent, Option<(String, Span)>) {
    let ledger = &entry.ledger;
    let across = ledger.across().and_then(|(period, _)| ledger.columns.get(period));
    let periods = across.map(|column| (column.id.clone(), at.span(period)));
    let sent = match (ledger.grain, across) {
        (Grain::Month, None) => Sent::Every(at.span(period)),
        (Grain::Month, Some(_)) if !entry.repeats => Sent::Any,
        // The last submission holds the earlier periods as well, those of the years before stand in earlier ones.
        (Grain::Month | Grain::Snapshot, Some(_)) => {
            Sent::Last { month: entry.holding(at.span(period)), as_of: at.time.as_of }
        }
        (Grain::Snapshot, None) => Sent::Last { month: at.holding(&entry.submitted), as_of: at.time.as_of },
    };
    (sent, periods)
}

/// Tells a period that is no whole number of months, which submissions cannot be taken by.
///
/// # Errors
/// What to write instead.
pub(crate) fn monthly(period: Period) -> Result<(), Said> {
    match period {
        Period::Week | Period::TenDays => Err(Said::fixed(
            "本周、本旬只能用于日期列，如 where = { received = { within = \"week\" } }",
            "week and ten-days are for date columns alone, as in where = { received = { within = \"week\" } }",
        )),
        _ => Ok(()),
    }
}

/// The months of a series: those of the year to the month, or the last so many.
pub(crate) fn months_to(time: ReportingTime, last: Option<u32>) -> impl Iterator<Item = Month> {
    let first = match last.and_then(|last| i32::try_from(last).ok()) {
        Some(last) => time.month.plus(1 - last),
        None => time.year_start(),
    };
    months(first..=time.month)
}

/// The quarters of a series, each at its last month and the present one at the month itself: those of the
/// year so far, or the last so many.
pub(crate) fn quarters(at: At, last: Option<u32>) -> Vec<(String, At)> {
    let month = at.time.month;
    let passed = at.time.months_passed();
    let all = last.and_then(|last| i32::try_from(last).ok()).unwrap_or(passed / 3 + 1);
    let quarter = |back: i32| {
        let end = month.plus(2 - passed % 3 - 3 * back);
        let at = if back == 0 { at } else { At::new(at.time.at_end_of(end)) };
        let number = usize::try_from(at.time.months_passed() / 3).unwrap_or(0);
        let number = ["一", "二", "三", "四"].get(number).copied().unwrap_or_default();
        (format!("{}第{number}季度", at.time.year_chinese()), at)
    };
    (0..all).rev().map(quarter).collect()
}

/// Every month of a range.
pub(crate) fn months(range: RangeInclusive<Month>) -> impl Iterator<Item = Month> {
    (range.start().index()..=range.end().index()).filter_map(Month::from_index)
}
