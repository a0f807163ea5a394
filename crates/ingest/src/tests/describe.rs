//! What is seen without a definition.

use super::xlsx;
use crate::{Detail, TableDescription, Values, inspect, open};
use model::Language;

/// One line a table: columns, header, data, counts, unit; then each field's label and type.
fn seen(table: &TableDescription) -> String {
    let unit = table.unit.as_ref().map(|unit| format!("{} {}", unit.name, unit.from)).unwrap_or_default();
    let fields: Vec<String> =
        table.fields.iter().map(|field| format!("{}:{}", field.path.join("/"), field.kind)).collect();
    let [top, bottom] = table.header_rows;
    let [first, last] = table.data_rows;
    let totals: Vec<String> = table.totals.iter().map(u32::to_string).collect();
    let [left, right] = &table.columns;
    format!(
        "{left}-{right} header {top}-{bottom} data {first}-{last} records {} totals [{}] unit [{unit}] {}",
        table.records,
        totals.join(","),
        fields.join(" ")
    )
}

pub(super) fn check(rows: &str, expected: &str) {
    check_bytes(&xlsx(rows), expected);
}

fn check_bytes(bytes: &[u8], expected: &str) {
    let grid = open(bytes);
    let description = inspect("试验.xlsx", grid.as_ref().map_err(Clone::clone), Detail::Values);
    let found: Vec<String> = description.sheets.iter().flat_map(|sheet| &sheet.tables).map(seen).collect();
    let wanted: Vec<String> =
        expected.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, wanted, "{description:#?}");
    round_trip(bytes, &description);
}

/// The definition that the description suggests reads the same records: the same rows, and in each
/// column the same words, numbers and empty cells.
fn round_trip(bytes: &[u8], description: &crate::Description) {
    let text = crate::definition_of(description).expect("a definition");
    let ledger = model::define::ledger(&text, "data/definitions/trial.toml").expect("a definition");
    let problems = crate::definition(&ledger, std::slice::from_ref(&ledger), "trial.toml", &text);
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    let read = super::reading(&ledger, "试验.xlsx", bytes);
    let said: Vec<String> = read.diagnostics.iter().map(|problem| problem.message(Language::Chinese)).collect();
    let tables: Vec<&TableDescription> = description.sheets.iter().flat_map(|sheet| &sheet.tables).collect();
    let named = |table: &&&TableDescription| {
        let labels = labelled(table).map(|at| &table.fields[at]);
        let mut own =
            labels.zip(ledger.columns.iter().filter(|column| !column.labels.is_empty())).map(|(field, column)| {
                (0..field.path.len()).any(|from| column.labels.contains(&field.path[from..].join("/")))
            });
        own.all(|own| own)
    };
    // A definition reads every table that has its labels.
    let own: Vec<&TableDescription> = tables.iter().filter(named).copied().collect();
    let expected: Vec<&Values> = own.iter().flat_map(|table| &table.values).collect();
    let mut rows: Vec<u32> = read.records.origins.iter().map(|origin| origin.row).collect();
    let across = own.iter().any(|table| table.fields.iter().any(|field| field.across));
    if across {
        rows.dedup();
    }
    assert!(!expected.is_empty(), "{text}");
    assert_eq!(rows, expected.iter().map(|values| values.row).collect::<Vec<_>>(), "{said:#?}\n{text}");
    let columns = ledger.columns.iter().zip(&read.records.columns).filter(|_| !across);
    for (at, (column, cells)) in own.iter().take(1).flat_map(|table| labelled(table)).zip(columns) {
        for (record, values) in expected.iter().enumerate() {
            let value = cells.get(record).and_then(|value| model::records::shown(column, cells, value));
            assert_eq!(value, values.values[at], "{column:?} in row {}\n{text}", values.row);
        }
    }
}

/// The fields that a definition can name.
fn labelled(table: &TableDescription) -> impl Iterator<Item = usize> + '_ {
    (0..table.fields.len()).filter(|at| !table.fields[*at].across && !table.fields[*at].label.is_empty())
}

