//! What sentences choose, name and count.

use super::{december, figure};
use crate::{Inputs, document};
use model::document::{Block, Cell, Inline, Listing, Row, RowKind, Table, TableColumn};
use model::edition::Edition;
use model::expr::{Expr, Of, Operand};
use model::figure::{Against, Figure, Missing, Outcome, Quantity};
use model::ledger::Kind;
use model::package::Reconciled;
use model::plan::{ReconciliationPlan, Relation, SidePlan};
use model::unit::Format;
use model::{Date, Exact, Language, Severity, Spoken, Unit, report};

fn percent(name: &str, units: i64) -> Figure {
    figure(name, Exact::scaled(units, 5), Quantity::Rate, "%", None)
}

fn figures() -> Vec<Figure> {
    let counted = |name: &str, number: i128, unit: &str| {
        let of = figure(name, Exact::integer(number), Quantity::Count, unit, None);
        let format = Format { places: 0, ..of.format.clone() };
        Figure { text: format.text(Exact::integer(number)).expect("a text"), format, ..of }
    };
    let years = [(2018, Exact::integer(1)), (2019, Exact::integer(2)), (2020, Exact::integer(2))];
    let operand = |name: &str| {
        let operand = Operand { name: name.to_owned(), title: name.to_owned(), time: december(), of: Of::Row };
        Expr::Figure(operand, Box::new(Expr::Sum(Vec::new())))
    };
    let balance = Outcome::Balance { whole: Exact::integer(12), parts: vec![Exact::integer(2), Exact::integer(11)] };
    vec![
        percent("low", 50_000),
        percent("edge", 60_000),
        // 59.996% is printed as 60.00%.
        percent("under", 59_996),
        percent("high", 90_000),
        Figure { against: Some(Against::LastYear), ..percent("loss", -12_345) },
        Figure {
            value: Outcome::Missing(Missing::ZeroBase),
            text: "—".to_owned(),
            ..figure("gap", Exact::ZERO, Quantity::Rate, "%", None)
        },
        figure("ytd", Exact::integer(105_000_000_000), Quantity::Money, "亿元", None),
        counted("rank", 3, ""),
        counted("cases", 12, "件"),
        Figure {
            value: Outcome::Trend(years.to_vec()),
            text: "2018<2019=2020".to_owned(),
            ..figure("rising", Exact::ZERO, Quantity::Rate, "%", None)
        },
        Figure {
            value: balance,
            text: "2+11=13 != 12".to_owned(),
            expr: Expr::Balance(Box::new(operand("whole")), vec![operand("one"), operand("other")]),
            ..counted("check", 0, "")
        },
    ]
}

fn cell(text: &str, value: Option<i128>) -> Cell {
    Cell { text: text.to_owned(), value: value.map(Exact::integer), ..Cell::default() }
}

/// A table of labels and amounts in 元, with what stands below them.
fn table(name: &str, rows: &[(&str, i128)], below: &[RowKind], (ties, cut_tie): (&[usize], bool)) -> Table {
    let format = Format { unit: Unit::named("元"), ..Format::default() };
    let head = |title: &str, kind, format, figure: Option<&str>| TableColumn {
        title: title.to_owned(),
        kind,
        format,
        figure: figure.map(str::to_owned),
    };
    let row = |kind, label: &str, number: i128| Row {
        kind,
        cells: vec![cell(label, None), cell(&number.to_string(), Some(number * 100))],
    };
    let rows = rows.iter().map(|(label, number)| row(RowKind::Body, label, *number));
    Table {
        name: name.to_owned(),
        title: "表".to_owned(),
        columns: vec![head("街道", Kind::Text, None, None), head("税收", Kind::Money, Some(format), Some("ytd"))],
        rows: rows.chain(below.iter().map(|kind| row(*kind, "合计", 99))).collect(),
        ties: ties.to_vec(),
        cut_tie,
        ..Table::default()
    }
}

fn tables() -> Vec<Table> {
    let five = [("东*街", 9), ("西街", 7), ("南街", 5), ("北街", 5), ("中街", 1)];
    let hidden = Row { cells: vec![cell("甲街", None), cell("*", None)], ..Row::default() };
    vec![
        table("streets", &five, &[RowKind::Others, RowKind::Total], (&[3], false)),
        table("top", &five[..2], &[], (&[], true)),
        table("none", &[], &[RowKind::Total], (&[], false)),
        Table { rows: vec![hidden], ..table("hidden", &[], &[], (&[], false)) },
        Table {
            groups: vec![model::document::RowGroup { title: "组".to_owned(), first: 0, rows: 2 }],
            ..table("grouped", &five[..2], &[], (&[], false))
        },
    ]
}

