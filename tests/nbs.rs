//! Real workbooks of the national statistics office, read as they were downloaded. They are not
//! part of the repository; where they are not beside it, the tests say that they were left out.

use crate::support::{copy, edit, figures, root, taizhang};
use std::path::Path;

/// A project of the definitions in `tests/nbs` and the downloaded workbooks.
fn project() -> Option<tempfile::TempDir> {
    let samples = root().join("../shared/samples/nbs");
    if !samples.is_dir() {
        eprintln!("left out: {} is not here", samples.display());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("tests/nbs"), folder.path());
    copy(&samples, &folder.path().join("data/2020-12"));
    Some(folder)
}

fn printed(project: &Path, name: &str) -> String {
    let figures = figures(project);
    figures.iter().find(|((_, figure), _)| figure == name).map(|(_, (_, text))| text.clone()).unwrap_or_default()
}

#[test]
fn provinces_and_cities_grow_as_published() {
    let Some(project) = project() else { return };
    assert_eq!(printed(project.path(), "gdp.beijing"), "35371.28亿元");
    assert_eq!(printed(project.path(), "gdp.beijing_growth"), "6.84%");
    assert_eq!(printed(project.path(), "gdp.beijing_city_growth"), "6.84%");
    // 石家庄 has no value for 2019: missing, never zero.
    assert_eq!(printed(project.path(), "gdp.shijiazhuang_growth"), "—");
    assert_eq!(printed(project.path(), "gdp.provinces"), "31个");
}

#[test]
fn months_without_a_value_are_missing() {
    let Some(project) = project() else { return };
    assert_eq!(printed(project.path(), "industry.april"), "3.9%");
    assert_eq!(printed(project.path(), "industry.january"), "—");
    assert_eq!(printed(project.path(), "industry.february_change"), "—");
    assert_eq!(printed(project.path(), "industry.february_ytd"), "-13.5%");
}

#[test]
fn quarters_and_the_cumulative_differ_by_rounding() {
    let Some(project) = project() else { return };
    assert_eq!(printed(project.path(), "gdp.quarters"), "990865.0亿元");
    assert_eq!(printed(project.path(), "gdp.cumulative"), "990865.1亿元");
    let answer = taizhang(project.path(), &["check"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    edit(&project.path().join("data/definitions/checks.toml"), "tolerance = \"0.1\"", "tolerance = \"0.05\"");
    let answer = taizhang(project.path(), &["check"]);
    assert_eq!(answer.code, 1);
    let told = ["勾稽不平", "990865", "990865.1", "相差 -0.1", "允许误差 0.05", "季度数据-国内生产总值.xls"];
    for part in told {
        assert!(answer.out.contains(part), "{part} is not told in {}", answer.out);
    }
}

#[test]
fn a_report_of_them_is_written() {
    let Some(project) = project() else { return };
    let answer = taizhang(project.path(), &["report"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(project.path().join("reports/2020-12/国内生产总值简况.pdf").is_file());
}
