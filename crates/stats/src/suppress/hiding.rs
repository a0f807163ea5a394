//! Which numbers of a table are hidden, and with them what tells them.

use super::counting::{Counting, atoms};
use model::Exact;
use model::document::{ALL_ACROSS, RowKind, Table};
use model::expr::{Expr, Of, Take};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a number of a table, in its row.
pub(super) type Part<'a> = (usize, &'a Expr);

/// What of a table is hidden: the parts that its numbers are made of, and with each part every number
/// of its row that holds it.
pub(super) struct Hiding<'a> {
    table: &'a Table,
    least: usize,
    /// How many contribute to each part.
    counts: BTreeMap<Part<'a>, usize>,
    /// The primary cells with how many contribute.
    pub(super) few: BTreeMap<(usize, usize), usize>,
    pub(super) hidden: BTreeSet<Part<'a>>,
}

impl<'a> Hiding<'a> {
    /// With the primary cells.
    pub(super) fn new(table: &'a Table, counting: &mut Counting<'_>, least: usize) -> Hiding<'a> {
        let mut hiding =
            Hiding { table, least, counts: BTreeMap::new(), few: BTreeMap::new(), hidden: BTreeSet::new() };
        for (row, column) in hiding.cells() {
            for atom in hiding.atoms((row, column)) {
                // Nobody at all is no secret; what is left of a whole may be of firms that stand in other
                // rows as well, who cannot be counted.
                let left =
                    matches!(atom, Expr::Rest(..)) && hiding.value((row, column)).is_some_and(|value| !value.is_zero());
                let Some(count) = counting.of(atom).map(|count| if left { count.max(1) } else { count }) else {
                    continue;
                };
                if count == 0 {
                    continue;
                }
                hiding.counts.insert((row, atom), count);
                if count < least {
                    hiding.hidden.insert((row, atom));
                    let few = hiding.few.entry((row, column)).or_insert(count);
                    *few = (*few).min(count);
                }
            }
        }
        hiding
    }

    /// The cells that hold numbers.
    fn cells(&self) -> Vec<(usize, usize)> {
        let rows = self.table.rows.iter().enumerate();
        rows.flat_map(|(at, row)| (0..row.cells.len()).map(move |column| (at, column)))
            .filter(|cell| self.value(*cell).is_some())
            .collect()
    }

    fn value(&self, (row, column): (usize, usize)) -> Option<Exact> {
        self.table.rows.get(row)?.cells.get(column).filter(|cell| cell.expr.is_some())?.value
    }

    fn atoms(&self, (row, column): (usize, usize)) -> Vec<&'a Expr> {
        let cell = self.table.rows.get(row).and_then(|row| row.cells.get(column));
        cell.and_then(|cell| cell.expr.as_deref()).map(|expr| atoms(expr, Of::Row)).unwrap_or_default()
    }

    /// Whether a number adds up with those of other rows: measures, their sums and differences, and
    /// shares of the whole.
    fn adds_up(&self, (row, column): (usize, usize)) -> bool {
        let cell = self.table.rows.get(row).and_then(|row| row.cells.get(column));
        let linear = cell.and_then(|cell| cell.expr.as_deref()).is_some_and(adds_up);
        linear && self.value((row, column)).is_some()
    }

    /// Hides all parts of a number.
    fn hide(&mut self, cell: (usize, usize)) -> bool {
        let before = self.hidden.len();
        let parts = self.atoms(cell).into_iter().map(|atom| (cell.0, atom));
        let known: Vec<Part<'a>> = parts.filter(|part| self.counts.contains_key(part)).collect();
        self.hidden.extend(known);
        self.hidden.len() > before
    }

    /// How many contribute to a number, at least to one of its parts.
    fn count(&self, cell: (usize, usize)) -> usize {
        let parts = self.atoms(cell).into_iter().filter_map(|atom| self.counts.get(&(cell.0, atom)));
        parts.copied().min().unwrap_or(0)
    }

    fn is_hidden(&self, cell: (usize, usize)) -> bool {
        self.atoms(cell).into_iter().any(|atom| self.hidden.contains(&(cell.0, atom)))
    }

    pub(super) fn hidden_cells(&self) -> Vec<(usize, usize)> {
        self.cells().into_iter().filter(|cell| self.is_hidden(*cell)).collect()
    }

    /// Hides what another table hides.
    pub(super) fn hide_known(&mut self, known: &BTreeSet<Expr>) {
        let parts = self.counts.keys().copied().filter(|(_, atom)| known.contains(*atom));
        let parts: Vec<Part<'a>> = parts.collect();
        self.hidden.extend(parts);
    }

    /// Hides more until nothing more is needed.
    pub(super) fn spread(&mut self) {
        loop {
            let before = self.hidden.len();
            for column in 0..self.table.columns.len() {
                self.column(column);
            }
            for (total, parts) in self.totals_across() {
                for row in 0..self.table.rows.len() {
                    let cells: Vec<(usize, usize)> = parts.iter().map(|column| (row, *column)).collect();
                    self.complete(&cells);
                    let shown = cells.iter().all(|cell| !self.is_hidden(*cell));
                    if total.is_some_and(|total| self.is_hidden((row, total))) && shown {
                        self.hide_smallest(&cells);
                    }
                }
            }
            self.across();
            if self.hidden.len() == before {
                return;
            }
        }
    }

    /// In a column sums lack at least two cells with enough contributors, or none.
    fn column(&mut self, column: usize) {
        let cells = |rows: &[usize]| rows.iter().map(|row| (*row, column)).collect::<Vec<_>>();
        for rows in self.sums() {
            self.complete(&cells(&rows));
        }
        // A subtotal that is hidden is the sum of cells that are shown.
        for group in &self.table.groups {
            let rows = group.first..group.first + group.rows;
            let (subtotals, members): (Vec<usize>, Vec<usize>) =
                rows.partition(|row| self.kind(*row) == RowKind::Subtotal);
            let hidden = |rows: &[usize]| rows.iter().any(|row| self.is_hidden((*row, column)));
            if hidden(&subtotals) && !hidden(&members) {
                self.hide_smallest(&cells(&members));
            }
        }
    }

    /// In a cross table the columns of each figure that add up, with the column of all values where there is
    /// one; where there is none the whole is taken to be known from elsewhere.
    fn totals_across(&self) -> Vec<(Option<usize>, Vec<usize>)> {
        let named: Vec<(usize, (&str, &str))> = (0_usize..)
            .zip(&self.table.columns)
            .filter_map(|(at, column)| column.figure_across().and_then(|(name, across)| Some((at, (name, across?)))))
            .collect();
        let mut names: Vec<&str> = named.iter().map(|(_, (name, _))| *name).collect();
        names.dedup();
        names.sort_unstable();
        names.dedup();
        let total = |name: &str| {
            let own = named.iter().find(|(_, (other, value))| *other == name && *value == ALL_ACROSS);
            own.map(|(at, _)| *at)
        };
        let parts = |name: &str| {
            let own = named.iter().filter(|(_, (other, value))| *other == name && *value != ALL_ACROSS);
            own.map(|(at, _)| *at).collect::<Vec<_>>()
        };
        names.into_iter().map(|name| (total(name), parts(name))).collect()
    }

    fn kind(&self, row: usize) -> RowKind {
        self.table.rows.get(row).map(|row| row.kind).unwrap_or_default()
    }

    /// Rows that add up to a row, or to what is told elsewhere.
    fn sums(&self) -> Vec<Vec<usize>> {
        let of = |kinds: &[RowKind], rows: std::ops::Range<usize>| {
            rows.filter(|row| kinds.contains(&self.kind(*row))).collect::<Vec<_>>()
        };
        let parts = [RowKind::Body, RowKind::Others];
        let all = 0..self.table.rows.len();
        if self.table.groups.is_empty() {
            return vec![of(&parts, all)];
        }
        let groups = self.table.groups.iter().map(|group| of(&parts, group.first..group.first + group.rows));
        groups.chain([of(&[RowKind::Subtotal], all)]).collect()
    }

    /// Hides the smallest cells of a sum until those hidden cannot be computed.
    fn complete(&mut self, cells: &[(usize, usize)]) {
        loop {
            let cells_that_add = cells.iter().copied().filter(|cell| self.adds_up(*cell));
            let hidden: Vec<(usize, usize)> = cells_that_add.filter(|cell| self.is_hidden(*cell)).collect();
            let contribute: usize = hidden.iter().map(|cell| self.count(*cell)).sum();
            let enough = hidden.is_empty() || (hidden.len() > 1 && contribute >= self.least);
            if enough || !self.hide_smallest(cells) {
                return;
            }
        }
    }

    /// Hides the smallest cell that is shown, if there is one.
    fn hide_smallest(&mut self, cells: &[(usize, usize)]) -> bool {
        let cells = cells.iter().copied().filter(|cell| self.adds_up(*cell) && !self.is_hidden(*cell));
        let counted = cells.filter(|cell| self.count(*cell) > 0);
        let smallest = counted.min_by_key(|cell| (self.value(*cell).map(Exact::abs), *cell));
        smallest.is_some_and(|cell| self.hide(cell))
    }

    /// Hidden cells that are the difference of two shown ones of their row, or of one and all others.
    fn across(&mut self) {
        for (row, column) in self.hidden_cells() {
            let Some(value) = self.value((row, column)).filter(|_| self.adds_up((row, column))) else { continue };
            let format = |at: usize| self.table.columns.get(at).and_then(|column| column.format.clone());
            let alike = |at: &usize| *at != column && format(*at) == format(column) && self.adds_up((row, *at));
            let shown = (0..self.table.columns.len()).filter(alike).filter(|at| !self.is_hidden((row, *at)));
            let shown: Vec<(usize, Exact)> = shown.filter_map(|at| Some((at, self.value((row, at))?))).collect();
            if let Some(at) = telling(value, &shown) {
                self.hide((row, at));
            }
        }
    }
}