/// Overdue records of departments, by their days.
fn listing(name: &str, rows: &[(&str, Option<(u32, u32)>)], ties: &[usize]) -> Listing {
    let head = |title: &str, kind| TableColumn { title: title.to_owned(), kind, format: None, figure: None };
    let row = |(unit, due): &(&str, Option<(u32, u32)>)| {
        let date = due.and_then(|(month, day)| Date::new(2020, month, day));
        let text = date.map(|date| date.to_string()).unwrap_or_default();
        Row { cells: vec![cell(unit, None), cell(&text, date.map(|date| date.days().into()))], ..Row::default() }
    };
    let table = Table {
        name: name.to_owned(),
        title: "明细".to_owned(),
        columns: vec![head("单位", Kind::Text), head("时限", Kind::Date)],
        rows: rows.iter().map(row).collect(),
        ties: ties.to_vec(),
        ..Table::default()
    };
    Listing { table, columns: vec!["unit".to_owned(), "due".to_owned()], places: Vec::new() }
}

fn listings() -> Vec<Listing> {
    let rows = [
        ("甲科", Some((12, 1))),
        ("甲科", Some((12, 5))),
        ("乙科", Some((12, 5))),
        ("丙科", Some((12, 31))),
        ("", None),
    ];
    vec![listing("overdue", &rows, &[2]), listing("nothing", &[], &[])]
}

fn reconciled() -> Vec<Reconciled> {
    let side = |names: &[&str]| SidePlan {
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        titles: Vec::new(),
        expr: Expr::Sum(Vec::new()),
    };
    let plan = ReconciliationPlan {
        title: "人次".to_owned(),
        left: side(&["whole"]),
        relation: Relation::Equal,
        right: side(&["one", "other"]),
        tolerance: Exact::ZERO,
        format: Format::default(),
        severity: Severity::Warning,
        note: Some("一人可能受两种处理。".to_owned()),
        in_report: false,
    };
    vec![Reconciled { plan, sides: [None, None], difference: None, holds: Some(false) }]
}

/// The words of a sentence in an edition and what is told of it, or what is wrong with it.
fn told(sentence: &str, edition: Edition) -> Result<(String, Vec<String>), String> {
    let text =
        "title = \"甲\"\n[listings.inner]\ntitle = \"内\"\nledger = \"l\"\ncolumns = [\"a\"]\nedition = \"internal\"\n";
    let definition = report::report(text, "report.toml", "r", &[]).expect("a definition");
    let inputs = Inputs {
        edition,
        report: &definition,
        text: crate::TextFile { file: "text.md", text: &format!("甲\n\n{sentence}\n") },
        appendices: &[],
        pictures: &Default::default(),
        organisation: "示例",
        each: "",
        each_number: 0,
        time: december(),
        figures: &figures(),
        tables: &tables(),
        listings: &listings(),
        reconciled: &reconciled(),
        notes: &[],
    };
    let (document, findings) = document(&inputs).map_err(|problems| problems[0].spoken(Language::Chinese))?;
    let words = document.blocks.iter().skip(1).map(|block| match block {
        Block::Paragraph(inlines) => inlines.iter().map(Inline::text).collect::<String>(),
        other => format!("{other:?}"),
    });
    assert!(findings.iter().all(|finding| finding.place.line == Some(3)), "{findings:?}");
    Ok((words.collect(), findings.iter().map(|finding| finding.rule.code.to_owned()).collect()))
}

fn check(sentence: &str, words: &str, codes: &[&str]) {
    let codes = codes.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(told(sentence, Edition::Internal), Ok((words.to_owned(), codes)), "{sentence}");
}

fn refused(sentence: &str, words: &[&str]) {
    let error = told(sentence, Edition::Internal).expect_err(sentence);
    assert!(error.contains("text.md 第3行") && words.iter().all(|word| error.contains(word)), "{sentence}: {error}");
}

