//! `taizhang explain`: where a number comes from.

use crate::cli::{Engine, ExplainOptions};
use crate::language::{here, tell};
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
    let reports = session.reports.iter().map(|(_, plan)| plan.figures.as_slice());
    let mut sets = std::iter::once(session.shared.as_slice()).chain(reports);
    let asked = |figure: &&FigurePlan| figure.name == options.figure || figure.title == options.figure;
    let found = sets.find_map(|set| Some((set, set.iter().find(asked)?)));
    let explained = found.and_then(|(set, figure)| stats::explain(&session.sources, set, &figure.name));
    let Some((figure, provenance)) = explained else {
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
    Ok(if session.has_errors() { End::Problems } else { End::Clean })
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
