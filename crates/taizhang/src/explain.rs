//! `taizhang explain`: where a number comes from.

use crate::caveats::complain_of;
use crate::cli::{Engine, ExplainOptions};
use crate::language::{complain, here, tell};
use crate::outcome::{End, Fatal};
use crate::session::Session;
use crate::sql::{dialect, ledgers, zone};
use crate::values::all_answered;
use model::figure::{Figure, Provenance};
use model::plan::FigurePlan;
use model::{CellRef, Said, say};

/// So many cells are shown unless all are asked for.
const SHOWN: usize = 10;

/// Explains the figure with that name or title.
pub(crate) fn run(options: &ExplainOptions) -> Result<End, Fatal> {
    let session = Session::open_answered(&options.common, &[], options.values.as_deref())?;
    let Candidate { set, figure, .. } = asked_for(&session, &options.figure)?;
    let Some((figure, provenance)) = stats::explain(&session.sources, set, &figure.name) else {
        return Err(Fatal::Message(unknown(&session, &options.figure)));
    };
    all_answered(&session.sources)?;
    if let Some(engine) = options.dialect {
        print_queries(&session, engine, &figure);
    } else if options.output.json() {
        println!("{:#}", serde_json::json!({ "figure": figure, "provenance": written(&provenance) }));
    } else {
        print(&figure, &provenance, 0, if options.all { usize::MAX } else { SHOWN });
    }
    complain_of(&session.caveats, &[figure]);
    Ok(session.end())
}

/// A figure that may be meant, among the figures that it is computed with.
struct Candidate<'a> {
    /// The name of its report; none for one that reports share.
    report: Option<&'a str>,
    set: &'a [FigurePlan],
    figure: &'a FigurePlan,
}

/// The figure with that name, or else that title; `tax-monthly/done` is that of one report. One that reports share comes
/// first, and others with another value are named.
///
/// # Errors
/// No such figure.
fn asked_for<'a>(session: &'a Session, asked: &str) -> Result<Candidate<'a>, Fatal> {
    let reports = session.reports.iter().map(|(source, plan)| (Some(source), plan.figures.as_slice()));
    let sets: Vec<_> = std::iter::once((None, session.shared.as_slice())).chain(reports).collect();
    let found = |within: Option<&str>, fits: &dyn Fn(&FigurePlan) -> bool| -> Vec<Candidate<'a>> {
        let meant = sets
            .iter()
            .filter(|(source, _)| within.is_none_or(|name| source.is_some_and(|source| source.report.name == name)));
        meant
            .flat_map(|(source, set)| {
                let report = source.map(|source| source.report.name.as_str());
                set.iter().filter(|figure| fits(figure)).map(move |figure| Candidate { report, set, figure })
            })
            .collect()
    };
    let within = |within: Option<&str>, asked: &str| {
        let named = found(within, &|figure| figure.name == asked);
        if named.is_empty() { found(within, &|figure| figure.title == asked) } else { named }
    };
    let mut candidates = within(None, asked);
    if let (true, Some((report, figure))) = (candidates.is_empty(), asked.split_once('/')) {
        candidates = within(Some(report), figure);
    }
    // A figure that reports share stands in each of them, and one may be another by a name of its own.
    let value = |candidate: &Candidate<'_>| {
        let explained = stats::explain(&session.sources, candidate.set, &candidate.figure.name);
        explained.map(|(figure, _)| figure.value)
    };
    let first = candidates.first().and_then(value);
    let others = candidates.iter().skip(1).filter(|candidate| value(candidate) != first).map(|candidate| {
        let Candidate { report, figure, .. } = candidate;
        Said::same(report.map_or_else(|| figure.name.clone(), |report| format!("{report}/{}", figure.name)))
    });
    let others: Vec<Said> = others.collect();
    if !others.is_empty() {
        let others = Said::list(others);
        complain!(
            "还有名称或标题相同、数不同的指标：{others}；要看它们，请照这样写。",
            "there are figures of the same name or title with other values: {others}; write them like this to see them.",
            others
        );
    }
    candidates.into_iter().next().ok_or_else(|| Fatal::Message(unknown(session, asked)))
}

/// For each measure of a figure the query for its cells in another engine.
fn print_queries(session: &Session, engine: Engine, figure: &Figure) {
    for words in [format!("{}（{}）= {}", figure.title, figure.name, figure.text), figure.words[0].clone()] {
        println!("-- {}", ::sql::comment(&words));
    }
    for query in stats::expr_queries(&session.sources, &figure.expr) {
        println!("{};", ::sql::cells(dialect(engine), &ledgers(session), &zone(session), &query));
    }
}

fn unknown(session: &Session, asked: &str) -> Said {
    let reports = session.reports.iter().flat_map(|(_, plan)| &plan.figures);
    let all: Vec<&FigurePlan> = session.shared.iter().chain(reports).collect();
    let known = all.iter().flat_map(|figure| [figure.name.as_str(), figure.title.as_str()]);
    match model::diagnostic::nearest(asked, known) {
        Some(near) => {
            say!("没有“{asked}”这个指标，是否为“{near}”？", "there is no figure “{asked}”; did you mean “{near}”?")
        }
        None => say!(
            "没有“{asked}”这个指标，用 taizhang figures 查看全部指标。",
            "there is no figure “{asked}”; taizhang figures lists all of them."
        ),
    }
}

/// The form for machines, with the words of the run's language.
fn written(provenance: &Provenance) -> serde_json::Value {
    let Provenance { definition, filter, operands, cells } = provenance;
    let operand = |(figure, inner): &(Figure, Provenance)| serde_json::json!([figure, written(inner)]);
    let operands: Vec<serde_json::Value> = operands.iter().map(operand).collect();
    serde_json::json!({ "definition": here(definition), "filter": here(filter), "operands": operands, "cells": cells })
}

fn print(figure: &Figure, provenance: &Provenance, depth: usize, most: usize) {
    let indent = "  ".repeat(depth);
    let Figure { title, name, text, .. } = figure;
    match depth {
        0 => tell!("{indent}{title}（{name}） = {text}", "{indent}{title} ({name}) = {text}"),
        _ => tell!(
            "{indent}{title}（{name}）（{month}） = {text}",
            "{indent}{title} ({name}, {month}) = {text}",
            month = figure.time.month
        ),
    }
    if let model::figure::Outcome::Number(value) = &figure.value {
        let exact = figure.format.unit.convert(*value).unwrap_or(*value);
        let unit = figure.format.unit.name();
        tell!("{indent}  精确值：{exact}{unit}", "{indent}  exact value: {exact}{unit}");
    }
    let Provenance { definition, filter, cells, operands } = provenance;
    tell!("{indent}  算法：{definition}", "{indent}  reckoned as: {definition}", definition);
    if !filter.chinese().is_empty() {
        tell!("{indent}  条件：{filter}", "{indent}  condition: {filter}", filter);
    }
    if !cells.is_empty() {
        let count = cells.len();
        tell!("{indent}  单元格 {count} 个：", "{indent}  {count} cell(s):");
        for CellRef { place, value } in cells.iter().take(most) {
            tell!("{indent}    {place} = {value}", "{indent}    {place} = {value}", place);
        }
        if let Some(more) = count.checked_sub(most).filter(|more| *more > 0) {
            tell!("{indent}    ……还有 {more} 个，用 --all 查看", "{indent}    … {more} more; see --all");
        }
    }
    for (operand, inner) in operands {
        print(operand, inner, depth + 1, most);
    }
}
