//! Tables: figures by the values of a dimension, by month, or by year.

use crate::evaluate::Evaluation;
use crate::narrow::{at_key, at_row, rest};
use crate::sources::View;
use crate::values::Values;
use model::Exact;
use model::document::{Cell, Row, RowGroup, RowKind, Table};
use model::expr::{Axis, Expr, Test};
use model::figure::Missing;
use model::plan::{Dimension, Direction, RowsPlan, TablePlan, ValuesPlan};
use model::unit::Format;
use std::rc::Rc;

/// Computes a table. Titles and notes are taken over as they stand: they may be templates.
pub(crate) fn table(evaluation: &Evaluation<'_>, plan: &TablePlan) -> Table {
    let mut building = Building { evaluation, plan, rows: Vec::new(), groups: Vec::new(), number: 0 };
    match &plan.rows {
        RowsPlan::Times(times) => {
            for (label, exprs) in times {
                building.row(RowKind::Body, label.clone(), exprs.clone());
            }
        }
        RowsPlan::Values(values) => building.values(values),
    }
    Table {
        name: plan.name.clone(),
        title: plan.title.clone(),
        unit: plan.unit.clone(),
        columns: plan.columns.clone(),
        rows: building.rows,
        notes: plan.note.iter().cloned().collect(),
        head: plan.head.clone(),
        groups: building.groups,
        deadline: None,
    }
}

/// A table whose rows are put one below another.
struct Building<'a> {
    evaluation: &'a Evaluation<'a>,
    plan: &'a TablePlan,
    rows: Vec<Row>,
    groups: Vec<RowGroup>,
    number: i128,
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
                    let narrowed = |expr: &Expr| at_key(expr, Axis::Down, group, (key, test.as_ref()));
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
        let keys = self.keys(values, &values.by, columns);
        let all: Vec<(i64, Option<Test>)> = keys.into_iter().map(|key| (key, self.test(&values.by, key))).collect();
        let shown = all.get(..values.top.unwrap_or(all.len())).unwrap_or(&all);
        for (key, test) in shown {
            let row = |expr: &Expr| at_row(expr, &values.by, (*key, test.as_ref()), &all);
            let narrowed = columns.iter().map(row).collect();
            let label = self.label(&values.by, *key);
            let numbers: Vec<Rc<Values>> = columns.iter().map(|expr| self.by(expr, &values.by)).collect();
            self.put(RowKind::Body, label, narrowed, |at, _| {
                numbers.get(at).map_or(Err(Missing::NoRecord), |values| values.get(*key))
            });
        }
        if values.others && shown.len() < all.len() {
            let left = columns.iter().map(|expr| rest(expr, &values.by, shown)).collect();
            self.row(RowKind::Others, "其他".to_owned(), left);
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