#[test]
fn a_balance_sheet_is_two_tables_side_by_side() {
    check(
        "资产负债表|<|<|<|<|<|<|<
         编制单位：示例公司|||2020年12月31日||||单位：元
         资　产|行次|期末余额|年初余额|负债和所有者权益|行次|期末余额|年初余额
         流动资产：||||流动负债：|||
         货币资金|1|100.5|90|短期借款|31|10|20
         应收账款|2|200|190|应付账款|32|20|30
         流动资产合计|3|300.5|280|流动负债合计|33|30|50
         非流动资产：||||所有者权益：|||
         固定资产|4|50|60|实收资本|34|320.5|290
         资产总计|5|350.5|340|负债和所有者权益总计|35|350.5|340
         单位负责人：张三||||制表人：李四|||",
        "A-D header 3-3 data 5-9 records 3 totals [7,10] unit [元 banner] 资产:text 行次:integer 期末余额:money 年初余额:money
         E-H header 3-3 data 5-9 records 3 totals [7,10] unit [元 banner] 负债和所有者权益:text 行次:integer 期末余额:money 年初余额:money",
    );
}

#[test]
fn a_purchase_ledger_with_a_mapping_row_and_merged_groups() {
    check(
        "2020年度采购台账|<|<|<|<|<|<
         引用计划A列信息|引用计划B列信息|引用计划C列信息|引用计划D列信息|引用计划E列信息|引用计划F列信息|引用计划G列信息
         序号|项目名称|采购预算|<|采购方式|合同签订日期|中标单位
         ^|^|预算金额（万元）|中标金额（元）|^|^|^
         必填|必填|填写数字|填写数字|下拉选择|格式：2020-01-01|必填
         1|办公电脑|12.5|'125,000.00|公开招标|d44196|甲公司
         2|绿化养护|30|'300,000元|询价|2020.12.1|乙公司

         3|物业服务|/|'80000|单一来源|2020年12月5日|丙公司
         小计||42.5||||
         注：1.本表按季度填报。",
        "A-G header 3-4 data 6-9 records 3 totals [10] unit [] 序号:integer 项目名称:text 采购预算/预算金额（万元）:money 采购预算/中标金额（元）:money 采购方式:text 合同签订日期:date 中标单位:text",
    );
}

#[test]
fn a_yearbook_table_has_several_levels_english_and_units() {
    check(
        "表3-1 地区生产总值|<|<|<|<
         3-1 Gross Regional Product|<|<|<|<
         ||||单位：亿元
         地区|地区生产总值|<|<|人均（元）
         ^|合计|第一产业|第二产业|^
         Region|Total|Primary|Secondary|Per capita
         总 计 Total|300|30|270|50000
         甲市|100|10|90|45000
         乙市|200|20|180|55000
         注：本表按当年价格计算。",
        "A-E header 4-6 data 8-9 records 2 totals [7] unit [亿元 banner] 地区:text 地区生产总值/合计:money 地区生产总值/第一产业:money 地区生产总值/第二产业:money 人均（元）:money",
    );
}

#[test]
fn keys_and_values_above_and_sections_within() {
    check(
        "项目资金使用情况表|<|<|<|<|<
         项目名称：|园区道路|项目编号：|XM-2020-01|负责人：|张三
         批复文号|示例〔2020〕1号|批复金额|500|完成时限|2020年12月

         序号|支出内容|计划数(万元)|实际数(万元)|完成率|备注
         一、工程费用|<|<|<|<|<
         1|路基|100|90|'90%|
         2|路面|200|200|'100%|已验收
         二、其他费用|<|<|<|<|<
         3|监理|10|5|'50%|
         合计||310|295||
         填表人：李四||审核人：王五||日期：2020.12.31|",
        "A-F header 5-5 data 7-10 records 3 totals [11] unit [万元 label] 序号:integer 支出内容:text 计划数(万元):money 实际数(万元):money 完成率:percent 备注:text",
    );
}

