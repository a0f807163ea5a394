//! The values of a dimension: which there are, in which order, and what they are called.

use crate::evaluate::{By, Evaluation};
use crate::sources::View;
use crate::values::Values;
use model::expr::{Expr, Test};
use model::plan::{Dimension, Direction};
use std::rc::Rc;

/// A dimension of what is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Along<'a> {
    pub(crate) evaluation: &'a Evaluation<'a>,
    pub(crate) by: &'a Dimension,
}

/// What tells the rows of an expression: of places the numbers that they are among.
fn ranked(expr: &Expr) -> Vec<&Expr> {
    match expr {
        Expr::Rank(own, ..) => vec![own],
        Expr::Figure(_, inner) => {
            ranked(inner).into_iter().map(|own| if own == inner.as_ref() { expr } else { own }).collect()
        }
        Expr::Difference(operands) if operands.iter().any(|operand| matches!(operand.bare(), Expr::Rank(..))) => {
            operands.iter().flat_map(ranked).collect()
        }
        other => vec![other],
    }
}

impl<'a> Along<'a> {
    /// The values for which any of the expressions has a number, with the test that picks each: by the
    /// numbers of an expression, missing ones last, ties and the rest by the dimension's own order.
    pub(crate) fn keys<'b>(
        self,
        exprs: impl IntoIterator<Item = &'b Expr>,
        order: Option<(&Expr, Direction)>,
    ) -> Vec<(i64, Option<Test>)> {
        let numbers = exprs.into_iter().flat_map(ranked).map(|expr| self.values(expr));
        let mut keys: Vec<i64> = numbers.flat_map(|values| values.rows.keys().copied().collect::<Vec<_>>()).collect();
        keys.sort_unstable();
        keys.dedup();
        let view = self.view();
        let rank = |key: i64| view.as_ref().map_or((0, key), |view| view.rank(key));
        let ordering = order.map(|(expr, direction)| (self.among(expr, &keys), direction));
        let number = |key: i64| ordering.as_ref().and_then(|(values, _)| values.get(key).ok());
        let descending = ordering.as_ref().is_some_and(|(_, direction)| *direction == Direction::Descending);
        keys.sort_by(|left, right| {
            let by_number = match (number(*left), number(*right)) {
                (Some(left), Some(right)) if descending => right.cmp(&left),
                (Some(left), Some(right)) => left.cmp(&right),
                (left, right) => right.is_some().cmp(&left.is_some()),
            };
            by_number.then_with(|| rank(*left).cmp(&rank(*right)))
        });
        keys.into_iter().map(|key| (key, self.test(key))).collect()
    }

    /// The values of an expression by the dimension.
    pub(crate) fn values(self, expr: &Expr) -> Rc<Values> {
        self.among(expr, &[])
    }

    /// The same, where each of these rows has its place among them.
    pub(crate) fn among(self, expr: &Expr, rows: &[i64]) -> Rc<Values> {
        self.evaluation.values(expr, Some(By { dimension: self.by, rows }))
    }

    /// The dimension as the first ledger that takes part sees it.
    fn view(self) -> Option<View<'a>> {
        match self.by {
            Dimension::Fields(fields) => {
                let (ledger, field) = fields.first_key_value()?;
                self.evaluation.sources().view(ledger, field)
            }
            Dimension::Parts { .. } => None,
        }
    }

    fn test(self, key: i64) -> Option<Test> {
        self.view().map(|view| view.test(key))
    }

    /// What a value is called.
    pub(crate) fn label(self, key: i64) -> String {
        match self.by {
            Dimension::Fields(_) => self.view().map_or_else(String::new, |view| view.label(key)),
            Dimension::Parts { ledger, parts, .. } => {
                let part = usize::try_from(key).ok().and_then(|at| parts.get(at));
                let ledger = self.evaluation.sources().get(ledger);
                let column = ledger.zip(part).and_then(|(loaded, part)| loaded.ledger.column(part));
                column.map_or_else(String::new, |column| column.title().to_owned())
            }
        }
    }
}
