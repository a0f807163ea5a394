//! The table of kinds, and what in it is not as it should be.

use crate::judge::Verdict;
use crate::kinds::{Expected, GROUPS};
use crate::run::Case;
use std::collections::BTreeSet;

/// Prints a line for each kind, and below it what did not hold.
pub(crate) fn print(results: &[(Case, Verdict)]) {
    println!("类别\t改动\t应当\t试\t成立\t有数变动\t已指名");
    for (group, kind) in GROUPS.iter().flat_map(|(group, kinds)| kinds.iter().map(move |kind| (group, kind))) {
        let of_kind: Vec<_> = results.iter().filter(|(case, _)| case.kind.name == kind.name).collect();
        if of_kind.is_empty() {
            continue;
        }
        let count = |test: fn(&Verdict) -> bool| of_kind.iter().filter(|(_, verdict)| test(verdict)).count();
        let (held, moved) = (count(|verdict| verdict.held), count(|verdict| !verdict.moved.is_empty()));
        let (named, expected) = (count(|verdict| verdict.named), kind.expected.words());
        println!("{group}\t{}\t{expected}\t{}\t{held}\t{moved}\t{named}", kind.name, of_kind.len());
        for (case, verdict) in of_kind.iter().filter(|(_, verdict)| !verdict.held) {
            println!("    ✗ {}：{}", case.target.ledger, words(verdict));
        }
    }
}

/// What did not hold, in a line.
fn words(verdict: &Verdict) -> String {
    let moved = match verdict.moved.as_slice() {
        [] => "数未变".to_owned(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first}，另有{}个", rest.len()),
    };
    let told = if verdict.told.is_empty() { "没有警告".to_owned() } else { verdict.told.join("、") };
    let crashed = if verdict.crashed { "；程序崩溃" } else { "" };
    format!("{moved}；{told}{crashed}")
}

/// The totals of a run.
pub(crate) fn print_sums(results: &[(Case, Verdict)]) {
    let names = |test: fn(&Verdict) -> bool| -> usize {
        results
            .iter()
            .filter(|(_, verdict)| test(verdict))
            .map(|(case, _)| case.kind.name)
            .collect::<BTreeSet<_>>()
            .len()
    };
    let groups: BTreeSet<&str> = results.iter().map(|(case, _)| case.group).collect();
    let ledgers: BTreeSet<&str> = results.iter().map(|(case, _)| case.target.ledger).collect();
    let (kinds, failed) = (names(|_| true), names(|verdict| !verdict.held));
    println!(
        "{}类{kinds}种改动，试于{}个台账共{}次：{}种成立，{failed}种不成立。",
        groups.len(),
        ledgers.len(),
        results.len(),
        kinds - failed
    );
}

/// Where the kinds that do not hold and the list of those that are known disagree.
pub(crate) fn unexpected(results: &[(Case, Verdict)], known: &str) -> Vec<String> {
    let tried: BTreeSet<&str> = results.iter().map(|(case, _)| case.kind.name).collect();
    let failed: BTreeSet<&str> =
        results.iter().filter(|(_, verdict)| !verdict.held).map(|(case, _)| case.kind.name).collect();
    let all: BTreeSet<&str> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter()).map(|kind| kind.name).collect();
    let known: BTreeSet<&str> = known.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let grown = failed.difference(&known).map(|name| format!("“{name}”应当成立。"));
    let shrunk = known.intersection(&tried).filter(|name| !failed.contains(*name));
    let shrunk = shrunk.map(|name| format!("“{name}”已经成立，请从 known.txt 中去掉。"));
    let strange = known.difference(&all).map(|name| format!("known.txt 里的“{name}”不是一种改动。"));
    grown.chain(shrunk).chain(strange).collect()
}

impl Expected {
    fn words(self) -> &'static str {
        match self {
            Self::Told => "不动或指名",
            Self::Asked => "必须指名",
            Self::Same => "不动不响",
        }
    }
}
