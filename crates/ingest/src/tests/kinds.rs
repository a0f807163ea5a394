//! Faults that once moved a sum without a word.

use super::{check, check_bytes, ledger};
use rust_xlsxwriter::{Format, Workbook};

const ACCOUNT: &str = "[columns.day]\nlabels = [\"日期\"]\ntype = \"date\"\noptional = true\n[columns.what]\nlabels = [\"摘要\"]\n[columns.in]\nlabels = [\"借方金额\"]\ntype = \"money\"\n[columns.out]\nlabels = [\"贷方金额\"]\ntype = \"money\"\n[columns.rest]\nlabels = [\"余额\"]\ntype = \"money\"";

#[test]
fn balances_carried_over_are_no_records() {
    check(
        ACCOUNT,
        "日期|摘要|借方金额|贷方金额|余额
         |期初余额|||1000
         d44166|付办公费||300|700
         d44170|收回借款|500||1200
         |本期合计|500|300|1200
         |本年累计|500|300|1200",
        "3 2020-12-01 付办公费 - 300 700
         4 2020-12-05 收回借款 500 - 1200",
        "carried-row B2",
    );
}

#[test]
fn elsewhere_a_balance_carried_over_is_asked_about() {
    let expected = ["2 甲 1".to_owned()];
    let ledger = ledger(NAMED);
    let reading = super::reading(&ledger, "试验.xlsx", &super::xlsx("名称|金额\n甲|1\n上年结转|5"));
    assert_eq!(super::lines(&ledger, &reading), expected);
    assert!(reading.diagnostics.iter().any(|problem| problem.severity == model::Severity::Warning));
}

const NAMED: &str = "[columns.name]\nlabels = [\"名称\"]\n[columns.sum]\nlabels = [\"金额\"]\ntype = \"money\"";

#[test]
fn totals_without_the_word_are_known_by_others() {
    for label in ["TOTAL", "Total", "共3笔", "共 3 户"] {
        let rows = format!("名称|金额\n甲|1.5\n乙|2.5\n丙|3\n{label}|8");
        check(NAMED, &rows, "2 甲 1.5\n3 乙 2.5\n4 丙 3", "total-mismatch B5");
    }
}

const CODED: &str =
    "[columns.code]\nlabels = [\"编码\"]\n[columns.day]\nlabels = [\"日期\"]\ntype = \"date\"\noptional = true";

#[test]
fn codes_that_lost_digits_are_told() {
    check(
        CODED,
        "编码|日期
         '4.30102E+17|d44166
         351030001351351000|d44166
         622848001234567|d44166
         ''430102199001011234|d44166",
        "2 - 2020-12-01
         3 - 2020-12-01
         4 622848001234567 2020-12-01
         5 430102199001011234 2020-12-01",
        "code-digits A2
         code-digits A3",
    );
}

#[test]
fn codes_are_read_as_they_are_shown() {
    let mut writer = Workbook::new();
    let sheet = writer.add_worksheet();
    let padded = Format::new().set_num_format("000000");
    for (column, label) in ["编码", "日期"].iter().enumerate() {
        sheet.write_string(0, column as u16, *label).expect("a label");
    }
    sheet.write_number_with_format(1, 0, 1234.0, &padded).expect("a code");
    sheet.write_string(1, 1, "2020-12-01").expect("a day");
    let bytes = writer.save_to_buffer().expect("a workbook");
    check_bytes(&ledger(CODED), "试验.xlsx", &bytes, "2 001234 2020-12-01", "");
}

#[test]
fn a_date_that_is_not_understood_is_not_the_last_of_its_month() {
    check(
        CODED,
        "编码|日期
         一|2020、12、3
         二|2020。12。3
         三|'2020-12-03
         四|2020年；12
         五|3601年2月3日",
        "2 一 2020-12-03
         3 二 2020-12-03
         4 三 2020-12-03
         5 四 -
         6 五 -",
        "unreadable-date B5
         unreadable-date B6",
    );
}

#[test]
fn numbers_in_scientific_notation_are_asked_about() {
    check(NAMED, "名称|金额\n甲|'1.23E+05\n乙|'7", "2 甲 123000\n3 乙 7", "scientific B2");
}

#[test]
fn amounts_in_yuan_with_the_decimals_of_ten_thousands_are_asked_about() {
    let rows = "名称|金额\n甲|8.6420\n乙|31.86\n丙|2.4575";
    check(NAMED, rows, "2 甲 8.64\n3 乙 31.86\n4 丙 2.46", "odd-decimals B2\nrounded B2\nrounded B4");
    let divided = "名称|金额\n甲|8.333333333333\n乙|31.86\n丙|2.4575";
    check(NAMED, divided, "2 甲 8.33\n3 乙 31.86\n4 丙 2.46", "rounded B2\nrounded B4");
}

