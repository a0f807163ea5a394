//! Whether what the program says of a spoiled project is right or questioned.

use crate::kinds::Expected;
use crate::project::{Answer, File, Problem};
use crate::target::Target;

/// The judgement of one case.
pub(crate) struct Verdict {
    pub(crate) held: bool,
    /// The figures that moved, with their values before and after.
    pub(crate) moved: Vec<String>,
    /// The rules of the warnings and errors that are new, and whether they name the workbook.
    pub(crate) told: Vec<String>,
    pub(crate) named: bool,
    pub(crate) crashed: bool,
}

/// Compares what was said before and after.
pub(crate) fn judge(expected: Expected, target: &Target, files: &[File], before: &Answer, after: &Answer) -> Verdict {
    let names: std::collections::BTreeSet<&String> = before.figures.keys().chain(after.figures.keys()).collect();
    let shown = |answer: &Answer, name: &str| answer.figures.get(name).cloned().unwrap_or_else(|| "没有".to_owned());
    let differs = names.into_iter().filter(|name| before.figures.get(*name) != after.figures.get(*name));
    let moved: Vec<String> =
        differs.map(|name| format!("{name}：{} → {}", shown(before, name), shown(after, name))).collect();
    // The same words may be told twice: each of before answers for one of after.
    let mut rest = before.problems.clone();
    let mut new: Vec<&Problem> = Vec::new();
    for problem in &after.problems {
        match rest.iter().position(|old| old == problem) {
            Some(at) => drop(rest.remove(at)),
            None => new.push(problem),
        }
    }
    let named = new.iter().any(|problem| names_workbook(problem, target, files)) || in_words(&after.refusal, files);
    let held = !after.crashed
        && match expected {
            Expected::Told => moved.is_empty() || named,
            Expected::Asked => named,
            Expected::Same => moved.is_empty() && new.is_empty(),
        };
    let mut told: Vec<String> = new.iter().map(|problem| problem.code.clone()).collect();
    told.dedup();
    Verdict { held, moved, told, named, crashed: after.crashed }
}

/// Whether a problem names one of the files that were changed, or their ledger where the ledger's
/// file is gone.
fn names_workbook(problem: &Problem, target: &Target, files: &[File]) -> bool {
    let gone = files.iter().any(|(path, bytes)| *path == target.path() && bytes.is_none());
    let words = format!("{} {}", problem.file, problem.message);
    in_words(&words, files) || gone && words.contains(target.ledger)
}

fn in_words(words: &str, files: &[File]) -> bool {
    files.iter().any(|(path, _)| words.contains(path.rsplit('/').next().unwrap_or(path)))
}
