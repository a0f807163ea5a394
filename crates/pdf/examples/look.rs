//! Writes sample documents as PDF files into a folder, to be looked at:
//! `cargo run -p pdf --example look -- FOLDER`.

use model::document::{Block, Cell, Chart, Document, Inline, Row, RowKind, Series, Table, TableColumn};
use model::ledger::Kind;
use model::page::{Face, Role};
use model::report::{ChartKind, Head, Layout};
use model::unit::Format;
use model::{Rounding, Unit};
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("a folder is missing")?;
    let faces = faces()?;
    for document in [briefing(), gongwen(), long_listing()] {
        let (pages, problems) = layout::pages(&document, &faces);
        let bytes = pdf::bytes(&pages)?;
        let path = Path::new(&folder).join(format!("{}.pdf", document.name));
        write(&path, &bytes)?;
        write(&path.with_extension("txt"), problems.iter().map(|p| format!("{p}\n")).collect::<String>().as_bytes())?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "An example writes its own files.")]
fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| error.to_string())
}

#[expect(clippy::disallowed_methods, reason = "An example reads its own files.")]
fn faces() -> Result<Vec<Face>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts");
    let face = |(role, file): (Role, &str)| {
        let bytes = std::fs::read(folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
        Ok(Face { role, name: file.to_owned(), bytes: Arc::new(bytes), index: 0 })
    };
    layout::FILES.into_iter().map(face).collect()
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn document(name: &str, title: &str, layout: Layout, head: Head, blocks: Vec<Block>) -> Document {
    Document {
        name: name.to_owned(),
        title: title.to_owned(),
        organisation: "青云高新区管理委员会".to_owned(),
        layout,
        head,
        date: DATE.parse().unwrap_or_else(|_| unreachable!("the day exists")),
        blocks,
        figures: Vec::new(),
    }
}

fn format(unit: &str, places: u8) -> Format {
    Format { unit: Unit::named(unit), places, rounding: Rounding::default() }
}

const DATE: &str = "2021-02-09";

const STREETS: [&str; 8] = ["青云街道", "望江街道", "石桥镇", "柳林街道", "开元街道", "东湖街道", "南山镇", "新城街道"];

fn street_table() -> Table {
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
    }
}

fn column(title: &str, kind: Kind, format: Option<Format>) -> TableColumn {
    TableColumn { title: title.to_owned(), kind, format, figure: None }
}

fn row(kind: RowKind, cells: &[&str]) -> Row {
    let cell = |text: &&str| Cell { text: (*text).to_owned(), value: None, note: None };
    Row { kind, cells: cells.iter().map(cell).collect() }
}

fn chart(kind: ChartKind, title: &str) -> Chart {
    let months: Vec<String> = (1..=12).map(|month| format!("{month}月")).collect();
    let wave = |scale: f64, shift: f64| {
        (0..12).map(|m| Some(scale * (1.0 + 0.5 * ((f64::from(m) + shift) / 2.0).sin()))).collect::<Vec<_>>()
    };
    let by_street = matches!(kind, ChartKind::Pie | ChartKind::Bar);
    let categories = if by_street { STREETS.map(str::to_owned).to_vec() } else { months };
    let series = |title: &str, unit: &str, places, line, values: Vec<Option<f64>>| Series {
        title: title.to_owned(),
        column: 1,
        format: format(unit, places),
        line,
        values,
    };
    let shares = [10503.27, 8821.4, 6120.05, 4410.88, 3982.16, 2105.73, 986.4, 75.12];
    let all = if by_street {
        vec![series("本年累计", "万元", 1, false, shares.map(Some).to_vec())]
    } else if kind == ChartKind::Line {
        vec![series("税收", "亿元", 2, false, wave(3.2, 0.0)), series("上年同期", "亿元", 2, false, wave(2.8, 1.0))]
    } else {
        vec![
            series("本年", "万元", 0, false, wave(3200.0, 0.0)),
            series("上年", "万元", 0, false, wave(2800.0, 0.7)),
            series("同比增长", "%", 1, true, wave(6.0, 2.0)),
        ]
    };
    Chart { name: "trend".to_owned(), title: title.to_owned(), kind, table: String::new(), categories, series: all }
}