#[test]
fn a_level_is_the_word_of_the_printed_number() {
    let level =
        |name: &str| format!("{{{{ {name} }}}}{{{{ {name} | level([\"偏慢\", 60, \"正常\", 90, \"良好\"]) }}}}");
    check(&level("low"), "50.00%偏慢", &[]);
    check(&level("edge"), "60.00%正常", &[]);
    check(&level("under"), "60.00%正常", &["beside-bound"]);
    check(&level("high"), "90.00%良好", &[]);
    check(&level("loss"), "-12.35%偏慢", &[]);
    check("{{ gap | level([\"低\", 1, \"高\"]) }}", "—（基数为零）", &["missing-compared"]);
    // What is printed otherwise is judged as it is printed.
    check("{{ under | places(3) }}{{ under | places(3) | level([\"低\", 60, \"高\"]) }}", "59.996%低", &[]);
    check("{{ ytd | wan | level([\"低\", 105000, \"高\"]) }}", "高", &[]);
    check("{{ rows(\"overdue\") | length | level([\"没有逾期\", 1, \"有逾期\"]) }}", "有逾期", &[]);
    check("{{ first(\"streets\").ytd | level([\"低\", 9, \"高\"]) }}", "高", &[]);
    check("{{ first(\"hidden\").ytd | level([\"低\", 9, \"高\"]) }}", "*", &[]);
    check("{% if under < 60 %}未过{% endif %}", "未过", &["beside-bound"]);
}

#[test]
fn a_level_that_is_none_is_told() {
    for (words, told) in [
        ("\"低\", 60", "末尾应是词"),
        ("\"低\"", "至少要有两个词"),
        ("60, \"低\"", "第1项“60”应是带引号的词"),
        ("\"低\", \"60\", \"高\"", "第2项“60”应是数"),
        ("\"低\", 90, \"中\", 60, \"高\"", "界线 90 不小于后面的 60"),
    ] {
        refused(&format!("{{{{ low | level([{words}]) }}}}"), &["level([", told]);
    }
    refused("{{ low | level(60) }}", &["不是一列"]);
    refused("{{ rising | level([\"低\", 60, \"高\"]) }}", &["“rising”不是一个数"]);
    refused("{{ \"甲\" | level([\"低\", 60, \"高\"]) }}", &["只能用在指标和数上"]);
}

#[test]
fn the_first_rows_are_named_and_none_that_ties_is_dropped() {
    check("{{ names(\"streets\", 1) }}", "东*街", &[]);
    check("{{ names(\"streets\", 2, \"ytd\") }}", "东*街（9元）和西街（7元）", &[]);
    check("{{ names(\"streets\", 3) }}", "东*街、西街、南街和北街", &["tied-rank"]);
    check("{{ names(\"streets\", 4) }}", "东*街、西街、南街和北街", &[]);
    check("{{ names(\"streets\", 9) }}", "东*街、西街、南街、北街和中街", &[]);
    check("{{ names(\"top\", 2) }}", "东*街和西街", &["tied-rank"]);
    check("{{ names(\"top\", 1) }}", "东*街", &[]);
    check("{{ names(\"none\", 3) }}", "无", &[]);
    check("{{ names(\"hidden\", 3, \"ytd\") }}", "甲街（*）", &[]);
    check("{{ names(\"overdue\", 2, \"unit\") }}", "甲科和乙科", &[]);
    check("{{ names(\"overdue\", 1, \"due\") }}", "2020年12月1日", &[]);
    check("{{ names(\"overdue\", 9, \"unit\") }}", "甲科、乙科、丙科和（未填）", &[]);
    check("{{ names(\"nothing\", 9, \"unit\") }}", "无", &[]);
    check("{{ rows(\"streets\") | map(attribute=\"label\") | names }}", "东*街、西街、南街、北街和中街", &[]);
    check("{{ [\"甲\"] | names }}，{{ [] | names }}", "甲，无", &[]);
}

#[test]
fn the_first_and_the_last_row_are_none_of_all_the_others() {
    check("{{ first(\"streets\").label }}（{{ first(\"streets\").ytd }}）", "东*街（9元）", &[]);
    check("{{ last(\"streets\").label }}（{{ last(\"streets\").ytd }}）", "中街（1元）", &[]);
    check("{{ (rows(\"streets\") | last).label }}", "中街", &[]);
    check("{{ last(\"top\").label }}", "西街", &["tied-rank"]);
    check("{{ first(\"none\").label }}（{{ first(\"none\").ytd }}）", "无（—）", &["no-row"]);
    check("{{ last(\"nothing\").unit }}，{{ last(\"nothing\").due | day }}", "无，无", &["no-row"]);
    check("共{{ rows(\"streets\") | length }}个，{{ rows(\"overdue\") | length }}件", "共5个，5件", &[]);
}

