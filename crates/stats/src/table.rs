//! Tables: figures by the values of a dimension, by month, or by year.

use crate::along::Along;
use crate::cross::crossed;
use crate::evaluate::Evaluation;
use crate::narrow::{Ranked, at_key, at_row, rest};
use crate::values::Values;
use model::Exact;
use model::document::{Cell, Row, RowGroup, RowKind, Table};
use model::expr::{Axis, Expr};
use model::figure::Missing;
use model::plan::{Dimension, Direction, RowsPlan, TablePlan, ValuesPlan};
use model::unit::Format;
use std::rc::Rc;

/// Computes a table. Titles and notes are taken over as they stand: they may be templates.
pub(crate) fn table(evaluation: &Evaluation<'_>, plan: &TablePlan) -> Table {
    let plan = crossed(evaluation, plan);
    let plan = plan.as_ref();
    let mut building = Building {
        evaluation,
        plan,
        rows: Vec::new(),
        groups: Vec::new(),
        number: 0,
        ties: Vec::new(),
        cut_tie: false,
    };
    match &plan.rows {
        RowsPlan::Times(times) => {
            for (label, exprs) in times {
                building.row(RowKind::Body, label.clone(), exprs.clone());
            }
        }
        RowsPlan::Values(values) => building.values(values),
    }
    let Building { rows, groups, ties, cut_tie, .. } = building;
    let mut table = Table {
        name: plan.name.clone(),
        title: plan.title.clone(),
        unit: plan.unit.clone(),
        columns: plan.columns.clone(),
        rows,
        notes: plan.note.iter().cloned().collect(),
        head: plan.head.clone(),
        groups,
        deadline: None,
        ties,
        cut_tie,
    };
    trim(&mut table, plan);
    table
}

/// Leaves out the decimals of the columns whose numbers are all whole and may do without.
fn trim(table: &mut Table, plan: &TablePlan) {
    for at in plan.trims.iter().enumerate().filter(|(_, trims)| **trims).map(|(at, _)| at + plan.before) {
        let Some(format) = table.columns.get(at).and_then(|column| column.format.clone()) else { continue };
        let values = table.rows.iter().filter_map(|row| row.cells.get(at)?.value);
        let format = format.whole(values);
        for cell in table.rows.iter_mut().filter_map(|row| row.cells.get_mut(at)) {
            if let Some(digits) = cell.value.and_then(|value| format.digits(value)) {
                cell.text = digits;
            }
        }
        if let Some(column) = table.columns.get_mut(at) {
            column.format = Some(format);
        }
    }
}

/// A table whose rows are put one below another.
struct Building<'a> {
    evaluation: &'a Evaluation<'a>,
    plan: &'a TablePlan,
    rows: Vec<Row>,
    groups: Vec<RowGroup>,
    number: i128,
    ties: Vec<usize>,
    cut_tie: bool,
}

impl<'a> Building<'a> {
    /// The rows of the dimension's values, perhaps in groups, and the whole.
    fn values(&mut self, values: &ValuesPlan) {
        match &values.group {
            None => self.body(values, &values.columns),
            Some(group) => {
                let along = self.along(group);
                for (key, test) in along.keys(&values.columns, order(values, &values.columns)) {
                    let first = self.rows.len();
                    let narrowed = |expr: &Expr| at_key(expr, Axis::Down, group, (key, test.as_ref()));
                    let columns: Vec<Expr> = values.columns.iter().map(narrowed).collect();
                    self.body(values, &columns);
                    self.row(RowKind::Subtotal, "小计".to_owned(), columns);
                    let title = along.label(key);
                    self.groups.push(RowGroup { title, first, rows: self.rows.len() - first });
                }
            }
        }
        if values.total {
            self.row(RowKind::Total, "合计".to_owned(), values.columns.clone());
        }
    }

