//! Small texts and the documents that they give.

use crate::{Inputs, document};
use model::Exact;
use model::document::{Block, Cell, Document, Inline, Listing, Row, Table, TableColumn};
use model::expr::Expr;
use model::figure::{Against, Figure, Missing, Outcome, Quantity};
use model::ledger::Kind;
use model::unit::Format;
use model::{Diagnostic, Language, Place, ReportingTime, Rounding, Scale, Spoken, Unit, report};

mod sentences;

fn december() -> ReportingTime {
    ReportingTime::end_of("2020-12".parse().expect("a month"))
}

fn figure(name: &str, value: Exact, quantity: Quantity, unit: &str, against: Option<Against>) -> Figure {
    let format = Format { unit: Unit::named(unit), places: 2, rounding: Rounding::HalfUp };
    Figure {
        name: name.to_owned(),
        title: name.to_owned(),
        text: format.text(value).expect("a text"),
        value: Outcome::Number(value),
        quantity,
        format,
        against,
        whose: None,
        caveats: Vec::new(),
        time: december(),
        expr: Expr::Sum(Vec::new()),
        words: Default::default(),
    }
}

fn figures() -> Vec<Figure> {
    let percent = |units: i64| Exact::scaled(units, 4);
    vec![
        figure("tax.ytd", Exact::integer(105_000_000_000), Quantity::Money, "亿元", None),
        figure("tax.growth", percent(420), Quantity::Rate, "%", Some(Against::LastYear)),
        figure("fall", percent(-310), Quantity::Rate, "%", Some(Against::LastMonth)),
        figure("still", Exact::scaled(1, 6), Quantity::Rate, "%", Some(Against::LastYear)),
        figure("points", percent(392), Quantity::Points, "个百分点", None),
        figure("visits", Exact::integer(105_000), Quantity::Number, "人次", None),
        Figure {
            format: Format { unit: Scale::named("人次").shown_as("万人次").expect("a unit"), ..Format::default() },
            ..figure("shown", Exact::integer(105_000), Quantity::Number, "人次", None)
        },
        figure("third", Exact::new(1, 3).expect("a number"), Quantity::Number, "", None),
        Figure {
            value: Outcome::Missing(Missing::ZeroBase),
            text: "—".to_owned(),
            ..figure("gap", percent(0), Quantity::Rate, "%", None)
        },
    ]
}

fn listing() -> Listing {
    let columns = ["area", "prose"].map(|title| TableColumn {
        title: title.to_owned(),
        kind: Kind::Text,
        format: None,
        figure: None,
    });
    let cell = |text: &str| Cell { text: text.to_owned(), ..Cell::default() };
    let row = |area: &str, prose: &str| Row { cells: vec![cell(area), cell(prose)], ..Row::default() };
    let rows = vec![row("甲*", "完成{{ tax.ytd }}"), row("甲*", "1. 不是列表"), row("乙", "{{ tax.ydt }}")];
    let places =
        (2..5).map(|row| vec![Place::cell("a.xlsx", "表", row, 1), Place::cell("a.xlsx", "表", row, 2)]).collect();
    let table =
        Table {
            name: "rows".to_owned(), title: "明细".to_owned(), columns: columns.into(), rows, ..Table::default()
        };
    Listing { table, columns: vec!["area".to_owned(), "prose".to_owned()], places }
}

fn table() -> Table {
    let format = Format { unit: Unit::named("%"), ..Format::default() };
    let columns = vec![
        TableColumn { title: "项目".to_owned(), kind: Kind::Text, format: None, figure: None },
        TableColumn {
            title: "增速".to_owned(),
            kind: Kind::Percent,
            format: Some(format),
            figure: Some("tax.growth".to_owned()),
        },
    ];
    let row = |label: &str, value: i64| Row {
        cells: vec![
            Cell { text: label.to_owned(), ..Cell::default() },
            Cell { text: format!("{value}"), value: Some(Exact::scaled(value, 2)), ..Cell::default() },
        ],
        ..Row::default()
    };
    Table { name: "t".to_owned(), columns, rows: vec![row("甲", 10), row("乙", -9)], ..Table::default() }
}

