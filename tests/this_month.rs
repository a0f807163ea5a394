//! A check speaks of its month first: what earlier months got wrong is only counted.

use crate::importing::json;
use crate::support::{edit, project, taizhang};

const TAX: &str = "title = \"税收\"\nfiles = [\"*税*\"]\ngrain = \"month\"\nkey = [\"firm\"]\n[columns.firm]\nlabels = [\"企业\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"元\"\n";
const REPORT: &str = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nsum = { title = \"税额\", ledger = \"tax\", sum = \"paid\", period = \"ytd\", unit = \"元\" }\n";
const GOOD: &str = "企业,税额\n甲公司,100\n乙公司,200\n";
const BAD: &str = "企业,税额\n甲公司,约一百\n乙公司,210\n";

/// Two months of a ledger.
fn months(november: &str, december: &str) -> tempfile::TempDir {
    project([
        ("taizhang.toml", "organisation = \"示例区\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/tax.toml", TAX),
        ("reports/definitions/r/report.toml", REPORT),
        ("reports/definitions/r/text.md", "{{ sum }}\n"),
        ("data/2020-11/税收11月.csv", november),
        ("data/2020-12/税收12月.csv", december),
    ])
}

#[test]
fn errors_of_earlier_months_are_counted_and_do_not_fail_the_month() {
    let folder = months(BAD, GOOD);
    let answer = taizhang(folder.path(), &["check"]);
    assert_eq!(answer.code, 0, "{}", answer.out);
    assert!(answer.out.contains("本月的工作簿 1 个，其中 1 个没有错误和警告"), "{}", answer.out);
    assert!(answer.out.contains("以前各月另有 1 个错误，用 taizhang check --all 查看。"), "{}", answer.out);
    assert!(!answer.out.contains("约一百"), "{}", answer.out);
    let answer = taizhang(folder.path(), &["check", "--all"]);
    assert_eq!(answer.code, 1, "{}", answer.out);
    assert!(answer.out.contains("约一百") && answer.out.contains("共读取工作簿 2 个"), "{}", answer.out);
    // The month in which it happened is asked about it as before.
    assert_eq!(taizhang(folder.path(), &["check", "--month", "2020-11"]).code, 1);
}

#[test]
fn an_error_of_the_month_fails_it_and_stands_first() {
    let folder = months(BAD, &BAD.replace("约一百", "约二百"));
    let answer = taizhang(folder.path(), &["check"]);
    assert_eq!(answer.code, 1, "{}", answer.out);
    assert!(answer.out.contains("约二百") && !answer.out.contains("约一百"), "{}", answer.out);
    let all = taizhang(folder.path(), &["check", "--all"]).out;
    let (now, before) = (all.find("约二百").unwrap(), all.find("约一百").unwrap());
    assert!(now < before, "{all}");
}

#[test]
fn machines_are_told_of_each_problem_whether_it_is_of_the_month() {
    let folder = months(BAD, &BAD.replace("约一百", "约二百"));
    let answer = taizhang(folder.path(), &["check", "--format", "json"]);
    let told = json(&answer);
    let errors = told["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] == "error");
    let of_month: Vec<(&str, bool)> =
        errors.map(|one| (one["file"].as_str().unwrap(), one["this_month"].as_bool().unwrap())).collect();
    assert_eq!(of_month, [("data/2020-11/税收11月.csv", false), ("data/2020-12/税收12月.csv", true)]);
}

#[test]
fn what_is_wrong_with_the_whole_project_is_of_every_month() {
    let folder = months(GOOD, &GOOD.replace("200", "205"));
    edit(&folder.path().join("reports/definitions/r/report.toml"), "[figures]\n", "shared = [\"tax\"]\n[figures]\n");
    let shared = "[figures.tax]\nnow = { title = \"当月\", ledger = \"tax\", sum = \"paid\", unit = \"元\" }\nall = { title = \"上月\", ledger = \"tax\", sum = \"paid\", month = 11, unit = \"元\" }\n";
    std::fs::write(folder.path().join("reports/definitions/figures.toml"), shared).unwrap();
    let checks = "[checks.same]\ntitle = \"当月与上月\"\nfigure = \"tax.now\"\nequals = \"tax.all\"\n";
    std::fs::write(folder.path().join("data/definitions/checks.toml"), checks).unwrap();
    let answer = taizhang(folder.path(), &["check"]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("当月与上月"), "{}", answer.out);
}

/// A report still owns up to an error of an earlier month that one of its numbers needs.
#[test]
fn a_report_owns_up_to_the_errors_of_earlier_months() {
    let folder = months(BAD, GOOD);
    let answer = taizhang(folder.path(), &["report"]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    let written = crate::support::files(&folder.path().join("reports/2020-12"));
    let words = crate::support::pdf_text(&written["通报.pdf"]);
    assert!(words.contains("1处错误没有更正"), "{words}");
}

#[test]
fn old_marked_copies_are_told_and_stay() {
    let folder = months(GOOD, BAD);
    let answer = taizhang(folder.path(), &["check"]);
    assert!(answer.out.contains("标注副本 ") && !answer.out.contains("以前的标注副本"), "{}", answer.out);
    let workbook = folder.path().join("data/2020-12/税收12月.csv");
    edit(&workbook, "约一百", "100");
    let answer = taizhang(folder.path(), &["check"]);
    assert!(answer.out.contains("工作簿已改正或不在了，可以删除：税收12月（标注）.xlsx"), "{}", answer.out);
    assert!(folder.path().join("reports/2020-12/退回/税收12月（标注）.xlsx").is_file());
}

#[test]
fn what_was_sent_after_the_month_is_counted_apart() {
    let folder = months(GOOD, GOOD);
    std::fs::create_dir_all(folder.path().join("data/2021-01")).unwrap();
    std::fs::write(folder.path().join("data/2021-01/税收1月.csv"), GOOD).unwrap();
    let answer = taizhang(folder.path(), &["check", "--month", "2020年12月", "--as-of", "2021年1月20日"]);
    assert!(answer.out.contains("其中 1 个是以后报送的，算到截至日2021年1月20日"), "{}", answer.out);
}

#[test]
fn a_cell_that_cannot_be_read_is_not_called_empty_beside() {
    let rows: String = (0..20).map(|at| format!("企业{at},{at}00,东街\n")).collect();
    let text = format!("企业,税额,街道\n{rows}错误,300,#REF!\n");
    let folder = months(GOOD, &text);
    let definition = folder.path().join("data/definitions/tax.toml");
    edit(
        &definition,
        "[columns.firm]",
        "[columns.street]\nlabels = [\"街道\"]\nvalues = [\"东街\", \"西街\"]\n[columns.firm]",
    );
    let report = folder.path().join("reports/definitions/r/report.toml");
    edit(&report, "sum = \"paid\"", "sum = \"paid\", where = { street = \"东街\" }");
    let codes = |folder: &std::path::Path| {
        let told = json(&taizhang(folder, &["check", "--format", "json"]));
        let december =
            told["diagnostics"].as_array().unwrap().iter().filter(|one| one["file"] == "data/2020-12/税收12月.csv");
        december.map(|one| one["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let faulty = codes(folder.path());
    assert!(!faulty.is_empty() && !faulty.contains(&"unfilled-cell".to_owned()), "{faulty:?}");
    // An empty one is asked about.
    edit(&folder.path().join("data/2020-12/税收12月.csv"), "#REF!", "");
    assert!(codes(folder.path()).contains(&"unfilled-cell".to_owned()));
}

#[test]
fn a_marked_copy_that_comes_back_is_read_without_its_list() {
    let folder = months(GOOD, BAD);
    taizhang(folder.path(), &["check"]);
    std::fs::remove_file(folder.path().join("data/2020-12/税收12月.csv")).unwrap();
    std::fs::rename(
        folder.path().join("reports/2020-12/退回/税收12月（标注）.xlsx"),
        folder.path().join("data/2020-12/税收12月（标注）.xlsx"),
    )
    .unwrap();
    let told = json(&taizhang(folder.path(), &["check", "--format", "json"]));
    let december = |one: &&serde_json::Value| one["file"] == "data/2020-12/税收12月（标注）.xlsx";
    let all = told["diagnostics"].as_array().unwrap().iter().filter(december);
    let codes: Vec<&str> = all.map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["unreadable-number"]);
    // Its own copy is none of an earlier run.
    let answer = taizhang(folder.path(), &["check"]);
    assert!(!answer.out.contains("可以删除"), "{}", answer.out);
}
