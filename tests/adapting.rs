//! An office adapts the program by text files alone, and every slip in them is told at its line.

use crate::support::{edit, files, sample_copy, taizhang};
use std::fs;
use std::path::Path;

/// One more ledger with a report of its own.
const LEDGER: &str = "title = \"车辆台账\"\nfiles = [\"*车辆*\"]\ngrain = \"snapshot\"\nkey = [\"plate\"]\n\n[columns.plate]\nlabels = [\"车牌号\"]\n\n[columns.department]\nlabels = [\"使用科室\"]\n\n[columns.cost]\nlabels = [\"运行费用\"]\ntype = \"money\"\nunit = \"元\"\n";
const REPORT: &str = "title = \"{{ year }}年公务车辆情况\"\n\n[figures]\ncars = { title = \"车辆数\", ledger = \"car\", count = true, unit = \"辆\" }\ncost = { title = \"运行费用\", ledger = \"car\", sum = \"cost\", unit = \"元\" }\n\n[tables.departments]\ntitle = \"各科室车辆\"\nrows = \"department\"\ncolumns = [\"cars\", \"cost\"]\ntotal = true\n";
const TEXT: &str = "# 一、总体情况\n\n现有公务车辆{{ cars }}，运行费用{{ cost }}。\n\n{{ table(\"departments\") }}\n";
const ROWS: &str =
    "车牌号,使用科室,运行费用\n示A00001,业务科,\"1,200.50\"\n示A00002,业务科,800\n示A00003,党政办,999.5\n";

#[test]
fn one_more_ledger_takes_only_text_files() {
    let project = sample_copy();
    let path = project.path();
    fs::write(path.join("data/definitions/car.toml"), LEDGER).unwrap();
    fs::write(path.join("data/2020-12/公务车辆.csv"), ROWS).unwrap();
    fs::create_dir_all(path.join("reports/definitions/cars")).unwrap();
    fs::write(path.join("reports/definitions/cars/report.toml"), REPORT).unwrap();
    fs::write(path.join("reports/definitions/cars/text.md"), TEXT).unwrap();
    let answer = taizhang(path, &["report", "--report", "cars"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let written = files(&path.join("reports/2020-12"));
    let words = crate::support::pdf_text(&written["2020年公务车辆情况.pdf"]);
    assert!(words.contains("现有公务车辆3辆，运行费用3000.00元。"), "{words}");
}

/// What is said of a project after one edit of one of its files.
fn slip(file: &str, from: &str, to: &str) -> String {
    let project = sample_copy();
    edit(&project.path().join(file), from, to);
    told(project.path(), file)
}

fn told(project: &Path, file: &str) -> String {
    let answer = taizhang(project, &["report"]);
    assert_eq!(answer.code, 2, "{}{}", answer.out, answer.err);
    assert!(files(&project.join("reports/2020-12")).is_empty());
    assert!(answer.err.contains(&format!("{file} 第")), "{} names no line of {file}", answer.err);
    // Whoever edits definitions learns the same without the workbooks.
    let alone = taizhang(project, &["check", "--definitions"]);
    assert_eq!((alone.code, &alone.err), (2, &answer.err));
    answer.err
}

const SHARED: &str = "reports/definitions/figures.toml";

#[test]
fn a_wrong_column_is_told() {
    let message = slip(SHARED, "sum = \"paid\"", "sum = \"paidd\"");
    assert!(message.contains("“paidd”") && message.contains("“paid”"), "{message}");
}

#[test]
fn an_unknown_state_is_told() {
    let message = slip(SHARED, "where = { status = \"done\" }", "where = { status = \"doen\" }");
    assert!(message.contains("没有“doen”这种状态") && message.contains("“done”"), "{message}");
}

#[test]
fn figures_in_a_circle_are_told() {
    let message = slip(SHARED, "earlier = \"tax.ytd\"", "earlier = \"tax.ytd_last\"");
    assert!(message.contains("成了循环"), "{message}");
}

#[test]
fn a_figure_of_a_missing_ledger_is_told() {
    let message = slip(SHARED, "ledger = \"tax\"", "ledger = \"taxes\"");
    assert!(message.contains("没有“taxes”这个台账，是否为“tax”？"), "{message}");
}

#[test]
fn an_unknown_key_of_a_ledger_is_told() {
    let message = slip("data/definitions/tax.toml", "labels = [\"增值税\"]", "label = [\"增值税\"]");
    assert!(message.contains("没有“label”这一项，是否为“labels”？"), "{message}");
}

#[test]
fn a_reconciliation_of_an_unknown_figure_is_told() {
    let message = slip("data/definitions/checks.toml", "figure = \"body.total\"", "figure = \"body.totl\"");
    assert!(message.contains("“body.totl”") && message.contains("“body.total”"), "{message}");
}

#[test]
fn two_ledgers_that_claim_one_file_are_told() {
    let project = sample_copy();
    edit(&project.path().join("data/definitions/project.toml"), "[\"*项目台账*\"]", "[\"*项目台账*\", \"*名录*\"]");
    let answer = taizhang(project.path(), &["check"]);
    assert_eq!(answer.code, 1);
    assert!(answer.out.contains("示例高新区企业名录.xlsx") && answer.out.contains("都认领"), "{}", answer.out);
}

#[test]
fn changes_between_two_months_are_told_by_key() {
    let answer =
        taizhang(&crate::support::root(), &["diff", "--from", "2020-11", "--to", "2020-12", "--ledger", "整改台账"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for part in ["2020年12月与2020年11月相比", "新完成", "整改状态 整改中 → 已完成", "巡察整改台账（2020年12月）.xlsx"]
    {
        assert!(answer.out.contains(part), "{part} is not told in {}", answer.out);
    }
}

#[test]
fn a_new_project_takes_its_own_empty_forms() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("new");
    let (path, like) = (project.display().to_string(), crate::support::root().display().to_string());
    let made = crate::importing::alone(&["init", &path, "--like", &like]);
    assert_eq!(made.code, 0, "{}", made.err);
    let forms = files(&project.join("forms"));
    let ledgers = files(&crate::support::root().join("data/definitions"));
    // One form for each ledger; the reconciliations stand in the same folder.
    assert_eq!(forms.len(), ledgers.keys().filter(|name| *name != "checks.toml").count());
    fs::create_dir_all(project.join("data/2021-01")).unwrap();
    for (name, bytes) in &forms {
        // 党费 has its months across: its form has no column to read before the first month.
        if !name.starts_with("党费") {
            fs::write(project.join("data/2021-01").join(name), bytes).unwrap();
        }
    }
    let answer = taizhang(&project, &["check", "--month", "2021-01", "--format", "json"]);
    let told: serde_json::Value =
        serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}{}", answer.out, answer.err));
    let problems: Vec<&str> =
        told["diagnostics"].as_array().unwrap().iter().filter_map(|problem| problem["code"].as_str()).collect();
    assert!(!problems.contains(&"missing-header") && !problems.contains(&"missing-column"), "{}", answer.out);
}
