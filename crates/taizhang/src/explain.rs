//! `taizhang explain`: where a number comes from.

use crate::cli::ExplainOptions;
use crate::intake::Intake;
use crate::produce::validate;
use crate::project::Project;
use crate::{End, Fatal};
use model::figure::{Figure, FigureDefinition, Provenance};
use stats::Sources;

/// So many cells are shown unless all are asked for.
const SHOWN: usize = 10;

/// Explains the figure with that name or title.
pub(crate) fn run(options: &ExplainOptions) -> Result<End, Fatal> {
    let project = Project::load(&options.common)?;
    let intake = Intake::read(&project)?;
    let sources = intake.sources(&project);
    let sources = Sources::new(&sources)?;
    validate(&sources, &project.chosen(&[])?)?;
    let reports = project.reports.iter().map(|written| written.report.figures.as_slice());
    let mut sets = std::iter::once(project.shared.as_slice()).chain(reports);
    let asked = |figure: &&FigureDefinition| figure.name == options.figure || figure.title == options.figure;
    let Some((definitions, name)) = sets.find_map(|set| Some((set, set.iter().find(asked)?.name.clone()))) else {
        return Err(Fatal::Message(unknown(&project, &options.figure)));
    };
    let figures = stats::figures(&sources, definitions, project.moment);
    let figure = figures.into_iter().find(|figure| figure.name == name);
    let Some((figure, provenance)) = figure.zip(stats::explain(&sources, definitions, &name, project.moment)) else {
        return Err(Fatal::Message(unknown(&project, &options.figure)));
    };
    if options.output.json() {
        println!("{:#}", serde_json::json!({ "figure": figure, "provenance": provenance }));
    } else {
        print(&figure, &provenance, 0, if options.all { usize::MAX } else { SHOWN });
    }
    Ok(if intake.errors() > 0 { End::Problems } else { End::Clean })
}

fn unknown(project: &Project, asked: &str) -> String {
    let reports = project.reports.iter().flat_map(|written| &written.report.figures);
    let all: Vec<&FigureDefinition> = project.shared.iter().chain(reports).collect();
    let known = all.iter().flat_map(|figure| [figure.name.as_str(), figure.title.as_str()]);
    match model::diagnostic::nearest(asked, known) {
        Some(near) => format!("没有“{asked}”这个指标，是否为“{near}”？"),
        None => format!("没有“{asked}”这个指标，用 taizhang figures 查看全部指标。"),
    }
}

fn print(figure: &Figure, provenance: &Provenance, depth: usize, most: usize) {
    let indent = "  ".repeat(depth);
    let span = if depth == 0 { String::new() } else { format!("（{}）", figure.month.chinese()) };
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
