//! A small report with everything that a workbook can show.

use model::document::*;
use model::expr::{Expr, Field};
use model::figure::{Figure, Missing, Outcome, Quantity};
use model::ledger::{Column, Kind};
use model::package::Package;
use model::records::NULL;
use model::report::{ChartKind, Head, Layout};
use model::unit::Format;
use model::{Date, Diagnostic, Exact, Month, Place, ReportingTime, Rule, Said, Severity, Texts, Unit};

pub(super) static RULE: Rule = Rule {
    code: "money-unreadable",
    severity: Severity::Error,
    chinese: Texts { title: "金额无法识别", meaning: "", example: "", remedy: "", words: &["{text}"] },
    english: Texts { title: "Unreadable amount", meaning: "", example: "", remedy: "", words: &["{text}"] },
};

pub(super) const WAN: Unit = Unit::Money("万元", 1_000_000);

pub(super) fn format(unit: Unit) -> Format {
    Format { unit, places: 2, ..Format::default() }
}

pub(super) fn date(year: i32, month: u32, day: u32) -> Date {
    Date::new(year, month, day).expect("a day")
}

fn time() -> ReportingTime {
    ReportingTime::end_of(month())
}

fn month() -> Month {
    Month::new(2020, 12).expect("a month")
}

pub(super) fn words(text: &str) -> Cell {
    Cell { text: text.to_owned(), ..Cell::default() }
}

pub(super) fn number(value: Exact, format: &Format) -> Cell {
    Cell { text: format.digits(value).expect("digits"), value: Some(value), ..Cell::default() }
}

pub(super) fn missing(reason: Missing) -> Cell {
    Cell { text: "—".to_owned(), missing: Some(reason), ..Cell::default() }
}

fn column(title: &str, kind: Kind, format: Option<Format>, figure: Option<&str>) -> TableColumn {
    TableColumn { title: title.to_owned(), kind, format, figure: figure.map(str::to_owned) }
}

/// 分 for each street, and last year's.
const STREETS: [(&str, i128, i128); 5] = [
    ("朝阳街道", 12_345_678_901, 11_800_000_000),
    ("海淀街道", 9_876_543_210, 10_100_000_000),
    ("=SUM(A1:A9)", 4_500_000_000, 0),
    ("+86街道", 3_330_000_005, 3_100_000_000),
    ("开发区", 1_234_567_890, 1_000_000_000),
];

fn street_rows() -> Vec<Row> {
    let row = |kind: RowKind, number_of: Option<i128>, name: &str, now: i128, then: i128| {
        let growth = Exact::new(now - then, then);
        let running = number_of.map_or_else(Cell::default, |value| number(Exact::integer(value), &Format::default()));
        let cells = vec![
            running,
            words(name),
            number(Exact::integer(now), &format(WAN)),
            growth.map_or_else(|| missing(Missing::ZeroBase), |growth| number(growth, &format(Unit::Percent))),
            number(Exact::new(now, 500_000_000_000).expect("a share"), &format(Unit::Points)),
            number(Exact::integer(now / 100_000_000), &Format { unit: Unit::Of("家".into()), ..Format::default() }),
        ];
        Row { kind, cells }
    };
    let mut rows: Vec<Row> =
        (1..).zip(STREETS).map(|(at, (name, now, then))| row(RowKind::Body, Some(at), name, now, then)).collect();
    rows.push(row(RowKind::Others, None, "其他", 500_000_000, 400_000_000));
    rows.push(row(RowKind::Total, None, "合计", 31_786_790_006, 26_400_000_000));
    rows
}

fn by_street() -> Table {
    Table {
        name: "by_street".to_owned(),
        title: "分街道税收情况".to_owned(),
        unit: Some("万元".to_owned()),
        columns: vec![
            column("序号", Kind::Integer, None, None),
            column("街道", Kind::Text, None, None),
            column("税收累计", Kind::Money, Some(format(WAN)), Some("ytd")),
            column("同比增速（%）", Kind::Percent, Some(format(Unit::Percent)), Some("ytd_growth")),
            column("拉动（个百分点）", Kind::Number, Some(format(Unit::Points)), Some("pull")),
            column(
                "纳税企业（家）",
                Kind::Integer,
                Some(Format { unit: Unit::Of("家".into()), ..Format::default() }),
                Some("payers"),
            ),
        ],
        rows: street_rows(),
        notes: vec![
            "注：1. 税收为入库口径，不含关税和代征的消费税、增值税；2. 同比为与上年同期相比，上年同期无税收的街道不计算增速；3. 街道按企业注册地归属。".to_owned(),
            "数据来源：各街道报送。".to_owned(),
        ],
        ..Table::default()
    }
}

