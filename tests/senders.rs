//! One ledger, one file for each department: whose it is, who has not sent, and nobody else is blamed.

use crate::support::{cells, project, taizhang};

const ORG: &str = "title = \"机构名录\"\nfiles = [\"*名录*\"]\ngrain = \"snapshot\"\nkey = [\"code\"]\n[entity]\ncodes = [\"code\"]\nnames = [\"name\"]\n[columns.code]\nlabels = [\"代码\"]\n[columns.name]\nlabels = [\"名称\"]\n";
const BUDGET: &str = "title = \"支出\"\nfiles = [\"*支出表*\"]\ngrain = \"month\"\nkey = [\"unit\", \"item\"]\nsenders = \"org\"\n[columns.unit]\nfrom = \"FROM\"\nentity = \"org\"\n[columns.item]\nlabels = [\"项目\"]\n[columns.spent]\nlabels = [\"本月\"]\ntype = \"money\"\nunit = \"元\"\n[columns.sum]\nlabels = [\"累计\"]\ntype = \"money\"\nunit = \"元\"\ncumulative-of = \"spent\"\n";
const REPORT: &str = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nspent = { title = \"支出\", ledger = \"budget\", sum = \"spent\", unit = \"元\" }\neast = { title = \"东院支出\", ledger = \"budget\", sum = \"spent\", unit = \"元\", where = { \"org.name\" = \"东院\" } }\n";
const LIST: &str = "代码,名称\nA1,东院\nA2,西院\nA3,北院\n";

/// A project with these files, the units taken from there.
fn budget(from: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let budget = BUDGET.replace("FROM", from);
    let definitions = [
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2025-02\"\n"),
        ("data/definitions/org.toml", ORG),
        ("data/definitions/budget.toml", &budget),
        ("reports/definitions/r/report.toml", REPORT),
        ("reports/definitions/r/text.md", "{{ spent }}\n"),
        ("data/2025-01/名录.csv", LIST),
    ];
    project(definitions.into_iter().chain(files.iter().copied()))
}

/// What `check` and `figures` print of it.
fn run(from: &str, files: &[(&str, &str)]) -> (serde_json::Value, String) {
    let folder = budget(from, files);
    let answer = taizhang(folder.path(), &["check", "--format", "json"]);
    let found = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}", answer.err));
    (found, taizhang(folder.path(), &["figures", "--format", "tsv"]).out)
}

fn warnings(found: &serde_json::Value) -> Vec<String> {
    let problems = found["diagnostics"].as_array().unwrap().iter();
    let grave = problems.filter(|problem| problem["severity"] != "info");
    grave.map(|one| format!("{} {}", one["code"].as_str().unwrap(), one["message"].as_str().unwrap())).collect()
}

const WHOLE: [(&str, &str); 6] = [
    ("data/2025-01/东院支出表.csv", "填报单位：东院,,单位：元\n项目,本月,累计\n人员,100,100\n"),
    ("data/2025-01/西院支出表.csv", "填报单位：西院,,单位：元\n项目,本月,累计\n人员,200,200\n"),
    ("data/2025-01/北院支出表.csv", "填报单位：北院,,单位：元\n项目,本月,累计\n人员,300,300\n"),
    ("data/2025-02/东院支出表.csv", "填报单位：东院,,单位：元\n项目,本月,累计\n人员,110,210\n"),
    ("data/2025-02/西院支出表.csv", "填报单位：西院,,单位：元\n项目,本月,累计\n人员,210,410\n"),
    ("data/2025-02/北院支出表.csv", "填报单位：北院,,单位：元\n项目,本月,累计\n人员,310,610\n"),
];

/// All files but one.
fn without(file: &str) -> Vec<(&'static str, &'static str)> {
    WHOLE.iter().copied().filter(|(name, _)| *name != file).collect()
}

#[test]
fn a_banner_or_a_file_name_says_whose_the_rows_are() {
    for from in ["banner:填报单位", "file"] {
        let (found, figures) = run(from, &WHOLE);
        assert_eq!(warnings(&found), Vec::<String>::new(), "{from}");
        assert!(figures.contains("630.00元") && figures.contains("110.00元"), "{from}: {figures}");
    }
}

#[test]
fn who_has_not_sent_is_named_and_no_other() {
    let (found, _) = run("banner:填报单位", &without("data/2025-02/北院支出表.csv"));
    let told = warnings(&found);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("not-sent") && told[0].contains("支出——北院（上次报送2025年1月）"), "{told:?}");
    assert_eq!(found["unsent"].as_array().unwrap().len(), 1);
}

#[test]
fn the_workbook_lists_whom_to_remind() {
    let sheet = |files: &[(&str, &str)]| {
        let folder = budget("banner:填报单位", files);
        let answer = taizhang(folder.path(), &["report"]);
        let workbook = std::fs::read(folder.path().join("reports/2025-02/通报.xlsx"));
        cells(&workbook.unwrap_or_else(|_| panic!("{}", answer.err))).remove("催报清单")
    };
    let rows = sheet(&without("data/2025-02/北院支出表.csv")).expect("a list");
    assert_eq!(rows[1][0], "2025年2月有1项未报送。");
    assert_eq!(rows[3][..4], ["1", "支出", "北院", "2025年1月"]);
    assert_eq!(sheet(&WHOLE), None);
}

#[test]
fn a_month_that_one_lacks_is_laid_at_nobody_elses_door() {
    let (found, _) = run("banner:填报单位", &without("data/2025-01/北院支出表.csv"));
    // 北院 begins in February for all that is known, and the others agree.
    assert_eq!(warnings(&found), Vec::<String>::new());
    let mut files = WHOLE.to_vec();
    files[4].1 = "填报单位：西院,,单位：元\n项目,本月,累计\n人员,210,400\n";
    let (found, _) = run("banner:填报单位", &files);
    let told = warnings(&found);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("西院2025年2月“累计”合计 400元，年初以来各月之和 410元"), "{told:?}");
}

#[test]
fn what_the_banner_does_not_say_is_an_error() {
    let mut files = WHOLE.to_vec();
    files[3].1 = "单位：元,,\n项目,本月,累计\n人员,110,210\n";
    let (found, _) = run("banner:填报单位", &files);
    let told = warnings(&found);
    assert!(told.iter().any(|one| one.starts_with("missing-column") && one.contains("填报单位")), "{told:?}");
}
