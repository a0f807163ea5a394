//! The definitions alone: what `report` would refuse is told without reading a workbook.

use crate::importing::json;
use crate::support::{edit, project, root, taizhang};
use std::fs;
use std::path::Path;

#[test]
fn the_definitions_of_both_offices_are_right() {
    for (folder, ledgers) in [(root(), "台账 19 个"), (root().join("tests/office"), "台账 7 个")] {
        let answer = taizhang(&folder, &["check", "--definitions"]);
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        assert!(answer.out.contains("定义没有错误") && answer.out.contains(ledgers), "{}", answer.out);
    }
}

const LEDGER: &str = "title = \"事项\"\nfiles = [\"*事项*\"]\ngrain = \"snapshot\"\n[columns.what]\nlabels = [\"事项\"]\n[columns.money]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n[columns.state]\nlabels = [\"状态\"]\ntype = \"status\"\ndone = [\"办结\"]\nopen = [\"在办\"]\n";
const REPORT: &str = "title = \"{% if all > 0 %}事项{% else %}无事{% endif %}通报\"\nlayout = \"plain\"\n[figures]\nall = { title = \"件数\", ledger = \"item\", count = true, unit = \"件\" }\nsum = { title = \"金额\", ledger = \"item\", sum = \"money\" }\ngrowth = { title = \"增速\", growth = \"sum\" }\nyears = { title = \"走势\", trend = \"sum\" }\n[tables.by_state]\ntitle = \"各状态\"\nrows = \"state\"\ncolumns = [\"all\", \"sum\"]\n[listings.open]\ntitle = \"在办\"\nledger = \"item\"\nwhere = { state = \"open\" }\ncolumns = [\"what\", \"money\"]\n[charts.states]\ntitle = \"图\"\ntable = \"by_state\"\n";
const TEXT: &str = "共{{ all }}，{% if growth > 0 %}金额{{ growth | growth }}{% else %}没有增长{{ sum | wan }}{% endif %}，{{ years | trend }}。\n\n{% for row in rows(\"open\") %}{{ row.what }}{{ row.money }}；{% endfor %}\n\n{% for row in rows(\"by_state\") %}{{ row.label }}{{ row.all }}{% endfor %}\n\n{{ table(\"by_state\") }}\n\n{{ chart(\"states\") }}\n";

/// A project without a month and without a workbook.
fn bare() -> tempfile::TempDir {
    project([
        ("taizhang.toml", "organisation = \"示例局\"\n"),
        ("data/definitions/item.toml", LEDGER),
        ("reports/definitions/r/report.toml", REPORT),
        ("reports/definitions/r/text.md", TEXT),
    ])
}

