//! New projects: an empty one, the samples, one like another.

use crate::importing::{alone, json};
use crate::support::{Answer, files, root, taizhang};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes a project in a folder that is not there yet.
fn init(folder: &Path, options: &[&str]) -> (PathBuf, Answer) {
    let project = folder.join("新项目");
    let path = project.display().to_string();
    let answer = alone(&[&["init", path.as_str()], options].concat());
    (project, answer)
}

#[test]
fn an_empty_project_has_no_ledger_and_says_how_to_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (project, answer) = init(folder.path(), &[]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("已新建空项目") && answer.out.contains("taizhang define"), "{}", answer.out);
    let names: Vec<String> = files(&project.join("data/definitions")).into_keys().collect();
    assert_eq!(names, ["说明.md"]);
    assert_eq!(files(&project.join("reports/definitions")).into_keys().collect::<Vec<_>>(), ["说明.md"]);
    let settings = fs::read_to_string(project.join("taizhang.toml")).unwrap();
    assert!(settings.contains("organisation = \"某某单位\"") && settings.contains("# month ="), "{settings}");
    let answer = taizhang(&project, &["check", "--month", "2021-01"]);
    assert_eq!(answer.code, 2);
    assert!(answer.err.contains("没有台账定义") && answer.err.contains("taizhang define"), "{}", answer.err);
    // A second project does not mix with the first.
    let (_, again) = init(folder.path(), &[]);
    assert!(again.code == 2 && again.err.contains("不是空文件夹"), "{}", again.err);
}

#[test]
fn a_sample_can_be_checked_and_has_its_forms() {
    for (sample, ledgers) in [("zone", 19), ("office", 7)] {
        let folder = tempfile::tempdir().unwrap();
        let (project, answer) = init(folder.path(), &["--sample", sample]);
        assert_eq!(answer.code, 0, "{}", answer.err);
        assert!(answer.out.contains("虚构") && answer.out.contains("复制"), "{}", answer.out);
        assert_eq!(files(&project.join("forms")).len(), ledgers, "{sample}");
        let from = if sample == "zone" { root() } else { root().join("tests/office") };
        assert!(fs::read(project.join("taizhang.toml")).unwrap() == fs::read(from.join("taizhang.toml")).unwrap());
        let month = if sample == "zone" { "data/2020-12" } else { "data/2025-06" };
        assert_eq!(files(&project.join(month)), files(&from.join(month)));
        let checked = |project: &Path| {
            let marked = folder.path().join("标注").display().to_string();
            json(&taizhang(project, &["check", "--format", "json", "--marked", &marked]))["diagnostics"].clone()
        };
        assert_eq!(checked(&project), checked(&from), "{sample}");
        assert!(files(&project).keys().all(|name| name == "taizhang.toml"), "nothing is left behind");
    }
    let folder = tempfile::tempdir().unwrap();
    let (project, answer) = init(folder.path(), &["--sample", "town"]);
    assert!(answer.code == 2 && answer.err.contains("不能是“town”") && answer.err.contains("office"), "{}", answer.err);
    assert!(!project.exists());
}

#[test]
fn a_project_like_another_has_its_definitions_and_no_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let office = root().join("tests/office");
    let (project, answer) = init(folder.path(), &["--like", &office.display().to_string()]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for part in ["data/definitions", "reports/definitions/notice"] {
        assert_eq!(files(&project.join(part)), files(&office.join(part)));
    }
    assert!(!project.join("data/2025-06").exists());
    let (_, answer) = init(&folder.path().join("又一个"), &["--like", &folder.path().display().to_string()]);
    assert!(answer.code == 2 && answer.err.contains("没有定义可用"), "{}", answer.err);
}
