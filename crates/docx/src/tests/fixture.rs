//! An official document with all that a draft can hold.

use model::document::{
    Block, Cell, Chart, Document, HeadCell, Inline, Row, RowGroup, RowKind, Series, Table, TableColumn,
};
use model::expr::Expr;
use model::ledger::Kind;
use model::page::{Face, Role};
use model::report::{ChartKind, Head, Layout};
use model::unit::Format;
use model::{ReportingTime, Rounding, Unit};
use std::path::Path;
use std::sync::{Arc, OnceLock};

#[expect(clippy::disallowed_methods, reason = "A test reads the faces that it sets.")]
pub(crate) fn faces() -> &'static [Face] {
    static FACES: OnceLock<Vec<Face>> = OnceLock::new();
    FACES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts");
        let face = |(role, file): (Role, &str)| {
            let bytes = std::fs::read(folder.join(file)).expect("a face");
            Face { role, name: file.to_owned(), bytes: Arc::new(bytes), index: 0 }
        };
        layout::FILES.into_iter().map(face).collect()
    })
}

fn words(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn figure(name: &str, text: &str) -> Inline {
    Inline::Figure { name: name.to_owned(), text: text.to_owned() }
}

fn row(kind: RowKind, cells: &[&str]) -> Row {
    let cell = |(number, text): (usize, &&str)| Cell {
        text: (*text).to_owned(),
        expr: (number > 0).then(|| Box::new(Expr::Sum(Vec::new()))),
        ..Cell::default()
    };
    Row { kind, cells: cells.iter().enumerate().map(cell).collect() }
}

/// A head over two columns, two groups and a total.
fn table() -> Table {
    let number = |title: &str, figure: &str| TableColumn {
        title: title.to_owned(),
        kind: Kind::Money,
        format: Some(Format { unit: Unit::named("万元"), places: 2, rounding: Rounding::default() }),
        figure: Some(figure.to_owned()),
    };
    let label = TableColumn { title: "街道".to_owned(), kind: Kind::Text, format: None, figure: None };
    let head = |title: &str, columns| HeadCell { title: title.to_owned(), columns };
    let group = |title: &str, first, rows| RowGroup { title: title.to_owned(), first, rows };
    Table {
        name: "by_street".to_owned(),
        title: "表1　各街道税收".to_owned(),
        unit: Some("万元".to_owned()),
        columns: vec![label, number("本年", "ytd"), number("上年", "before")],
        rows: vec![
            row(RowKind::Body, &["朝阳街道", "12.50", "11.00"]),
            row(RowKind::Subtotal, &["小计", "12.50", "11.00"]),
            row(RowKind::Body, &["东湖街道", "7.25", "—"]),
            row(RowKind::Subtotal, &["小计", "7.25", "—"]),
            row(RowKind::Total, &["合计", "19.75", "11.00"]),
        ],
        notes: vec!["东湖街道上年尚未设立。".to_owned()],
        head: vec![vec![head("", 1), head("税收", 2)]],
        groups: vec![group("北片", 0, 2), group("南片", 2, 2)],
        deadline: None,
        ties: Vec::new(),
        cut_tie: false,
    }
}

fn chart() -> Chart {
    let format = Format { unit: Unit::named("万元"), places: 2, rounding: Rounding::default() };
    let values = vec![Some(12.5), Some(7.25)];
    Chart {
        name: "streets".to_owned(),
        title: "图1　各街道税收".to_owned(),
        kind: ChartKind::Column,
        table: "by_street".to_owned(),
        categories: vec!["朝阳街道".to_owned(), "东湖街道".to_owned()],
        series: vec![Series {
            title: "本年".to_owned(),
            column: 1,
            format,
            line: false,
            exprs: vec![None; values.len()],
            values,
        }],
    }
}

pub(crate) fn document() -> Document {
    let some = |text: &str| Some(text.to_owned());
    let head = Head {
        mark: some("示例高新区管理委员会文件"),
        number: some("示高管发〔2021〕5号"),
        addressee: some("各街道"),
        signature: some("示例高新区管理委员会"),
        date: some("2021年2月9日"),
        attachments: vec!["各街道税收".to_owned()],
        copies: some("市税务局"),
        printed_by: some("示例高新区管理委员会办公室"),
        printed_on: some("2021年2月10日"),
        ..Head::default()
    };
    let blocks = vec![
        Block::Heading(1, vec![words("一、总体情况")]),
        Block::Paragraph(vec![
            words("1—12月，完成税收"),
            figure("ytd", "19.75万元"),
            words("，同比"),
            figure("ytd_growth", "增长79.55%"),
            Inline::Note("增幅按可比口径计算。".to_owned()),
            words("；其中朝阳街道完成"),
            figure("north", "12.50万元"),
            words("，任务完成率"),
            figure("north_rate", "98%"),
            words("。"),
        ]),
        Block::Heading(2, vec![words("（一）各街道")]),
        Block::Paragraph(vec![words("全年税收"), figure("ytd", "19.75万元"), words("，详见《统计月报》<附表>。")]),
        Block::Table(table()),
        Block::Chart(chart()),
        Block::Heading(1, vec![words("二、下步打算")]),
        Block::Paragraph(vec![words("继续做好统计监测工作。")]),
        Block::Heading(1, vec![words("附件1 各街道税收")]),
        Block::Paragraph(vec![words("另行印发。")]),
    ];
    let (month, as_of) = ("2020-12".parse().expect("a month"), "2021-02-09".parse().expect("a day"));
    Document {
        edition: model::edition::Edition::Internal,
        name: "tax".to_owned(),
        title: "关于2020年税收情况的通报".to_owned(),
        organisation: "示例高新区管理委员会".to_owned(),
        layout: Layout::Gongwen,
        head,
        time: ReportingTime::new(month, as_of),
        blocks,
        figures: Vec::new(),
    }
}