#[test]
fn neither_a_month_nor_a_workbook_is_needed() {
    let folder = bare();
    let answer = taizhang(folder.path(), &["check", "--definitions", "--format", "json"]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let counts = json(&answer);
    assert_eq!((&counts["ledgers"], &counts["reports"]), (&1.into(), &1.into()));
    // A workbook that cannot be read is not looked at.
    fs::create_dir_all(folder.path().join("data/2020-12")).unwrap();
    fs::write(folder.path().join("data/2020-12/事项.xlsx"), "坏").unwrap();
    assert_eq!(taizhang(folder.path(), &["check", "--definitions"]).code, 0);
}

/// What is said after one edit.
fn slip(file: &str, from: &str, to: &str) -> String {
    let folder = bare();
    edit(&folder.path().join(file), from, to);
    let answer = taizhang(folder.path(), &["check", "--definitions"]);
    assert_eq!(answer.code, 2, "{from} → {to}: {}", answer.out);
    assert!(answer.err.contains(&format!("{file} 第")), "{}", answer.err);
    answer.err
}

#[test]
fn slips_are_told_wherever_data_would_show_them() {
    let (report, text) = ("reports/definitions/r/report.toml", "reports/definitions/r/text.md");
    for (file, from, to, words) in [
        // Inside of loops and of either branch of a condition.
        (text, "row.what", "row.wat", "没有值的名称"),
        (text, "row.all", "row.al", "没有值的名称"),
        (text, "sum | wan", "sum | wann", "没有“wann”这个过滤器，是否为“wan”？"),
        (text, "growth | growth", "growth | growht", "没有“growht”这个过滤器，是否为“growth”？"),
        (text, "sum | wan", "all | wan", "不能换算成万元"),
        (text, "growth > 0", "growth > all", "单位不同"),
        (text, "growth > 0", "years > 0", "不是一个数"),
        (text, "table(\"by_state\")", "table(\"by_stat\")", "是否为“by_state”？"),
        (text, "chart(\"states\")", "chart(\"stats\")", "是否为“states”？"),
        (text, "{% endfor %}", "", "是否成对"),
        (text, "{{ all }}", "{{ al }}", "没有名为“al”的指标"),
        (report, "unit = \"件\"", "unit = \"万元\"", "万元"),
        (report, "columns = [\"what\", \"money\"]", "columns = [\"wat\", \"money\"]", "“wat”"),
        (report, "state = \"open\"", "state = \"opened\"", "没有“opened”这种状态"),
        (report, "table = \"by_state\"", "table = \"by_stat\"", "“by_stat”"),
        (report, "{% if all > 0 %}", "{% if al > 0 %}", "没有名为“al”的指标"),
        ("data/definitions/item.toml", "done = [", "dne = [", "是否为“done”？"),
    ] {
        let message = slip(file, from, to);
        assert!(message.contains(words), "{from} → {to}: {message}");
    }
}

#[test]
fn two_reports_of_one_name_are_told_and_what_is_wrong_with_one_hides_no_other() {
    let folder = bare();
    let path = folder.path();
    let second = |name: &str, report: &str, text: &str| {
        fs::create_dir_all(path.join("reports/definitions").join(name)).unwrap();
        fs::write(path.join(format!("reports/definitions/{name}/report.toml")), report).unwrap();
        fs::write(path.join(format!("reports/definitions/{name}/text.md")), text).unwrap();
    };
    let titled = |title: &str| format!("title = \"{title}\"\nlayout = \"plain\"\n");
    second("a", &titled("通报"), "甲\n");
    second("b", &titled("通报"), "乙\n");
    let answer = taizhang(path, &["check", "--definitions"]);
    assert!(answer.code == 2 && answer.err.contains("互相覆盖"), "{}", answer.err);
    second("a", &titled("甲"), "{{ nothing }}\n");
    second("b", &format!("{}[figures]\nx = {{ ledger = \"itm\", count = true }}\n", titled("乙")), "乙\n");
    let answer = taizhang(path, &["check", "--definitions"]);
    assert!(answer.err.contains("“nothing”") && answer.err.contains("“itm”"), "{}", answer.err);
    assert!(answer.err.contains("定义有 2 处错误"), "{}", answer.err);
}

#[test]
fn a_public_edition_is_checked_where_the_project_has_one() {
    let folder = bare();
    let public = |path: &Path| taizhang(path, &["check", "--definitions"]);
    fs::write(folder.path().join("taizhang.toml"), "organisation = \"示例局\"\nedition = \"both\"\n").unwrap();
    let answer = public(folder.path());
    assert!(answer.code == 2 && answer.err.contains("没有写它能否公开"), "{}", answer.err);
    let ledger = folder.path().join("data/definitions/item.toml");
    edit(&ledger, "labels = [\"事项\"]", "labels = [\"事项\"]\nsensitivity = \"internal\"\nmask = \"alias\"");
    let answer = public(folder.path());
    assert!(answer.code == 2 && answer.err.contains("[public] 里写 key"), "{}", answer.err);
    edit(&ledger, "mask = \"alias\"", "mask = \"initial\"");
    assert_eq!(public(folder.path()).code, 0);
}
