//! Workbooks as a statistical office exports them: periods across, notes below, months without a
//! value, binary files.

use crate::support::{copy, edit, figures, root, taizhang};
use std::path::Path;

/// A copy of the project in `tests/exports`.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/exports"), folder.path());
    folder
}

fn printed(project: &Path, name: &str) -> String {
    let figures = figures(project);
    figures.iter().find(|((_, figure), _)| figure == name).map(|(_, (_, text))| text.clone()).unwrap_or_default()
}

#[test]
fn provinces_and_cities_grow_alike() {
    let project = project();
    assert_eq!(printed(project.path(), "gdp.first"), "35375.21亿元");
    assert_eq!(printed(project.path(), "gdp.first_growth"), "4.17%");
    assert_eq!(printed(project.path(), "gdp.first_city_growth"), "4.17%");
    // This city has no value for 2019: missing, never zero.
    assert_eq!(printed(project.path(), "gdp.second_growth"), "—");
    assert_eq!(printed(project.path(), "gdp.provinces"), "7个");
}

#[test]
fn months_without_a_value_are_missing() {
    let project = project();
    assert_eq!(printed(project.path(), "industry.april"), "2.7%");
    assert_eq!(printed(project.path(), "industry.january"), "—");
    assert_eq!(printed(project.path(), "industry.february_change"), "—");
    assert_eq!(printed(project.path(), "industry.february_ytd"), "-11.4%");
}

#[test]
fn quarters_and_the_cumulative_differ_by_rounding() {
    let project = project();
    assert_eq!(printed(project.path(), "gdp.quarters"), "3650.0亿元");
    assert_eq!(printed(project.path(), "gdp.cumulative"), "3650.1亿元");
    let answer = taizhang(project.path(), &["check"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    edit(&project.path().join("data/definitions/checks.toml"), "tolerance = \"0.1\"", "tolerance = \"0.05\"");
    let answer = taizhang(project.path(), &["check"]);
    assert_eq!(answer.code, 1);
    let told = ["勾稽不平", "3650", "3650.1", "相差 -0.1", "允许误差 0.05", "季度数据-国内生产总值.xls"];
    for part in told {
        assert!(answer.out.contains(part), "{part} is not told in {}", answer.out);
    }
}

#[test]
fn a_report_of_them_is_written() {
    let project = project();
    let answer = taizhang(project.path(), &["report"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(project.path().join("reports/2020-12/国内生产总值简况.pdf").is_file());
}
