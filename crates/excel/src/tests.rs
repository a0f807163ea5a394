//! A small report, written and read back by another program.

mod fixture;

use crate::sheets::{DetailPart, FIGURES, PROBLEMS, TableSheet};
use calamine::{Data, Range, Reader, Xlsx};
use model::document::{Block, HeadCell, RowGroup};
use model::expr::{Criterion, Expr, Field, Selection, Sent, Span, Take, Test, Value};
use model::package::Package;
use std::io::Cursor;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// The first row of a table below a plain head.
const FIRST: u32 = TableSheet::HEAD + 1;

fn written() -> Vec<u8> {
    crate::workbook(&fixture::package(), None).expect("a workbook")
}

fn read(bytes: Vec<u8>) -> Book {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook that can be read")
}

fn sheet(book: &mut Book, name: &str) -> Range<Data> {
    book.worksheet_range(name).expect("a sheet")
}

fn at(range: &Range<Data>, row: u32, column: u32) -> Data {
    range.get_value((row, column)).cloned().unwrap_or_default()
}

fn text(words: &str) -> Data {
    Data::String(words.to_owned())
}

/// A number or a date as its serial number.
fn number(data: &Data) -> f64 {
    match data {
        Data::Float(number) => *number,
        Data::DateTime(date) => date.as_f64(),
        other => panic!("{other:?} is no number"),
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert!(written() == written());
}

#[test]
fn rows_that_wait_in_a_folder_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = |temporary: Option<&std::path::Path>| crate::workbook(&live(), temporary).expect("a workbook");
    let (first, second) = (read(bytes(None)), read(bytes(Some(folder.path()))));
    let cells = |mut book: Book| book.worksheets();
    assert!(cells(first) == cells(second));
    assert!(bytes(Some(folder.path())) == bytes(Some(folder.path())));
}

#[test]
fn the_table_of_a_detail_sheet_holds_all_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = live().details[0].origins.len();
    assert!(records > 1);
    for temporary in [None, Some(folder.path())] {
        let mut book = read(crate::workbook(&live(), temporary).expect("a workbook"));
        book.load_tables().expect("tables");
        let table = book.table_by_name("企业税收").expect("the table");
        assert_eq!((table.sheet_name(), table.data().height()), ("明细-企业税收", records));
    }
}

#[test]
fn the_first_sheet_lists_the_others_in_order() {
    let mut book = read(written());
    let names = [
        "目录",
        "分街道税收情况",
        "2020年1—12月各月税收及增速情况（按入库时间，含当月补缴",
        "逾期未整改事项",
        "行业结构图",
        FIGURES,
        PROBLEMS,
        "明细-企业税收",
    ];
    assert_eq!(book.sheet_names(), names);
    let contents = sheet(&mut book, "目录");
    assert_eq!(at(&contents, 2, 0), text("（截至2020年12月31日）"));
    let listed: Vec<String> = contents.rows().filter_map(|row| Some(row.get(1)?.to_string())).collect();
    assert_eq!(listed[listed.len() - 7..], names[1..]);
}

#[test]
fn a_table_holds_numbers_in_its_unit_and_a_dash_for_none() {
    let mut book = read(written());
    let table = sheet(&mut book, "分街道税收情况");
    assert_eq!(at(&table, 0, 0), text("分街道税收情况"));
    assert_eq!(at(&table, TableSheet::UNIT, 0), text("2020年12月（截至2020年12月31日）"));
    assert!(table.rows().nth(1).is_some_and(|row| row.contains(&text("单位：万元"))));
    assert_eq!(at(&table, TableSheet::HEAD, 4), text("拉动（个百分点）"));
    assert_eq!(at(&table, FIRST, 1), text("朝阳街道"));
    assert_eq!(number(&at(&table, FIRST, 2)), 12_345.678_901);
    assert!((number(&at(&table, FIRST, 3)) - 545_678_901.0 / 11_800_000_000.0).abs() < 1e-15);
    assert_eq!(number(&at(&table, FIRST, 4)), 2.469_135_780_2);
    // Words that look like a formula stay words.
    assert_eq!(at(&table, FIRST + 2, 1), text("=SUM(A1:A9)"));
    assert_eq!(at(&table, FIRST + 2, 3), text("—"));
    assert_eq!(at(&table, FIRST + 6, 1), text("合计"));
}

#[test]
fn a_listing_holds_real_days_and_months() {
    let mut book = read(written());
    let listing = sheet(&mut book, "逾期未整改事项");
    assert_eq!(number(&at(&listing, FIRST, 3)), 44_171.0);
    assert_eq!(number(&at(&listing, FIRST, 4)), 44_136.0);
    assert_eq!(at(&listing, FIRST, 1), text("91110101MA00123456"));
}

