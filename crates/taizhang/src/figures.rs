//! `taizhang figures`: every figure with its value.

use crate::caveats::complain_of;
use crate::cli::{FigureOptions, Rows};
use crate::language::{either, here};
use crate::outcome::{End, Fatal};
use crate::session::Session;
use crate::values::all_answered;
use model::figure::{Figure, Outcome};
use serde::Serialize;

/// A line of the list.
#[derive(Serialize)]
struct Line {
    report: String,
    name: String,
    title: String,
    /// The exact value in the printed unit; the reason where there is none.
    value: String,
    text: String,
    unit: String,
    month: String,
}

/// What stands above the columns.
fn head() -> [&'static str; 7] {
    [
        either("报告", "report"),
        either("指标", "figure"),
        either("标题", "title"),
        either("精确值", "exact value"),
        either("显示", "shown"),
        either("单位", "unit"),
        either("月份", "month"),
    ]
}

/// Lists the figures; those that reports share are listed once.
pub(crate) fn run(options: &FigureOptions) -> Result<End, Fatal> {
    let names: Vec<String> = options.report.iter().cloned().collect();
    let session = Session::open_answered(&options.common, &names, options.values.as_deref())?;
    let (mut lines, mut all) = (Vec::new(), Vec::new());
    if options.report.is_none() {
        let shared = stats::figures(&session.sources, &session.shared);
        lines.extend(shared.iter().map(|figure| line(either("共用", "shared"), figure)));
        all.extend(shared);
    }
    for (source, plan) in &session.reports {
        let own = |figure: &&Figure| {
            options.report.is_some() || !session.shared.iter().any(|shared| shared.name == figure.name)
        };
        let figures = stats::figures(&session.sources, &plan.figures);
        lines.extend(figures.iter().filter(own).map(|figure| line(&source.report.name, figure)));
        all.extend(figures);
    }
    all_answered(&session.sources)?;
    match options.format {
        Rows::Json => println!("{:#}", serde_json::json!(lines)),
        Rows::Tsv => {
            println!("{}", head().join("\t"));
            for line in &lines {
                println!("{}", cells(line).join("\t"));
            }
        }
        Rows::Table => table(&lines),
    }
    complain_of(&session.caveats, &all);
    Ok(session.end())
}

fn line(report: &str, figure: &Figure) -> Line {
    let value = match &figure.value {
        Outcome::Number(value) => figure.format.unit.convert(*value).unwrap_or(*value).to_string(),
        Outcome::Missing(why) => here(&why.said()).to_owned(),
        Outcome::Balance { whole, .. } => whole.to_string(),
        Outcome::Trend(years) => {
            let year = |(year, value): &(i32, model::Exact)| {
                format!("{year}:{}", figure.format.unit.convert(*value).unwrap_or(*value))
            };
            years.iter().map(year).collect::<Vec<_>>().join(" ")
        }
    };
    Line {
        report: report.to_owned(),
        name: figure.name.clone(),
        title: figure.title.clone(),
        value,
        text: figure.text.clone(),
        unit: figure.format.unit.name().to_owned(),
        month: figure.time.month.to_string(),
    }
}

fn cells(line: &Line) -> [&str; 7] {
    [&line.report, &line.name, &line.title, &line.value, &line.text, &line.unit, &line.month]
}

/// Columns that line up on a terminal, where a Han character is two cells wide. Exact values that
/// are long fractions would tear the table; they are in the other formats.
fn table(lines: &[Line]) {
    let shown = |cells: [&str; 7]| [cells[0], cells[1], cells[2], cells[4], cells[6]].map(str::to_owned);
    let rows: Vec<[String; 5]> =
        std::iter::once(shown(head())).chain(lines.iter().map(|line| shown(cells(line)))).collect();
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let widths: Vec<usize> = (0..5).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0)).collect();
    for row in &rows {
        let padded =
            row.iter().zip(&widths).map(|(cell, width_of)| format!("{cell}{}", " ".repeat(width_of - width(cell))));
        println!("{}", padded.collect::<Vec<_>>().join("  ").trim_end());
    }
}
