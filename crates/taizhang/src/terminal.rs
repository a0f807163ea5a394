//! Problems as a terminal lists them.

use crate::language::{language, tell};
use indicatif::{ProgressBar, ProgressStyle};
use model::{Diagnostic, Said, Severity, say};
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
        let title = group.first().map_or("", |problem| problem.rule.texts(language()).title);
        let (severity, count) = (severity.0, group.len());
        tell!("{severity} {title}（{code}）{count} 处", "{severity} {title} ({code}): {count}", severity);
        let shown = if all { group.len() } else { SHOWN.min(group.len()) };
        for problem in &group[..shown] {
            let (place, message) = (&problem.place, problem.said());
            match place.file.is_empty() {
                true => tell!("  {message}", "  {message}", message),
                false => tell!("  {place}：{message}", "  {place}: {message}", place, message),
            }
        }
        if shown < group.len() {
            let more = group.len() - shown;
            tell!("  ……还有 {more} 处，用 taizhang check --all 查看", "  … {more} more; see taizhang check --all");
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
pub(crate) fn counted(problems: &[Diagnostic]) -> Said {
    let count = |severity: Severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let words = [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| (count(severity), severity))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| match severity {
            Severity::Error => say!("{count} 个错误", "{count} error(s)"),
            Severity::Warning => say!("{count} 个警告", "{count} warning(s)"),
            Severity::Info => say!("{count} 个说明", "{count} note(s)"),
        });
    let words: Vec<Said> = words.collect();
    if words.is_empty() { Said::fixed("0 个", "none") } else { Said::list(words) }
}
