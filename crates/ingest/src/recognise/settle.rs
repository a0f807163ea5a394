//! What rows are that cannot be told without the rows below them.

use super::Row;
use super::learn::counts;
use super::rows::{Doubt, Pass};
use super::sums::sums_below;
use crate::grid::Raw;
use crate::row_words::{Total, ordinal};
use crate::text::match_form;

/// So many rows are looked at for sections that have the sums of the rows below them.
pub(super) const SECTIONS: usize = 20_000;

impl Pass<'_, '_> {
    /// Decides what needs the other rows.
    pub(super) fn settle(&self, rows: &mut [(u32, Row)], doubts: &[(usize, Doubt)]) {
        let doubted = |at: usize, doubt: Doubt| doubts.binary_search(&(at, doubt)).is_ok();
        // The last record may be the sum of all others, whatever it is called.
        let end = rows.iter().rposition(|(_, kind)| *kind == Row::Record);
        if let Some(at) = end.filter(|at| doubted(*at, Doubt::Sum) && self.may_be_sum(rows, *at))
            && let Some((_, kind)) = rows.get_mut(at)
        {
            *kind = Row::Sum { total: Total::Whole, named: true };
        }
        // Below the records stand loose figures; among them, records without a name.
        let sure =
            |at: &usize| rows.get(*at).is_some_and(|(_, kind)| *kind == Row::Record) && !doubted(*at, Doubt::Loose);
        let whole = (0..rows.len()).rev().find(sure);
        // Right below the last record such a row is one whose name was forgotten.
        let apart = |at: usize| {
            let from = whole.unwrap_or(at);
            let part = rows.get(from..=at).unwrap_or_default();
            part.windows(2).any(|pair| pair[0].0 + 1 < pair[1].0 || is_total(pair[0].1))
        };
        let loose =
            doubts.iter().filter(|(at, doubt)| *doubt == Doubt::Loose && whole.is_some_and(|whole| *at > whole));
        let loose: Vec<usize> = loose.map(|(at, _)| *at).filter(|at| apart(*at)).collect();
        for at in loose {
            if let Some((_, kind)) = rows.get_mut(at) {
                *kind = Row::Loose;
            }
        }
        self.copied_rows(rows, doubts);
        self.name_rows(rows, doubts);
        self.sections_with_sums(rows);
        self.asides(rows);
        if !rows.iter().any(|(_, kind)| matches!(kind, Row::Total(Total::Whole) | Row::Sum { .. })) {
            self.first_sum(rows);
        }
        self.proved(rows);
        let last = rows.iter().rposition(|(_, kind)| *kind == Row::Record || is_total(*kind));
        let alone = |row: u32| self.view.row(row).len() == 1;
        let records = rows.iter().any(|(row, kind)| *kind == Row::Record && !alone(*row));
        for (at, (_, kind)) in rows.iter_mut().enumerate() {
            // What stands alone behind the last number is a remark, whatever it looks like.
            if *kind == Row::Section && (!records || last.is_none_or(|last| at > last)) {
                *kind = Row::Note;
            }
        }
    }

    /// Formulas that were copied too far down say the same words in row after row without a name.
    fn copied_rows(&self, rows: &mut [(u32, Row)], doubts: &[(usize, Doubt)]) {
        let loose = |at: usize| doubts.binary_search(&(at, Doubt::Loose)).is_ok();
        let words = |row: u32| -> Option<Vec<(u32, Raw)>> {
            let cells: Vec<(u32, Raw)> = self.view.sheet.cells(self.view.sheet.line(row)?).iter().collect();
            cells.iter().all(|(_, raw)| matches!(raw, Raw::Text(_))).then_some(cells)
        };
        let last = rows.last().map(|(row, _)| *row).and_then(words);
        let Some(last) = last else { return };
        let same = |at: &usize| loose(*at) && rows.get(*at).is_some_and(|(row, _)| words(*row).as_ref() == Some(&last));
        let count = (0..rows.len()).rev().take_while(same).count();
        if count >= 3 {
            let start = rows.len() - count;
            rows.iter_mut().skip(start).for_each(|(_, kind)| *kind = Row::Blank);
        }
    }

    /// A text alone in the column of names is a record that has nothing but its name, unless such
    /// rows head the table or only they are not numbered.
    fn name_rows(&self, rows: &mut [(u32, Row)], doubts: &[(usize, Doubt)]) {
        let names: Vec<usize> = doubts.iter().filter(|(_, doubt)| *doubt == Doubt::Name).map(|(at, _)| *at).collect();
        let Some(first) = names.first() else { return };
        let begins = rows.iter().take(*first).any(|(_, kind)| *kind == Row::Record);
        let by_labels = |row: u32| {
            let line = self.view.sheet.line(row);
            line.is_some_and(|line| {
                self.view.cells(line).iter().any(|(column, _)| self.learnt.naming.contains(&column))
            })
        };
        let last = rows.iter().rposition(|(_, kind)| matches!(kind, Row::Record));
        // Where records are not numbered either, a name without a number may be one.
        let number = |row: u32| self.learnt.numbering.map(|column| self.view.sheet.seen(row, column));
        let counted = |row: u32| number(row).is_some_and(|raw| counts(self.view, raw));
        let mut records = rows.iter().filter(|(_, kind)| *kind == Row::Record);
        let numbered = self.learnt.numbered && records.all(|(row, _)| counted(*row));
        for at in names {
            let before = at.checked_sub(1).and_then(|before| rows.get(before)).copied();
            let Some((row, kind)) = rows.get_mut(at) else { continue };
            // Behind the last record a gap parts remarks from names.
            let follows = before.is_some_and(|(before, kind)| before + 1 == *row && kind == Row::Record);
            let inside = last.is_some_and(|last| at < last);
            if by_labels(*row) || begins && !numbered && (inside || follows) {
                *kind = Row::Record;
            }
        }
    }

    /// Rows numbered 一、二、 among rows that are not, and that hold the sums of the rows below them.
    fn sections_with_sums(&self, rows: &mut [(u32, Row)]) {
        let Some(names) = self.learnt.names.filter(|_| rows.len() <= SECTIONS) else { return };
        let records: Vec<(usize, u32)> = rows
            .iter()
            .enumerate()
            .filter(|(_, (_, kind))| *kind == Row::Record)
            .map(|(at, (row, _))| (at, *row))
            .collect();
        let heads: Vec<(u32, bool)> = records
            .iter()
            .map(|(_, row)| {
                let text = self.text(self.view.sheet.own(*row, names)).map(match_form);
                (*row, text.is_some_and(|text| ordinal(&text)))
            })
            .collect();
        if !heads.iter().any(|(_, head)| *head) || heads.iter().all(|(_, head)| *head) {
            return;
        }
        for at in sums_below(self.view, self.header, &self.learnt, &heads) {
            if let Some((at, _)) = records.get(at)
                && let Some((_, kind)) = rows.get_mut(*at)
            {
                *kind = Row::Total(Total::Part);
            }
        }
    }
}

pub(super) fn is_total(row: Row) -> bool {
    matches!(row, Row::Total(_) | Row::Sum { .. })
}
