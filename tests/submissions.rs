//! Which files of a month count: sent twice, of another month, missing, set aside.

use crate::support::{files, pdf_text, project, root, taizhang};

const TAX: &str = "title = \"税收\"\nfiles = [\"*税*\"]\ngrain = \"month\"\nkey = [\"firm\"]\n[columns.firm]\nlabels = [\"企业\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"\nunit = \"元\"\n";
const REPORT: &str = "title = \"通报\"\nlayout = \"plain\"\n[figures]\nsum = { title = \"税额\", ledger = \"tax\", sum = \"paid\", unit = \"元\" }\n";

/// Two firms.
const TWO: &str = "企业,税额\n甲公司,100\n乙公司,200\n";
/// The same with another amount.
const CHANGED: &str = "企业,税额\n甲公司,150\n乙公司,200\n";
/// One of the two.
const PART: &str = "企业,税额\n甲公司,150\n";
/// Other firms.
const OTHERS: &str = "企业,税额\n丙公司,300\n丁公司,400\n";
/// The same items as of another department, with other numbers.
const ITEMS: &str = "企业,税额\n甲公司,7\n乙公司,8\n";

/// A project with these files under `data/`: what the sum of 2020-12 is, and for each problem above
/// a note its code, file and the words that the message must hold.
fn check(files: &[(&str, &str)], sum: &str, expected: &[(&str, &str, &str)]) {
    check_with(TAX, files, sum, expected);
}

