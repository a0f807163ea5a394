//! Cross tables (交叉表): all figures side by side for each value of a second dimension, or each time.

use crate::along::Along;
use crate::evaluate::Evaluation;
use crate::narrow::at_key;
use model::document::{ALL_ACROSS, HeadCell, TableColumn};
use model::expr::{Axis, Expr, Test};
use model::plan::{AcrossPlan, RowsPlan, TablePlan, ValuesPlan};
use std::borrow::Cow;

/// The plan of a table with a column for each figure of each value that stands across. Which values
/// there are, only the records know; all else of the table is as of any other.
pub(crate) fn crossed<'a>(evaluation: &Evaluation<'_>, plan: &'a TablePlan) -> Cow<'a, TablePlan> {
    let Some(across) = &plan.across else { return Cow::Borrowed(plan) };
    let (labels, rows) = match across {
        AcrossPlan::Values { by, total } => {
            let along = Along { evaluation, by };
            let keys = along.keys(plan.exprs(), None);
            let mut labels: Vec<String> = keys.iter().map(|(key, _)| along.label(*key)).collect();
            if *total {
                labels.push(ALL_ACROSS.to_owned());
            }
            let side_by_side = |exprs: &[Expr]| {
                let at = |(key, test): &(i64, Option<Test>)| {
                    let one = |expr: &Expr| at_key(expr, Axis::Across, by, (*key, test.as_ref()));
                    exprs.iter().map(one).collect::<Vec<_>>()
                };
                // The figures of all values stand behind, shown or not: they order the rows.
                keys.iter().flat_map(at).chain(exprs.iter().cloned()).collect::<Vec<_>>()
            };
            (labels, rows(plan, side_by_side, keys.len()))
        }
        AcrossPlan::Times { times, total } => {
            let mut labels: Vec<String> = times.iter().map(|(label, _)| label.clone()).collect();
            if total.is_some() {
                labels.push(ALL_ACROSS.to_owned());
            }
            let exprs = || times.iter().flat_map(|(_, exprs)| exprs).chain(total.iter().flatten()).cloned();
            // By the sums, else by the last time.
            (labels.clone(), rows(plan, |_| exprs().collect(), labels.len().saturating_sub(1)))
        }
    };
    let mut plan = TablePlan { rows, across: None, ..plan.clone() };
    heads(&mut plan, &labels);
    Cow::Owned(plan)
}

/// The rows with other columns; those that order them stand behind so many values.
fn rows(plan: &TablePlan, side_by_side: impl Fn(&[Expr]) -> Vec<Expr>, behind: usize) -> RowsPlan {
    match &plan.rows {
        RowsPlan::Times(times) => {
            RowsPlan::Times(times.iter().map(|(label, exprs)| (label.clone(), side_by_side(exprs))).collect())
        }
        RowsPlan::Values(values) => {
            let order = values.order.map(|(at, direction)| (behind * plan.formats.len() + at, direction));
            RowsPlan::Values(ValuesPlan { columns: side_by_side(&values.columns), order, ..values.clone() })
        }
    }
}

/// The heads and formats of each value's columns. One figure alone needs no words of its own below
/// the value's; its unit stands above the table then.
fn heads(plan: &mut TablePlan, labels: &[String]) {
    let own = plan.columns.split_off(plan.before);
    let alone = own.len() == 1;
    let lead = || vec![HeadCell { title: String::new(), columns: 1 }; plan.before];
    let mut head = Vec::new();
    if !alone {
        let over = labels.iter().map(|label| HeadCell { title: label.clone(), columns: own.len() });
        head.push(lead().into_iter().chain(over).collect());
    }
    for row in &plan.head {
        let own = row.get(plan.before..).unwrap_or_default();
        head.push(lead().into_iter().chain(labels.iter().flat_map(|_| own.iter().cloned())).collect());
    }
    let column = |label: &String, column: &TableColumn| TableColumn {
        title: if alone { label.clone() } else { column.title.clone() },
        figure: column.figure.as_ref().map(|figure| TableColumn::crossed(figure, label)),
        ..column.clone()
    };
    let columns: Vec<TableColumn> =
        labels.iter().flat_map(|label| own.iter().map(|own| column(label, own)).collect::<Vec<_>>()).collect();
    if let (true, None, Some(format)) = (alone, &plan.unit, plan.formats.first()) {
        plan.unit = Some(format.unit.name().to_owned()).filter(|unit| !unit.is_empty());
    }
    plan.trims = labels.iter().flat_map(|_| plan.trims.iter().copied()).collect();
    plan.formats = labels.iter().flat_map(|_| plan.formats.iter().cloned()).collect();
    plan.columns.extend(columns);
    plan.head = head;
}
