//! Spoils, asks, and judges: every kind on some ledgers, on all cores.

use crate::judge::{Verdict, judge};
use crate::kinds::{GROUPS, Kind};
use crate::outcome::Outcome;
use crate::project::{Answer, File, Project, original};
use crate::random::Random;
use crate::read::read;
use crate::scene::Scene;
use crate::target::{MONTH_BEFORE, TARGETS, Target};
use crate::write;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What is tried.
pub(crate) struct Plan<'a> {
    /// The folder of the sample project.
    pub(crate) source: &'a Path,
    /// The program under test.
    pub(crate) program: &'a Path,
    pub(crate) seed: u64,
    /// On how many ledgers each kind is tried.
    pub(crate) ledgers: usize,
    /// Only kinds whose names hold these words.
    pub(crate) only: &'a str,
}

/// One kind on one ledger.
pub(crate) struct Case {
    pub(crate) group: &'static str,
    pub(crate) kind: &'static Kind,
    pub(crate) target: &'static Target,
    files: Vec<File>,
}

/// Tries everything; the verdicts are in the order of the kinds.
pub(crate) fn run(plan: &Plan<'_>) -> Outcome<Vec<(Case, Verdict)>> {
    let cases = cases(plan)?;
    let project = Project::new(plan.source, plan.program)?;
    let before = project.with(&[])?;
    if before.figures.is_empty() {
        return Err(format!("the sample has no figures: {}", before.refusal));
    }
    control(plan, &project, &before)?;
    let next = AtomicUsize::new(0);
    let work = || -> Outcome<Vec<(usize, Verdict)>> {
        let project = Project::new(plan.source, plan.program)?;
        let mut verdicts = Vec::new();
        while let Some((at, case)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, cases.get(at)?)))
        {
            let after = project.with(&case.files)?;
            verdicts.push((at, judge(case.kind.expected, case.target, &case.files, &before, &after)));
        }
        Ok(verdicts)
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Outcome<Vec<(usize, Verdict)>>> = thread::scope(|scope| {
        let started: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        started
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| Err("a worker panicked".to_owned())))
            .collect()
    });
    let mut verdicts: Vec<(usize, Verdict)> =
        parts.into_iter().collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect();
    verdicts.sort_by_key(|(at, _)| *at);
    Ok(cases.into_iter().zip(verdicts).map(|(case, (_, verdict))| (case, verdict)).collect())
}

/// The spoiled files of every kind on its ledgers; the ledgers take turns.
fn cases(plan: &Plan<'_>) -> Outcome<Vec<Case>> {
    let kinds = GROUPS.iter().flat_map(|(group, kinds)| kinds.iter().map(move |kind| (*group, kind)));
    let mut cases = Vec::new();
    for (at, (group, kind)) in kinds.enumerate().filter(|(_, (_, kind))| kind.name.contains(plan.only)) {
        let mut found = 0;
        for turn in 0..TARGETS.len() {
            let target = &TARGETS[(at * 5 + turn) % TARGETS.len()];
            if found == plan.ledgers {
                break;
            }
            if let Some(files) = spoiled(plan, kind, target)? {
                found += 1;
                cases.push(Case { group, kind, target, files });
            }
        }
        if found == 0 {
            return Err(format!("no ledger has what “{}” spoils", kind.name));
        }
    }
    Ok(cases)
}

/// What a kind makes of a submission; an error where it changes nothing.
fn spoiled(plan: &Plan<'_>, kind: &Kind, target: &'static Target) -> Outcome<Option<Vec<File>>> {
    let bytes = original(plan.source, &target.path()).ok_or_else(|| format!("{} is not there", target.path()))?;
    let book = read(&bytes)?;
    let untouched = write::xlsx(&book)?;
    let before = original(plan.source, &format!("{MONTH_BEFORE}/{}", target.file.replace("12月", "11月")));
    let mut scene = Scene::new(target, book, before, Random::of(plan.seed, &format!("{} {}", kind.name, target.file)));
    if (kind.spoil)(&mut scene).is_none() {
        return Ok(None);
    }
    let files = scene.files()?;
    let same = |(path, bytes): &File| *bytes == original(plan.source, path) || bytes.as_ref() == Some(&untouched);
    if files.iter().all(|file| file.0 == target.path() && same(file)) {
        return Err(format!("“{}” changes nothing in {}", kind.name, target.file));
    }
    Ok(Some(files))
}

/// A workbook that is only read and written again must say what the sample's says: what a kind
/// moves is then moved by the kind.
fn control(plan: &Plan<'_>, project: &Project, before: &Answer) -> Outcome<()> {
    for target in &TARGETS {
        let bytes = original(plan.source, &target.path()).ok_or_else(|| format!("{} is not there", target.path()))?;
        let after = project.with(&[(target.path(), Some(write::xlsx(&read(&bytes)?)?))])?;
        let moved: Vec<&String> =
            before.figures.keys().filter(|name| before.figures.get(*name) != after.figures.get(*name)).collect();
        let told: Vec<_> = after.problems.iter().filter(|problem| !before.problems.contains(problem)).collect();
        if !moved.is_empty() || !told.is_empty() {
            return Err(format!("{} is not the same when it is written again: {moved:?} {told:?}", target.file));
        }
    }
    Ok(())
}
