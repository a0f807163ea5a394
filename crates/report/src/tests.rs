//! Small texts and the documents that they give.

use crate::{Inputs, document};
use model::Exact;
use model::document::{Block, Cell, Inline, Listing, Row, Table, TableColumn};
use model::expr::Expr;
use model::figure::{Against, Figure, Outcome, Quantity};
use model::ledger::Kind;
use model::unit::Format;
use model::{Diagnostic, Place, ReportingTime, Rounding, Unit, report};

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
        negative_base: false,
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

fn render(text: &str) -> Result<Vec<Block>, Vec<Diagnostic>> {
    let definition = report::report("title = \"{{ year }}年\"", "report.toml", "r", &[]).expect("a definition");
    let inputs = Inputs {
        report: &definition,
        text,
        file: "text.md",
        organisation: "示例",
        each: "",
        time: december(),
        figures: &figures(),
        tables: &[],
        listings: &[listing()],
        notes: &[],
    };
    document(&inputs).map(|document| document.blocks)
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
    let told = problems[0].to_string();
    assert!(told.contains("a.xlsx [表!B4]") && told.contains("“tax.ydt”") && told.contains("“tax.ytd”"), "{told}");
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
    assert!(problems[0].message.contains("“row”") && problems[0].message.contains("“rows”"), "{}", problems[0]);
}
