//! Writes a workbook of many records with live formulas and says how long it took:
//! `cargo run --release -p excel --example bench -- 200000 out.xlsx`. The records are those of
//! the same workbook that other writers are measured with.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "An example prints and may fail.")]
#![allow(clippy::disallowed_methods, reason = "It measures time and writes a file.")]

use model::document::{Detail, DetailColumn, DetailOrigin, Document};
use model::expr::{Criterion, Expr, Field, Selection, Sent, Span, Take, Test, Value};
use model::figure::{Figure, Outcome, Quantity};
use model::ledger::{Column, Kind};
use model::package::Package;
use model::report::{Head, Layout};
use model::unit::Format;
use model::{Exact, Month, ReportingTime, Unit};
use std::sync::Arc;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rows: usize = arguments.next().and_then(|rows| rows.parse().ok()).unwrap_or(200_000);
    let out = arguments.next().unwrap_or_else(|| "bench.xlsx".to_owned());
    let package = Package {
        document: document(),
        details: vec![detail(rows)],
        findings: Vec::new(),
        reconciliations: Vec::new(),
        unsent: Vec::new(),
    };
    let started = std::time::Instant::now();
    let bytes = excel::workbook(&package, Some(&std::env::temp_dir())).expect("a workbook");
    let seconds = started.elapsed().as_secs_f64();
    std::fs::write(&out, &bytes).expect("a file");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("excel {rows} {} {seconds:.2} s {}", bytes.len(), peak.trim());
}

fn month() -> Month {
    Month::new(2020, 12).expect("a month")
}

/// Four columns of words, five of money, and one that formulas sum.
fn detail(rows: usize) -> Detail {
    let words = |title: &str, each: &dyn Fn(usize) -> String, many: usize| {
        let words: Vec<Arc<str>> = (0..many).map(|at| each(at).into()).collect();
        let values = (0..rows).map(|at| i64::try_from(at % many).expect("a number")).collect();
        let column = Column { kind: Kind::Text, ..Column::default() };
        detail_column(title, column, values, words)
    };
    let money = |at: usize| {
        let values = (0..rows).map(|row| i64::try_from(row * 137 + at * 100).expect("a number")).collect();
        let column = Column { kind: Kind::Money, ..Column::default() };
        detail_column(&format!("税种{at}"), column, values, Vec::new())
    };
    let mut columns = vec![
        words("代码", &|at| format!("9135050{at:011}"), rows),
        words("企业名称", &|at| format!("示例高新区{at}电子科技有限公司"), rows),
        words("行业", &|_| "电子信息".to_owned(), 1),
        words("街道", &|_| "江南街道".to_owned(), 1),
    ];
    columns.extend((4..9).map(money));
    let origin =
        DetailOrigin { month: "2020-12".into(), file: "企业税收.xlsx".into(), sheet: "表".into(), row: 3 };
    Detail { ledger: "tax".into(), title: "企业税收".into(), columns, origins: vec![origin; rows], deadline: None }
}

fn detail_column(title: &str, column: Column, values: Vec<i64>, words: Vec<Arc<str>>) -> DetailColumn {
    let (field, title) = (Field::Own(title.to_owned()), title.to_owned());
    DetailColumn { field, title, column, values, words, numbers: Vec::new(), unlisted: None }
}

/// A sum of each column of money by street, and how many enterprises there are.
fn figures() -> Vec<Figure> {
    let own = |id: &str| Field::Own(id.to_owned());
    let street = Criterion { field: own("街道"), test: Test::Is(vec![Value::Word("江南街道".into())]) };
    let span = Span { from: Some(month().january()), to: month() };
    let selection = Selection { ledger: "tax".into(), sent: Sent::Every(span), periods: None, criteria: vec![street] };
    let figure = |(name, take): (String, Take)| Figure {
        name: name.clone(),
        title: name,
        value: Outcome::Number(Exact::ZERO),
        quantity: Quantity::Money,
        format: Format { unit: Unit::named("万元"), places: 2, ..Format::default() },
        against: None,
        whose: None,
        caveats: Vec::new(),
        time: ReportingTime::end_of(month()),
        text: "0.00万元".into(),
        expr: Expr::Records(take, selection.clone()),
        words: Default::default(),
    };
    let sums = (4..9).map(|at| (format!("sum{at}"), Take::Sum(own(&format!("税种{at}")))));
    sums.chain([("firms".to_owned(), Take::Distinct(own("企业名称")))]).map(figure).collect()
}

fn document() -> Document {
    Document {
        edition: model::edition::Edition::Internal,
        name: "bench".into(),
        title: "bench".into(),
        organisation: String::new(),
        layout: Layout::Plain,
        head: Head::default(),
        time: ReportingTime::end_of(month()),
        blocks: Vec::new(),
        figures: figures(),
    }
}