/// Whether numbers of an expression add up from row to row.
fn adds_up(expr: &Expr) -> bool {
    match expr {
        Expr::Records(take, _) => take.adds_up() || matches!(take, Take::Distinct(_)),
        Expr::Rest(..) => true,
        Expr::Elapsed(..) | Expr::Rank(..) => false,
        Expr::Figure(_, inner) => adds_up(inner),
        Expr::Sum(operands) | Expr::Difference(operands) => operands.iter().all(adds_up),
        Expr::Quotient(pair) => {
            let whole = match &pair[1] {
                Expr::Figure(operand, _) => operand.of != Of::Row,
                Expr::Base(inner) => matches!(inner.as_ref(), Expr::Figure(operand, _) if operand.of != Of::Row),
                _ => false,
            };
            whole && adds_up(&pair[0])
        }
        Expr::Base(_) | Expr::Series(_) | Expr::Balance(..) => false,
    }
}

/// What to hide as well where a value can be computed from those shown.
fn telling(value: Exact, shown: &[(usize, Exact)]) -> Option<usize> {
    if value.is_zero() {
        return None;
    }
    let all = shown.iter().try_fold(Exact::integer(0), |sum, (_, value)| sum.plus(*value))?;
    shown.iter().find_map(|(whole, of)| {
        let others = || shown.iter().filter(|(at, _)| at != whole);
        let pair = others().find(|(_, part)| of.minus(*part) == Some(value));
        let rest = all.minus(*of).and_then(|others| of.minus(others)) == Some(value);
        let smallest = others().min_by_key(|(_, part)| part.abs()).filter(|_| rest);
        pair.or(smallest).map(|(at, _)| *at)
    })
}
