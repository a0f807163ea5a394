//! A project from an office's own workbooks: definitions, the months' folders, a first report.

use crate::importing::{alone, json};
use crate::support::{Answer, files, pdf_text, project, root, taizhang};
use std::fs;
use std::path::{Path, PathBuf};

/// Files in a folder of their own, their paths.
fn sent(folder: &Path, files: &[(&str, &str)]) -> Vec<String> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    files.iter().map(write).collect()
}

/// Makes a project from files.
fn init(folder: &Path, files: &[String], options: &[&str]) -> (PathBuf, Answer) {
    let project = folder.join("项目");
    let path = project.display().to_string();
    let mut arguments = vec!["init", "--from"];
    arguments.extend(files.iter().map(String::as_str));
    arguments.push(&path);
    arguments.extend(options);
    let answer = alone(&arguments);
    (project, answer)
}

/// A project must be checked without an error of its definitions, and reported.
fn reported(project: &Path) -> (serde_json::Value, Vec<(String, Vec<u8>)>) {
    let definitions = taizhang(project, &["check", "--definitions"]);
    assert_eq!(definitions.code, 0, "{}{}", definitions.out, definitions.err);
    let checked = taizhang(project, &["check", "--format", "json"]);
    assert!(checked.code < 2, "{}", checked.err);
    let out = project.join("out");
    let answer = taizhang(project, &["report", "--out", &out.display().to_string()]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    (json(&checked), files(&out).into_iter().collect())
}

const OCTOBER: &str = "事项编号,责任单位,问题描述,整改时限,整改状态,金额（万元）\nA1,办公室,甲,2020-12-01,整改中,10\nA2,财务科,乙,2020-11-01,已完成,20.5\nA3,办公室,丙,2020-10-31,未启动,30\n";
const NOVEMBER: &str = "编号,责任部门,问题描述,整改时限,整改状态,金额（万元）\nA1,办公室,甲,2020-12-01,已完成,10\nA2,财务科,乙,2020-11-01,已完成,20.5\nA3,办公室,丙,2020-10-31,未启动,30\nA4,办公室,丁,2021-01-31,整改中,40\n";

#[test]
fn the_ledgers_of_an_office_become_a_project_that_reports() {
    let folder = tempfile::tempdir().unwrap();
    let files_sent = sent(
        folder.path(),
        &[
            ("整改台账2020年10月.csv", OCTOBER),
            ("整改台账2020年11月.csv", NOVEMBER),
            ("税收2019年11月.csv", "企业,街道,税额（元）\n甲,东街,1000000\n乙,西街,2000000\n丙,东街,3000000\n"),
            ("税收2020年11月.csv", "企业,街道,税额（元）\n甲,东街,1100000\n乙,西街,2100000\n丙,东街,4000000\n"),
            ("联系人.csv", "姓名,电话\n张某,0592-1234567\n李某,0592-7654321\n"),
        ],
    );
    let (project, answer) = init(folder.path(), &files_sent, &[]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    // What is not known is said, and stands in the definition.
    assert!(answer.out.contains("联系人.csv”不知道是哪个月的，没有放入"), "{}", answer.out);
    assert!(answer.out.contains("rectification.toml　“编号”列：各月的叫法不同"), "{}", answer.out);
    let rectification = fs::read_to_string(project.join("data/definitions/rectification.toml")).unwrap();
    for part in [
        "labels = [\"编号\", \"事项编号\"]",
        "labels = [\"责任部门\", \"责任单位\"]",
        "# 请核对：各月的叫法不同",
        "key = [\"code\"]",
        "deadline = \"due\"",
        "open = [\"整改中\", \"未启动\"]",
    ] {
        assert!(rectification.contains(part), "{part} is not in {rectification}");
    }
    assert_eq!(files(&project.join("data/2020-11")).len(), 2);
    assert!(fs::read_to_string(project.join("taizhang.toml")).unwrap().contains("\nmonth = \"2020-11\""));
    let (checked, written) = reported(&project);
    assert_eq!(checked["workbooks"].as_array().unwrap().len(), 4);
    let pdf = &written.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap().1;
    let words = pdf_text(pdf);
    for part in
        ["共4条", "已完成2条", "完成率50.00%", "税额720.00万元，同比增长20.00%", "超过时限未完成的", "（按街道）"]
    {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

#[test]
fn workbooks_without_a_month_take_the_month_of_the_command_line_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "名称,金额（元）\n甲,1\n乙,2\n";
    let files_sent =
        sent(folder.path(), &[("一/支付台账.csv", rows), ("二/支付台账.csv", "名称,金额（元）\n丙,3\n丁,4\n")]);
    let (project, answer) = init(folder.path(), &files_sent, &["--month", "2020-12"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("同名、同月，没有放入"), "{}", answer.out);
    assert_eq!(fs::read_to_string(project.join("data/2020-12/支付台账.csv")).unwrap(), rows);
    reported(&project);
    // A folder that has something is left alone.
    let (_, again) = init(folder.path(), &files_sent, &[]);
    assert!(again.code == 2 && again.err.contains("不是空文件夹"), "{}", again.err);
    let (_, none) = init(&folder.path().join("三"), &[], &[]);
    assert!(none.code == 2 && none.err.contains("新项目的文件夹"), "{}", none.err);
}

#[test]
fn files_that_are_no_tables_are_told_and_the_others_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "名称,金额（元）\n甲,1\n乙,2\n";
    let files_sent = sent(folder.path(), &[("支付2020年12月.csv", rows), ("坏2020年12月.xlsx", "PK")]);
    let (project, answer) = init(folder.path(), &files_sent, &[]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("坏2020年12月.xlsx”没有读到任何数据"), "{}", answer.out);
    reported(&project);
    let (_, answer) = init(&folder.path().join("二"), &files_sent[1..], &[]);
    assert!(answer.code == 2 && answer.err.contains("没有一个文件可以生成"), "{}", answer.err);
}

/// Both samples, as if their workbooks were all that there is.
#[test]
fn the_workbooks_of_both_samples_become_projects() {
    for (data, month, ledgers) in
        [(root().join("data"), "2020-12", 19), (root().join("tests/office/data"), "2025-06", 7)]
    {
        let folder = tempfile::tempdir().unwrap();
        let months = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path());
        let mut months: Vec<PathBuf> = months.filter(|path| !path.ends_with("definitions")).collect();
        months.sort();
        let all: Vec<String> = months
            .iter()
            .flat_map(|month| files(month).into_keys().map(|name| month.join(name).display().to_string()))
            .collect();
        let (project, answer) = init(folder.path(), &all, &[]);
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        assert_eq!(files(&project.join("data/definitions")).len(), ledgers, "{}", answer.out);
        assert_eq!(files(&project.join("data").join(month)).len(), files(&data.join(month)).len());
        assert!(!answer.out.contains("没有放入"), "{}", answer.out);
        let (checked, written) = reported(&project);
        assert!(!written.is_empty());
        let codes = checked["diagnostics"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap());
        let wrong =
            ["missing-column", "missing-header", "unknown-label", "unclaimed-file", "claimed-twice", "unknown-word"];
        assert!(
            codes.clone().all(|code| !wrong.contains(&code)),
            "{:?}",
            codes.filter(|code| wrong.contains(code)).collect::<Vec<_>>()
        );
    }
}

#[test]
fn define_refuses_files_of_two_ledgers_and_writes_over_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let paths = sent(
        folder.path(),
        &[("整改台账10月.csv", OCTOBER), ("整改台账11月.csv", NOVEMBER), ("税收.csv", "企业,税额\n甲,1\n乙,2\n")],
    );
    let out = folder.path().join("台账.toml").display().to_string();
    let answer = alone(&["define", &paths[0], &paths[1], &paths[2]]);
    assert!(
        answer.code == 2 && answer.err.contains("不是一个台账") && answer.err.contains("“税收.csv”"),
        "{}",
        answer.err
    );
    let answer = alone(&["define", &paths[0], &paths[1], "--out", &out]);
    assert!(answer.code == 0 && answer.err.contains("请核对：“编号”列"), "{}{}", answer.out, answer.err);
    assert!(fs::read_to_string(&out).unwrap().contains("labels = [\"编号\", \"事项编号\"]"));
    let answer = alone(&["define", &paths[0], "--out", &out]);
    assert!(answer.code == 2 && answer.err.contains("已经存在"), "{}", answer.err);
    // Both months are read by it.
    let definition = fs::read_to_string(&out).unwrap();
    let read = project([
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-11\"\n"),
        ("data/definitions/item.toml", &definition),
        ("data/2020-10/整改台账10月.csv", OCTOBER),
        ("data/2020-11/整改台账11月.csv", NOVEMBER),
    ]);
    let checked = json(&taizhang(read.path(), &["check", "--format", "json"]));
    assert_eq!(checked["workbooks"][1]["records"], 4, "{checked}");
    let grave = checked["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] != "info");
    assert_eq!(grave.count(), 0, "{checked}");
}

#[test]
fn a_folder_of_workbooks_becomes_a_project_and_what_is_not_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    sent(
        folder.path(),
        &[
            ("来件/2020-10/整改台账.csv", OCTOBER),
            ("来件/2020-11/整改台账.csv", &NOVEMBER.replace("整改中", "")),
            ("来件/备份/整改台账2020年9月.csv", OCTOBER),
            ("来件/通知.txt", "请于月底前报送\n"),
            ("来件/~$整改台账.csv", "锁"),
        ],
    );
    let (project, answer) = init(folder.path(), &[folder.path().join("来件").display().to_string()], &[]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(
        answer.out.contains("放旧文件的文件夹") && answer.out.contains("通知.txt”的扩展名不是工作簿的"),
        "{}",
        answer.out
    );
    assert!(project.join("data/2020-10/整改台账.csv").is_file() && project.join("data/2020-11/整改台账.csv").is_file());
    // A record without a state counts for the rate as not done, and is told beside it.
    let (_, written) = reported(&project);
    let pdf = written.iter().find(|(name, _)| name.ends_with(".pdf")).unwrap();
    assert!(pdf_text(&pdf.1).contains("没有写明状态1条"), "{}", pdf_text(&pdf.1));
}
