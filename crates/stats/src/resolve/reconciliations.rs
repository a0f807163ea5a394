//! Reconciliations (勾稽): the sides of each as expressions of the figures that all reports share.

use super::units;
use crate::checks::RECONCILIATION;
use model::expr::{Expr, Of, Operand};
use model::plan::{FigurePlan, ReconciliationPlan, Relation, SidePlan};
use model::reconciliation::Reconciliation;
use model::{Diagnostic, Exact, Place, Said, Scale, define, diagnostic::suggestion, say};

/// The plans of the reconciliations; `text` and `file` are those of the definitions.
///
/// # Errors
/// Every name that no shared figure has, and every tolerance that is no number, at its line.
pub fn reconciliations(
    figures: &[FigurePlan],
    definitions: &[Reconciliation],
    (text, file): (&str, &str),
) -> Result<Vec<ReconciliationPlan>, Vec<Diagnostic>> {
    let (mut plans, mut problems) = (Vec::new(), Vec::new());
    for definition in definitions {
        match plan(figures, definition) {
            Ok(plan) => plans.push(plan),
            Err(messages) => problems.extend(messages.into_iter().map(|message| {
                let place = Place::line(file, define::line_of(text, &["checks", &definition.name]));
                let name = &definition.name;
                define::problem(place, say!("勾稽“{name}”：{message}", "reconciliation “{name}”: {message}", message))
            })),
        }
    }
    if problems.is_empty() { Ok(plans) } else { Err(problems) }
}

fn plan(figures: &[FigurePlan], definition: &Reconciliation) -> Result<ReconciliationPlan, Vec<Said>> {
    let find = |name: &String| {
        figures.iter().find(|figure| figure.name == *name).ok_or_else(|| {
            let known = suggestion(name, figures.iter().map(|figure| figure.name.as_str()));
            say!("共用指标里没有“{name}”{known}", "there is no “{name}” among the shared figures{known}", known)
        })
    };
    let (left, right): (Vec<_>, Vec<_>) =
        (vec![find(&definition.figure)], definition.right().map(find).collect::<Vec<_>>());
    let tolerance = match definition.tolerance.as_deref() {
        None => Ok(Exact::ZERO),
        Some(text) => Exact::parse(text)
            .ok_or_else(|| say!("tolerance 应为数字，写的是“{text}”", "tolerance must be a number; it says “{text}”")),
    };
    let mut problems: Vec<Said> = left.iter().chain(&right).filter_map(|found| found.clone().err()).collect();
    problems.extend(tolerance.clone().err());
    let (left, right): (Vec<&FigurePlan>, Vec<&FigurePlan>) =
        (left.into_iter().flatten().collect(), right.into_iter().flatten().collect());
    let Some((format, tolerance)) = left.first().map(|figure| figure.format.clone()).zip(tolerance.ok()) else {
        return Err(problems);
    };
    let scale = |figure: &FigurePlan| Scale::stored(&figure.format.unit);
    problems.extend(
        left.iter()
            .chain(&right)
            .skip(1)
            .filter_map(|figure| units::added((&left[0].name, &scale(left[0])), (&figure.name, &scale(figure))).err()),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(ReconciliationPlan {
        title: definition.title.clone(),
        left: side(&left),
        relation: if definition.not_above.is_some() { Relation::NotAbove } else { Relation::Equal },
        right: side(&right),
        tolerance,
        format,
        severity: definition.severity.unwrap_or(RECONCILIATION.severity),
        note: definition.note.clone(),
        in_report: definition.in_report,
    })
}

/// The figures that add up to a side.
fn side(figures: &[&FigurePlan]) -> SidePlan {
    let operand = |figure: &&FigurePlan| {
        let (name, title) = (figure.name.clone(), figure.title.clone());
        Expr::Figure(Operand { name, title, time: figure.time, of: Of::Row }, Box::new(figure.expr.clone()))
    };
    let mut exprs: Vec<Expr> = figures.iter().map(operand).collect();
    SidePlan {
        names: figures.iter().map(|figure| figure.name.clone()).collect(),
        titles: figures.iter().map(|figure| figure.title.clone()).collect(),
        expr: if exprs.len() == 1 { exprs.remove(0) } else { Expr::Sum(exprs) },
    }
}