/// Columns with their values and wrapped names.
fn by_street() -> Chart {
    let mut chart = chart(ChartKind::Pie, "图5　各街道（镇）累计税收");
    chart.kind = ChartKind::Column;
    chart.categories = STREETS.iter().map(|street| format!("{street}办事处及园区")).collect();
    chart
}

/// A table of many columns with heads that wrap.
fn indicators() -> Table {
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

fn figure(text: &str) -> Inline {
    Inline::Figure { name: "ytd".to_owned(), text: text.to_owned() }
}

fn briefing() -> Document {
    let head = Head {
        mark: Some("税源经济简报".to_owned()),
        issue: Some("第12期（总第48期）".to_owned()),
        office: Some("青云高新区财政金融局".to_owned()),
        issued: Some("2021年2月3日".to_owned()),
        report_to: Some("市财政局，市税务局，区委、区管委会领导".to_owned()),
        send_to: Some("各街道（镇）党（工）委，区直各部门，各重点企业服务专班，驻区各金融机构".to_owned()),
        copies: Some("本局各科室".to_owned()),
        ..Head::default()
    };
    let intro = vec![
        Inline::Text("2020年1—12月，入驻企业完成税收".to_owned()),
        figure("10.50亿元"),
        Inline::Text("，同比增长".to_owned()),
        figure("4.20%"),
        Inline::Text("，占全区税收的44%，较上年同期提高3.92个百分点;其中高新技术企业完成税收4.62亿元，占比18%～25%。按照\"放管服\"改革要求,各街道(镇)积极服务企业——减税降费、纾困解难、稳岗扩岗……全区新增入驻企业312家，净增87家，详见《关于做好2020年税源统计工作的通知》（青财〔2021〕5号）。".to_owned()),
    ];
    let more = "一是主体税种支撑有力。增值税、企业所得税、个人所得税三大主体税种合计完成8.76亿元，同比增长6.1%，占税收总额的83.4%；二是重点企业贡献突出，纳税百强企业完成税收7.32亿元，增收0.41亿元，拉动全区税收增长3.9个百分点，AI芯片、5G通信等新兴产业税收增势良好，增幅达到28.6%。";
    let blocks = vec![
        Block::Heading(1, words("一、总体情况")),
        Block::Paragraph(intro),
        Block::Paragraph(vec![Inline::Strong("主要特点：".to_owned()), Inline::Text(more.to_owned())]),
        Block::Heading(2, words("（一）各街道完成情况")),
        Block::Paragraph(words(more)),
        Block::Table(street_table()),
        Block::Heading(2, words("（二）月度走势")),
        Block::Paragraph(words("从月度看，全年税收呈前低后高、稳步回升态势，12月当月完成税收1.02亿元，为全年最高。")),
        Block::Chart(chart(ChartKind::Column, "图1　2020年各月税收及同比增幅")),
        Block::Heading(1, words("二、存在问题")),
        Block::Heading(2, words("（一）企业负责人喆、堃、镕三人联系方式缺失")),
        Block::Heading(3, words("1.个别台账信息不全")),
        Block::Paragraph(words(more)),
        Block::Chart(chart(ChartKind::Pie, "图2　各街道（镇）税收占比")),
        Block::Chart(chart(ChartKind::Bar, "图3　各街道（镇）累计税收")),
        Block::Chart(chart(ChartKind::Line, "图4　各月税收")),
        Block::Chart(by_street()),
        Block::Table(indicators()),
        Block::Heading(1, words("三、下步打算")),
        Block::List {
            ordered: true, items: vec![words(more), words("继续做好统计监测。"), words("加强调度。")]
        },
        Block::Quote(words("编者按：上述数据均取自各街道报送的台账。")),
    ];
    document("briefing", "青云高新区2020年1—12月入驻企业税收完成情况", Layout::Briefing, head, blocks)
}

fn gongwen() -> Document {
    let head = Head {
        mark: Some("青云高新区管理委员会文件".to_owned()),
        number: Some("青管发〔2021〕5号".to_owned()),
        addressee: Some("各街道办事处、镇人民政府，区直各部门".to_owned()),
        signature: Some("青云高新区管理委员会".to_owned()),
        date: Some("2021年2月9日".to_owned()),
        urgency: Some("特急".to_owned()),
        secrecy: Some("内部★1年".to_owned()),
        copy_number: Some("000012".to_owned()),
        attachments: vec!["各街道（镇）税收完成情况表".to_owned(), "问题整改台账".to_owned()],
        copies: Some(
            "区纪委监委，区人大常委会办公室，区政协办公室，区法院，区检察院，各民主党派，各人民团体".to_owned(),
        ),
        printed_by: Some("青云高新区管理委员会办公室".to_owned()),
        printed_on: Some("2021年2月10日".to_owned()),
        ..Head::default()
    };
    let body = "为贯彻落实区委经济工作会议精神，全面掌握全区企业税收、用工、用能和问题整改情况，切实提高台账数据质量，现就有关事项通知如下，请结合实际认真抓好落实，并于每月10日前将数据报送区财政金融局汇总。";
    let mut blocks = Vec::new();
    for (number, title) in ["一、总体要求", "二、报送内容", "三、工作要求"].iter().enumerate() {
        blocks.push(Block::Heading(1, words(title)));
        for _ in 0..=number {
            blocks.push(Block::Paragraph(words(body)));
        }
    }
    document(
        "gongwen",
        "青云高新区管理委员会关于进一步做好2021年度企业税收和问题整改台账报送工作的通知",
        Layout::Gongwen,
        head,
        blocks,
    )
}

fn long_listing() -> Document {
    let columns = vec![
        column("序号", Kind::Integer, None),
        column("企业名称", Kind::Text, None),
        column("统一社会信用代码", Kind::CreditCode, None),
        column("所属街道", Kind::Text, None),
        column("累计税收（万元）", Kind::Money, Some(format("万元", 2))),
        column("同比增长（%）", Kind::Percent, Some(format("%", 2))),
        column("存在问题", Kind::Text, None),
        column("整改情况", Kind::Text, None),
        column("整改时限", Kind::Date, None),
        column("完成情况", Kind::Status, None),
    ];
    let problem = "税收申报资料不完整，未按期报送财务报表，部分发票存根联缺失";
    let rows = (1..=5000).map(|number| {
        let street = STREETS[number % 8];
        let name = format!("青云市{}智能装备制造有限责任公司第{number}分公司", &street[..6]);
        let done = "已约谈企业负责人，补报资料3份，10月底前完成整改。";
        let (number_text, money) = (number.to_string(), format!("{}.{:02}", number * 37 % 9000, number % 100));
        row(
            RowKind::Body,
            &[
                &number_text,
                &name,
                "91310000MA1FL5E12X",
                street,
                &money,
                "-3.25",
                problem,
                done,
                "2020年12月31日",
                "基本完成",
            ],
        )
    });
    let table = Table {
        name: "all".to_owned(),
        title: "问题整改明细表".to_owned(),
        unit: None,
        columns,
        rows: rows.collect(),
        notes: vec!["本表取自各街道报送的台账。".to_owned(), "时限为整改方案确定的时限。".to_owned()],
    };
    let blocks = vec![
        Block::Paragraph(words("现将问题整改情况列表如下。")),
        Block::Heading(1, words("一、明细")),
        Block::Table(table),
    ];
    document("listing", "问题整改台账明细", Layout::Plain, Head::default(), blocks)
}