fn by_month() -> Table {
    let row = |at: i128| Row {
        kind: RowKind::Body,
        cells: vec![
            words(&format!("2020年{at}月")),
            number(Exact::integer(2_000_000_000 + at * at * 30_000_000), &format(WAN)),
            if at == 5 {
                missing(Missing::NoData(Month::new(2019, 5).expect("a month")))
            } else {
                number(Exact::new(at * 7 - 30, 1000).expect("a rate"), &format(Unit::Percent))
            },
        ],
    };
    Table {
        name: "by_month".to_owned(),
        title: "2020年1—12月各月税收及增速情况（按入库时间，含当月补缴及滞纳金等各项）".to_owned(),
        unit: Some("万元".to_owned()),
        columns: vec![
            column("月份", Kind::Text, None, None),
            column("当月税收", Kind::Money, Some(format(WAN)), Some("current")),
            column("同比增速（%）", Kind::Percent, Some(format(Unit::Percent)), Some("growth")),
        ],
        rows: (1..=12).map(row).collect(),
        notes: Vec::new(),
        ..Table::default()
    }
}

fn listing() -> Table {
    let row = |at: i64| Row {
        kind: RowKind::Body,
        cells: vec![
            number(Exact::integer(at.into()), &Format::default()),
            words(&format!("9111010{at}MA00123456")),
            words(
                "关于加快推进重点项目开工建设有关问题的整改：已约谈企业负责人，明确了完成时限和责任人，按月报送进展情况。",
            ),
            Cell {
                text: "2020-12-05".into(),
                value: Some(Exact::integer((date(2020, 12, 5).days() + at).into())),
                ..Cell::default()
            },
            Cell {
                text: "2020年11月".into(),
                value: Some(Exact::integer((month().index() - at).into())),
                ..Cell::default()
            },
            words(if at == 2 { "整改中" } else { "已完成" }),
            words("是"),
        ],
    };
    Table {
        name: "overdue".to_owned(),
        title: "逾期未整改事项".to_owned(),
        unit: None,
        columns: vec![
            column("序号", Kind::Integer, None, None),
            column("统一社会信用代码", Kind::CreditCode, None, None),
            column("整改情况", Kind::Text, None, None),
            column("整改时限", Kind::Date, None, None),
            column("报送月份", Kind::Month, None, None),
            column("状态", Kind::Status, None, None),
            column("重点", Kind::Boolean, None, None),
        ],
        rows: (1..=4).map(row).collect(),
        notes: Vec::new(),
        ..Table::default()
    }
}

fn series(table: &Table, at: usize, line: bool) -> Series {
    let column = &table.columns[at];
    let format = column.format.clone().expect("a format");
    let value = |row: &Row| row.cells[at].value.and_then(|value| format.unit.convert(value)).map(Exact::to_f64);
    let values: Vec<_> = table.rows.iter().filter(|row| row.kind != RowKind::Total).map(value).collect();
    Series {
        title: column.title.clone(),
        column: at,
        format: format.clone(),
        line,
        exprs: vec![None; values.len()],
        values,
    }
}

fn chart(name: &str, kind: ChartKind, table: &Table, label: usize, drawn: &[(usize, bool)]) -> Block {
    let body = table.rows.iter().filter(|row| row.kind != RowKind::Total);
    Block::Chart(Chart {
        name: name.to_owned(),
        title: format!("{}图", table.title),
        kind,
        table: table.name.clone(),
        categories: body.map(|row| row.cells[label].text.clone()).collect(),
        series: drawn.iter().map(|(at, line)| series(table, *at, *line)).collect(),
    })
}

fn figure(name: &str, title: &str, value: Outcome, quantity: Quantity, format: Format) -> Figure {
    let text = value.number().and_then(|value| format.text(value)).unwrap_or_else(|| "—".to_owned());
    Figure {
        name: name.to_owned(),
        title: title.to_owned(),
        value,
        quantity,
        format,
        against: None,
        whose: None,
        caveats: Vec::new(),
        time: time(),
        text,
        expr: Expr::Series(Vec::new()),
        words: Default::default(),
    }
}

fn figures() -> Vec<Figure> {
    let yi = Format { unit: Unit::money("亿元").expect("a unit"), places: 2, ..Format::default() };
    let number =
        |numerator: i128, denominator: i128| Outcome::Number(Exact::new(numerator, denominator).expect("a number"));
    vec![
        figure("ytd", "税收累计", number(31_786_790_006, 1), Quantity::Money, yi.clone()),
        figure("ytd_growth", "税收累计同比增速", number(42, 1000), Quantity::Rate, format(Unit::Percent)),
        figure("share_change", "占比变化", number(-3, 1000), Quantity::Points, format(Unit::Points)),
        figure(
            "q4",
            "四季度户数",
            number(12, 1),
            Quantity::Count,
            Format { unit: Unit::Of("家".into()), ..Format::default() },
        ),
        figure("tax.zero", "无基数增速", Outcome::Missing(Missing::ZeroBase), Quantity::Rate, format(Unit::Percent)),
        figure(
            "rising",
            "近三年税收",
            Outcome::Trend(vec![(2019, Exact::integer(20_000_000_000)), (2020, Exact::integer(30_000_000_000))]),
            Quantity::Money,
            yi,
        ),
    ]
}

