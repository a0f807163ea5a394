//! Reconciliations (勾稽) between figures.

use crate::evaluate::{Evaluation, text};
use crate::explain::explain;
use crate::period::Moment;
use crate::sources::Sources;
use model::check::{Check, RECONCILIATION};
use model::figure::{FigureDefinition, Missing, Outcome};
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
        let severity = check.severity.unwrap_or(RECONCILIATION.severity);
        Some(Diagnostic { severity, ..Diagnostic::new(&RECONCILIATION, Place::file(file), message) })
    });
    failed.collect()
}

/// The message of a reconciliation that fails. One whose sides have no value yet does not.
fn compare(evaluation: &Evaluation<'_>, check: &Check, moment: Moment) -> Option<String> {
    let (_, definition) = evaluation.definition(&check.figure)?;
    let format = evaluation.format(definition);
    let left = evaluation.values(&check.figure, moment).get(None).ok()?;
    let names: Vec<&String> = check.right().collect();
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
        "{}：{} {} {relation} {} {}，相差 {}，允许误差 {tolerance}{}。{}涉及单元格：{}",
        check.title,
        title(&check.figure),
        exact(left),
        sides.join(" + "),
        exact(right),
        exact(difference),
        format.unit.name(),
        check.note.as_deref().unwrap_or_default(),
        cells.join("、")
    )
}

/// The notes on failed reconciliations for the report that shows these figures: those whose
/// definition asks for it.
pub fn notes(sources: &Sources<'_>, definitions: &[FigureDefinition], checks: &[Check], moment: Moment) -> Vec<String> {
    let evaluation = Evaluation::new(sources, definitions);
    let shown = checks.iter().filter(|check| check.in_report && compare(&evaluation, check, moment).is_some());
    let figure = |name: &str| evaluation.definition(name).map(|(_, figure)| evaluation.figure(figure, moment));
    let told = |check: &Check| {
        let left = figure(&check.figure)?;
        let right: Vec<String> = check
            .right()
            .filter_map(|name| figure(name))
            .map(|figure| format!("{}{}", figure.title, figure.text))
            .collect();
        let sides = Outcome::Balance {
            whole: left.value.number()?,
            parts: check.right().filter_map(|name| figure(name)?.value.number()).collect(),
        };
        let note = check.note.as_deref().unwrap_or("两者不一致，请核实。");
        Some(format!("注：{}{}，{}（{}），{note}", left.title, left.text, right.join("、"), text(&sides, &left.format)))
    };
    shown.filter_map(told).collect()
}

/// The first cells behind a figure: enough to begin looking.
fn first_cells(evaluation: &Evaluation<'_>, name: &str, moment: Moment) -> Vec<String> {
    let Some(provenance) = explain(evaluation.sources, evaluation.definitions, name, moment) else { return Vec::new() };
    provenance.cells.iter().take(3).map(|cell| cell.place.to_string()).collect()
}
