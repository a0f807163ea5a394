//! One report for each department: a letter holds what concerns its department and nothing else.

use crate::support::{cells, copy, files, pdf_text, root, sample_copy, taizhang};
use std::collections::BTreeSet;

/// A row of the ledger's detail sheet: the department and every word of the row.
fn rows(workbook: &[u8]) -> Vec<(String, BTreeSet<String>)> {
    let rows = cells(workbook).remove("明细-整改台账").unwrap();
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "责任单位")).unwrap();
    let department = rows[head].iter().position(|cell| cell == "责任单位").unwrap();
    let words = |row: &Vec<String>| row.iter().filter(|cell| cell.chars().count() > 1).cloned().collect();
    rows[head + 1..].iter().map(|row| (row[department].clone(), words(row))).collect()
}

/// Words that stand in rows of other departments alone, and the workbooks of other ledgers.
fn foreign(rows: &[(String, BTreeSet<String>)], department: &str, workbooks: &[String]) -> BTreeSet<String> {
    let of = |own: bool| rows.iter().filter(move |(name, _)| (name == department) == own).flat_map(|(_, words)| words);
    let own: BTreeSet<&String> = of(true).collect();
    // A number that happens to stand in another row is no word of another department.
    let definition = std::fs::read_to_string(root().join("data/definitions/rectification.toml")).unwrap();
    let said = |word: &String| definition.contains(word) || own.iter().any(|own| own.contains(word.as_str()));
    let told = |word: &&String| !said(word) && !word.is_ascii();
    of(false).filter(told).cloned().chain(workbooks.iter().cloned()).collect()
}

#[test]
fn no_letter_holds_a_word_of_another_department() {
    let project = sample_copy();
    // With faulty workbooks there are problems that might leak.
    copy(&root().join("tests/faulty/data/2020-12"), &project.path().join("data/2020-12"));
    let out = project.path().join("out");
    taizhang(project.path(), &["report", "--out", &out.display().to_string()]);
    let written = files(&out);
    let notice = written.iter().find(|(name, _)| name.contains("通报") && name.ends_with(".xlsx")).unwrap().1;
    let rows = rows(notice);
    let others = std::fs::read_dir(project.path().join("data/2020-12")).unwrap();
    let others = others.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let others: Vec<String> = others.filter(|name| !name.contains("整改")).collect();
    let letters: Vec<(&str, &str, &Vec<u8>)> = written
        .iter()
        .filter_map(|(name, bytes)| {
            let (_, department) = name.rsplit_once('（')?;
            let (department, kind) = department.split_once("）.")?;
            name.contains("督办").then_some((department, kind, bytes))
        })
        .collect();
    assert!(letters.len() >= 4, "{:?}", written.keys());
    for (department, kind, bytes) in letters {
        assert!(rows.iter().any(|(name, _)| name == department), "{department} has rows");
        let foreign = foreign(&rows, department, &others);
        assert!(foreign.len() > 100, "there is something to leak");
        let text = match kind {
            "pdf" => pdf_text(bytes),
            _ => cells(bytes).values().flatten().flatten().map(String::as_str).collect::<Vec<_>>().join("\n"),
        };
        let plain = |word: &String| word.chars().filter(|c| kind != "pdf" || !c.is_whitespace()).collect::<String>();
        let leaked: Vec<&String> = foreign.iter().filter(|word| text.contains(&plain(word))).collect();
        assert!(leaked.is_empty(), "the {kind} of {department} holds {leaked:?}");
    }
}

#[test]
fn a_condition_on_the_narrowed_column_is_joined() {
    let project = sample_copy();
    let definition = project.path().join("reports/definitions/supervision/report.toml");
    let count = "measures = { title = \"承担措施\", ledger = \"rectification\", count = true, unit = \"条\" }";
    let none = "measures = { title = \"承担措施\", ledger = \"rectification\", count = true, where = { department = \"监察室\" }, unit = \"条\" }";
    crate::support::edit(&definition, count, none);
    let out = project.path().join("out");
    let answer = taizhang(project.path(), &["report", "--report", "supervision", "--out", &out.display().to_string()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    for (name, bytes) in files(&out).iter().filter(|(name, _)| name.ends_with(".xlsx")) {
        let stated = crate::support::stated(bytes);
        assert_eq!(stated.get("measures").map(String::as_str), Some("0条"), "{name}");
    }
}

#[test]
fn everything_speaks_of_the_month_that_was_asked_for() {
    let out = tempfile::tempdir().unwrap();
    taizhang(&root(), &["report", "--month", "2021-01", "--out", &out.path().display().to_string()]);
    let written = files(out.path());
    assert!(written.len() >= 14);
    for (name, bytes) in written.iter().filter(|(name, _)| name.ends_with(".xlsx")) {
        for (sheet, rows) in cells(bytes) {
            let banner = rows.get(1).and_then(|row| row.first()).map_or("", String::as_str);
            let is_table = sheet.starts_with('表');
            assert!(!is_table || banner == "2021年1月（截至2021年1月31日）", "{name} {sheet}: {banner}");
        }
    }
    for (name, bytes) in written.iter().filter(|(name, _)| name.ends_with(".pdf")) {
        let text = pdf_text(bytes);
        assert!(!text.contains("1—1月") && !name.contains("1—1月"), "{name}");
    }
}