/// The document: three tables in the text, and a chart whose table is not in it.
pub(super) fn document() -> Document {
    let (street, monthly) = (by_street(), by_month());
    let unseen = Table { name: "unseen".into(), title: "行业结构".into(), ..by_street() };
    Document {
        edition: model::edition::Edition::Internal,
        name: "tax-monthly".into(),
        title: "某某经济技术开发区2020年1—12月企业税收情况".into(),
        organisation: "某某经济技术开发区管理委员会".into(),
        layout: Layout::Briefing,
        head: Head::default(),
        time: time(),
        blocks: vec![
            Block::Table(street.clone()),
            chart("share", ChartKind::Pie, &street, 1, &[(2, false)]),
            chart("streets", ChartKind::Column, &street, 1, &[(2, false), (3, true)]),
            Block::Table(monthly.clone()),
            chart("trend", ChartKind::Line, &monthly, 0, &[(1, false), (2, true)]),
            Block::Table(listing()),
            chart("bars", ChartKind::Bar, &unseen, 1, &[(2, false), (5, false)]),
        ],
        figures: figures(),
    }
}

fn detail_column(id: &str, title: &str, column: Column, values: Vec<i64>, words: &[&str]) -> DetailColumn {
    let words = words.iter().map(|word| (*word).into()).collect();
    DetailColumn {
        field: Field::Own(id.into()),
        title: title.into(),
        column,
        values,
        words,
        numbers: Vec::new(),
        unlisted: None,
    }
}

/// `count` records of 企业税收.
pub(super) fn detail(count: usize) -> Detail {
    let of = |kind: Kind| Column { kind, ..Column::default() };
    let each = |value: &dyn Fn(i64) -> i64| (0_i64..).take(count).map(value).collect::<Vec<i64>>();
    let days = date(2020, 1, 1).days();
    let columns = vec![
        detail_column("code", "统一社会信用代码", of(Kind::CreditCode), each(&|at| at % 2), &["911101055555", "=1+1"]),
        detail_column(
            "name",
            "企业名称",
            of(Kind::Text),
            each(&|at| at % 2),
            &["某某科技有限公司", "@某某贸易有限公司"],
        ),
        detail_column(
            "paid",
            "税收合计",
            Column { unit: Some("万元".into()), ..of(Kind::Money) },
            each(&|at| if at == 1 { NULL } else { at * 1_234_567 + 65_787_403 }),
            &[],
        ),
        detail_column(
            "area",
            "面积",
            Column { unit: Some("平方米".into()), ..of(Kind::Number) },
            each(&|at| at * 12_345),
            &[],
        ),
        detail_column("rate", "税负率", of(Kind::Percent), each(&|at| 42_000 + at), &[]),
        detail_column("day", "入库日期", of(Kind::Date), each(&|at| days + at % 300), &[]),
        detail_column("month", "所属月份", of(Kind::Month), each(&|_| month().index()), &[]),
        detail_column("hitech", "是否高新", of(Kind::Boolean), each(&|at| at % 2), &[]),
    ];
    let origin = |at: usize| DetailOrigin {
        month: "2020-12".into(),
        file: "企业税收2020年12月.xlsx".into(),
        sheet: "Sheet1".into(),
        row: u32::try_from(at).unwrap_or(0) + 3,
    };
    Detail {
        ledger: "tax".into(),
        title: "企业税收".into(),
        columns,
        origins: (0..count).map(origin).collect(),
        deadline: None,
    }
}

/// The package of the document.
pub(super) fn package() -> Package {
    Package {
        document: document(),
        details: vec![detail(5)],
        findings: diagnostics(),
        reconciliations: Vec::new(),
        unsent: Vec::new(),
    }
}

/// Two problems.
pub(super) fn diagnostics() -> Vec<Diagnostic> {
    let cell = Place::cell("data/2020-12/企业税收2020年12月.xlsx", "Sheet1", 12, 10);
    vec![
        Diagnostic::new(&RULE, cell).text("text", Said::same("“12.3.4”不是金额，应为数字，请改正。")),
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::new(&RULE, Place::line("data/definitions/tax.toml", 7))
                .text("text", Said::same("=HYPERLINK(\"http://x\")"))
        },
    ]
}
