//! A second office, made by definitions alone: a county health bureau with 13 departments, of whom
//! each sends a workbook of its own, and 18 months.

use crate::support::{cells, figures, files, golden, root, taizhang};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) fn office() -> PathBuf {
    root().join("tests/office")
}

/// The files of a month of 2025 whose names hold this.
fn sent(month: u32, name: &str) -> BTreeMap<String, Vec<u8>> {
    let mut sent = files(&office().join(format!("data/2025-{month:02}")));
    sent.retain(|file, _| file.contains(name));
    assert!(!sent.is_empty(), "nobody sent {name}");
    sent
}

/// The number that a cell holds, in ten thousandths.
fn number(cell: &str) -> i64 {
    let plain = cell.trim().trim_end_matches("万元");
    plain.parse::<f64>().map_or(0, |number| (number * 10_000.0).round() as i64)
}

/// The sum of the cells below one of these labels down to the total, in ten thousandths of 万元.
fn below(workbook: &[u8], labels: &[&str]) -> i64 {
    let sheets = cells(workbook);
    let rows = sheets.values().next().unwrap();
    let is = |cell: &str| labels.iter().any(|label| cell.split('（').next() == Some(label));
    let place = |row: &Vec<String>| row.iter().position(|cell| is(cell));
    let (head, column) = rows.iter().enumerate().find_map(|(at, row)| Some((at, place(row)?))).unwrap();
    let body = rows[head + 1..].iter().take_while(|row| !row[0].starts_with(['合', '总']));
    let sum: i64 = body.map(|row| number(&row[column])).sum();
    if rows.iter().flatten().any(|cell| cell == "单位：元") { sum / 10_000 } else { sum }
}

/// The sum below a label over all workbooks of a month.
fn sum(month: u32, file: &str, labels: &[&str]) -> i64 {
    sent(month, file).values().map(|workbook| below(workbook, labels)).sum()
}

/// The petitions of June, each with its cells in the bytes of the file.
fn petitions() -> Vec<Vec<Vec<u8>>> {
    let sent = sent(6, "信访件");
    let lines = sent.values().next().unwrap().split(|byte| *byte == b'\n').skip(1);
    let cells = |line: &[u8]| line.trim_ascii_end().split(|byte| *byte == b',').map(<[u8]>::to_vec).collect();
    lines.filter(|line| !line.trim_ascii_end().is_empty()).map(cells).collect()
}

#[test]
fn the_figures_are_those_of_plain_sums() {
    let figures = figures(&office());
    let exact = |name: &str| figures[&("共用".to_owned(), name.to_owned())].0.clone();
    let spent = |month| sum(month, "预算执行情况表", &["当月支出", "本月支出"]);
    let petitions = petitions();
    let count = |held: fn(&[Vec<u8>]) -> bool| 10_000 * petitions.iter().filter(|cells| held(cells)).count() as i64;
    let fund = |figure: &str, file: &str, label: &str| (figure.to_owned(), sum(6, file, &[label]));
    let expected = [
        ("bud.month".to_owned(), spent(6)),
        ("bud.ytd".to_owned(), (1..=6).map(spent).sum()),
        fund("bud.cum", "预算执行情况表", "累计支出"),
        fund("bud.plan", "预算执行情况表", "调整后预算"),
        fund("svc.outpatients", "医疗服务情况", "门急诊人次"),
        fund("svc.income", "医疗服务情况", "业务收入"),
        fund("dev.count", "设备台账", "数量"),
        fund("dev.value", "设备台账", "金额"),
        ("svc.month_income".to_owned(), sum(6, "医疗服务", &["业务收入"]) - sum(5, "医疗服务", &["业务收入"])),
        ("pet.all".to_owned(), count(|_| true)),
        ("pet.new".to_owned(), count(|cells| cells[1].starts_with(b"2025/6/"))),
        ("pet.open".to_owned(), count(|cells| cells[6].is_empty())),
        ("pet.rated".to_owned(), count(|cells| !cells[8].is_empty())),
    ];
    for (name, sum) in expected {
        assert_eq!(number(&exact(&name)), sum, "{name} {}", exact(&name));
    }
}

