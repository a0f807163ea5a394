//! Runs of rows or columns.

use serde::{Deserialize, Serialize};

/// Runs of numbers from 1, each as its first and its last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spans(Vec<(u32, u32)>);

/// As many as a sheet has where every other row is one.
const MOST: usize = 1 << 19;

impl Spans {
    /// Adds a run; one of no number, or beyond all bounds, is none.
    pub(crate) fn add(&mut self, first: u32, last: u32) {
        if first == 0 || last < first {
            return;
        }
        let room = self.0.len() < MOST;
        match self.0.last_mut() {
            Some((start, end)) if *start <= first && first <= end.saturating_add(1) => *end = last.max(*end),
            _ if room => self.0.push((first, last)),
            _ => {}
        }
    }

    /// The same runs in order and apart from one another.
    pub(crate) fn sorted(mut self) -> Spans {
        if self.0.is_sorted_by(|one, next| one.1 < next.0) {
            return self;
        }
        self.0.sort_unstable();
        let mut sorted = Spans::default();
        for (first, last) in self.0 {
            sorted.add(first, last);
        }
        sorted
    }

    /// All runs.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().copied()
    }

    /// What of sorted runs lies from one number to another.
    pub(crate) fn between(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let start = self.0.partition_point(|span| span.1 < first);
        let from = self.0.get(start..).unwrap_or_default().iter();
        from.take_while(move |span| span.0 <= last).map(move |span| (span.0.max(first), span.1.min(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_in_any_order_become_apart() {
        let mut spans = Spans::default();
        for (first, last) in [(5, 5), (6, 9), (0, 3), (4, 2), (2, 2), (1, 1), (u32::MAX, u32::MAX), (8, 12)] {
            spans.add(first, last);
        }
        let spans = spans.sorted();
        assert_eq!(spans.iter().collect::<Vec<_>>(), [(1, 2), (5, 12), (u32::MAX, u32::MAX)]);
        assert_eq!(spans.between(2, 6).collect::<Vec<_>>(), [(2, 2), (5, 6)]);
        assert_eq!(spans.between(13, 20).count(), 0);
    }
}
