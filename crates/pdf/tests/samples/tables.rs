//! Tables of every shape.

use model::document::{Cell, HeadCell, Row, RowGroup, RowKind, Table, TableColumn};
use model::ledger::Kind;
use model::unit::Format;
use model::{Rounding, Unit};

pub(crate) fn format(unit: &str, places: u8) -> Format {
    Format { unit: Unit::named(unit), places, rounding: Rounding::default() }
}

pub(crate) const STREETS: [&str; 8] =
    ["青云街道", "望江街道", "石桥镇", "柳林街道", "开元街道", "东湖街道", "南山镇", "新城街道"];

pub(crate) fn street_table() -> Table {
    let numbers = ["10503.27", "8821.40", "6120.05", "4410.88", "3982.16", "2105.73", "986.40", "75.12"];
    let growth = ["4.20", "-3.10", "12.75", "0.88", "-0.52", "6.10", "105.31", "—"];
    let mut rows: Vec<Row> = (0..8).map(|i| row(RowKind::Body, &[STREETS[i], numbers[i], growth[i], "28.4"])).collect();
    rows.push(row(RowKind::Others, &["其他", "312.55", "1.20", "0.8"]));
    rows.push(row(RowKind::Total, &["合计", "37317.56", "5.02", "100.0"]));
    Table {
        name: "by_street".to_owned(),
        title: "表1　2020年1—12月各街道（镇）税收完成情况".to_owned(),
        unit: Some("单位：万元、%".to_owned()),
        columns: vec![
            column("街道（镇）", Kind::Text, None),
            column("本年累计税收", Kind::Money, Some(format("万元", 2))),
            column("同比增长", Kind::Percent, Some(format("%", 2))),
            column("占全区比重", Kind::Percent, Some(format("%", 1))),
        ],
        rows,
        notes: vec!["新城街道上年同期无税收，不计算增幅。".to_owned()],
        ..Table::default()
    }
}

pub(crate) fn column(title: &str, kind: Kind, format: Option<Format>) -> TableColumn {
    TableColumn { title: title.to_owned(), kind, format, figure: None }
}

pub(crate) fn row(kind: RowKind, cells: &[&str]) -> Row {
    let cell = |text: &&str| Cell { text: (*text).to_owned(), ..Cell::default() };
    Row { kind, cells: cells.iter().map(cell).collect() }
}

/// A table of many columns with heads that wrap.
pub(crate) fn indicators() -> Table {
    let head = [
        "企业名称",
        "所属街道",
        "本月税收（万元）",
        "累计税收（万元）",
        "上年同期（万元）",
        "同比增长（%）",
        "占比（%）",
        "备注",
    ];
    let columns = head.iter().enumerate().map(|(number, title)| match number {
        0 | 1 | 7 => column(title, Kind::Text, None),
        _ => column(title, Kind::Money, Some(format("万元", 2))),
    });
    let rows = (0..6).map(|number| {
        let name = format!("青云市{}智能装备制造有限公司", &STREETS[number][..6]);
        row(
            RowKind::Body,
            &[&name, STREETS[number], "1050.32", "10503.27", "9862.10", "-6.50", "28.45", "高新技术企业"],
        )
    });
    Table {
        name: "indicators".to_owned(),
        title: "表2　重点企业税收情况表".to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
        notes: vec!["本表数据取自税务部门。".to_owned(), "占比为占全区税收的比重。".to_owned()],
        ..Table::default()
    }
}

/// A head of two rows, groups with subtotals, a total.
pub(crate) fn grouped() -> Table {
    let columns = ["街道（镇）", "企业数（户）", "本年累计", "上年同期", "同比增长（%）", "本年累计", "上年同期"];
    let columns = columns.iter().enumerate().map(|(number, title)| match number {
        0 => column(title, Kind::Text, None),
        _ => column(title, Kind::Money, Some(format("万元", 2))),
    });
    let cell = |title: &str, columns: usize| HeadCell { title: title.to_owned(), columns };
    let rows = [
        row(RowKind::Body, &["青云街道", "490", "43878.08", "42741.67", "2.65", "1288.31", "1190.02"]),
        row(RowKind::Body, &["望江街道", "317", "26126.26", "24485.26", "6.70", "903.10", "888.16"]),
        row(RowKind::Subtotal, &["小计", "807", "70004.34", "67226.93", "4.13", "2191.41", "2078.18"]),
        row(RowKind::Body, &["石桥镇", "155", "12359.37", "11329.11", "9.09", "412.00", "398.77"]),
        row(RowKind::Body, &["南山镇", "144", "10317.81", "11531.58", "-10.53", "398.55", "401.20"]),
        row(RowKind::Subtotal, &["小计", "299", "22677.18", "22860.69", "-0.80", "810.55", "799.97"]),
        row(RowKind::Others, &["其他", "156", "12281.75", "10639.79", "15.43", "370.26", "355.94"]),
        row(RowKind::Total, &["合计", "1262", "104963.27", "100727.41", "4.20", "3372.22", "3234.09"]),
    ];
    Table {
        name: "grouped".to_owned(),
        title: "表3 分片区税收和用工情况".to_owned(),
        unit: Some("万元、人".to_owned()),
        columns: columns.collect(),
        rows: rows.to_vec(),
        head: vec![vec![cell("", 1), cell("税收", 4), cell("用工", 2)]],
        groups: vec![
            RowGroup { title: "一、城区片".to_owned(), first: 0, rows: 3 },
            RowGroup { title: "二、镇区片".to_owned(), first: 3, rows: 3 },
        ],
        ..Table::default()
    }
}

/// Thirty columns, more than any paper holds.
pub(crate) fn wide(rows: usize) -> Table {
    let column_of = |number: usize| match number {
        0 => column("序号", Kind::Integer, None),
        1 => column("企业名称", Kind::Text, None),
        _ => column(&format!("第{}项指标（万元）", number - 1), Kind::Money, Some(format("万元", 2))),
    };
    let row_of = |number: usize| {
        let mut cells = vec![(number + 1).to_string(), format!("示例{}精密机械有限公司", STREETS[number % 8])];
        cells.extend((2..30).map(|column| format!("{}.{:02}", (number * 7919 + column * 104_729) % 100_000, column)));
        row(RowKind::Body, &cells.iter().map(String::as_str).collect::<Vec<_>>())
    };
    Table {
        name: "wide".to_owned(),
        title: "表4 规上工业企业主要指标".to_owned(),
        columns: (0..30).map(column_of).collect(),
        rows: (0..rows).map(row_of).collect(),
        ..Table::default()
    }
}