#[test]
fn tables_below_one_another_with_their_own_headers() {
    check(
        "一、按街道统计
         街道|户数|税收（万元）
         江南街道|10|100.5
         浮桥街道|20|200
         合计|30|300.5

         二、按行业统计
         行业|户数|税收（万元）|占比
         电子信息|15|150|'50%
         机械制造|15|150.5|'50%",
        "A-C header 2-2 data 3-4 records 2 totals [5] unit [万元 label] 街道:text 户数:integer 税收（万元）:money
         A-D header 8-8 data 9-10 records 2 totals [] unit [万元 label] 行业:text 户数:integer 税收（万元）:money 占比:percent",
    );
}

#[test]
fn tables_beside_one_another_with_a_blank_column() {
    check(
        "街道|户数|税收||行业|户数|税收
         江南街道|10|100.5||电子信息|15|150
         浮桥街道|20|200||机械制造|15|150.5
         双阳街道|5|20||||",
        "A-C header 1-1 data 2-4 records 3 totals [] unit [] 街道:text 户数:integer 税收:money
         E-G header 1-1 data 2-3 records 2 totals [] unit [] 行业:text 户数:integer 税收:money",
    );
}

#[test]
fn a_blank_column_within_one_table_parts_nothing() {
    check(
        "序号|企业名称||税收（元）|入库日期
         1|甲公司||100.5|d44196
         2|乙公司||200|d44197",
        "A-E header 1-1 data 2-3 records 2 totals [] unit [元 label] 序号:integer 企业名称:text 税收（元）:money 入库日期:date",
    );
}

#[test]
fn a_rectification_ledger_of_words_only() {
    check(
        "巡察整改台账|<|<|<|<
         序号|问题|整改措施|责任单位|完成时限
         1|制度不健全|修订制度|办公室|2020年12月底前
         ^|^|开展培训|人事科|长期坚持
         2|台账不规范|重新建账|财务科|2021年1月31日",
        "A-E header 2-2 data 3-5 records 3 totals [] unit [] 序号:integer 问题:text 整改措施:text 责任单位:text 完成时限:date",
    );
}

#[test]
fn periods_across_with_a_group_that_is_not_merged() {
    check(
        "指标|2020年|||2019年||
         |1月|2月|3月|1月|2月|3月
         规模以上工业增加值（亿元）|1|2|3|1|2|3
         固定资产投资（亿元）|4|5|6|4|5|6",
        "A-G header 1-2 data 3-4 records 2 totals [] unit [亿元 row] 指标:text 2020年/1月:money 2020年/2月:money 2020年/3月:money 2019年/1月:money 2019年/2月:money 2019年/3月:money",
    );
}

#[test]
fn codes_dates_and_booleans_are_told_from_numbers() {
    check(
        "统一社会信用代码|成立时间|员工人数|是否高企|所属期|税率|联系电话|注册资本
         91350100M000100Y43|d40000|12|是|202012|0.13|05951234567|1000万元
         91350100M000100Y44|2020/1/5|30|否|202011|0.06|13800000000|500万元",
        "A-H header 1-1 data 2-3 records 2 totals [] unit [] 统一社会信用代码:code 成立时间:date 员工人数:integer 是否高企:boolean 所属期:month 税率:percent 联系电话:code 注册资本:money",
    );
}

#[test]
fn columns_counted_below_the_header_and_totals_first() {
    check(
        "单位：万人|<|<|<
         地区|户数|人口数|比上年±%
         甲|1|2|3
         全市合计|30|60.5|1.5
         江南街道|10|20.5|1.2
         浮桥街道|20|40|-0.3
         数据来源：示例统计局",
        "A-D header 2-2 data 5-6 records 2 totals [4] unit [万人 banner] 地区:text 户数:integer 人口数:number 比上年±%:percent",
    );
}