fn check_with(ledger: &str, files: &[(&str, &str)], sum: &str, expected: &[(&str, &str, &str)]) {
    let definitions = [
        ("taizhang.toml", "organisation = \"示例区\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/tax.toml", ledger),
        ("reports/definitions/r/report.toml", REPORT),
        ("reports/definitions/r/text.md", "{{ sum }}\n"),
    ];
    let placed: Vec<(String, &str)> = files.iter().map(|(file, text)| (format!("data/{file}"), *text)).collect();
    let placed = placed.iter().map(|(file, text)| (file.as_str(), *text));
    let folder = project(definitions.into_iter().chain(placed));
    let answer = taizhang(folder.path(), &["check", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}", answer.err));
    let word = |problem: &serde_json::Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
    let grave = found["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] != "info");
    let got: Vec<[String; 3]> =
        grave.map(|one| ["code", "file", "message"].map(|key| word(one, key).replace("data/", ""))).collect();
    assert_eq!(got.len(), expected.len(), "{files:?}: {got:#?}");
    for ([code, file, message], (expected_code, expected_file, words)) in got.iter().zip(expected) {
        assert_eq!((code.as_str(), file.as_str()), (*expected_code, *expected_file), "{message}");
        assert!(message.contains(words), "{message} holds no {words}");
    }
    let figures = taizhang(folder.path(), &["figures", "--format", "tsv"]).out;
    assert!(figures.lines().any(|line| line.split('\t').any(|cell| cell == sum)), "{sum} in {figures}");
}

#[test]
fn a_later_revision_counts_and_the_other_is_named() {
    let first = ("2020-12/税收12月.csv", TWO);
    for (name, text, words) in [
        ("2020-12/税收12月 - 副本.csv", TWO, "记录全部相同（2 条）"),
        ("2020-12/税收12月（1）.csv", TWO, "只计“2020-12/税收12月（1）.csv”"),
        ("2020-12/税收12月（更正）.csv", TWO, "税收12月（更正）.csv”是同一份报送"),
    ] {
        check(&[first, (name, text)], "300.00元", &[("superseded-file", first.0, words)]);
    }
    let corrected = ("2020-12/税收12月（更正）.csv", CHANGED);
    let words = "不同的单元格 1 个（如“税额”列 “100”";
    check(&[first, corrected], "350.00元", &[("superseded-file", first.0, words)]);
    let last = ("2020-12/税收12月-最终版.csv", TWO);
    let told = [("superseded-file", first.0, "最终版"), ("superseded-file", corrected.0, "最终版")];
    check(&[first, corrected, last], "300.00元", &told);
}

#[test]
fn without_a_key_a_correction_of_as_many_records_counts() {
    let keyless = TAX.replace("key = [\"firm\"]\n", "");
    let (first, second) = ("2020-12/税收12月.csv", "2020-12/税收12月（更正）.csv");
    let told = [("superseded-file", first, "完全相同的记录 1 条")];
    check_with(&keyless, &[(first, TWO), (second, CHANGED)], "350.00元", &told);
}

#[test]
fn what_no_name_decides_is_an_error() {
    let first = ("2020-12/a税.csv", TWO);
    check(
        &[first, ("2020-12/b税.csv", TWO)],
        "300.00元",
        &[("sent-twice", "2020-12/b税.csv", "只计“2020-12/a税.csv”")],
    );
    let utf8 = ("2020-12/a税.txt", CHANGED);
    check(&[first, utf8], "650.00元", &[("sent-twice", "2020-12/a税.txt", "两份都计入了")]);
    let part = ("2020-12/a税（更正）.csv", PART);
    check(&[first, part], "450.00元", &[("sent-twice", part.0, "比原件少 1 条")]);
}

#[test]
fn a_key_in_two_parts_of_a_submission_is_asked_about() {
    let (first, second) = ("2020-12/东税.csv", "2020-12/西税.csv");
    let [east, west] = ["甲公司,1\n乙公司,2\n丙公司,3\n丁公司,4\n", "戊公司,5\n己公司,6\n丁公司,7\n"]
        .map(|rows| format!("企业,税额\n{rows}"));
    check(
        &[(first, &east), (second, &west)],
        "28.00元",
        &[("shared-key", second, "“丁公司”在“2020-12/东税.csv”里也有（A5）")],
    );
}

#[test]
fn departments_and_parts_go_on_as_they_are() {
    check(&[("2020-12/东税.csv", TWO), ("2020-12/西税.csv", ITEMS)], "315.00元", &[]);
    check(&[("2020-12/税（1）.csv", TWO), ("2020-12/税（2）.csv", OTHERS)], "1000.00元", &[]);
}

#[test]
fn a_file_of_another_month_is_named() {
    let titled = "2020年11月企业税收统计表,\n填表日期：2020年10月5日,单位：元\n企业,税额\n甲公司,300\n";
    check(
        &[("2020-12/税收.csv", titled)],
        "300.00元",
        &[("other-month", "2020-12/税收.csv", "标题“2020年11月企业税收统计表”")],
    );
    let now = "2020-12/税收11月.csv";
    check(&[(now, TWO)], "300.00元", &[("other-month", now, "文件名写的是11月，却放在 2020-12/")]);
    let now = "2020-12/税收2019年12月.csv";
    check(&[(now, TWO)], "300.00元", &[("other-month", now, "2019年12月")]);
    let (before, now) = ("2020-11/税收.csv", "2020-12/税收.csv");
    check(&[(before, TWO), (now, TWO)], "300.00元", &[("other-month", now, "与“2020-11/税收.csv”完全相同")]);
    check(&[(before, TWO), (now, CHANGED)], "350.00元", &[]);
}

#[test]
fn who_has_not_sent_is_named() {
    let before = [("2020-10/税收.csv", TWO), ("2020-11/税收.csv", CHANGED)];
    check(&before, "—", &[("not-sent", "2020-12", "2020年12月没有报送税收（上次报送2020年11月）")]);
    let two = [("2020-10/东税.csv", TWO), ("2020-11/东税.csv", CHANGED), ("2020-12/西税.csv", PART)];
    let west = [("2020-10/西税.csv", OTHERS), ("2020-11/西税.csv", ITEMS)];
    check(&[&two[..], &west[..]].concat(), "150.00元", &[("not-sent", "2020-12", "上次的文件“东税.csv”")]);
    let answer = taizhang(&root(), &["check", "--month", "2021-01"]);
    let list = answer.out.split_once("催报清单（2021年1月").unwrap().1;
    // What came for the first time in the month before may be monthly; a list of entities is not.
    assert!(list.contains("企业税收（上次报送2020年12月）") && list.contains("党费"), "{list}");
    assert!(!list.contains("名录"), "{list}");
    let answer = taizhang(&root(), &["check", "--month", "2021-02"]);
    let list = answer.out.split_once("催报清单（2021年2月").unwrap().1;
    assert!(list.contains("企业税收（上次报送2020年12月）") && !list.contains("党费"), "{list}");
}

#[test]
fn a_report_says_how_old_the_only_submission_of_a_ledger_is() {
    let out = tempfile::tempdir().unwrap();
    let to = out.path().display().to_string();
    let answer =
        taizhang(&root(), &["report", "--month", "2021-02", "--report", "assets", "--as", "pdf", "--out", &to]);
    assert!(answer.code < 2, "{}{}", answer.out, answer.err);
    let written = files(out.path());
    let text = pdf_text(written.values().next().unwrap()).replace('\n', "");
    for ledger in ["资金调拨", "工程结算", "银行账户"] {
        assert!(text.contains(&format!("{ledger}近一年只报送过一次，数据截至2020年12月。")), "{ledger}: {text}");
    }
}

#[test]
fn folders_of_a_month_are_read_or_named() {
    check(&[("2020-12/补报/税.csv", TWO)], "300.00元", &[]);
    check(&[("2020-12/东税.csv", OTHERS), ("2020-12/补报/二/西税.csv", TWO)], "1000.00元", &[]);
    let set_aside = [("2020-12/税.csv", TWO), ("2020-12/作废/税.csv", OTHERS)];
    check(&set_aside, "300.00元", &[("unread-folder", "2020-12/作废", "没有读取")]);
    let loose = [("2020-12/税.csv", TWO), ("税2.csv", OTHERS)];
    check(&loose, "300.00元", &[("no-month-folder", "税2.csv", "没有放在月份文件夹")]);
    let hidden = [("2020-12/税.csv", TWO), ("2020-12/.西税.csv", OTHERS)];
    check(&hidden, "300.00元", &[("unclaimed-file", "2020-12/.西税.csv", "隐藏文件")]);
}
