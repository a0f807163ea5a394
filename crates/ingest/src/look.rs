//! How exactly number formats show numbers and days: what changes no value, only its words.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a cell's format shows its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Look {
    /// As it is.
    #[default]
    Plain,
    /// A day only by its month.
    Month,
    /// With so many decimals, and with commas between thousands or without.
    Fixed { places: u8, grouped: bool },
}

/// Excel shows no more decimals than these that mean anything.
const MOST_PLACES: usize = 15;

impl Look {
    /// What the letters of a date's format say.
    pub(crate) fn of_date(letters: &str) -> Look {
        let year = letters.contains(['y', 'e', 'b']);
        if year && letters.contains('m') && !letters.contains(['d', 'a', 'h', 's']) { Look::Month } else { Look::Plain }
    }

    /// What the letters of a number's or a percentage's format say.
    pub(crate) fn of_number(letters: &str) -> Look {
        // Powers of ten, fractions, what only takes room, and digits that may be left out.
        if letters.contains(['e', '/', '?', '@', 'h', 's']) || !letters.contains('0') {
            return Look::Plain;
        }
        let (whole, fraction) = letters.split_once('.').unwrap_or((letters, ""));
        let places = fraction.chars().filter(|letter| *letter == '0').count();
        match u8::try_from(places) {
            Ok(count) if places <= MOST_PLACES && !fraction.contains('#') => {
                Look::Fixed { places: count, grouped: whole.contains(',') }
            }
            _ => Look::Plain,
        }
    }

    /// That of the formats that Excel knows by number (ECMA-376-1, 18.8.30).
    pub(crate) fn of_format(id: u32) -> Look {
        match id {
            1 | 9 => Look::Fixed { places: 0, grouped: false },
            2 | 10 => Look::Fixed { places: 2, grouped: false },
            3 | 37 | 38 | 41 | 42 => Look::Fixed { places: 0, grouped: true },
            4 | 39 | 40 | 43 | 44 => Look::Fixed { places: 2, grouped: true },
            17 | 27 | 36 | 50 | 52 | 57 => Look::Month,
            _ => Look::Plain,
        }
    }
}

/// How the numbers of a sheet are shown: for each column the rows at which that changes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Looks {
    columns: BTreeMap<u32, Vec<(u32, Look)>>,
    changes: usize,
    /// The row from which on the changes were too many to keep.
    end: Option<u32>,
}

/// More changes than any ledger has.
const MOST: usize = 100_000;

impl Looks {
    /// Notes a number's look; numbers come row by row.
    pub(crate) fn add(&mut self, row: u32, column: u32, look: Look) {
        let changes = self.columns.get_mut(&column);
        if changes.as_ref().and_then(|changes| changes.last()).map_or(Look::Plain, |last| last.1) == look {
            return;
        }
        if self.changes >= MOST {
            self.end.get_or_insert(row);
            return;
        }
        self.changes += 1;
        match changes {
            // A row that came late counts from where the sheet is.
            Some(changes) => changes.push((changes.last().map_or(row, |last| last.0.max(row)), look)),
            None => {
                self.columns.insert(column, vec![(row, look)]);
            }
        }
    }

    /// The look of the number in a cell.
    pub(crate) fn at(&self, row: u32, column: u32) -> Look {
        if self.end.is_some_and(|end| row >= end) {
            return Look::Plain;
        }
        let Some(changes) = self.columns.get(&column) else { return Look::Plain };
        let before = changes.partition_point(|change| change.0 <= row).checked_sub(1);
        before.and_then(|at| changes.get(at)).map_or(Look::Plain, |change| change.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_counts_until_the_next() {
        let mut looks = Looks::default();
        for (row, look) in [(2, Look::Plain), (3, Look::Month), (9, Look::Month), (10, Look::Plain)] {
            looks.add(row, 1, look);
        }
        assert_eq!([2, 3, 8, 10, 11].map(|row| looks.at(row, 1) == Look::Month), [false, true, true, false, false]);
        assert_eq!(looks.at(3, 2), Look::Plain);
        assert_eq!(looks.changes, 2);
    }

    #[test]
    fn looks_beyond_all_bounds_are_plain() {
        let mut looks = Looks::default();
        for row in 1..=200_000 {
            looks.add(row, 1, if row % 2 == 0 { Look::Month } else { Look::Plain });
        }
        assert_eq!((looks.at(50_000, 1), looks.at(200_000, 1)), (Look::Month, Look::Plain));
    }
}
