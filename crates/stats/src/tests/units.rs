//! Units of figures: converted, or told at the definition's line.

use super::{check, end, report_of, sources};
use crate::resolve::{self, reconciliations};
use model::Language;
use model::reconciliation::Reconciliation;

const LEDGER: &str = r#"
title = "设备"
files = ["*"]
grain = "month"
[columns.name]
labels = ["名称"]
[columns.amount]
labels = ["金额"]
type = "money"
[columns.number]
labels = ["数量"]
type = "integer"
unit = "台"
[columns.visits]
labels = ["人次"]
type = "integer"
unit = "人次"
[columns.many]
labels = ["人次（万）"]
type = "integer"
unit = "万人次"
[columns.bare]
labels = ["数"]
type = "integer"
"#;

const FIGURES: &str = r#"
money = { ledger = "l", sum = "amount" }
number = { ledger = "l", sum = "number" }
visits = { ledger = "l", sum = "visits" }
many = { ledger = "l", sum = "many" }
bare = { ledger = "l", sum = "bare" }
all = { ledger = "l", count = true, unit = "件" }
plain = { ledger = "l", count = true }
"#;

/// What a further figure prints as.
fn shown(figure: &str, expected: &str) {
    let head = FIGURES.replace("amount\" }", "amount\", unit = \"元\" }");
    let figures = format!("{head}x = {figure}");
    let values = ["6000.00元", "4台", "7800900人次", "20万人次", "7", "2件", "2", expected];
    let lines = "2020-02 | 甲 | 1000 | 1 | 7800000 | 15 | 3\n2020-02 | 乙 | 5000 | 3 | 900 | 5 | 4";
    check(LEDGER, lines, &figures, end("2020-02"), &values);
}

/// What is said of a further figure, at its line.
fn refused(figure: &str, words: &[&str]) {
    let report = report_of(&format!("[figures]{FIGURES}x = {figure}\ny = {{ growth = \"x\" }}\n"));
    let problems = resolve::resolve(sources(LEDGER, "").catalogue(), &report, end("2020-02"));
    let problems = problems.err().unwrap_or_default();
    let [problem] = problems.as_slice() else { panic!("{figure}: {problems:?}") };
    assert_eq!(problem.place.line, Some(10), "{figure}");
    assert!(words.iter().all(|word| problem.message(Language::Chinese).contains(word)), "{figure}: {problem:?}");
}

