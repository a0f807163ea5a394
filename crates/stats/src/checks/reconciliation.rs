//! Two sides that should agree do not.

use crate::explain::cells_of;
use crate::sources::Sources;
use model::expr::Expr;
use model::package::Reconciled;
use model::plan::SidePlan;
use model::{Diagnostic, Exact, Place, Rule, Said, Severity, Texts};

/// Two sides that should agree do not.
pub(crate) static RECONCILIATION: Rule = Rule {
    code: "reconciliation",
    severity: Severity::Error,
    chinese: Texts {
        title: "勾稽不平",
        meaning: "勾稽关系两边的数不一致，且相差超过允许的误差。",
        example: "四个季度之和 1015986.1，全年累计 1015986.2，相差 0.1，允许误差 0.05。",
        remedy: "对照列出的单元格核实两边的数；属四舍五入尾差的，在 checks.toml 里放宽 tolerance。",
        words: &[
            "{title}：{left} {left-value} {relation} {right} {right-value}，相差 {difference}，允许误差 {tolerance}。{note}涉及单元格：{cells}",
            "{title}：{left} {left-value} {relation} {right} {right-value}，相差 {difference}，允许误差 {tolerance}。涉及单元格：{cells}",
        ],
    },
    english: Texts {
        title: "Reconciliation does not balance",
        meaning: "The two sides of a reconciliation differ by more than the tolerance.",
        example: "The four quarters add up to 1015986.1 and the whole year is 1015986.2; the difference is 0.1 and the tolerance 0.05.",
        remedy: "Check the values of both sides at the cells listed; where the difference comes from rounding, raise tolerance in checks.toml.",
        words: &[
            "{title}: {left} ({left-value}) {relation} {right} ({right-value}); the difference is {difference}, the tolerance is {tolerance}. {note} Cells: {cells}",
            "{title}: {left} ({left-value}) {relation} {right} ({right-value}); the difference is {difference}, the tolerance is {tolerance}. Cells: {cells}",
        ],
    },
};

/// Every reconciliation that fails, with both sides, the difference and the first cells. `file` is
/// the file of the reconciliations, for messages.
pub fn failed(sources: &Sources, reconciled: &[Reconciled], file: &str) -> Vec<Diagnostic> {
    let failed = reconciled.iter().filter(|reconciled| reconciled.holds == Some(false));
    failed.filter_map(|reconciled| problem(sources, reconciled, file)).collect()
}

fn problem(sources: &Sources, reconciled: &Reconciled, file: &str) -> Option<Diagnostic> {
    let plan = &reconciled.plan;
    let unit = &plan.format.unit;
    let exact =
        |value: Option<Exact>| value.map(|value| format!("{}{}", unit.convert(value).unwrap_or(value), unit.name()));
    let [left, right] = reconciled.sides.map(exact);
    let mut cells: Vec<Place> = Vec::new();
    for place in [&plan.left, &plan.right].into_iter().flat_map(|side| first_cells(sources, side)) {
        if !cells.contains(&place) {
            cells.push(place);
        }
    }
    let severity = plan.severity;
    let problem = Diagnostic { severity, ..Diagnostic::new(&RECONCILIATION, Place::file(file)) }
        .name("title", &plan.title)
        .name("left", plan.left.titles.join(" + "))
        .amount("left-value", left?)
        .phrase("relation", plan.relation.said())
        .name("right", plan.right.titles.join(" + "))
        .amount("right-value", right?)
        .amount("difference", exact(reconciled.difference)?)
        .text("tolerance", Said::same(format!("{}{}", plan.tolerance, unit.name())))
        .places("cells", cells);
    Some(match &plan.note {
        Some(note) => problem.text("note", Said::same(note)),
        None => problem,
    })
}

/// The first cells behind each figure of a side: enough to begin looking.
fn first_cells(sources: &Sources, side: &SidePlan) -> Vec<Place> {
    let figures = match &side.expr {
        Expr::Sum(operands) => operands.iter().collect(),
        other => vec![other],
    };
    let first = |figure: &Expr| match figure.bare() {
        Expr::Records(take, selection) => {
            cells_of(sources, take, selection).into_iter().take(3).map(|cell| cell.place).collect()
        }
        _ => Vec::new(),
    };
    figures.into_iter().flat_map(first).collect()
}
