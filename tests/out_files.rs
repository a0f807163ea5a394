//! Files that would overwrite one another are told before any is written.

use crate::support::{copy, edit, files, sample_copy, taizhang};

/// The end code, what was said, and what stands in the folder of the month.
fn report(project: &std::path::Path) -> (i32, String, usize) {
    let out = project.join("out");
    let answer = taizhang(project, &["report", "--out", &out.display().to_string()]);
    (answer.code, answer.out + &answer.err, files(&out).len())
}

#[test]
fn a_title_that_does_not_name_the_department_is_told_at_its_line() {
    let project = sample_copy();
    let definition = project.path().join("reports/definitions/supervision/report.toml");
    edit(&definition, "（{{ each }}）", "");
    let (code, said, written) = report(project.path());
    assert_eq!((code, written), (2, 0), "{said}");
    assert!(said.contains("same-file-name reports/definitions/supervision/report.toml 第2行"), "{said}");
    assert!(said.contains("“supervision（"), "{said}");
}

#[test]
fn two_reports_of_one_title_are_told() {
    let project = sample_copy();
    let definitions = project.path().join("reports/definitions");
    copy(&definitions.join("rectification"), &definitions.join("rectification2"));
    let (code, said, written) = report(project.path());
    assert_eq!((code, written), (2, 0), "{said}");
    assert!(said.contains("“rectification”、“rectification2”共 2 份"), "{said}");
}

#[test]
fn a_report_is_known_by_words_of_its_title_alone() {
    let project = sample_copy();
    let answer = taizhang(project.path(), &["figures", "--report", "税收统计月报", "--format", "tsv"]);
    let own = taizhang(project.path(), &["figures", "--report", "tax-monthly", "--format", "tsv"]);
    assert_eq!((answer.code, answer.out), (0, own.out), "{}", answer.err);
    let answer = taizhang(project.path(), &["figures", "--report", "月报"]);
    assert!(
        answer.code == 2 && answer.err.contains("几个报告的标题里都有“月报”，请写名称：assets（国有资产与资金月报）"),
        "{}",
        answer.err
    );
}

#[test]
fn files_that_would_come_out_the_same_stay_as_they_are() {
    let project = sample_copy();
    let when = || -> Vec<_> {
        let out = project.path().join("reports/2020-12");
        let files = std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap());
        files.map(|file| (file.file_name(), file.metadata().unwrap().modified().unwrap())).collect()
    };
    let report = || taizhang(project.path(), &["report", "--report", "safety", "--no-cache"]);
    assert_eq!(report().code, 0);
    let first = when();
    assert_eq!(report().code, 0);
    assert_eq!(first, when());
    edit(&project.path().join("reports/definitions/safety/text.md"), "。", "；");
    assert_eq!(report().code, 0);
    assert_ne!(first, when());
}
