//! Which submissions a number takes: flows by month, states as of a day.

use crate::catalogue::Entry;
use model::expr::{Sent, Span};
use model::figure::{MonthRef, Period};
use model::ledger::Grain;
use model::{Date, Month, ReportingTime};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A time that a number is taken at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) time: ReportingTime,
    /// The time that this one is the month before of. A state is then compared with the
    /// submission before the one that holds there, whenever it was sent.
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
            Some(MonthRef::Fixed(month)) => At::new(ReportingTime::end_of(month)),
            Some(MonthRef::OfYear(month)) => {
                Month::new(self.time.month.year(), month).map_or(self, |month| At::new(ReportingTime::end_of(month)))
            }
        }
    }

    /// The months of a period; the first may lie before all data.
    pub(crate) fn span(self, period: Period) -> Span {
        let month = self.time.month;
        let (from, to) = match period {
            Period::Month => (Some(month), month),
            Period::Ytd => (Some(month.january()), month),
            Period::Year => (Some(month.january()), month.january().plus(11)),
            Period::All => (None, month),
        };
        Span { from, to }
    }

    /// The days of a period; nothing for the first where all earlier ones count.
    pub(crate) fn days(self, period: Period) -> (Option<Date>, Date) {
        let span = self.span(period);
        (span.from.map(Month::first_day), span.to.last_day())
    }

    /// The submission of a ledger of states that holds.
    fn holding(self, submitted: &BTreeSet<Month>) -> Option<Month> {
        match self.before {
            None => holding(submitted, self.time),
            Some(after) => holding(submitted, after).and_then(|later| submitted.range(..later).next_back().copied()),
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
        (Grain::Month, Some(_)) => Sent::Any,
        // The last submission holds the earlier periods as well.
        (Grain::Snapshot, Some(_)) => Sent::Last { month: entry.submitted.last().copied(), as_of: at.time.as_of },
        (Grain::Snapshot, None) => Sent::Last { month: at.holding(&entry.submitted), as_of: at.time.as_of },
    };
    (sent, periods)
}

/// The months of a series: January to the month, or the last so many.
pub(crate) fn months_to(month: Month, last: Option<u32>) -> impl Iterator<Item = Month> {
    let first = match last.and_then(|last| i32::try_from(last).ok()) {
        Some(last) => month.plus(1 - last),
        None => month.january(),
    };
    months(first..=month)
}

/// Every month of a range.
pub(crate) fn months(range: RangeInclusive<Month>) -> impl Iterator<Item = Month> {
    (range.start().index()..=range.end().index()).filter_map(Month::from_index)
}