#[test]
fn a_listing_of_a_tables_name_has_a_sheet_of_its_own() {
    let mut document = fixture::document();
    let drawn = |table: &model::document::Table| table.columns.iter().any(|column| column.figure.is_some());
    let name = document.tables().find(|table| drawn(table)).expect("a table").name.clone();
    let mut renamed = 0;
    for block in &mut document.blocks {
        if let Block::Table(table) = block
            && !drawn(table)
        {
            table.name.clone_from(&name);
            renamed += 1;
        }
    }
    let before = read(written()).sheet_names().len();
    let package = Package { document, ..fixture::package() };
    let book = read(crate::workbook(&package, None).expect("a workbook"));
    assert_eq!((renamed, book.sheet_names().len()), (1, before));
}

#[test]
fn a_chart_without_its_table_has_its_numbers_on_a_sheet() {
    let mut book = read(written());
    let table = sheet(&mut book, "行业结构图");
    assert_eq!(at(&table, TableSheet::HEAD, 1), text("税收累计（万元）"));
    assert_eq!(number(&at(&table, FIRST, 1)), 12_345.678_901);
}

#[test]
fn heads_span_columns_and_every_group_has_a_row_for_its_title() {
    let mut document = fixture::document();
    document.blocks.retain(|block| !matches!(block, Block::Chart(_)));
    let table = document.blocks.iter_mut().find_map(|block| match block {
        Block::Table(table) if table.columns.len() == 6 => Some(table),
        _ => None,
    });
    let table = table.expect("a table");
    let cell = |title: &str, columns: usize| HeadCell { title: title.to_owned(), columns };
    table.head = vec![vec![cell("", 1), cell("", 1), cell("税收", 2), cell("", 2)]];
    let group = |title: &str, first: usize, rows: usize| RowGroup { title: title.to_owned(), first, rows };
    table.groups = vec![group("城区", 0, 3), group("郊区", 3, 2)];
    let package = Package { document, ..fixture::package() };
    let bytes = crate::workbook(&package, None).expect("a workbook");
    let mut book = read(bytes);
    let written = sheet(&mut book, "分街道税收情况");
    let column = |column: u32| (0..10).map(|row| at(&written, FIRST - 1 + row, column).to_string()).collect::<Vec<_>>();
    assert_eq!(column(2)[..2], ["税收", "税收累计"]);
    // A title that no head stands above reaches over both rows.
    assert_eq!(column(1)[..2], ["街道", ""]);
    assert_eq!((column(0)[2].as_str(), column(0)[6].as_str()), ("城区", "郊区"));
    assert_eq!((column(1)[3].as_str(), column(1)[7].as_str(), column(1)[9].as_str()), ("朝阳街道", "+86街道", "其他"));
    let merged = book.merge_cells_by_sheet_name("分街道税收情况").expect("a sheet");
    let heads = merged.iter().filter(|range| range.start.0 == TableSheet::HEAD).count();
    assert_eq!(heads, 5);
}

#[test]
fn every_figure_stands_with_its_unit_and_most_have_a_name() {
    let mut book = read(written());
    let figures = sheet(&mut book, FIGURES);
    let row = |row: u32| [0, 2, 3, 4].map(|column| at(&figures, row, column));
    assert_eq!(row(3), [text("ytd"), Data::Float(3.178_679_000_6), text("亿元"), text("3.18亿元")]);
    assert_eq!(row(4), [text("ytd_growth"), Data::Float(0.042), text("%"), text("4.20%")]);
    assert_eq!(row(5), [text("share_change"), Data::Float(-0.3), text("个百分点"), text("-0.30个百分点")]);
    assert_eq!(row(7), [text("tax.zero"), text("—"), text("%"), text("—")]);
    assert_eq!(at(&figures, 8, 2), text("2019年2.00\n2020年3.00"));
    let named: Vec<&str> = book.defined_names().iter().map(|(name, _)| name.as_str()).collect();
    assert!(named.contains(&"ytd") && named.contains(&"tax.zero") && !named.contains(&"q4"), "{named:?}");
}

#[test]
fn problems_are_listed_or_said_to_be_none() {
    let mut book = read(written());
    let problems = sheet(&mut book, PROBLEMS);
    assert_eq!(at(&problems, 1, 0), text("共2条：错误1条，警告1条。"));
    let row: Vec<Data> = (0..6).map(|column| at(&problems, 3, column)).collect();
    assert_eq!(row[0], text("错误"));
    assert_eq!(row[4], text("J12"));
    assert_eq!(at(&problems, 4, 4), text("第7行"));
    let empty = Package { findings: Vec::new(), ..fixture::package() };
    let empty = crate::workbook(&empty, None).expect("a workbook");
    assert_eq!(at(&sheet(&mut read(empty), PROBLEMS), 1, 0), text("本月无问题。"));
}

