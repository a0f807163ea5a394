//! Reconciliations (勾稽) between figures.

use crate::evaluate::Evaluation;
use crate::explain::explain;
use crate::period::Moment;
use crate::sources::Sources;
use model::check::{Check, RECONCILIATION};
use model::figure::{FigureDefinition, Missing};
use model::unit::Format;
use model::{Diagnostic, Exact, Place};

/// Every reconciliation that fails, with both sides, the difference and the first cells.
/// `file` is the file of the checks, for messages.
pub fn reconcile(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    checks: &[Check],
    moment: Moment,
    file: &str,
) -> Vec<Diagnostic> {
    let evaluation = Evaluation::new(sources, definitions);
    let failed = checks.iter().filter_map(|check| {
        let message = compare(&evaluation, check, moment)?;
        Some(Diagnostic::new(&RECONCILIATION, Place::file(file), message))
    });
    failed.collect()
}

/// The message of a reconciliation that fails. One whose sides have no value yet does not.
fn compare(evaluation: &Evaluation<'_>, check: &Check, moment: Moment) -> Option<String> {
    let (_, definition) = evaluation.definition(&check.figure)?;
    let format = evaluation.format(definition);
    let left = evaluation.values(&check.figure, moment).get(None).ok()?;
    let names: Vec<&String> = check.equals.iter().chain(&check.sums).chain(&check.not_above).collect();
    let right = names.iter().try_fold(Exact::ZERO, |sum, name| {
        sum.plus(evaluation.values(name, moment).get(None)?).ok_or(Missing::TooLarge)
    });
    let right = right.ok()?;
    let difference = left.minus(right)?;
    let shown = format.unit.convert(difference)?;
    let tolerance = check.tolerance.as_deref().and_then(Exact::parse).unwrap_or(Exact::ZERO);
    let holds = if check.not_above.is_some() { shown <= tolerance } else { shown.abs() <= tolerance };
    (!holds).then(|| message(evaluation, check, &names, [left, right, difference], &format, moment))
}

fn message(
    evaluation: &Evaluation<'_>,
    check: &Check,
    names: &[&String],
    [left, right, difference]: [Exact; 3],
    format: &Format,
    moment: Moment,
) -> String {
    let title = |name: &str| evaluation.definition(name).map_or_else(String::new, |(_, figure)| figure.title.clone());
    let exact = |value: Exact| format!("{}{}", format.unit.convert(value).unwrap_or(value), format.unit.name());
    let sides: Vec<String> = names.iter().map(|name| title(name)).collect();
    let tolerance = check.tolerance.as_deref().unwrap_or("0");
    let relation = if check.not_above.is_some() { "不应大于" } else { "应等于" };
    let cells: Vec<String> = [&check.figure]
        .into_iter()
        .chain(names.iter().copied())
        .flat_map(|name| first_cells(evaluation, name, moment))
        .collect();
    format!(
        "{}：{} {} {relation} {} {}，相差 {}，允许误差 {tolerance}{}。涉及单元格：{}",
        check.title,
        title(&check.figure),
        exact(left),
        sides.join(" + "),
        exact(right),
        exact(difference),
        format.unit.name(),
        cells.join("、")
    )
}

/// The first cells behind a figure: enough to begin looking.
fn first_cells(evaluation: &Evaluation<'_>, name: &str, moment: Moment) -> Vec<String> {
    let Some(provenance) = explain(evaluation.sources, evaluation.definitions, name, moment) else { return Vec::new() };
    provenance.cells.iter().take(3).map(|cell| cell.place.to_string()).collect()
}