#[test]
fn what_cannot_be_named_is_told() {
    refused("{{ names(\"streetz\", 3) }}", &["“streetz”", "“streets”"]);
    refused("{{ names(\"streets\", 3, \"yth\") }}", &["没有“yth”这一列", "“ytd”"]);
    refused("{{ names(\"overdue\", 3) }}", &["第三项"]);
    refused("{{ names(\"streets\", 0) }}", &["1 以上"]);
    refused("{{ names(\"grouped\", 3) }}", &["分了组"]);
    refused("{{ first(\"grouped\").label }}", &["分了组"]);
    refused("{{ names(\"streets\") }}", &["少写了一项"]);
}

#[test]
fn what_only_the_other_edition_has_is_neither_counted_nor_named() {
    for sentence in ["{{ rows(\"inner\") | length }}", "{{ names(\"inner\", 3, \"a\") }}", "{{ first(\"inner\").a }}"] {
        let error = told(sentence, Edition::Public).expect_err(sentence);
        assert!(error.contains("不在这个版本里") && error.contains("internal"), "{error}");
    }
    let written = told("{% for row in rows(\"inner\") %}甲{% endfor %}乙", Edition::Public);
    assert_eq!(written, Ok(("乙".to_owned(), Vec::new())));
}

#[test]
fn days_are_written_as_in_prose() {
    let row = "{% set row = rows(\"overdue\")[3] %}{% set open = rows(\"overdue\")[4] %}";
    check(
        &format!("{row}{{{{ row.due }}}}，{{{{ row.due | date }}}}，{{{{ row.due | day }}}}"),
        "2020年12月31日，2020年12月31日，12月31日",
        &[],
    );
    check(&format!("{row}（{{{{ open.due }}}}{{{{ open.due | day }}}}）"), "（）", &[]);
    check(
        "{{ as_of }}，{{ as_of | day }}，{{ \"2021-03-31\" | date }}",
        "2020年12月31日，12月31日，2021年3月31日",
        &[],
    );
    for (condition, holds) in [
        ("row.due < \"2021-01-01\"", true),
        ("\"2020-12-31\" == row.due", true),
        ("row.due < as_of", false),
        ("as_of <= row.due", true),
        ("open.due < as_of", false),
        ("open.due >= as_of", false),
        ("open.due == \"\"", true),
        ("open.due", false),
        ("row.due != \"\"", true),
    ] {
        let words = if holds { "是" } else { "否" };
        check(&format!("{row}{{% if {condition} %}}是{{% else %}}否{{% endif %}}"), words, &[]);
    }
    refused("{{ rows(\"overdue\")[0].due < \"甲\" }}", &["“甲”不是日期"]);
    refused("{{ rows(\"overdue\")[0].due < 3 }}", &["不是日期"]);
    refused("{{ rows(\"overdue\")[0].due in [\"2020-12-01\"] }}", &["日期只能用"]);
    refused("{{ low | day }}", &["不是日期"]);
}

#[test]
fn numbers_can_be_printed_otherwise() {
    check("{{ loss | abs }}，{{ low | places(0) }}，{{ low | percent(1) }}", "12.35%，50%，50.0%", &[]);
    check("{{ ytd | wan(0) }}，{{ ytd | wan | places(1) }}", "105000万元，105000.0万元", &[]);
    check("{{ loss | places(1) | growth }}", "同比下降12.3%", &[]);
    check("{{ rank | ordinal }}，{{ 2 | ordinal }}，{{ gap | ordinal }}", "第3位，第2位，—（基数为零）", &[]);
    refused("{{ low | ordinal }}", &["“low”不是整数"]);
    refused("{{ low | places(9) }}", &["最多 6 位"]);
    refused("{{ ytd | percent }}", &["不能换算成%"]);
    refused("{{ \"甲\" | growth }}", &["只能用在指标上"]);
    refused("{{ low | trend }}", &["不是走势"]);
}

#[test]
fn series_and_balances_are_told_in_words() {
    check("{{ rising }}，{{ rising | trend }}", "逐年不降，逐年不降", &[]);
    check("{{ check }}", "分项之和13，与总数12相差1（一人可能受两种处理）", &[]);
}

#[test]
fn unknown_words_are_told_with_the_nearest_wherever_they_stand() {
    refused("{% if false %}{{ low | growht }}{% endif %}", &["“growht”这个过滤器", "“growth”", "ordinal"]);
    refused("{% if low is defind %}甲{% endif %}", &["“defind”这个判断", "“defined”"]);
    refused("{% if low is not defind %}甲{% endif %}", &["“defind”这个判断"]);
    refused("{{ nams(\"streets\", 3) }}", &["“nams”这个函数", "“names”"]);
    refused("{{ low.foo(1) }}", &["“low.foo”这个函数"]);
    refused("{{ low | places }}", &["少写了一项"]);
}
