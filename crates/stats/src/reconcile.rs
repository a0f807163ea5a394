//! Reconciliations (勾稽) between figures: computed once, told in messages, notes and workbooks.

use crate::evaluate::Evaluation;
use crate::sources::Sources;
use model::Unit;
use model::figure::{Figure, Outcome, Quantity};
use model::package::Reconciled;
use model::plan::{ReconciliationPlan, Relation};
use model::unit::Format;

/// How every reconciliation comes out.
pub fn reconcile(sources: &Sources, plans: &[ReconciliationPlan]) -> Vec<Reconciled> {
    let evaluation = Evaluation::new(sources);
    plans.iter().map(|plan| reconciled(&evaluation, plan)).collect()
}

fn reconciled(evaluation: &Evaluation<'_>, plan: &ReconciliationPlan) -> Reconciled {
    let sides = [&plan.left, &plan.right].map(|side| evaluation.number(&side.expr).ok());
    let difference = match sides {
        [Some(left), Some(right)] => left.minus(right),
        _ => None,
    };
    let shown = difference.and_then(|difference| plan.format.unit.convert(difference));
    let holds = shown.map(|shown| match plan.relation {
        Relation::Equal => shown.abs() <= plan.tolerance,
        Relation::NotAbove => shown <= plan.tolerance,
    });
    Reconciled { plan: plan.clone(), sides, difference, holds }
}

/// The notes on failed reconciliations for the report that shows these figures: those whose
/// definition asks for it.
pub fn notes(figures: &[Figure], reconciled: &[Reconciled]) -> Vec<String> {
    let figure = |name: &String| figures.iter().find(|figure| figure.name == *name);
    let failed = |reconciled: &&Reconciled| reconciled.plan.in_report && reconciled.holds == Some(false);
    let told = |reconciled: &Reconciled| {
        let plan = &reconciled.plan;
        let left = figure(plan.left.names.first()?)?;
        let right = plan.right.names.iter().map(figure).collect::<Option<Vec<_>>>()?;
        let words: Vec<String> = right.iter().map(|figure| format!("{}{}", figure.title, figure.text)).collect();
        let sides = Outcome::Balance {
            whole: left.value.number()?,
            parts: right.iter().filter_map(|figure| figure.value.number()).collect(),
        };
        let note = plan.note.as_deref().unwrap_or("两者不一致，请核实。");
        // A sum of 人 and of 人次 has no unit of its own.
        let counted = Format { unit: Unit::None, ..left.format.clone() };
        let format = if left.quantity == Quantity::Count { &counted } else { &left.format };
        let apart = sides.in_words(format)?;
        Some(format!("注：{}{}，{}（{apart}），{note}", left.title, left.text, words.join("、")))
    };
    reconciled.iter().filter(failed).filter_map(told).collect()
}
