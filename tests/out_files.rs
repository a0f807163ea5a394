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
