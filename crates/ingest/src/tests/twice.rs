//! Rows that would count twice: totals by other names, comparisons, parts of totals, levels of one table.

use super::{check, ledger, problems, reading, xlsx};

const COLUMNS: &str = "[columns.number]\nlabels = [\"序号\"]\noptional = true\n[columns.name]\nlabels = [\"名称\"]\n[columns.count]\nlabels = [\"户数\"]\ntype = \"integer\"\noptional = true\n[columns.amount]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"万元\"\n";
const NAMED: &str =
    "[columns.name]\nlabels = [\"名称\"]\n[columns.amount]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"万元\"\n";

/// The sum of the amounts in 万元 and the problems.
fn sum(rows: &str) -> (i64, Vec<String>) {
    let reading = reading(&ledger(COLUMNS), "试验.xlsx", &xlsx(rows));
    let amounts = &reading.records.columns[3].values;
    let told = problems(&reading).into_iter().filter(|told| !told.starts_with("unknown-label")).collect();
    (amounts.iter().filter(|amount| **amount != model::records::NULL).sum::<i64>() / 1_000_000, told)
}

#[test]
fn a_total_is_one_by_any_name_above_the_records_as_below_them() {
    check(
        NAMED,
        "名称|金额\n全区|4210.5\n桥东|1200.25\n桥西|2010\n河湾|1000.25",
        "3 桥东 1200.25\n4 桥西 2010\n5 河湾 1000.25",
        "sum-row A2",
    );
    // The sum of two small numbers may be chance.
    check(NAMED, "名称|金额\n甲|30\n乙|10\n丙|20", "2 甲 30\n3 乙 10\n4 丙 20", "");
}

#[test]
fn what_records_are_compared_with_is_no_record() {
    let rows = "名称|金额\n甲|1200.25\n乙|2010\n丙|1000.25\n合计|4210.5\n上年同期|3900\n增减额|310.5\n增长率（%）|8";
    let records = "2 甲 1200.25\n3 乙 2010\n4 丙 1000.25";
    check(NAMED, rows, records, "aside-row A6\naside-row A7\naside-row A8");
    check(NAMED, &rows.replace("合计|4210.5\n", ""), records, "aside-row A5\naside-row A6\naside-row A7");
    // Where nothing else is there they are what the table is about.
    let about = "名称|金额\n本年|100\n上年同期|90\n增减额|10";
    check(NAMED, about, "2 本年 100\n3 上年同期 90\n4 增减额 10", "");
    let among = "名称|金额\n财政收入|100\n同比增减|9\n税收收入|80\n同比增减|7\n非税收入|20";
    assert_eq!(sum(among).0, 216);
}

#[test]
fn parts_of_a_total_below_it_are_no_records() {
    let rows = "名称|金额\n甲|10\n乙|30\n合计|40\n其中：国有|33\n民营|7";
    check(NAMED, rows, "2 甲 10\n3 乙 30", "aside-row A5\naside-row A6");
    // Rows that come to the total are it once more.
    let again = "名称|金额\n甲|100\n乙|310.5\n丙|20\n合计|430.5\n国有|400\n民营|30.5";
    check(NAMED, again, "2 甲 100\n3 乙 310.5\n4 丙 20", "aside-row A6\naside-row A7");
    // What the total lacks is asked about.
    let (amount, told) = sum("名称|金额\n甲|100\n乙|310\n合计|410\n补报丙|33");
    assert_eq!((amount, told), (443, vec!["nested-rows A5".to_owned()]));
    // A total of one part is followed by others.
    let (amount, told) = sum("名称|金额\n甲|100\n乙|310\n合计|410\n丙|33\n丁|50\n合计|83");
    assert_eq!((amount, told), (493, Vec::new()));
}

#[test]
fn an_example_is_no_record() {
    let rows = "序号|名称|金额\n例|某公司|999\n1|甲|100\n2|乙|200";
    let (amount, told) = sum(rows);
    assert_eq!((amount, told), (300, vec!["aside-row A2".to_owned()]));
    let (amount, _) = sum("名称|金额\n例：某公司|999\n甲|100\n乙|200");
    assert_eq!(amount, 300);
}