#[test]
fn units_are_converted() {
    shown(r#"{ ledger = "l", sum = "visits", unit = "万人次" }"#, "780.09万人次");
    shown(r#"{ ledger = "l", sum = "many", unit = "人次" }"#, "200000人次");
    shown(r#"{ ledger = "l", count = true, unit = "万件", places = 4 }"#, "0.0002万件");
    shown(r#"{ total = ["visits", "visits"], unit = "万人次" }"#, "1560.18万人次");
    shown(r#"{ ratio = ["visits", "number"], unit = "人次/台" }"#, "1950225.00人次/台");
    shown(r#"{ ratio = ["visits", "number"], unit = "万人次/台" }"#, "195.02万人次/台");
    shown(r#"{ ratio = ["many", "number"], unit = "人次/台" }"#, "50000.00人次/台");
    shown(r#"{ ratio = ["visits", "number"], unit = "人次/百台" }"#, "195022500.00人次/百台");
    shown(r#"{ ratio = ["money", "number"], unit = "万元/台" }"#, "0.15万元/台");
    shown(r#"{ ratio = ["money", "all"], unit = "万元" }"#, "0.30万元");
    shown(r#"{ ratio = ["visits", "money"], unit = "人次/万元" }"#, "13001500.00人次/万元");
    shown(r#"{ ratio = ["number", "all"], unit = "倍" }"#, "2.00倍");
    shown(r#"{ ratio = ["number", "number"], unit = "‰" }"#, "1000.00‰");
    shown(r#"{ total = ["all", "plain"] }"#, "4");
}

/// Figures over a column of numbers of which nothing says how many decimals they have, as printed.
fn measured(places: &str, lines: &str, expected: &[&str]) {
    let ledger = format!("{LEDGER}[columns.size]\nlabels = [\"面积\"]\ntype = \"number\"\nunit = \"平方米\"\n{places}");
    let lines: String = lines.split(' ').map(|size| format!("2020-02 | 甲 | 1 | 1 | 1 | 1 | 1 | {size}\n")).collect();
    let figures = r#"
sum = { ledger = "l", sum = "size" }
most = { ledger = "l", max = "size" }
twice = { total = ["sum", "sum"] }
mean = { ledger = "l", average = "size" }
acres = { ledger = "l", sum = "size", unit = "公顷" }
two = { ledger = "l", sum = "size", places = 2 }
"#;
    check(&ledger, &lines, figures, end("2020-02"), expected);
}

#[test]
fn whole_numbers_have_no_decimals_unless_the_definition_says_so() {
    let squares = |text: &str| format!("{text}平方米");
    let expected = |sum: &str, most: &str, twice: &str, mean: &str, two: &str| {
        let all = [sum, most, twice, mean].map(squares);
        [all[0].clone(), all[1].clone(), all[2].clone(), all[3].clone(), "0.00公顷".to_owned(), squares(two)]
    };
    for (places, lines, printed) in [
        ("", "10000 20000", expected("3", "2", "6", "1.50", "3.00")),
        ("", "10000 5000", expected("1.50", "1", "3", "0.75", "1.50")),
        ("places = 1\n", "10 20", expected("3.0", "2.0", "6.0", "1.50", "3.00")),
    ] {
        let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
        measured(places, lines, &printed);
    }
}

#[test]
fn an_earlier_time_is_printed_like_what_it_repeats() {
    let figures = r#"
money = { ledger = "l", sum = "amount", unit = "亿元", places = 3, rounding = "half-even" }
last = { earlier = "money", against = "last-month" }
fine = { earlier = "money", against = "last-month", unit = "元" }
few = { earlier = "money", against = "last-month", places = 1 }
all = { ledger = "l", count = true, unit = "件" }
before = { earlier = "all", against = "last-month" }
"#;
    let lines = "2020-01 | 甲 | 50050000 | 1 | 1 | 1 | 1\n2020-02 | 甲 | 123450000 | 1 | 1 | 1 | 1";
    let expected = ["1.234亿元", "0.500亿元", "50050000.00元", "0.5亿元", "1件", "1件"];
    check(LEDGER, lines, figures, end("2020-02"), &expected);
}

#[test]
fn units_are_not_exchanged() {
    refused(r#"{ ledger = "l", sum = "amount", unit = "台" }"#, &["元", "“台”"]);
    refused(r#"{ ledger = "l", sum = "number", unit = "万元" }"#, &["台", "“万元”"]);
    refused(r#"{ ledger = "l", sum = "number", unit = "件" }"#, &["台", "“件”"]);
    refused(r#"{ ledger = "l", sum = "bare", unit = "万元" }"#, &["没有单位", "“万元”"]);
    refused(r#"{ ledger = "l", sum = "bare", unit = "万件" }"#, &["列没有写单位", "“万件”"]);
    refused(r#"{ ledger = "l", count = true, unit = "元" }"#, &["没有单位", "“元”"]);
    refused(r#"{ share = ["number", "all"], unit = "台" }"#, &["单位不同"]);
    refused(r#"{ growth = "money", unit = "万元" }"#, &["%", "“万元”"]);
    refused(r#"{ ratio = ["money", "number"] }"#, &["不是百分比"]);
    refused(r#"{ ratio = ["money", "number"], unit = "元/件" }"#, &["元÷台", "“元/件”"]);
    refused(r#"{ ratio = ["number", "all"], unit = "元" }"#, &["台÷件", "“元”"]);
    refused(r#"{ ratio = ["visits", "many"] }"#, &["大小不同"]);
}

#[test]
fn what_differs_is_not_added() {
    refused(r#"{ total = ["money", "all"] }"#, &["“money”是元", "“all”是件"]);
    refused(r#"{ total = ["plain", "money"] }"#, &["“money”是元", "“plain”是没有单位的数"]);
    refused(r#"{ difference = ["number", "all"] }"#, &["“number”是台", "“all”是件"]);
    refused(r#"{ total = ["visits", "many"] }"#, &["大小不同"]);
    refused(r#"{ balance = ["number", "all", "plain"] }"#, &["“number”是台"]);
    refused(r#"{ contribution = ["number", "money"] }"#, &["单位不同"]);
}

/// What is said of a reconciliation.
fn reconciled(definition: Reconciliation, word: Option<&str>) {
    let report = report_of(&format!("[figures]{FIGURES}"));
    let sources = sources(LEDGER, "");
    let figures = resolve::figures(sources.catalogue(), &report.figures, end("2020-02")).expect("figures");
    let definition = Reconciliation { name: "a".to_owned(), ..definition };
    match (reconciliations(&figures, &[definition], ("\n[checks.a]\n", "checks.toml")), word) {
        (Ok(_), None) => {}
        (Err(problems), Some(word)) => {
            assert!(
                problems[0].message(Language::Chinese).contains(word) && problems[0].place.line == Some(2),
                "{problems:?}"
            );
        }
        (result, _) => panic!("{word:?}: {result:?}"),
    }
}

#[test]
fn sides_of_a_reconciliation_measure_the_same() {
    let equal = |left: &str, right: &str| Reconciliation {
        figure: left.to_owned(),
        equals: Some(right.to_owned()),
        ..Reconciliation::default()
    };
    let sums = vec!["money".to_owned(), "all".to_owned()];
    reconciled(equal("all", "plain"), None);
    reconciled(equal("all", "number"), Some("单位不同"));
    reconciled(Reconciliation { equals: None, sums, ..equal("money", "") }, Some("单位不同"));
    reconciled(equal("visits", "many"), Some("大小不同"));
}
