//! Tables: figures by the values of a dimension, by month, or by year.

use crate::evaluate::Evaluation;
use crate::narrow::{at_key, rest};
use crate::sources::View;
use crate::values::Values;
use model::Exact;
use model::document::{Cell, Row, RowGroup, RowKind, Table};
use model::expr::{Expr, Test};
use model::figure::Missing;
use model::plan::{Dimension, Direction, RowsPlan, TablePlan, ValuesPlan};
use model::unit::Format;
use std::rc::Rc;

/// Computes a table. Titles and notes are taken over as they stand: they may be templates.
pub(crate) fn table(evaluation: &Evaluation<'_>, plan: &TablePlan) -> Table {
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

impl Building<'_> {
    /// The rows of the dimension's values, perhaps in groups, and the whole.
    fn values(&mut self, values: &ValuesPlan) {
        match &values.group {
            None => self.body(values, &values.columns),
            Some(group) => {
                for key in self.keys(values, group, &values.columns) {
                    let first = self.rows.len();
                    let test = self.test(group, key);
                    let narrowed = |expr: &Expr| at_key(expr, group, key, test.as_ref());
                    let columns: Vec<Expr> = values.columns.iter().map(narrowed).collect();
                    self.body(values, &columns);
                    self.row(RowKind::Subtotal, "小计".to_owned(), columns);
                    let title = self.label(group, key);
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
        let mut keys = self.keys(values, &values.by, columns);
        let all = keys.len();
        let top = values.top.unwrap_or(all);
        self.tied(values, columns, &keys, top);
        keys.truncate(top);
        let shown: Vec<(i64, Option<Test>)> = keys.into_iter().map(|key| (key, self.test(&values.by, key))).collect();
        for (key, test) in &shown {
            let narrowed = columns.iter().map(|expr| at_key(expr, &values.by, *key, test.as_ref())).collect();
            let label = self.label(&values.by, *key);
            let numbers: Vec<Rc<Values>> = columns.iter().map(|expr| self.by(expr, &values.by)).collect();
            self.put(RowKind::Body, label, narrowed, |at, _| {
                numbers.get(at).map_or(Err(Missing::NoRecord), |values| values.get(*key))
            });
        }
        if values.others && shown.len() < all {
            let left = columns.iter().map(|expr| rest(expr, &values.by, &shown)).collect();
            self.row(RowKind::Others, "其他".to_owned(), left);
        }
    }

    /// Notes which of the rows that are about to stand below those that are there have the number of
    /// the row above in the column that orders them.
    fn tied(&mut self, values: &ValuesPlan, columns: &[Expr], keys: &[i64], top: usize) {
        let ordering = values.order.and_then(|(at, _)| columns.get(at)).map(|expr| self.by(expr, &values.by));
        let Some(ordering) = ordering else { return };
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

    fn by(&self, expr: &Expr, by: &Dimension) -> Rc<Values> {
        self.evaluation.values(expr, Some(by))
    }

    /// The values of a dimension in the order of the table: by a column, missing ones last, ties and
    /// the rest by the dimension's own order.
    fn keys(&self, values: &ValuesPlan, by: &Dimension, columns: &[Expr]) -> Vec<i64> {
        let numbers: Vec<Rc<Values>> = columns.iter().map(|expr| self.by(expr, by)).collect();
        let mut keys: Vec<i64> = numbers.iter().flat_map(|values| values.rows.keys().copied()).collect();
        keys.sort_unstable();
        keys.dedup();
        let view = self.view(by);
        let rank = |key: i64| view.as_ref().map_or((0, key), |view| view.rank(key));
        let ordering = values.order.and_then(|(at, direction)| Some((numbers.get(at)?, direction)));
        let number = |key: i64| ordering.and_then(|(values, _)| values.get(key).ok());
        let descending = ordering.is_some_and(|(_, direction)| direction == Direction::Descending);
        keys.sort_by(|left, right| {
            let by_number = match (number(*left), number(*right)) {
                (Some(left), Some(right)) if descending => right.cmp(&left),
                (Some(left), Some(right)) => left.cmp(&right),
                (left, right) => right.is_some().cmp(&left.is_some()),
            };
            by_number.then_with(|| rank(*left).cmp(&rank(*right)))
        });
        keys
    }

    /// The dimension as the first ledger that takes part sees it.
    fn view(&self, by: &Dimension) -> Option<View<'_>> {
        match by {
            Dimension::Fields(fields) => {
                let (ledger, field) = fields.first_key_value()?;
                self.evaluation.sources().view(ledger, field)
            }
            Dimension::Parts { .. } => None,
        }
    }

    fn test(&self, by: &Dimension, key: i64) -> Option<Test> {
        self.view(by).map(|view| view.test(key))
    }

    fn label(&self, by: &Dimension, key: i64) -> String {
        match by {
            Dimension::Fields(_) => self.view(by).map_or_else(String::new, |view| view.label(key)),
            Dimension::Parts { ledger, parts, .. } => {
                let part = usize::try_from(key).ok().and_then(|at| parts.get(at));
                let ledger = self.evaluation.sources().get(ledger);
                let column = ledger.zip(part).and_then(|(loaded, part)| loaded.ledger.column(part));
                column.map_or_else(String::new, |column| column.title().to_owned())
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