#[test]
fn a_period_that_is_empty_among_others_is_told() {
    let across = "periods = \"across\"\n[columns.name]\nlabels = [\"支部\"]\n[columns.month]\ntype = \"month\"\n[columns.paid]\ntype = \"money\"";
    let records = "2 甲 2020-10 5\n2 甲 2020-11 6\n3 乙 2020-10 7\n3 乙 2020-11 8";
    check(across, "支部|2020年10月|2020年11月|2020年12月\n甲|5|6|\n乙|7|8|", records, "empty-period D1");
    check(across, "支部|2020年10月|2020年11月|2021年1月\n甲|5|6|\n乙|7|8|", records, "");
    let unread = "支部|2020年10月|2020年11月|拾贰月\n甲|5|6|9\n乙|7|8|9";
    check(across, unread, records, "unknown-label\nunknown-label D1");
}

/// A workbook of several sheets, each with its rows.
fn sheets(sheets: &[(&str, &[[&str; 3]])]) -> Vec<u8> {
    let mut writer = Workbook::new();
    for (name, rows) in sheets {
        let sheet = writer.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let (row, column) = (row as u32, column as u16);
                let written = match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number),
                    Err(_) => sheet.write_string(row, column, *cell),
                };
                written.expect("a cell");
            }
        }
    }
    writer.save_to_buffer().expect("a workbook")
}

const PLACED: &str = "[columns.name]\nlabels = [\"名称\"]\n[columns.place]\nlabels = [\"地点\"]\n[columns.sum]\nlabels = [\"金额\"]\ntype = \"money\"";
const FIRST: [[&str; 3]; 3] = [["名称", "地点", "金额"], ["甲", "东街", "150"], ["乙", "西街", "250"]];

#[test]
fn records_without_a_header_are_told() {
    let rest = [["丙", "南街", "350"], ["丁", "北街", "450"]];
    let bytes = sheets(&[("一", &FIRST), ("续表", &rest)]);
    check_bytes(&ledger(PLACED), "试验.xlsx", &bytes, "2 甲 东街 150\n3 乙 西街 250", "unheaded-rows");
}

#[test]
fn a_sheet_of_the_sums_of_others_is_not_counted() {
    let sum = [["名称", "地点", "金额"], ["全区", "全部", "400"]];
    let bytes = sheets(&[("一", &FIRST), ("汇总", &sum)]);
    check_bytes(&ledger(PLACED), "试验.xlsx", &bytes, "2 甲 东街 150\n3 乙 西街 250", "uncounted-sheet");
    let other = [["名称", "地点", "金额"], ["丙", "南街", "390"]];
    let bytes = sheets(&[("一", &FIRST), ("二", &other)]);
    check_bytes(&ledger(PLACED), "试验.xlsx", &bytes, "2 甲 东街 150\n3 乙 西街 250\n2 丙 南街 390", "");
}

#[test]
fn totals_of_averages_and_of_running_numbers_say_nothing() {
    let columns = "[columns.name]\nlabels = [\"名称\"]\n[columns.line]\nlabels = [\"行次\"]\ntype = \"integer\"\n[columns.price]\nlabels = [\"单价\"]\ntype = \"money\"";
    check(columns, "名称|行次|单价\n甲|10|5\n乙|11|7\n合计|12|6", "2 甲 10 5\n3 乙 11 7", "");
}

#[test]
fn a_header_without_records_is_asked_about() {
    check(NAMED, "名称|金额\n制表人：某某|", "", "no-records");
    check(NAMED, "名称|金额\n（无）|", "", "");
}

#[test]
fn a_table_that_stands_twice_is_asked_about() {
    let columns = "[columns.name]\nlabels = [\"指标\"]\n[columns.value]\nlabels = [\"数量\"]\ntype = \"integer\"\n";
    let rows = "指标|数量\n集镇|310\n乡村|120\n\n\n指标|数量\n集镇|310\n乡村|120\n";
    check(columns, rows, "2 集镇 310\n3 乡村 120\n7 集镇 310\n8 乡村 120", "same-rows A7");
    check(columns, &rows.replace("乡村|120\n\n", "乡村|121\n\n"), "2 集镇 310\n3 乡村 121\n7 集镇 310\n8 乡村 120", "");
}
