//! What another engine is asked for: the measures that the numbers of a report are put together from.

use crate::evaluate::Evaluation;
use crate::figures::figure;
use crate::measure::query;
use crate::sources::Sources;
use crate::table::table;
use model::expr::Expr;
use model::plan::{FigurePlan, TablePlan};
use model::query::Query;

/// The measures of a figure.
pub fn figure_queries(sources: &Sources, plan: &FigurePlan) -> Vec<Query> {
    asked(sources, |evaluation| drop(figure(evaluation, plan)))
}

/// The measures of a table: of its rows, its columns and all that stands beside them.
pub fn table_queries(sources: &Sources, plan: &TablePlan) -> Vec<Query> {
    asked(sources, |evaluation| drop(table(evaluation, plan)))
}

/// The measures of an expression alone.
pub fn expr_queries(sources: &Sources, expr: &Expr) -> Vec<Query> {
    asked(sources, |evaluation| drop(evaluation.number(expr)))
}

/// The measures that are needed for what is done.
fn asked(sources: &Sources, done: impl FnOnce(&Evaluation<'_>)) -> Vec<Query> {
    let evaluation = Evaluation::new(sources);
    done(&evaluation);
    let mut queries: Vec<Query> = evaluation
        .measured_so_far()
        .iter()
        .filter_map(|(take, selection, by)| query(sources, take, selection, by.as_ref()))
        .collect();
    queries.sort();
    queries
}
