//! The reckonings of all that a report shows: its figures, its tables, the reconciliations.

use crate::evaluate::Evaluation;
use crate::period::Moment;
use crate::reckon::{At, Reckoner};
use crate::rows::Walk;
use crate::sources::Sources;
use crate::words;
use model::Exact;
use model::check::Check;
use model::figure::{FigureDefinition, Missing};
use model::ledger::Kind;
use model::reckoning::{CheckWorking, Deadline, FigureWorking, Holder, Reckoning, SideWorking, TableWorking, Workings};
use model::report::{Report, TableDefinition};
use std::collections::BTreeSet;

/// How every figure and every cell of a table of a report comes about. The rows and columns of a
/// table are those that [`crate::table`] gives.
pub fn workings(sources: &Sources<'_>, report: &Report, moment: Moment) -> Workings {
    let definitions = &report.figures;
    let evaluation = Evaluation::new(sources, definitions);
    let reckoner = whole(&evaluation);
    let figure = |figure: &FigureDefinition| FigureWorking {
        name: figure.name.clone(),
        definition: words::definition(sources, definitions, figure, moment.of(figure)),
        filter: words::filter(sources, figure, moment.of(figure)),
        reckoning: reckoner.shown(figure, moment),
    };
    let tables = report.tables.iter().map(|table| TableWorking {
        table: table.name.clone(),
        rows: rows(sources, definitions, table, moment).into_iter().map(|row| framed(table, row)).collect(),
    });
    Workings {
        figures: definitions.iter().map(figure).collect(),
        tables: tables.collect(),
        checks: Vec::new(),
        deadlines: deadlines(sources, report, moment),
    }
}

/// Adds the reconciliations of the figures that all reports share, those alone whose ledgers the
/// report uses anyway: a workbook carries no other records.
pub fn with_checks(
    workings: Workings,
    sources: &Sources<'_>,
    report: &Report,
    (definitions, checks): (&[FigureDefinition], &[Check]),
    moment: Moment,
) -> Workings {
    let mut used: BTreeSet<&str> = report.details.keys().map(String::as_str).collect();
    workings.visit(|selection| {
        used.insert(&selection.ledger);
    });
    let evaluation = Evaluation::new(sources, definitions);
    let working = |check| working(&evaluation, check, moment);
    let fits = |check: &CheckWorking| {
        let mut fits = true;
        for side in [&check.left, &check.right] {
            side.reckoning.visit(&mut |selection| fits &= used.contains(selection.ledger.as_str()));
        }
        fits
    };
    let checks = checks.iter().filter_map(working).filter(fits).collect();
    Workings { checks, ..workings }
}

/// The columns of deadline and state of every listing and ledger that has both.
fn deadlines(sources: &Sources<'_>, report: &Report, moment: Moment) -> Vec<Deadline> {
    let find = |ledger: &str, columns: &[String], of: Holder| {
        let loaded = sources.get(ledger)?;
        let definition = loaded.source.ledger;
        let due = columns.iter().position(|id| Some(id) == definition.deadline.as_ref())?;
        let is_status = |id: &String| definition.column(id).is_some_and(|column| column.kind == Kind::Status);
        let status = columns.iter().position(is_status)?;
        let words = columns.get(status).and_then(|id| definition.column(id))?;
        let done = words.done.iter().chain(&words.standing).cloned().collect();
        Some(Deadline { of, due, status, done, as_of: moment.as_of, sent: loaded.snapshot(moment) })
    };
    let listings = report.listings.iter().filter_map(|listing| {
        let mut deadline = find(&listing.ledger, &listing.columns, Holder::Listing(listing.name.clone()))?;
        let before = usize::from(listing.numbered);
        (deadline.due, deadline.status) = (deadline.due + before, deadline.status + before);
        Some(deadline)
    });
    let ledgers = sources.ledgers().filter_map(|ledger| {
        let columns = &sources.get(ledger)?.source.ledger.columns;
        let ids: Vec<String> = columns.iter().map(|column| column.id.clone()).collect();
        find(ledger, &ids, Holder::Ledger(ledger.to_owned()))
    });
    listings.chain(ledgers).collect()
}

fn whole<'a>(evaluation: &'a Evaluation<'a>) -> Reckoner<'a> {
    Reckoner { evaluation, at: At::Whole }
}

/// A row with the columns before its figures: the running number, the label.
fn framed(table: &TableDefinition, figures: Vec<Reckoning>) -> Vec<Option<Reckoning>> {
    let before = 1 + usize::from(table.numbered);
    std::iter::repeat_n(None, before).chain(figures.into_iter().map(Some)).collect()
}

fn rows(
    sources: &Sources<'_>,
    definitions: &[FigureDefinition],
    table: &TableDefinition,
    moment: Moment,
) -> Vec<Vec<Reckoning>> {
    let plain = Evaluation::new(sources, definitions);
    let figures: Vec<&FigureDefinition> =
        table.figures().filter_map(|name| plain.definition(name).map(|(_, figure)| figure)).collect();
    let mut rows = Vec::new();
    Walk { sources, definitions, table, figures: &figures, moment }.rows(&mut |place| {
        let reckoner = Reckoner { evaluation: place.evaluation, at: place.at };
        rows.push(figures.iter().map(|figure| reckoner.of(&figure.name, place.moment)).collect());
    });
    rows
}

fn working(evaluation: &Evaluation<'_>, check: &Check, moment: Moment) -> Option<CheckWorking> {
    let (_, definition) = evaluation.definition(&check.figure)?;
    let format = evaluation.format(definition);
    let names: Vec<&str> = check.equals.iter().chain(&check.sums).chain(&check.not_above).map(String::as_str).collect();
    let (left, right) = (side(evaluation, &[&check.figure], moment), side(evaluation, &names, moment));
    let tolerance = check.tolerance.as_deref().and_then(Exact::parse).unwrap_or(Exact::ZERO);
    let above = check.not_above.is_some();
    let difference = left.value.zip(right.value).and_then(|(left, right)| format.unit.convert(left.minus(right)?));
    let holds = difference.map(|shown| if above { shown <= tolerance } else { shown.abs() <= tolerance });
    let relation = if above { "≤" } else { "=" };
    Some(CheckWorking { title: check.title.clone(), left, relation, right, tolerance, format, holds })
}

fn side(evaluation: &Evaluation<'_>, names: &[&str], moment: Moment) -> SideWorking {
    let title = |name: &&str| evaluation.definition(name).map_or_else(String::new, |(_, figure)| figure.title.clone());
    let value = names.iter().try_fold(Exact::ZERO, |sum, name| {
        sum.plus(evaluation.values(name, moment).get(None)?).ok_or(Missing::TooLarge)
    });
    let reckoner = whole(evaluation);
    let mut operands: Vec<Reckoning> = names.iter().map(|name| reckoner.of(name, moment)).collect();
    let reckoning = if operands.len() == 1 { operands.remove(0) } else { Reckoning::Sum(operands) };
    SideWorking { words: names.iter().map(title).collect::<Vec<_>>().join(" + "), value: value.ok(), reckoning }
}
