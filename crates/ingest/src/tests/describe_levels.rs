//! Headers, sections and totals as statements, budgets and project lists have them.

use super::describe::check;

#[test]
fn sections_with_sums_among_numbered_rows_are_no_records() {
    check(
        "招商项目库|<|<|<
         ||||单位：亿元
         序号|项目名称|投资方|总投资|签约时间
         |总计（3个）||60|
         （一）在谈项目|||10|
         1|甲产业园|甲公司|10|2024年1月
         二|签约项目||50|
         1|乙产业园|乙公司|20|2024年2月
         2|丙产业园|丙公司|30|2024年3月",
        "A-E header 3-3 data 6-9 records 3 totals [4] unit [亿元 banner] 序号:integer 项目名称:text 投资方:text 总投资:money 签约时间:month",
    );
}

#[test]
fn sections_with_a_line_number_are_no_records() {
    check(
        "现金流量表|<|<|<
         编制单位：示例公司|||单位：万元
         项目|行次|本年金额|上年金额
         一、经营活动产生的现金流量：|1||
         销售商品收到的现金|2|10.5|9
         现金流入小计|3|10.5|9
         二、投资活动产生的现金流量：|4||
         收回投资收到的现金|5|3|4
         五、现金净增加额|6|13.5|13",
        "A-D header 3-3 data 5-9 records 3 totals [6] unit [万元 banner] 项目:text 行次:integer 本年金额:money 上年金额:money",
    );
}

#[test]
fn a_title_in_the_column_of_numbers_is_no_blank_row() {
    check(
        "采购意向|<|<|<
         序号|项目名称|预算金额（万元）|采购时间
         1|系统运维|20.5|2024年3月
         2|绿化养护|30|2024年4月
         本次公开的采购意向是初步安排，以采购公告为准。|<|<|<
         |||示例局
         |||2024年2月1日",
        "A-D header 2-2 data 3-4 records 2 totals [] unit [万元 label] 序号:integer 项目名称:text 预算金额（万元）:money 采购时间:month",
    );
}

#[test]
fn groups_over_the_first_column_part_income_from_expense() {
    check(
        "收支决算总表|<|<|<|<|<
         |||||单位：万元
         收入|<|支出|<|<
         项目|决算数|项目|合计|基本支出
         栏次|1|栏次|2|3
         一、财政拨款收入|100.5|一、教育支出|60|20
         二、事业收入|50|二、文化支出|90.5|30
         收入总计|150.5|支出总计|150.5|50",
        "A-B header 3-4 data 6-7 records 2 totals [8] unit [万元 banner] 收入/项目:text 收入/决算数:money
         C-E header 3-4 data 6-7 records 2 totals [8] unit [万元 banner] 支出/项目:text 支出/合计:money 支出/基本支出:money",
    );
}

#[test]
fn a_blank_corner_is_filled_below_or_by_names() {
    check(
        "|本月|<|累计|<
         行业|税收|同比%|税收|同比%
         制造业|10.5|1.2|20|3.4
         建筑业|5|-2|9|1",
        "A-E header 1-2 data 3-4 records 2 totals [] unit [] 行业:text 本月/税收:money 本月/同比%:percent 累计/税收:money 累计/同比%:percent",
    );
    check(
        "|2021年|2022年
         营业收入|10|20
         营业成本|5|9",
        "A-C header 1-1 data 2-3 records 2 totals [] unit [] :text 2021年:integer 2022年:integer",
    );
}

#[test]
fn days_over_balances_are_labels() {
    check(
        "编制单位：示例公司|||单位：元
         项目|附注|2023年12月31日|d44926
         流动资产：|||
         货币资金|七、1|100.5|90
         应收账款|七、2|20|10
         资产总计||120.5|100",
        "A-D header 2-2 data 4-5 records 2 totals [6] unit [元 banner] 项目:text 附注:text 2023年12月31日:money 2022-12-31:money",
    );
}

#[test]
fn a_row_that_computes_the_columns_is_no_record() {
    check(
        "|||单位：万元
         项目|预算数|执行数|完成%
         |(1)|(2)|(3)=(2)/(1)
         税收收入|10|5|50
         非税收入|4|3|75",
        "A-D header 2-2 data 4-5 records 2 totals [] unit [万元 banner] 项目:text 预算数:money 执行数:money 完成%:percent",
    );
}

#[test]
fn a_repeated_header_below_a_title_of_its_own_begins_a_table() {
    check(
        "表1 工业情况
         指标|累计|增长（%）
         产值|10|1.5
         利润|20|2.5
         表2 商贸情况
         指标|累计|增长（%）
         零售额|30|3.5
         批发额|40|4.5",
        "A-C header 2-2 data 3-4 records 2 totals [] unit [] 指标:text 累计:integer 增长（%）:percent
         A-C header 6-6 data 7-8 records 2 totals [] unit [] 指标:text 累计:integer 增长（%）:percent",
    );
}

#[test]
fn a_row_with_numbers_where_numbers_stand_is_no_header() {
    check(
        "巡察整改台账|<|<|<
         序号|问题|整改措施|整改时限
         一、党建方面|<|<|<
         1|学习不深入|制定计划|2024年6月30日
         二、财务方面|<|<|<
         2|审核不严|完善制度|长期坚持
         3|附件缺失|补齐附件|长期坚持",
        "A-D header 2-2 data 4-7 records 3 totals [] unit [] 序号:integer 问题:text 整改措施:text 整改时限:text",
    );
}

#[test]
fn a_remark_and_a_total_in_words_end_the_table() {
    check(
        "货物验收清单|<|<|<|<
         序号|货物|数量|单价（元）|其中：运费（元，含税）
         1|电脑|2|5000.5|10
         2|桌子|3|300|20
         合计（大写）：伍仟元整|||5300.5|30
         验收意见：合格||||
         验收人：||供应商代表：||",
        "A-E header 2-2 data 3-4 records 2 totals [5] unit [元 label] 序号:integer 货物:text 数量:integer 单价（元）:money 其中：运费（元，含税）:money",
    );
}

#[test]
fn ranks_of_rates_and_values_of_assets_have_their_types() {
    check(
        "资产|增幅排位|原值|折旧|单价（元）
         空调|3|5000.5|100|10
         电脑|1|3000|50|20",
        "A-E header 1-1 data 2-3 records 2 totals [] unit [元 label] 资产:text 增幅排位:integer 原值:money 折旧:money 单价（元）:money",
    );
}

#[test]
fn labels_that_run_several_times_are_panels() {
    check(
        "街道考核排名|<|<|<|<|<
         名次|街道|得分|名次|街道|得分
         1|甲街道|98.5|3|丙街道|90
         2|乙街道|95|4|丁街道|89.5",
        "A-C header 2-2 data 3-4 records 2 totals [] unit [] 名次:integer 街道:text 得分:number
         D-F header 2-2 data 3-4 records 2 totals [] unit [] 名次:integer 街道:text 得分:number",
    );
}

#[test]
fn columns_without_values_have_the_type_of_their_group() {
    check(
        "|||单位：万元
         项目|资金来源|<|消费量合计
         ^|省级|市县|^
         甲村道路|10.5||3.5
         乙村道路|20||2
         月累计|30.5||5.5",
        "A-D header 2-3 data 4-5 records 2 totals [6] unit [万元 banner] 项目:text 资金来源/省级:money 资金来源/市县:money 消费量合计:number",
    );
}
