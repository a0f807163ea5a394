//! Reconciliations (勾稽) between figures: computed once, told in messages, notes and workbooks.

use crate::evaluate::{Evaluation, text};
use crate::explain::cells_of;
use crate::sources::Sources;
use model::expr::Expr;
use model::figure::{Figure, Outcome};
use model::package::Reconciled;
use model::plan::{ReconciliationPlan, Relation, SidePlan};
use model::reconciliation::RECONCILIATION;
use model::{Diagnostic, Exact, Place};

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

/// Every reconciliation that fails, with both sides, the difference and the first cells. `file` is
/// the file of the reconciliations, for messages.
pub fn failed(sources: &Sources, reconciled: &[Reconciled], file: &str) -> Vec<Diagnostic> {
    let failed = reconciled.iter().filter(|reconciled| reconciled.holds == Some(false));
    let told = |reconciled: &Reconciled| {
        let message = message(sources, reconciled)?;
        let severity = reconciled.plan.severity;
        Some(Diagnostic { severity, ..Diagnostic::new(&RECONCILIATION, Place::file(file), message) })
    };
    failed.filter_map(told).collect()
}

fn message(sources: &Sources, reconciled: &Reconciled) -> Option<String> {
    let plan = &reconciled.plan;
    let unit = &plan.format.unit;
    let exact =
        |value: Option<Exact>| value.map(|value| format!("{}{}", unit.convert(value).unwrap_or(value), unit.name()));
    let [left, right] = reconciled.sides.map(exact);
    let cells: Vec<String> =
        [&plan.left, &plan.right].into_iter().flat_map(|side| first_cells(sources, side)).collect();
    Some(format!(
        "{}：{} {} {} {} {}，相差 {}，允许误差 {}{}。{}涉及单元格：{}",
        plan.title,
        plan.left.titles.join(" + "),
        left?,
        plan.relation.chinese(),
        plan.right.titles.join(" + "),
        right?,
        exact(reconciled.difference)?,
        plan.tolerance,
        unit.name(),
        plan.note.as_deref().unwrap_or_default(),
        cells.join("、")
    ))
}

/// The first cells behind each figure of a side: enough to begin looking.
fn first_cells(sources: &Sources, side: &SidePlan) -> Vec<String> {
    let figures = match &side.expr {
        Expr::Sum(operands) => operands.iter().collect(),
        other => vec![other],
    };
    let first = |figure: &Expr| match figure.bare() {
        Expr::Records(take, selection) => {
            cells_of(sources, take, selection).iter().take(3).map(|cell| cell.place.to_string()).collect()
        }
        _ => Vec::new(),
    };
    figures.into_iter().flat_map(first).collect()
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
        Some(format!("注：{}{}，{}（{}），{note}", left.title, left.text, words.join("、"), text(&sides, &left.format)))
    };
    reconciled.iter().filter(failed).filter_map(told).collect()
}
