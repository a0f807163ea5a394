//! What goes wrong gets one clear message, the right exit code, and no partial file.

use crate::support::{edit, files, golden, root, sample_copy, taizhang};
use std::fs;
use std::path::Path;

fn message(project: &Path, arguments: &[&str]) -> (i32, String) {
    let answer = taizhang(project, arguments);
    (answer.code, answer.out + &answer.err)
}

#[test]
fn a_missing_folder_is_named() {
    let (code, message) = message(Path::new("no/such/folder"), &["report"]);
    assert_eq!(code, 2);
    assert!(message.contains("找不到项目文件夹“no/such/folder”"), "{message}");
}

#[test]
fn an_empty_folder_is_no_project() {
    let folder = tempfile::tempdir().unwrap();
    let (code, message) = message(folder.path(), &["report"]);
    assert_eq!(code, 2);
    assert!(message.contains("没有 taizhang.toml"), "{message}");
}

#[test]
fn a_project_without_workbooks_says_where_they_go() {
    let project = sample_copy();
    for entry in fs::read_dir(project.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        if !path.ends_with("definitions") {
            fs::remove_dir_all(path).unwrap();
        }
    }
    let (code, message) = message(project.path(), &["report"]);
    assert_eq!(code, 2);
    assert!(message.contains("请先放入 data/2020-12/"), "{message}");
}

#[test]
fn a_workbook_that_is_none_is_told_and_the_others_go_on() {
    let project = sample_copy();
    taizhang(project.path(), &["report"]);
    let reports = project.path().join("reports/2020-12");
    let written: Vec<String> = files(&reports).into_keys().collect();
    assert!(!written.is_empty());
    fs::remove_dir_all(&reports).unwrap();
    fs::write(project.path().join("data/2020-12/新企业税收.xlsx"), "这不是工作簿").unwrap();
    let (code, message) = message(project.path(), &["report"]);
    assert_eq!(code, 1, "{message}");
    assert!(message.contains("data/2020-12/新企业税收.xlsx"), "{message}");
    assert_eq!(files(&reports).into_keys().collect::<Vec<_>>(), written);
}

#[test]
fn a_wrong_name_in_a_definition_is_told_at_its_line_with_the_nearest() {
    let project = sample_copy();
    let report = project.path().join("reports/definitions/tax-monthly/report.toml");
    edit(&report, "growth = \"ytd\"", "growth = \"ydt\"");
    let (code, message) = message(project.path(), &["report"]);
    assert_eq!(code, 2);
    let line = fs::read_to_string(&report).unwrap().lines().position(|line| line.contains("\"ydt\"")).unwrap() + 1;
    assert!(message.contains(&format!("reports/definitions/tax-monthly/report.toml 第{line}行")), "{message}");
    assert!(message.contains("“ydt”") && message.contains("“ytd”"), "{message}");
    assert!(files(&project.path().join("reports/2020-12")).is_empty());
}

#[test]
fn a_wrong_name_in_a_text_is_told_at_its_line() {
    let project = sample_copy();
    edit(&project.path().join("reports/definitions/tax-monthly/text.md"), "{{ tax.ytd }}", "{{ tax.ytdd }}");
    let (code, message) = message(project.path(), &["report"]);
    assert_eq!(code, 2);
    assert!(message.contains("text.md 第3行") && message.contains("“tax.ytd"), "{message}");
}

#[test]
fn a_month_folder_without_data_leaves_dashes_and_not_zeros() {
    let project = sample_copy();
    fs::remove_dir_all(project.path().join("data/2020-03")).unwrap();
    let answer = taizhang(project.path(), &["figures", "--format", "tsv"]);
    let line = answer.out.lines().find(|line| line.contains("\ttax.ytd\t")).unwrap();
    assert!(line.contains("2020年3月无报送数据\t—"), "{line}");
}

#[test]
fn an_unwritable_folder_is_named_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    fs::write(&file, "").unwrap();
    let (code, message) = message(&root(), &["report", "--out", &file.join("out").display().to_string()]);
    assert_eq!(code, 2, "{message}");
    assert!(message.contains("无法写入"), "{message}");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn the_faulty_submissions_are_all_told_and_nothing_else() {
    let copies = tempfile::tempdir().unwrap();
    let marked = copies.path().display().to_string();
    let answer = taizhang(&root().join("tests/faulty"), &["check", "--marked", &marked, "--format", "json"]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let line = |problem: &serde_json::Value| {
        let word = |key: &str| problem[key].as_str().unwrap_or("—").to_owned();
        ["severity", "code", "file", "sheet", "cell"].map(word).join("\t") + "\n"
    };
    golden("faulty.tsv", &answer["diagnostics"].as_array().unwrap().iter().map(line).collect::<String>());
}

#[test]
fn the_command_line_is_answered_in_chinese() {
    let (code, text) = message(&root(), &["report", "--mont", "2020-12"]);
    assert_eq!((code, text.contains("没有“--mont”这个选项，是否为“--month”？")), (2, true), "{text}");
    let (code, text) = message(&root(), &["report", "--month", "2020-13"]);
    assert_eq!((code, text.contains("应写作 2020-12 的样子")), (2, true), "{text}");
    let (code, text) = message(&root(), &["report", "--report", "tax-monthy"]);
    assert_eq!((code, text.contains("是否为“tax-monthly”？")), (2, true), "{text}");
}