#[test]
fn levels_of_one_table_are_asked_about() {
    let asked = |rows: &str| {
        let told = sum(rows).1;
        assert!(told.iter().any(|told| told.starts_with("nested-rows")), "{rows}\n{told:?}");
    };
    asked("名称|户数|金额\n东片|5|300.55\n一村|2|100.25\n二村|3|200.3\n西片|7|410\n三村|3|200\n四村|4|210");
    asked("名称|户数|金额\n一村|2|100.25\n二村|3|200.3\n东片|5|300.55\n三村|3|200\n四村|4|210\n西片|7|410");
    // 205 is of 20502 is of 2050201 and 2050202.
    asked("名称|金额\n教育支出|1200.5\n普通教育|1200.5\n小学教育|700.25\n初中教育|500.25\n卫生健康|10");
    for (upper, lower) in [
        (["一", "二"], ["1", "2"]),
        (["一", "二"], ["（一）", "（二）"]),
        (["'1", "'2"], ["（1）", "（2）"]),
        (["一、", "二、"], ["1、", "2、"]),
    ] {
        let rows = format!(
            "序号|名称|金额\n{}|甲|81\n{}|乙|50\n{}|丙|30\n{}|丁|45\n{}|戊|15\n{}|己|30",
            upper[0], lower[0], lower[1], upper[1], lower[0], lower[1]
        );
        let (amount, told) = sum(&rows);
        // Chapters that are told to be heads are left out; else they are asked about.
        assert!(amount == 125 || told.iter().any(|told| told.starts_with("nested-rows")), "{rows} {amount} {told:?}");
    }
    asked("序号|名称|金额\n1|甲|81\n'1.1|乙|50\n'1.2|丙|30\n2|丁|45\n'2.1|戊|15\n'2.2|己|30");
    asked("序号|名称|金额\n205|甲|81\n20501|乙|50\n20502|丙|31\n206|丁|45");
}

#[test]
fn ordinary_tables_are_not_asked_about() {
    for rows in [
        "名称|户数|金额\n甲|3|12.5\n乙|1|7.5\n丙|2|5\n丁|4|31\n戊|7|8\n己|5|40\n庚|2|3",
        "序号|名称|户数|金额\n1|甲|12|120\n2|乙|6|80\n3|丙|5|40\n4|丁|9|33\n5|戊|20|150",
        "名称|金额\n甲|100\n乙|100\n丙|0\n丁|100\n戊|0\n己|200",
        "序号|名称|金额\n101|甲|120\n102|乙|80\n103|丙|40",
    ] {
        let told = sum(rows).1;
        assert!(!told.iter().any(|told| told.starts_with("nested-rows")), "{rows}\n{told:?}");
    }
}

#[test]
fn records_that_are_divided_once_more_are_asked_about() {
    let told = |rows: &str| problems(&reading(&ledger(NAMED), "试验.xlsx", &xlsx(&format!("名称|金额\n{rows}"))));
    let records = "甲|105.5\n乙|131.25\n丙|77.3\n丁|240.1\n戊|19.85";
    assert_eq!(told(&format!("{records}\n工业|314.05\n商业|259.95")), ["nested-rows A7"]);
    assert_eq!(told(&format!("工业|314.05\n商业|259.95\n{records}")), ["nested-rows A2"]);
    assert!(told(&format!("{records}\n己|314.05\n庚|259.94")).is_empty());
}

#[test]
fn comparisons_are_no_records_above_them_either_and_are_asked_about_between_them() {
    let told = |rows: &str| problems(&reading(&ledger(NAMED), "试验.xlsx", &xlsx(&format!("名称|金额\n{rows}"))));
    assert_eq!(told("年度目标|5000\n甲|12.5\n乙|13.7\n丙|9.1"), ["aside-row A2"]);
    assert_eq!(told("甲|12.5\n乙|13.7\n丙|9.1\n全省平均|11.8"), ["aside-row A5"]);
    let again = told("甲|12.5\n去年同期|11\n乙|13.7\n去年同期|10.2\n丙|9.1");
    assert_eq!(again, ["nested-rows A3"]);
}

#[test]
fn a_first_record_with_a_remark_is_one() {
    let read = |rows: &str| {
        let (ledger, bytes) = (ledger(NAMED), xlsx(&format!("名称|金额\n{rows}")));
        super::lines(&ledger, &reading(&ledger, "试验.xlsx", &bytes)).len()
    };
    assert_eq!(read("甲|12（暂估）\n乙|13.7\n丙|9.1"), read("甲|12\n乙|13.7\n丙|9.1"));
    assert_eq!(read("甲|暂无\n乙|13.7\n丙|9.1"), read("甲|无\n乙|13.7\n丙|9.1"));
    assert_eq!(read("甲|13.7\n乙|9.1\n丙|暂无"), read("甲|13.7\n乙|9.1\n丙|无"));
}

#[test]
fn a_remark_that_speaks_of_the_total_makes_no_total_of_its_record() {
    for remark in ["已列入合计", "暂不计入总计", "并入小计"] {
        let rows = format!("名称|金额|备注\n甲|20|\n乙|20|{remark}\n丙|5|");
        let reading = reading(&ledger(NAMED), "试验.xlsx", &xlsx(&rows));
        assert_eq!(reading.records.len(), 3, "{remark}: {:?}", problems(&reading));
    }
}