fn render(text: &str) -> Result<Vec<Block>, Vec<Diagnostic>> {
    rendered(text).map(|(document, _)| document.blocks)
}

fn rendered(text: &str) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
    defined("title = \"{{ year }}年\"", text)
}

fn defined(definition: &str, text: &str) -> Result<(Document, Vec<Diagnostic>), Vec<Diagnostic>> {
    let definition = report::report(definition, "report.toml", "r", &[]).expect("a definition");
    let inputs = Inputs {
        edition: model::edition::Edition::Internal,
        report: &definition,
        text: crate::TextFile { file: "text.md", text },
        appendices: &[],
        pictures: &Default::default(),
        organisation: "示例",
        each: "",
        each_number: 0,
        time: december(),
        figures: &figures(),
        tables: &[table()],
        listings: &[listing()],
        reconciled: &[],
        notes: &[],
    };
    document(&inputs)
}

/// The words of each block.
fn check(text: &str, expected: &[&str]) {
    let blocks = render(text).expect("a document");
    let words = |inlines: &[Inline]| inlines.iter().map(Inline::text).collect::<String>();
    let shown: Vec<String> = blocks
        .iter()
        .map(|block| match block {
            Block::Heading(level, inlines) => format!("{level} {}", words(inlines)),
            Block::Paragraph(inlines) | Block::Quote(inlines) => words(inlines),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn phrases_follow_the_sign() {
    check(
        "# 一、{{ organisation }}\n\n完成{{ tax.ytd }}（{{ tax.ytd | wan }}），{{ tax.growth | growth }}，{{ fall | growth }}，{{ still | growth }}，{{ points | change }}。",
        &["1 一、示例", "完成10.50亿元（105000.00万元），同比增长4.20%，环比下降3.10%，同比持平，提高3.92个百分点。"],
    );
}

#[test]
fn a_figure_keeps_its_name_through_the_text() {
    let blocks = render("完成{{ tax.ytd }}。").expect("a document");
    let name = |name: &str, text: &str| Inline::Figure { name: name.to_owned(), text: text.to_owned() };
    let expected = vec![Inline::Text("完成".to_owned()), name("tax.ytd", "10.50亿元"), Inline::Text("。".to_owned())];
    assert_eq!(blocks, [Block::Paragraph(expected)]);
}

#[test]
fn words_of_ledgers_are_no_markdown_and_their_figures_are_computed() {
    check(
        "{% for area in rows(\"rows\")[:2] | group(\"area\") %}\n## （{{ loop.index | chinese }}）{{ area.name }}\n\n{% for row in area.rows %}\n{{ prose(row, \"prose\") }}\n\n{% endfor %}\n{% endfor %}",
        &["2 （一）甲*", "完成10.50亿元", "1. 不是列表"],
    );
}

#[test]
fn a_wrong_figure_in_a_cell_is_told_with_the_cell() {
    let problems =
        render("{% for row in rows(\"rows\") %}{{ prose(row, \"prose\") }}{% endfor %}").expect_err("a problem");
    let told = problems[0].spoken(Language::Chinese);
    assert!(told.contains("a.xlsx [表!B4]") && told.contains("“tax.ydt”") && told.contains("“tax.ytd”"), "{told}");
}

#[test]
fn parts_of_a_head_that_the_layout_does_not_print_are_refused_at_their_lines() {
    let report = |layout: &str| {
        let head = "[head]\nmark = \"示例局文件\"\nsend-to = \"各街道\"\ncopies = \"各科室\"\nissue = \"第1期\"\n";
        let told = defined(&format!("title = \"通报\"\nlayout = \"{layout}\"\n{head}"), "甲\n");
        told.err().unwrap_or_default().iter().filter_map(|problem| problem.place.line).collect::<Vec<_>>()
    };
    assert_eq!(report("gongwen"), [7, 5]);
    assert_eq!(report("briefing"), [0; 0]);
}

#[test]
fn every_wrong_name_of_a_text_is_told_at_its_line() {
    let problems = render("甲\n\n{{ tax.ytdd }}\n\n{{ fal }}\n").expect_err("problems");
    let lines: Vec<_> = problems.iter().filter_map(|problem| problem.place.line).collect();
    assert_eq!(lines, [3, 5]);
}

#[test]
fn a_table_that_is_not_defined_is_told_with_the_nearest() {
    let problems = render("{{ listing(\"row\") }}").expect_err("a problem");
    let told = problems[0].message(Language::Chinese);
    assert!(told.contains("“row”") && told.contains("“rows”"), "{told}");
}

/// Which of the conditions hold, and the lines and figures of what they compared without a value.
fn conditions(cases: &[(&str, bool)], missing: &[(u32, &str)]) {
    let lines = cases.iter().map(|(condition, _)| format!("{{% if {condition} %}}是{{% else %}}否{{% endif %}}；"));
    let (document, findings) = rendered(&lines.collect::<Vec<_>>().join("\n")).expect("a document");
    let [Block::Paragraph(inlines)] = document.blocks.as_slice() else { panic!("{:?}", document.blocks) };
    let held: String = inlines.iter().map(Inline::text).collect();
    let held: Vec<(&str, bool)> =
        cases.iter().map(|(case, _)| *case).zip(held.split('；').map(|word| word == "是")).collect();
    assert_eq!(held, cases);
    let told: Vec<_> = findings
        .iter()
        .map(|finding| (finding.place.line.expect("a line"), finding.message(Language::Chinese)))
        .collect();
    assert_eq!(told.len(), missing.len(), "{told:?}");
    for ((line, message), (expected, figure)) in told.iter().zip(missing) {
        assert!(line == expected && message.contains(&format!("“{figure}”")), "{told:?}");
    }
}

#[test]
fn figures_compare_as_their_exact_numbers() {
    conditions(
        &[
            ("fall < 0", true),
            ("fall > 0", false),
            ("0 > fall", true),
            ("not fall >= 0", true),
            ("tax.growth == 4.2", true),
            ("tax.growth != 4.2", false),
            ("tax.growth <= 4.2 and tax.growth >= 4.2", true),
            ("still > 0", true),
            ("tax.ytd > 10", true),
            ("tax.ytd > 10.5", false),
            ("third < 0.333333333333333333", false),
            ("fall < tax.growth", true),
            ("tax.growth < fall", false),
            ("visits == shown", true),
            ("shown == 10.5", true),
            ("visits == 105000", true),
            ("fall.number < 0", true),
            ("year == 2020", true),
            ("organisation == \"示例\"", true),
            ("organisation in [\"示例\"]", true),
            ("(rows(\"t\") | first).growth > 9.9", true),
            ("(rows(\"t\") | last).growth > 0", false),
        ],
        // The printed number lies on the other side of the bound.
        &[(8, "still"), (11, "third"), (15, "shown")],
    );
}

#[test]
fn a_missing_figure_fails_every_comparison_and_is_told() {
    let cases = ["gap < 0", "gap > 0", "0 == gap", "gap != 0", "gap <= fall", "gap.number < 0", "gap.missing"];
    let cases: Vec<(&str, bool)> = cases.into_iter().map(|case| (case, case == "gap.missing")).collect();
    conditions(&cases, &[1, 2, 3, 4, 5, 6].map(|line| (line, "gap")));
}

#[test]
fn what_cannot_be_compared_is_told_at_its_line() {
    for (condition, word) in [
        ("fall < \"0\"", "不能比较"),
        ("\"0\" == fall", "不能比较"),
        ("gap > \"0\"", "不能比较"),
        ("fall.text < 0", "没有"),
        ("(rows(\"rows\") | first).area > 3", "不能比较"),
        ("tax.ytd > fall", "单位不同"),
        ("visits == tax.ytd", "单位不同"),
        ("fall in [0]", "只能用"),
        ("0 in [fall]", "只能用"),
        ("fall is lt 0", "只能用"),
        ("[fall, still] | max", "这个过滤器"),
        ("0 < fall < 5", "两边"),
        ("visits | wan", "不能换算"),
    ] {
        let problems = rendered(&format!("甲\n\n{{% if {condition} %}}是{{% endif %}}")).expect_err(condition);
        let told = problems[0].spoken(Language::Chinese);
        assert!(problems[0].place.line == Some(3) && told.contains(word), "{condition}: {told}");
    }
}
