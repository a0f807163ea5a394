//! Problems as a terminal lists them.

use indicatif::{ProgressBar, ProgressStyle};
use model::{Diagnostic, Severity};
use std::collections::BTreeMap;

/// So many places of each kind are shown unless all are asked for.
const SHOWN: usize = 5;

/// The problems by code, gravest first, each with its first places.
pub(crate) fn print(problems: &[Diagnostic], all: bool) {
    let mut groups: BTreeMap<(std::cmp::Reverse<Severity>, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems {
        groups.entry((std::cmp::Reverse(problem.severity), problem.rule.code)).or_default().push(problem);
    }
    for ((severity, code), group) in &groups {
        // Remarks are only counted unless all is asked for.
        if severity.0 == Severity::Info && !all {
            continue;
        }
        let title = group.first().map_or("", |problem| problem.rule.title);
        println!("{} {title}（{code}）{} 处", severity.0.chinese(), group.len());
        let shown = if all { group.len() } else { SHOWN.min(group.len()) };
        for problem in &group[..shown] {
            let place = if problem.place.file.is_empty() { String::new() } else { format!("{}：", problem.place) };
            println!("  {place}{}", problem.message());
        }
        if shown < group.len() {
            println!("  ……还有 {} 处，用 taizhang check --all 查看", group.len() - shown);
        }
    }
}

/// A bar on a terminal with words before and behind it, nothing in a pipe.
pub(crate) fn bar(length: usize, before: &str, behind: &str) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(length).unwrap_or(0));
    if let Ok(style) = ProgressStyle::with_template(&format!("{before} {{bar:30}} {{pos}}/{{len}}{behind}")) {
        bar.set_style(style);
    }
    bar
}

/// `2 个错误、1 个警告、3 个说明`
pub(crate) fn counted(problems: &[Diagnostic]) -> String {
    let count = |severity: Severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let words = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| (count(severity), severity))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| format!("{count} 个{}", severity.chinese()));
    let words: Vec<String> = words.collect();
    if words.is_empty() { "0 个".to_owned() } else { words.join("、") }
}