    /// A row for each value and one for all that is left out.
    fn body(&mut self, values: &ValuesPlan, columns: &[Expr]) {
        let along = self.along(&values.by);
        let all = along.keys(columns, order(values, columns));
        let rows: Vec<i64> = all.iter().map(|(key, _)| *key).collect();
        let top = values.top.unwrap_or(all.len());
        self.tied(values, columns, &rows, top);
        let shown = all.get(..top).unwrap_or(&all);
        let numbers: Vec<Rc<Values>> = columns.iter().map(|expr| along.among(expr, &rows)).collect();
        let present = |own: &Expr| {
            let values = along.values(own);
            all.iter().filter(|(key, _)| values.rows.contains_key(key)).cloned().collect::<Vec<_>>()
        };
        let ranked: Ranked<'_> = columns.iter().flat_map(ranks).map(|own| (own, present(own))).collect();
        for (key, test) in shown {
            let row = |expr: &Expr| at_row(expr, &values.by, (*key, test.as_ref()), &ranked);
            let narrowed = columns.iter().map(row).collect();
            let label = along.label(*key);
            self.put(RowKind::Body, label, narrowed, |at, _| {
                numbers.get(at).map_or(Err(Missing::NoRecord), |values| values.get(*key))
            });
        }
        if values.others && shown.len() < all.len() {
            let left = columns.iter().map(|expr| rest(expr, &values.by, shown)).collect();
            self.row(RowKind::Others, "其他".to_owned(), left);
        }
    }

    fn along<'b>(&self, by: &'b Dimension) -> Along<'b>
    where
        'a: 'b,
    {
        Along { evaluation: self.evaluation, by }
    }

    /// Notes which of the rows that are about to stand below those that are there have the number of
    /// the row above in the column that orders them.
    fn tied(&mut self, values: &ValuesPlan, columns: &[Expr], keys: &[i64], top: usize) {
        let Some((expr, _)) = order(values, columns) else { return };
        let ordering = self.along(&values.by).among(expr, keys);
        let first = self.rows.len();
        for (at, pair) in (1..).zip(keys.windows(2)) {
            let [above, below] = pair else { continue };
            let tied = matches!((ordering.get(*above), ordering.get(*below)), (Ok(above), Ok(below)) if above == below);
            match at.cmp(&top) {
                _ if !tied => {}
                std::cmp::Ordering::Less => self.ties.push(first + at),
                std::cmp::Ordering::Equal => self.cut_tie = true,
                std::cmp::Ordering::Greater => {}
            }
        }
    }

    /// A row whose numbers are computed one by one.
    fn row(&mut self, kind: RowKind, label: String, exprs: Vec<Expr>) {
        let evaluation = self.evaluation;
        self.put(kind, label, exprs, |_, expr| evaluation.number(expr));
    }

    /// A row with its running number, its label and its figures.
    fn put(
        &mut self,
        kind: RowKind,
        label: String,
        exprs: Vec<Expr>,
        number: impl Fn(usize, &Expr) -> Result<Exact, Missing>,
    ) {
        let mut cells = Vec::new();
        if self.plan.before > 1 && kind == RowKind::Body {
            self.number += 1;
            cells.push(Cell {
                text: self.number.to_string(),
                value: Some(Exact::integer(self.number)),
                ..Cell::default()
            });
        } else if self.plan.before > 1 {
            cells.push(Cell::default());
        }
        cells.push(Cell { text: label, ..Cell::default() });
        let numbers = exprs.into_iter().zip(&self.plan.formats).enumerate();
        cells.extend(numbers.map(|(at, (expr, format))| cell(number(at, &expr), expr, format)));
        self.rows.push(Row { kind, cells });
    }
}

/// The numbers that the places in an expression are told by.
fn ranks(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Rank(own, ..) => vec![own],
        other => other.operands().into_iter().flat_map(ranks).collect(),
    }
}

/// What orders the rows, and which way.
fn order<'a>(values: &ValuesPlan, columns: &'a [Expr]) -> Option<(&'a Expr, Direction)> {
    values.order.and_then(|(at, direction)| Some((columns.get(at)?, direction)))
}

fn cell(value: Result<Exact, Missing>, expr: Expr, format: &Format) -> Cell {
    let expr = Some(Box::new(expr));
    match value {
        Ok(value) => {
            let text = format.digits(value).unwrap_or_else(|| "—".to_owned());
            Cell { text, value: Some(value), missing: None, expr }
        }
        Err(why) => Cell { text: "—".to_owned(), value: None, missing: Some(why), expr },
    }
}
