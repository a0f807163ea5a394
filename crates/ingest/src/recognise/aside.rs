//! Rows that speak of the records and are none of them.

use super::learn::{amount, blank, counts};
use super::rows::Pass;
use super::settle::{SECTIONS, is_total};
use super::sums::{Agreement, Sums};
use super::{Aside, Row};
use crate::grid::Raw;
use crate::row_words::{Total, compared_word, example_word};
use crate::text::match_form;

/// So many totals are looked at for what they prove.
const TOTALS: usize = 50;

impl Pass<'_, '_> {
    /// A named total that is right with a row that was taken for none of the records proves it to be one.
    pub(super) fn proved(&self, rows: &mut [(u32, Row)]) {
        let doubted = |kind: Row| {
            matches!(kind, Row::Sum { named: true, .. } | Row::Carried | Row::Aside(Aside::Compared | Aside::Part))
        };
        if rows.len() > SECTIONS || !rows.iter().any(|(_, kind)| doubted(*kind)) {
            return;
        }
        // 1—11月累计 above 全年合计 is of other months.
        let so_far = |row: u32| self.said(row).first().is_some_and(|text| text.ends_with("累计"));
        let totals = (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|(_, kind)| matches!(kind, Row::Total(_))));
        let mut from = 0;
        for at in totals.take(TOTALS).collect::<Vec<usize>>() {
            let part = rows.get(from..at).unwrap_or_default();
            let all = rows.get(..at).unwrap_or_default();
            let taken = |rows: &[(u32, Row)], with: bool| -> Vec<u32> {
                let counts = |row: u32, kind: Row| kind == Row::Record || with && doubted(kind) && !so_far(row);
                rows.iter().filter(|(row, kind)| counts(*row, *kind)).map(|(row, _)| *row).collect()
            };
            let total = rows.get(at).map_or(0, |(row, _)| *row);
            let right = |rows: Vec<u32>| self.agreement(rows.into_iter(), total).is_some();
            let proof = |rows: &[(u32, Row)]| right(taken(rows, true)) && !right(taken(rows, false));
            let first = if proof(part) { Some(from) } else { proof(all).then_some(0) };
            if let Some(first) = first {
                let rows = rows.get_mut(first..at).unwrap_or_default().iter_mut();
                let proved = rows.filter(|(row, kind)| doubted(*kind) && !so_far(*row));
                proved.for_each(|(_, kind)| *kind = Row::Record);
            }
            from = at + 1;
        }
    }

    /// Whether a row has the number that follows that of the record before it, or comes before that of the next.
    fn numbered_on(&self, rows: &[(u32, Row)], at: usize) -> bool {
        let number = |row: u32| {
            let raw = self.learnt.numbering.map(|column| self.view.sheet.own(row, column))?;
            amount(self.view.book, raw)
        };
        let Some(own) = rows.get(at).and_then(|(row, _)| number(*row)) else { return false };
        let record = |(row, kind): &(u32, Row)| (*kind == Row::Record).then_some(*row);
        let before = rows.get(..at).unwrap_or_default().iter().rev().find_map(record).and_then(number);
        let after = rows.get(at + 1..).unwrap_or_default().iter().find_map(record).and_then(number);
        before == Some(own - 1.0) || after == Some(own + 1.0)
    }

    /// Whether a row that is a sum by its amounts may be one: it is not numbered among the records, and has no words
    /// that the others have in columns beside their names.
    pub(super) fn may_be_sum(&self, rows: &[(u32, Row)], at: usize) -> bool {
        let words = |row: u32| {
            let line = self.view.sheet.line(row).map(|line| self.view.sheet.cells(line));
            let cells = line.map(|cells| cells.between(self.learnt.left, self.learnt.right));
            let told = |(column, raw): (u32, Raw)| {
                let word = !matches!(raw, Raw::Number(_) | Raw::Percent(_)) && amount(self.view.book, raw).is_none();
                word && !self.learnt.numeric.contains(&column) && !self.text(raw).is_some_and(blank)
            };
            cells.into_iter().flat_map(|cells| cells.iter()).filter(|cell| told(*cell)).count()
        };
        let Some((row, _)) = rows.get(at) else { return false };
        let others = rows.iter().enumerate().filter(|(other, (_, kind))| *other != at && *kind == Row::Record);
        let most = others.take(20).map(|(_, (row, _))| words(*row)).max().unwrap_or(0);
        !(self.numbered_on(rows, at) || most > 1 && words(*row) >= most)
    }

    /// Tells rows apart that only look like records: the example above them, comparisons below them, and the parts into
    /// which the total below them is split once more.
    pub(super) fn asides(&self, rows: &mut [(u32, Row)]) {
        if self.learnt.indicators {
            return;
        }
        self.below_others(rows);
        self.examples(rows);
        self.comparisons(rows);
        self.parts_of_total(rows);
    }

    /// The first texts of a row, in comparable form; a running number is none.
    fn said(&self, row: u32) -> Vec<String> {
        let cells = self.view.sheet.line(row).map(|line| self.view.sheet.cells(line));
        let cells = cells.map(|cells| cells.between(self.learnt.left, self.learnt.right));
        let texts = cells
            .into_iter()
            .flat_map(|cells| cells.iter())
            .filter_map(|(_, raw)| self.text(raw).filter(|_| !counts(self.view, raw)).map(match_form));
        texts.filter(|text| !text.is_empty()).take(2).collect()
    }

    /// Records below a row that begins as the header does and has other labels: another table right below.
    fn below_others(&self, rows: &mut [(u32, Row)]) {
        let other = |(row, kind): &(u32, Row)| *kind == Row::Repeat && !self.alike(*row);
        let Some(at) = rows.iter().position(other) else { return };
        let behind = rows.iter_mut().skip(at + 1).filter(|(_, kind)| *kind == Row::Record);
        behind.for_each(|(_, kind)| *kind = Row::Aside(Aside::Other));
    }

    /// Whether half of the texts of a row are labels of the header.
    fn alike(&self, row: u32) -> bool {
        let cells = self.view.sheet.line(row).map(|line| self.view.sheet.cells(line));
        let cells = cells.map(|cells| cells.between(self.learnt.left, self.learnt.right));
        let texts: Vec<String> = cells
            .into_iter()
            .flat_map(|cells| cells.iter())
            .filter_map(|(_, raw)| self.text(raw))
            .map(match_form)
            .collect();
        let labels = || self.header.columns.iter().flat_map(|column| &column.path).map(|label| match_form(label));
        let known = texts.iter().filter(|text| labels().any(|label| label == **text)).count();
        known * 2 >= texts.len()
    }

    fn examples(&self, rows: &mut [(u32, Row)]) {
        let records = rows.iter_mut().filter(|(_, kind)| *kind == Row::Record);
        for (row, kind) in records.take(3) {
            if !self.said(*row).iter().any(|text| example_word(text)) {
                return;
            }
            *kind = Row::Aside(Aside::Example);
        }
    }

    /// Below the last record that is none of them and above the first; where nothing else is there they are what the
    /// table is about.
    fn comparisons(&self, rows: &mut [(u32, Row)]) {
        let compared = |row: u32| self.said(row).first().is_some_and(|text| compared_word(text));
        let records = || rows.iter().enumerate().filter(|(_, (_, kind))| *kind == Row::Record);
        let Some(last) = records().rev().find(|(_, (row, _))| !compared(*row)).map(|(at, _)| at) else { return };
        let total = rows.iter().any(|(_, kind)| is_total(*kind));
        if records().take_while(|(at, _)| *at <= last).take(2).count() < 2 && !total {
            return;
        }
        let first = records().find(|(_, (row, _))| !compared(*row)).map_or(0, |(at, _)| at);
        let outside = |at: &usize| *at > last || *at < first;
        let behind = (0..rows.len()).filter(outside);
        let behind = behind.filter(|at| rows.get(*at).is_some_and(|(_, kind)| *kind == Row::Record));
        // What is numbered on is a record, whatever it is called.
        let behind: Vec<usize> = behind.filter(|at| !self.numbered_on(rows, *at)).collect();
        for at in behind {
            if let Some((_, kind)) = rows.get_mut(at) {
                *kind = Row::Aside(Aside::Compared);
            }
        }
    }

    /// Records below the last total, of which none is behind: 其中 is of the total, and rows that come to it are it.
    fn parts_of_total(&self, rows: &mut [(u32, Row)]) {
        let whole = |kind: Row| matches!(kind, Row::Total(Total::Whole) | Row::Sum { total: Total::Whole, .. });
        let Some(at) = rows.iter().rposition(|(_, kind)| is_total(*kind)) else { return };
        let Some((total, _)) = rows.get(at).copied().filter(|(_, kind)| whole(*kind)) else { return };
        let above = rows.iter().take(at).filter(|(_, kind)| *kind == Row::Record).count();
        let below: Vec<u32> =
            rows.iter().skip(at + 1).filter(|(_, kind)| *kind == Row::Record).map(|(row, _)| *row).collect();
        let Some(first) = below.first() else { return };
        let of_which = self.said(*first).iter().any(|text| text.starts_with("其中"));
        let again = || self.agreement(below.iter().copied(), total).is_some_and(|agreement| agreement.whole);
        if above < 2 || !(of_which || again()) {
            return;
        }
        let behind = rows.iter_mut().skip(at + 1).filter(|(_, kind)| *kind == Row::Record);
        behind.for_each(|(_, kind)| *kind = Row::Aside(Aside::Part));
    }

    /// Whether two rows or more come to another one in every column of amounts that it fills, and how surely.
    fn agreement(&self, rows: impl Iterator<Item = u32>, total: u32) -> Option<Agreement> {
        let cells = |row: u32| self.view.sheet.line(row).map(|line| self.view.sheet.cells(line));
        let mut sums = Sums::new(self.header, &self.learnt);
        for cells in rows.filter_map(cells) {
            sums.take(self.view, cells);
            sums.add();
        }
        sums.take(self.view, cells(total)?);
        sums.agreement()
    }

    /// The first record may be the sum of all others, whatever it is called.
    pub(super) fn first_sum(&self, rows: &mut [(u32, Row)]) {
        let mut records = rows.iter().enumerate().filter(|(_, (_, kind))| *kind == Row::Record);
        let Some((at, (first, _))) = records.next().filter(|_| rows.len() <= SECTIONS) else { return };
        let agreement = self.agreement(records.map(|(_, (row, _))| *row), *first);
        if agreement.is_some_and(|agreement| agreement.certain() && agreement.unlikely())
            && self.may_be_sum(rows, at)
            && let Some((_, kind)) = rows.get_mut(at)
        {
            *kind = Row::Sum { total: Total::Whole, named: true };
        }
    }
}
