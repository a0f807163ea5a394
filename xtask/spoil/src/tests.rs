use crate::book::{Cell, Merge, Sheet, Value, civil, date, grouped, plain};
use crate::judge::judge;
use crate::kinds::{Expected, GROUPS};
use crate::project::{Answer, File, Problem};
use crate::target::TARGETS;
use std::collections::BTreeSet;

#[test]
fn kinds_are_many_and_each_has_a_name_of_its_own() {
    let names: Vec<&str> = GROUPS.iter().flat_map(|(_, kinds)| kinds.iter()).map(|kind| kind.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert!(names.len() >= 60 && TARGETS.len() >= 6);
}

#[test]
fn numbers_and_dates_are_written_as_people_do() {
    assert_eq!((plain(12.5).as_str(), plain(3.0).as_str()), ("12.5", "3"));
    assert_eq!((grouped(1_234_567.8).as_str(), grouped(-12.0).as_str()), ("1,234,567.80", "-12.00"));
    assert_eq!((civil(44_168.0), date(36_526.0, "/").as_str()), ((2020, 12, 3), "2000/01/01"));
}

#[test]
fn rows_move_with_their_merged_cells() {
    let text = |words: &str| vec![Cell::text(words)];
    let merges = vec![Merge { top: 1, left: 0, bottom: 2, right: 0 }];
    let rows = vec![text("a"), text("b"), text("c")];
    let mut sheet = Sheet { name: String::new(), hidden: false, rows, merges, hidden_rows: Vec::new() };
    sheet.insert_row(2, text("d"));
    assert_eq!((sheet.merges[0].top, sheet.merges[0].bottom), (1, 3));
    sheet.remove_row(0);
    assert_eq!((sheet.merges[0].top, sheet.merges[0].bottom), (0, 2));
    assert_eq!(sheet.cell(1, 0).value, Value::Text("d".to_owned()));
}

/// Judges a workbook whose figure is `after` and of which `told` is said; before it is 1 and silent.
fn held(expected: Expected, after: &str, told: &[(&str, &str)]) -> bool {
    let answer = |value: &str, told: &[(&str, &str)]| Answer {
        figures: [("f".to_owned(), value.to_owned())].into(),
        problems: told
            .iter()
            .map(|(file, message)| Problem {
                code: "c".to_owned(),
                file: (*file).to_owned(),
                message: (*message).to_owned(),
            })
            .collect(),
        ..Answer::default()
    };
    let target = &TARGETS[0];
    let files: Vec<File> = vec![(target.path(), Some(Vec::new()))];
    judge(expected, target, &files, &answer("1", &[("old", "words")]), &answer(after, told)).held
}

#[test]
fn a_figure_that_moves_needs_a_word_that_names_the_workbook() {
    let (path, old) = (TARGETS[0].path(), ("old", "words"));
    let named = (path.as_str(), "");
    for (expected, after, told, right) in [
        (Expected::Told, "1", vec![old], true),
        (Expected::Told, "2", vec![old], false),
        (Expected::Told, "2", vec![old, ("another", "words")], false),
        (Expected::Told, "2", vec![old, named], true),
        (Expected::Told, "2", vec![old, ("checks.toml", TARGETS[0].file)], true),
        (Expected::Asked, "1", vec![old], false),
        (Expected::Asked, "1", vec![old, named], true),
        (Expected::Same, "1", vec![old], true),
        (Expected::Same, "1", vec![old, old], false),
        (Expected::Same, "2", vec![old], false),
    ] {
        assert_eq!(held(expected, after, &told), right, "{expected:?} {after} {told:?}");
    }
}
