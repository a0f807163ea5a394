//! Tables as real ledgers have them, that once were read otherwise than a person does.

use super::describe::check;

#[test]
fn a_row_of_sums_apart_is_no_record() {
    check(
        "器材采购登记
         批次|供货单位|件数|标价（元）|实付（元）|到货日期
         一批|文渊商行|320|12800.5|9600.4|d44627
         二批|博雅商行|180|8260|6195|d44640
         三批|文渊商行|95|5035|3776.25|d44660

         |||26095.5|19571.65|",
        "A-F header 2-2 data 3-5 records 3 totals [7] unit [元 label] 批次:text 供货单位:text 件数:integer 标价（元）:money 实付（元）:money 到货日期:date",
    );
}

#[test]
fn sentences_below_the_labels_explain_them() {
    check(
        "序号|路段|投资额（元）|开工日期
         1.按先后顺序连续编号，不得空号|1.按批复文件上的全称填报，不得简写|1.依据批复文件核定的投资额填报；没有的按概算|1.依据开工报告填报
         1|青石路|30004|d44627
         2|白石路|30005|d44640
         3|红石路|30006|d44660",
        "A-D header 1-1 data 3-5 records 3 totals [] unit [元 label] 序号:integer 路段:text 投资额（元）:money 开工日期:date",
    );
}

#[test]
fn wide_and_mostly_empty_tables_are_tables() {
    check(
        "序号|编号|名称|单位|价款（元）|2021年1月付款（元）|2021年2月付款（元）|2021年3月付款（元）|2021年4月付款（元）|2021年5月付款（元）|2021年6月付款（元）|2021年7月付款（元）|2021年8月付款（元）|2021年9月付款（元）|2021年10月付款（元）|2021年11月付款（元）|2021年12月付款（元）|2022年1月付款（元）|2022年2月付款（元）|2022年3月付款（元）|2022年4月付款（元）|2022年5月付款（元）|2022年6月付款（元）|2022年7月付款（元）|2022年8月付款（元）|2022年9月付款（元）|2022年10月付款（元）|2022年11月付款（元）|2022年12月付款（元）|2023年1月付款（元）
         1|GC-01|第1标段|甲队|100000.5||||20000|5000
         2|GC-02|第2标段|乙队|200000.5|||||||40000|5000
         3|GC-03|第3标段|丙队|300000.5||||||||||60000|5000",
        "A-AD header 1-1 data 2-4 records 3 totals [] unit [元 label] 序号:integer 编号:code 名称:text 单位:text 价款（元）:money 2021年1月付款（元）:money 2021年2月付款（元）:money 2021年3月付款（元）:money 2021年4月付款（元）:money 2021年5月付款（元）:money 2021年6月付款（元）:money 2021年7月付款（元）:money 2021年8月付款（元）:money 2021年9月付款（元）:money 2021年10月付款（元）:money 2021年11月付款（元）:money 2021年12月付款（元）:money 2022年1月付款（元）:money 2022年2月付款（元）:money 2022年3月付款（元）:money 2022年4月付款（元）:money 2022年5月付款（元）:money 2022年6月付款（元）:money 2022年7月付款（元）:money 2022年8月付款（元）:money 2022年9月付款（元）:money 2022年10月付款（元）:money 2022年11月付款（元）:money 2022年12月付款（元）:money 2023年1月付款（元）:money",
    );
}

#[test]
fn keys_and_values_above_are_no_header() {
    check(
        "打印人|系统导出
         口径|在编
         ||部门|岗位|编制数|实有数
         ||办公室|文秘|4|3
         ||财务科|会计|3|3
         ||信息科|运维|2|1",
        "C-F header 3-3 data 4-6 records 3 totals [] unit [] 部门:text 岗位:text 编制数:integer 实有数:integer",
    );
    check(
        "|领用部门：|后勤组
         |方式：|自提
         序号|物品|数量|<|金额|<
         ^|^|申领|实发|预算|决算
         1|锹具|6|5|75|72
         2|镐具|7|6|87.5|84",
        "A-F header 3-4 data 5-6 records 2 totals [] unit [] 序号:integer 物品:text 数量/申领:integer 数量/实发:integer 金额/预算:money 金额/决算:money",
    );
}

#[test]
fn a_narrow_table_may_stand_above_a_wide_one() {
    check(
        "等级|参考价
         甲|12
         乙|9
         丙|6

         品种|产地|数量（吨）|单价（元）|金额（元）
         红果|山南|12|7200|86400
         青果|河口|8|5600|44800",
        "A-B header 1-1 data 2-4 records 3 totals [] unit [] 等级:text 参考价:money
         A-E header 6-6 data 7-8 records 2 totals [] unit [元 label] 品种:text 产地:text 数量（吨）:integer 单价（元）:money 金额（元）:money",
    );
}

#[test]
fn headers_of_empty_tables_are_no_records() {
    check(
        "序号|门板名称|宽|高|数量|备注
         1|平开门|450|720|2|
         2|上翻门|800|400|1|左
         序号|抽屉名称|宽|高|数量|滑轨
         序号|台面名称|长|高|数量|备注",
        "A-F header 1-1 data 2-3 records 2 totals [] unit [] 序号:integer 门板名称:text 宽:integer 高:integer 数量:integer 备注:text",
    );
}

#[test]
fn a_row_with_nothing_but_its_name_is_a_record() {
    check(
        "编号|路线|桥名|检查日期|评定
         1|县道12|大沙桥|d44682|二类
         ||小沙桥|d44682|一类
         ||沙口涵||
         2|县道15|柳林桥|d44684|三类
         ||柳林二桥||
         ||北坡涵||",
        "A-E header 1-1 data 2-7 records 6 totals [] unit [] 编号:code 路线:text 桥名:text 检查日期:date 评定:text",
    );
}

#[test]
fn prepared_and_copied_rows_are_none() {
    check(
        "序号|车号|驾驶员|里程（公里）|油费（元）
         1|甲3|赵师傅|303|203
         2|甲4|钱师傅|304|204
         3|甲5|孙师傅|305|205
         4|0|0|0|0
         5|0|0|0|0
         |合计||912|612",
        "A-E header 1-1 data 2-4 records 3 totals [7] unit [元 label] 序号:integer 车号:text 驾驶员:text 里程（公里）:integer 油费（元）:money",
    );
    check(
        "村名|户数|判断|水费（元）|复核
         甲湾|22|达标|200|相符
         乙湾|23|达标|300|相符
         丙湾|24|达标|400|相符
         ||未达标||不符
         ||未达标||不符
         ||未达标||不符",
        "A-E header 1-1 data 2-4 records 3 totals [] unit [元 label] 村名:text 户数:integer 判断:text 水费（元）:money 复核:text",
    );
}

#[test]
fn years_alone_and_labels_over_two_rows_head_columns() {
    check(
        "2019|2020|2021|2022
         7.5|8.5|9.25|10
         8.5|9.5|10.25|11
         9.5|10.5|11.25|12",
        "A-D header 1-1 data 2-4 records 3 totals [] unit [] 2019:number 2020:number 2021:number 2022:integer",
    );
    check(
        "||木材行情||网站|本期均价|涨跌
         木材|日期|产地|报价||汇率|
         1|d45354|北方|643||6.43|-2
         2|d45355|北方|644||6.44|-1
         3|d45356|北方|645||6.45|1",
        "A-G header 1-2 data 3-5 records 3 totals [] unit [] 木材:integer 日期:date 木材行情/产地:text 木材行情/报价:money 网站:text 本期均价/汇率:money 涨跌:integer",
    );
}
