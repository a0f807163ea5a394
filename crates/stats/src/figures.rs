//! Figures: what the plan's expressions come to.

use crate::evaluate::{Evaluation, text};
use crate::sources::Sources;
use crate::words::words;
use model::figure::Figure;
use model::plan::FigurePlan;

/// Every figure, in the order of the plans.
pub fn figures(sources: &Sources, plans: &[FigurePlan]) -> Vec<Figure> {
    let evaluation = Evaluation::new(sources);
    plans.iter().map(|plan| figure(&evaluation, plan)).collect()
}

/// A figure with its value.
pub(crate) fn figure(evaluation: &Evaluation<'_>, plan: &FigurePlan) -> Figure {
    let value = evaluation.outcome(&plan.expr);
    let format = plan.format.clone();
    let format = if plan.trims { value.number().map_or(format.clone(), |value| format.whole([value])) } else { format };
    Figure {
        name: plan.name.clone(),
        title: plan.title.clone(),
        text: text(&value, &format),
        value,
        quantity: plan.quantity,
        format,
        against: plan.against,
        caveats: Vec::new(),
        time: plan.time,
        words: words(evaluation.sources().catalogue(), &plan.expr, plan.time),
        expr: plan.expr.clone(),
    }
}
