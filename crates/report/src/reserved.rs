//! Names that figures may not have: in a text they would not be the figures.

use crate::template::GLOBALS;
use model::report::Report;
use model::{Diagnostic, define, say};

/// Every figure whose name a word of all texts has.
pub(crate) fn check(report: &Report) -> Result<(), Vec<Diagnostic>> {
    let taken = |name: &str| {
        let first = name.split('.').next().unwrap_or(name);
        GLOBALS.contains(&first).then(|| first.to_owned())
    };
    let problem = |figure: &model::figure::FigureDefinition| {
        let word = taken(&figure.name)?;
        let name = &figure.name;
        let message = say!(
            "指标“{name}”：“{word}”在文字里另有意思（如 {{{{ year }}}} 是年份），写出来不会是这个指标。请换一个名称。",
            "figure “{name}”: “{word}” means something else in a text ({{{{ year }}}} is the year), so that it would not show this figure. Choose another name."
        );
        Some(define::problem(figure.place.clone(), message))
    };
    let problems: Vec<Diagnostic> = report.figures.iter().filter_map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
