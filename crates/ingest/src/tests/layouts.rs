//! Headers, banners, merged cells, totals and notes.

use super::check;

const TAX: &str = r#"
key = ["name"]
[columns.name]
labels = ["企业名称", "单位名称"]
[columns.vat]
labels = ["增值税", "税收收入/增值税"]
type = "money"
[columns.cit]
labels = ["企业所得税"]
type = "money"
[columns.paid]
labels = ["税收合计"]
type = "money"
parts = { kind = ["vat", "cit"] }
"#;

#[test]
fn a_plain_table_is_read() {
    check(
        TAX,
        "企业名称|增值税|企业所得税|税收合计
         甲公司|1|2|3
         乙公司|1.5|'2,000.25|2001.75
         丙公司|/|——|0",
        "2 甲公司 1 2 3
         3 乙公司 1.5 2000.25 2001.75
         4 丙公司 - - 0",
        "",
    );
}

#[test]
fn banners_merged_headers_units_totals_and_notes_are_told_apart() {
    check(
        TAX,
        "2020年12月企业税收情况表|<|<|<|<
         填报单位：财政局||||单位：万元
         序号|企业\\n名称|税 收 收 入|<|税收合计（元）
         ^|^|增值税|企业所得税|^
         1|2|3|4|5
         1|甲公司|1|2|30000
         2|乙公司|1|1.5|25000
         合 计||2|3.5|55000
         注：1.本表按入库口径。
         　　2.含滞纳金。
         制表人：张三||审核人：李四",
        "6 甲公司 10000 20000 30000
         7 乙公司 10000 15000 25000",
        "",
    );
}

#[test]
fn a_wrong_total_and_wrong_parts_are_said_at_their_cells() {
    check(
        TAX,
        "企业名称|增值税|企业所得税|税收合计
         甲公司|1|2|4
         小计|1|2|4
         乙公司|1|1|
         小计|1|1|3
         合计|2|4|6",
        "2 甲公司 1 2 4
         4 乙公司 1 1 2",
        "parts-sum D2
         parts-filled D4
         total-mismatch D5
         total-mismatch C6
         total-mismatch D6",
    );
}

#[test]
fn missing_and_unknown_labels_are_listed_once() {
    check(
        TAX,
        "企业名称|增值税|所得税|税收总计|上年同期
         甲公司|1|2|3|4",
        "2 甲公司 1 - -",
        "unknown-label
         missing-column A1",
    );
    check(TAX, "编号|数额\n1|2", "", "missing-header");
}

#[test]
fn a_merged_cell_belongs_to_each_of_its_rows() {
    check(
        "[columns.issue]\nlabels = [\"问题\"]\n[columns.measure]\nlabels = [\"措施\"]\n[columns.unit]\nlabels = [\"责任单位\"]",
        "问题|措施|责任单位
         甲|一|住建局
         ^|二|^
         ^|三|财政局
         乙|四|财政局",
        "2 甲 一 住建局
         3 甲 二 住建局
         4 甲 三 财政局
         5 乙 四 财政局",
        "",
    );
}

#[test]
fn tables_below_one_another_and_repeated_headers_are_read() {
    check(
        TAX,
        "企业名称|增值税|企业所得税|税收合计
         甲公司|1|2|3
         企业名称|增值税|企业所得税|税收合计
         乙公司|1|2|3

         第二批
         税收合计|企业所得税|增值税|企业名称
         4|2|2|丙公司",
        "2 甲公司 1 2 3
         4 乙公司 1 2 3
         8 丙公司 2 2 4",
        "",
    );
}

#[test]
fn of_two_columns_for_one_the_better_label_counts() {
    check(
        TAX,
        "单位名称|企业名称|增值税|企业所得税|税收合计
         甲厂|甲公司|1|2|3",
        "2 甲公司 1 2 3",
        "duplicate-label A1",
    );
}

const ACROSS: &str = r#"
periods = "across"
[columns.region]
labels = ["地区", "指标"]
[columns.month]
type = "month"
[columns.value]
type = "money"
unit = "元"
"#;

#[test]
fn periods_across_become_rows() {
    check(
        ACROSS,
        "指标：地区生产总值(亿元)
         地区|2019年|2018年第四季度|2018年11月
         甲市|1|2|
         乙市(万元)|3|/|4
         数据来源：统计局",
        "3 甲市 2019-12 100000000
         3 甲市 2018-12 200000000
         4 乙市（万元） 2019-12 30000
         4 乙市（万元） 2018-11 40000",
        "",
    );
    check(
        ACROSS,
        "地区|2020年度|<|2019年度|<
         ^|2月|1月|12月|11月
         甲市|1|2|3|4",
        "3 甲市 2020-02 1
         3 甲市 2020-01 2
         3 甲市 2019-12 3
         3 甲市 2019-11 4",
        "",
    );
}

#[test]
fn tables_beside_one_another_are_each_read() {
    check(
        TAX,
        "第一批||||||第二批
         企业名称|增值税|企业所得税|税收合计||序号|企业名称|增值税|企业所得税|税收合计
         甲公司|1|2|3||1|丙公司|5|6|11
         乙公司|1|1|2||2|丁公司|7|8|15
         合计|2|3|5||3|戊公司|1|1|2
         |||||合计||13|15|28",
        "3 甲公司 1 2 3
         4 乙公司 1 1 2
         3 丙公司 5 6 11
         4 丁公司 7 8 15
         5 戊公司 1 1 2",
        "",
    );
}

#[test]
fn a_whole_that_only_its_parts_give_is_a_warning() {
    check(
        TAX,
        "企业名称|增值税|企业所得税
         甲公司|1|2",
        "2 甲公司 1 2 3",
        "parts-filled
         missing-column A1",
    );
}