/// Days since a day long past, as the bureau writes them: 2025/6/3, 2025.6.3.
fn day(cell: &[u8]) -> i64 {
    let text = String::from_utf8(cell.to_vec()).unwrap();
    let parts: Vec<i64> = text.trim().split(['/', '-', '.']).map(|part| part.parse().unwrap()).collect();
    let months = parts[0] * 12 + parts[1] - 1;
    let lengths = |month: i64| match month % 12 {
        3 | 5 | 8 | 10 => 30,
        1 if (month / 12) % 4 == 0 => 29,
        1 => 28,
        _ => 31,
    };
    (2000 * 12..months).map(lengths).sum::<i64>() + parts[2]
}

#[test]
fn days_ranks_and_weighted_averages_are_those_of_plain_sums() {
    let figures = figures(&office());
    let exact = |name: &str| figures[&("共用".to_owned(), name.to_owned())].0.clone();
    let fraction = |text: &str| match text.split_once('/') {
        Some((over, under)) => over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap(),
        None => text.parse::<f64>().unwrap(),
    };
    let mut days: Vec<i64> =
        petitions().iter().filter(|cells| !cells[6].is_empty()).map(|cells| day(&cells[6]) - day(&cells[1])).collect();
    days.sort_unstable();
    let mean = days.iter().sum::<i64>() as f64 / days.len() as f64;
    assert!((fraction(&exact("pet.days")) - mean).abs() < 1e-9, "{} is not {mean}", exact("pet.days"));
    let middle = (days[(days.len() - 1) / 2] + days[days.len() / 2]) as f64 / 2.0;
    assert!((fraction(&exact("pet.middle")) - middle).abs() < 1e-9, "{} is not {middle}", exact("pet.middle"));
    let passed = fraction(&exact("svc.pace"));
    assert!((passed - 50.0).abs() < 1e-9);
    assert!((fraction(&exact("svc.ahead")) - (fraction(&exact("svc.done")) - passed)).abs() < 1e-9);
}

#[test]
fn all_figures_of_the_office_are_as_reviewed() {
    golden("office-figures.tsv", &taizhang(&office(), &["figures", "--format", "tsv"]).out);
}

fn reports(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let answer = taizhang(&office(), &["report", "--as", "pdf,xlsx,docx,ofd", "--out", &out.display().to_string()]);
    // The submissions have errors, so that it ends with 1; with 2 it would have written nothing.
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    files(out)
}

#[test]
fn the_reports_of_the_office_are_the_same_bytes_twice() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (reports(first.path()), reports(second.path()));
    let titles =
        ["青溪县卫生健康局2025年6月工作台账情况简报", "青溪县卫生健康局关于2025年1—6月信访办理和预算执行情况的通报"];
    let names = titles.iter().flat_map(|title| ["docx", "ofd", "pdf", "xlsx"].map(|kind| format!("{title}.{kind}")));
    assert_eq!(first.keys().cloned().collect::<Vec<_>>(), names.collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second.get(name) == Some(bytes), "{name} differs between two runs");
    }
}

/// A check that says more than it has to is seen here.
#[test]
fn the_problems_of_the_office_are_as_many_as_reviewed() {
    let copies = tempfile::tempdir().unwrap();
    let marked = copies.path().display().to_string();
    let answer = taizhang(&office(), &["check", "--marked", &marked, "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for problem in found["diagnostics"].as_array().unwrap() {
        let kind = ["severity", "code"].map(|key| problem[key].as_str().unwrap()).join("\t");
        *counts.entry(kind).or_default() += 1;
    }
    golden("office-problems.tsv", &counts.iter().map(|(kind, count)| format!("{kind}\t{count}\n")).collect::<String>());
}