#[test]
fn details_hold_money_in_yuan_and_where_it_came_from() {
    let mut book = read(written());
    let detail = sheet(&mut book, "明细-企业税收");
    assert_eq!(at(&detail, DetailPart::KIND, 2), text("金额（元）"));
    assert_eq!(at(&detail, DetailPart::HEAD, 2), text("税收合计"));
    let row: Vec<Data> = (0..12).map(|column| at(&detail, DetailPart::FIRST, column)).collect();
    assert_eq!(row[2], Data::Float(657_874.03));
    assert_eq!(row[4], Data::Float(0.042));
    assert_eq!(number(&row[5]), 43_831.0);
    assert_eq!(row[7], text("否"));
    assert_eq!(number(&row[8]), 44_166.0);
    assert_eq!(row[9..], [text("企业税收2020年12月.xlsx"), text("Sheet1"), Data::Float(3.0)]);
    assert_eq!(at(&detail, DetailPart::FIRST + 1, 0), text("=1+1"));
    assert_eq!(at(&detail, DetailPart::FIRST + 1, 2), Data::Empty);
}

#[test]
fn an_empty_report_is_a_workbook_too() {
    let document = model::document::Document { blocks: Vec::new(), figures: Vec::new(), ..fixture::document() };
    let empty = model::document::Table { name: "t".into(), ..Default::default() };
    let with_table = model::document::Document { blocks: vec![Block::Table(empty)], ..document.clone() };
    for document in [document, with_table] {
        let package = Package { document, details: vec![fixture::detail(0)], ..fixture::package() };
        let bytes = crate::workbook(&package, None).expect("a workbook");
        assert!(read(bytes).sheet_names().len() >= 4);
    }
}

#[test]
fn a_line_with_a_missing_value_is_drawn_from_cells_with_a_gap() {
    let mut book = read(written());
    let table = sheet(&mut book, "2020年1—12月各月税收及增速情况（按入库时间，含当月补缴");
    let beside = |row: u32| at(&table, FIRST + row, 5);
    assert_eq!(at(&table, TableSheet::HEAD, 5), text("图用：同比增速（%）"));
    assert_eq!([beside(3), beside(4), beside(5)], [Data::Float(-0.002), Data::Empty, Data::Float(0.012)]);
}

/// The package with figures over the five records of the fixture, of which the second has no
/// money.
fn live() -> Package {
    let month = model::Month::new(2020, 12).expect("a month");
    let own = |id: &str| Field::Own(id.into());
    let records = |take: Take, field: &str, test: Test| {
        let span = Span { from: Some(month), to: month };
        let criteria = vec![Criterion { field: own(field), test }];
        Expr::Records(take, Selection { ledger: "tax".into(), sent: Sent::Every(span), periods: None, criteria })
    };
    let paid = records(Take::Sum(own("paid")), "code", Test::Is(vec![Value::Word("=1+1".into())]));
    let growth = Expr::quotient(Expr::Difference(vec![paid.clone(), paid.clone()]), Expr::Base(Box::new(paid.clone())));
    let names = records(Take::Distinct(own("name")), "hitech", Test::Is(vec![Value::Stored(1)]));
    let mut package = Package { findings: Vec::new(), ..fixture::package() };
    for (name, expr) in [("ytd", paid), ("ytd_growth", growth), ("q4", names)] {
        let figure = package.document.figures.iter_mut().find(|figure| figure.name == name);
        figure.expect("a figure").expr = expr;
    }
    package
}

fn formulas(max_rows: u32) -> Vec<String> {
    let bytes = crate::write(&live(), crate::Limits { max_rows, temporary: None }).expect("a workbook");
    let formulas = read(bytes).worksheet_formula(FIGURES).expect("a sheet");
    [3, 4, 6].map(|row| formulas.get_value((row, 2)).cloned().unwrap_or_default()).to_vec()
}

#[test]
fn figures_are_formulas_over_the_detail_sheet() {
    let month = "企业税收[报送月份]";
    let code = "企业税收[统一社会信用代码编号]";
    // A word that a criterion would take for a formula is looked for by its number.
    let sum = format!("SUMIFS(企业税收[税收合计],{month},DATE(2020,12,1),{code},2)/100000000");
    let names = "企业税收[企业名称编号]";
    let distinct = format!(
        "IF(COUNTIFS({month},DATE(2020,12,1),企业税收[是否高新],\"是\",{names},\"<>\")=0,0,\
         SUM(--(FREQUENCY(IF(({month}=DATE(2020,12,1))*(企业税收[是否高新]=\"是\"),{names},\"\"),{names})>0)))"
    );
    let found = formulas(crate::sheets::MAX_ROWS);
    assert_eq!(found[0], sum);
    assert_eq!(found[1], "IFERROR((C4-C4)/MAX(0,C4),\"—\")");
    assert_eq!(found[2], distinct);
}

#[test]
fn formulas_over_several_sheets_are_added_or_left_out_with_a_reason() {
    let found = formulas(DetailPart::FIRST + 3);
    assert!(
        found[0].contains("企业税收[税收合计]") && found[0].contains("+SUMIFS(企业税收_2[税收合计]"),
        "{}",
        found[0]
    );
    assert_eq!(found[2], "", "different values on two sheets have no formula");
}
