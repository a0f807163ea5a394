//! What is said about definitions.

use crate::definition;
use model::Language;

fn check(columns: &str, expected: &[(u32, &str)]) {
    let text = format!("title = \"试验\"\nfiles = [\"*\"]\ngrain = \"month\"\n{columns}");
    let ledger = model::define::ledger(&text, "trial.toml").expect("a definition");
    let found = definition(&ledger, std::slice::from_ref(&ledger), "trial.toml", &text);
    let lines: Vec<u32> = found.iter().filter_map(|problem| problem.place.line).collect();
    assert_eq!(lines, expected.iter().map(|(line, _)| *line).collect::<Vec<_>>(), "{found:#?}");
    for (problem, (_, words)) in found.iter().zip(expected) {
        assert!(problem.message(Language::Chinese).contains(words), "{problem:?} has no {words}");
    }
}

#[test]
fn names_that_lead_nowhere_are_said_at_their_lines() {
    check(
        "key = [\"cod\"]\n[columns.code]\nlabels = [\"代码\"]\nentity = \"trail\"\n[columns.paid]\nlabels = [\"税额\", \"代 码\"]\ntype = \"money\"\nunit = \"元整\"\nparts = { kind = [\"vat\"] }\n[columns.state]\ntype = \"status\"\ndone = [\"好\", \"好\"]",
        &[
            (4, "“code”"),
            (7, "“trial”"),
            (9, "已属于“code”"),
            (11, "不认识"),
            (12, "没有这一列"),
            (13, "没有 labels"),
            (15, "写了两次"),
        ],
    );
}

#[test]
fn a_sound_definition_has_no_problems() {
    check(
        "key = [\"code\"]\n[columns.code]\nlabels = [\"代码\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"万元\"",
        &[],
    );
    check(
        "periods = \"across\"\n[columns.name]\nlabels = [\"指标\"]\n[columns.month]\ntype = \"month\"\n[columns.value]\ntype = \"number\"",
        &[],
    );
    check(
        "periods = \"across\"\n[columns.name]\nlabels = [\"指标\"]\n[columns.value]\ntype = \"number\"",
        &[(4, "时期横排")],
    );
}
