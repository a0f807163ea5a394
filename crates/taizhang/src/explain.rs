//! `taizhang explain`: where a number comes from.

use crate::cli::{Engine, ExplainOptions};
use crate::outcome::{End, Fatal};
use crate::session::Session;
use crate::sql::{dialect, ledgers, zone};
use crate::values::all_answered;
use model::figure::{Figure, Provenance};
use model::plan::FigurePlan;

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
        println!("{:#}", serde_json::json!({ "figure": figure, "provenance": provenance }));
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

fn unknown(session: &Session, asked: &str) -> String {
    let reports = session.reports.iter().flat_map(|(_, plan)| &plan.figures);
    let all: Vec<&FigurePlan> = session.shared.iter().chain(reports).collect();
    let known = all.iter().flat_map(|figure| [figure.name.as_str(), figure.title.as_str()]);
    match model::diagnostic::nearest(asked, known) {
        Some(near) => format!("没有“{asked}”这个指标，是否为“{near}”？"),
        None => format!("没有“{asked}”这个指标，用 taizhang figures 查看全部指标。"),
    }
}

fn print(figure: &Figure, provenance: &Provenance, depth: usize, most: usize) {
    let indent = "  ".repeat(depth);
    let span = if depth == 0 { String::new() } else { format!("（{}）", figure.time.month.chinese()) };
    println!("{indent}{}（{}）{span} = {}", figure.title, figure.name, figure.text);
    if let model::figure::Outcome::Number(value) = &figure.value {
        let exact = figure.format.unit.convert(*value).unwrap_or(*value);
        println!("{indent}  精确值：{exact}{}", figure.format.unit.name());
    }
    println!("{indent}  算法：{}", provenance.definition);
    if !provenance.filter.is_empty() {
        println!("{indent}  条件：{}", provenance.filter);
    }
    if !provenance.cells.is_empty() {
        println!("{indent}  单元格 {} 个：", provenance.cells.len());
        for cell in provenance.cells.iter().take(most) {
            println!("{indent}    {} = {}", cell.place, cell.value);
        }
        if provenance.cells.len() > most {
            println!("{indent}    ……还有 {} 个，用 --all 查看", provenance.cells.len() - most);
        }
    }
    for (operand, inner) in &provenance.operands {
        print(operand, inner, depth + 1, most);
    }
}
