//! What may be many times too large, or of another month, is asked about or read as it is meant.

use super::formats::{parts, stored};
use super::{check, check_bytes, ledger, problems, reading, xlsx};
use model::Spoken;
use rust_xlsxwriter::Workbook as Writer;

const AMOUNT: &str = "[columns.name]\nlabels = [\"项目\", \"单位\"]\n[columns.amount]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n";

/// The name of a sheet, its title, and rows of names and amounts.
type Named<'a> = (&'a str, &'a str, &'a [(&'a str, f64)]);

fn sheets(sheets: &[Named<'_>]) -> Vec<u8> {
    let mut writer = Writer::new();
    for (name, title, rows) in sheets {
        let sheet = writer.add_worksheet();
        sheet.set_name(*name).expect("a name");
        sheet.write_string(0, 0, *title).expect("a cell");
        sheet.write_string(1, 0, "项目").expect("a cell");
        sheet.write_string(1, 1, "金额").expect("a cell");
        for (row, (name, amount)) in (2..).zip(*rows) {
            sheet.write_string(row, 0, *name).expect("a cell");
            sheet.write_number(row, 1, *amount).expect("a cell");
        }
    }
    writer.save_to_buffer().expect("a workbook")
}

#[test]
fn a_unit_is_found_wherever_clerks_write_it() {
    // Below its label alone, beside a label, in the cell beside 单位：.
    check(AMOUNT, "项目|金额|备注\n |（万元）| \n甲|12.5|无\n乙|3|无", "3 甲 125000\n4 乙 30000", "unknown-label");
    check(AMOUNT, " | |单位：万元\n单位|金额|备注\n甲|12.5|x\n乙|3|y", "3 甲 125000\n4 乙 30000", "unknown-label");
    check(AMOUNT, "单位：|万元\n项目|金额\n甲|12.5\n乙|3", "3 甲 125000\n4 乙 30000", "");
    // In English, as firms of foreign owners and bilingual yearbooks have it.
    for unit in ["Unit: RMB 10,000", "(RMB 10,000)", "Tax of December (in 10,000 yuan)", "单位：RMB 10,000"] {
        check(AMOUNT, &format!("{unit}|\n项目|金额\n甲|12.5\n乙|3"), "3 甲 125000\n4 乙 30000", "");
    }
    check(AMOUNT, "Unit: RMB million|\n项目|金额\n甲|12.5\n乙|3", "3 甲 12500000\n4 乙 3000000", "");
    check(AMOUNT, "项目|金额 (RMB '000)\n甲|12.5\n乙|3", "2 甲 12500\n3 乙 3000", "");
}

#[test]
fn another_unit_about_the_table_is_asked_about() {
    for (rows, at) in [
        ("项目|金额\n甲|12.5\n乙|3\n合计|15.5\n单位：万元", "A5"),
        ("项目|金额\n甲|12.5\n乙|3\n\n注：以上金额均以万元计", "A5"),
        ("单位：万元\n项目|金额\n甲|12.5\n单位：元\n乙|3", "A4"),
        ("项目|计量单位|金额\n甲|元|12.5\n乙|万元|3", "B3"),
        // Of single records and of all.
        ("项目|金额\n甲（万元）|12.5\n乙（元）|30000\n丙|4", "A2"),
        ("项目|金额\n甲（万元）|12.5\n乙（万元）|3", "A2"),
        ("Unit: USD 10,000|\n项目|金额\n甲|12.5\n乙|3", "A1"),
    ] {
        let (ledger, bytes) = (ledger(AMOUNT), xlsx(rows));
        let reading = reading(&ledger, "试验.xlsx", &bytes);
        let told = problems(&reading);
        assert!(told.contains(&format!("odd-unit {at}")), "{rows}\n{told:?}\n{:?}", super::lines(&ledger, &reading));
    }
}

#[test]
fn sheets_of_other_months_and_old_ones_are_told() {
    let all = |sheets: &[u8]| problems(&reading(&ledger(AMOUNT), "试验.xlsx", sheets));
    let (one, other) = (&[("甲", 1.0), ("乙", 2.0)][..], &[("甲", 4.0), ("丙", 8.0)][..]);
    let told = all(&sheets(&[("11月", "明细", one), ("12月", "明细", other)]));
    assert_eq!(told, ["other-month"]);
    let told = all(&sheets(&[("2020年", "明细", one), ("2019年", "明细", other)]));
    assert_eq!(told, ["other-month"]);
    let told = all(&sheets(&[("甲", "2020年12月明细", one), ("乙", "2020年11月明细", other)]));
    assert_eq!(told, ["other-month"]);
    let told = all(&sheets(&[("12月", "明细", one), ("旧版", "明细", other)]));
    assert_eq!(told, ["uncounted-sheet"]);
    let told = all(&sheets(&[("12月", "明细", one), ("参考", "明细", other)]));
    assert_eq!(told, ["void-sheet"]);
    let told = all(&sheets(&[("一部", "明细", one), ("二部", "明细", other)]));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn sheets_that_are_numbered_like_months_are_told() {
    let all = |sheets: &[u8]| problems(&reading(&ledger(AMOUNT), "试验.xlsx", sheets));
    let (one, other) = (&[("甲", 1.0), ("乙", 2.0)][..], &[("甲", 4.0), ("丙", 8.0)][..]);
    assert_eq!(all(&sheets(&[("11", "明细", one), ("12", "明细", other)])), ["other-month"]);
    assert_eq!(all(&sheets(&[("20.11", "明细", one), ("20.12", "明细", other)])), ["other-month"]);
    assert_eq!(all(&sheets(&[("2020-11", "明细", one), ("2020-12", "明细", other)])), ["other-month"]);
    // Sheets that are counted through are none, nor are those whose titles say the month.
    let told = all(&sheets(&[("11", "2020年12月一所", one), ("12", "2020年12月二所", other)]));
    assert!(told.is_empty(), "{told:?}");
    let told = all(&sheets(&[("1", "明细", one), ("2", "明细", other)]));
    assert!(told.is_empty(), "{told:?}");
    let told = all(&sheets(&[("1.1", "明细", one), ("1.2", "明细", other)]));
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn quarters_and_years_that_are_not_the_months_are_told() {
    let told = |file: &str, title: &str| {
        problems(&reading(&ledger(AMOUNT), file, &xlsx(&format!("{title}|\n项目|金额\n甲|12.5\n乙|3"))))
    };
    for title in [
        "2019年试验表",
        "2020年第三季度试验情况",
        "2020年上半年试验表",
        "2019年四季度试验表",
        "四季度试验表（2019年）",
        "3季度试验",
        "2020年前三季度试验表",
        "2020年1—3季度试验表",
    ] {
        assert_eq!(told("甲.xlsx", title), ["other-month A1"], "{title}");
    }
    assert_eq!(told("12月试验.xlsx", "2019年试验表"), ["other-month A1"]);
    for file in ["试验2019年.xlsx", "2019年试验.xlsx", "试验2019.xlsx", "试验2020年三季度.xlsx"] {
        assert_eq!(told(file, "2020年明细"), ["other-month"], "{file}");
    }
    for title in [
        "2020年试验表",
        "2020年四季度试验表",
        "2019—2020年试验表",
        "2016—2021年试验表",
        "2019年度和2020年度试验表",
        "2019年以来试验表",
        "2019年度试验评比",
        "2020年下半年试验表",
        "按2019年会议的要求填写",
        "某某〔2019〕12号试验表",
        "与2019年同期对比",
    ] {
        let told = told("甲.xlsx", title);
        assert!(told.is_empty(), "{title}: {told:?}");
    }
    for file in ["试验（2021年1月5日报）.xlsx", "试验2016—2020年.xlsx", "12月试验.xlsx", "2019年以来试验.xlsx"]
    {
        let told = told(file, "明细");
        assert!(told.is_empty(), "{file}: {told:?}");
    }
}

#[test]
fn sums_since_january_are_no_month() {
    let rows = "2020年1—12月收入情况表|\n项目|金额\n甲|12.5\n乙|3";
    assert_eq!(problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows))), ["since-january A1"]);
    // Where the label says which it is, the definition chose.
    let labelled = AMOUNT.replace("[\"金额\"]", "[\"本月金额\"]");
    let told = problems(&reading(&ledger(&labelled), "试验.xlsx", &xlsx(&rows.replace("|金额", "|本月金额"))));
    assert!(told.is_empty(), "{told:?}");
}

const ACROSS: &str = "periods = \"across\"\n[columns.name]\nlabels = [\"项目\"]\n[columns.month]\ntype = \"month\"\n[columns.amount]\ntype = \"money\"\nunit = \"元\"\n";

#[test]
fn quarters_among_months_are_no_months() {
    let rows = "项目|2020年1月|2020年2月|2020年3月|2020年一季度|2020年1-3月\n甲|1|2|3|6|6";
    check(
        ACROSS,
        rows,
        "2 甲 2020-01 1\n2 甲 2020-02 2\n2 甲 2020-03 3",
        "unknown-label\nunknown-label E1\nunknown-label F1",
    );
}

#[test]
fn a_month_that_stands_twice_is_asked_about() {
    let rows = "项目|2020年10月|2020年11月|2020年11月\n甲|5|6|8";
    check(ACROSS, rows, "2 甲 2020-10 5\n2 甲 2020-11 6\n2 甲 2020-11 8", "duplicate-month D1");
}

#[test]
fn the_year_of_months_may_stand_above_the_table_or_in_a_name() {
    let expected = "3 东街 2019-01 5\n3 东街 2019-02 6\n3 东街 2019-03 7";
    check(ACROSS, "2019年收入情况表\n项目|1月|2月|3月\n东街|5|6|7", expected, "");
    let ledger = ledger(ACROSS);
    let rows = xlsx("收入情况表\n项目|1月|2月|3月\n东街|5|6|7");
    check_bytes(&ledger, "2019年收入.xlsx", &rows, expected, "");
    // Nobody guesses a year.
    check_bytes(&ledger, "收入.xlsx", &rows, "", "missing-header");
    let told = reading(&ledger, "收入.xlsx", &rows);
    let told = told.diagnostics.first().expect("a problem").spoken(model::Language::Chinese);
    assert!(told.contains("看不出是哪一年"), "{told}");
}

#[test]
fn a_unit_in_a_number_format_is_asked_about() {
    let workbook = |code: &str| {
        let mut writer = Writer::new();
        let format = rust_xlsxwriter::Format::new().set_num_format(code);
        let sheet = writer.add_worksheet();
        sheet.write_row(0, 0, ["项目", "金额（万元）"]).expect("a header");
        for (row, name) in (1..).zip(["甲", "乙"]) {
            sheet.write_string(row, 0, name).expect("a cell");
            sheet.write_number_with_format(row, 1, f64::from(row) * 1.5, &format).expect("a cell");
        }
        writer.save_to_buffer().expect("a workbook")
    };
    let told = |code: &str| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &workbook(code)));
    assert_eq!(told("0.00\"亿元\""), ["odd-format B2"]);
    assert_eq!(told("0.00\"元\""), ["odd-format B2"]);
    assert!(told("0.00\"万元\"").is_empty() && told("#,##0.00").is_empty());
}

#[test]
fn records_that_are_struck_out_are_asked_about() {
    let workbook = |struck: &[(u32, u16)]| {
        let mut writer = Writer::new();
        let line = rust_xlsxwriter::Format::new().set_font_strikethrough();
        let sheet = writer.add_worksheet();
        sheet.write_row(0, 0, ["项目", "金额", "备注"]).expect("a header");
        for (row, name) in (1..).zip(["甲", "乙", "丙", "丁"]) {
            sheet.write_string(row, 0, name).expect("a cell");
            sheet.write_number(row, 1, f64::from(row) * 1.5).expect("a cell");
            sheet.write_string(row, 2, "无误").expect("a cell");
        }
        for (row, column) in struck {
            sheet.set_cell_format(*row, *column, &line).expect("a cell");
        }
        writer.save_to_buffer().expect("a workbook")
    };
    let read = |struck: &[(u32, u16)]| reading(&ledger(AMOUNT), "试验.xlsx", &workbook(struck));
    let told = |struck: &[(u32, u16)]| problems(&read(struck));
    assert_eq!(told(&[(2, 1), (2, 0), (3, 1)]), ["unknown-label", "struck-out A3"]);
    let both = read(&[(2, 1), (3, 1)]);
    let said = both.diagnostics.iter().map(|problem| problem.message(model::Language::Chinese)).collect::<String>();
    assert!(both.records.len() == 4 && said.contains("另外 1 行"), "{said}");
    // The labels and columns that are not read say nothing of records.
    assert_eq!(told(&[(0, 1), (2, 2)]), ["unknown-label"]);
}

#[test]
fn what_is_raised_or_struck_out_within_a_cell_is_no_digit_of_its_number() {
    let mark = rust_xlsxwriter::Format::new().set_font_script(rust_xlsxwriter::FormatScript::Superscript);
    let (line, plain) = (rust_xlsxwriter::Format::new().set_font_strikethrough(), rust_xlsxwriter::Format::new());
    let workbook = |shared: bool| {
        let mut writer = Writer::new();
        let sheet = match shared {
            true => writer.add_worksheet(),
            false => writer.add_worksheet_with_constant_memory().expect("a sheet"),
        };
        sheet.write_row(0, 0, ["项目", "金额"]).expect("a header");
        sheet.write_string(1, 0, "甲").expect("a cell");
        sheet.write_rich_string(1, 1, &[(&plain, "1234.5"), (&mark, "2")]).expect("a cell");
        sheet.write_string(2, 0, "乙").expect("a cell");
        sheet.write_rich_string(2, 1, &[(&line, "9"), (&plain, "1234.5")]).expect("a cell");
        writer.save_to_buffer().expect("a workbook")
    };
    for shared in [true, false] {
        let read = reading(&ledger(AMOUNT), "试验.xlsx", &workbook(shared));
        assert_eq!(problems(&read), ["unreadable-number B2", "unreadable-number B3"], "{shared}");
    }
}

#[test]
fn what_is_counted_twice_is_asked_about_wherever_it_stands() {
    let told = |rows: &str| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows)));
    let rows = "项目|金额\n甲|1234.5\n乙|2310\n丙|3055.25\n丁|820";
    for (more, at) in [
        // A part of the record above it, a total without a name that is rounded, a summary below the records.
        ("\n其中：一分厂|400\n戊|70", "A6"),
        ("\n |7419.8", "A6"),
        ("\n\n分镇汇总\n项目|金额\n城关|3544.5\n柳林|3875.25", "A8"),
    ] {
        assert_eq!(told(&format!("{rows}{more}")), [format!("nested-rows {at}")], "{more}");
    }
    assert_eq!(told(&format!("{rows}\n\n分镇汇总\n项目|金额\n城关|3544.5\n柳林|9.25")), [""; 0]);
}

#[test]
fn a_unit_is_asked_about_in_other_words() {
    for (rows, at) in [
        ("项目|金额\n甲|12.5\n乙|3\n\n本表金额以万元为单位", "A5"),
        ("项目|金额\n甲|12.5\n乙|3\n\n除特别注明外，金额单位均为人民币万元", "A5"),
        ("项目|金额|备注\n一、城关镇||\n甲|12.5|x\n乙|3|y\n二、柳林乡（万元）||\n丙|7|z\n丁|9|w", "A5"),
    ] {
        let told = problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows)));
        assert!(told.contains(&format!("odd-unit {at}")), "{rows}\n{told:?}");
    }
}

#[test]
fn months_across_that_hold_sums_so_far_are_asked_about() {
    let told = |labels: &str| {
        let rows = xlsx(&format!("2020年收入情况表\n项目|{labels}\n东街|5|11|18"));
        problems(&reading(&ledger(ACROSS), "收入.xlsx", &rows))
    };
    assert_eq!(told("1月|1-2月|1-3月"), ["since-january D2"]);
    assert_eq!(told("1月|2月|3月"), [""; 0]);
}

#[test]
fn records_that_say_to_be_void_are_asked_about() {
    let told = |rows: &str| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows)));
    assert_eq!(told("项目|金额|备注\n甲|1|\n乙|2|作废\n丙|3|（已作废）"), ["unknown-label", "struck-out C3"]);
    assert_eq!(told("项目|金额\n甲|1\n乙（作废）|2\n丙|3"), ["struck-out A3"]);
    assert_eq!(told("项目|金额\n甲|1\n作废票据处理站|2\n丙|3"), [""; 0]);
    for remark in ["与序号1重复", "同第2行重复", "重复填报", "暂不计入合计", "不纳入统计", "本行不计入", "重复了。"]
    {
        let rows = format!("项目|金额|备注\n甲|1|\n乙|2|{remark}\n丙|3|");
        assert_eq!(told(&rows), ["unknown-label", "struck-out C3"], "{remark}");
    }
    for remark in ["不计入固定资产投资", "与甲相邻", "重复用水整治", "不参与分红"] {
        assert_eq!(told(&format!("项目|金额|备注\n甲|1|\n乙|2|{remark}\n丙|3|")), ["unknown-label"], "{remark}");
    }
    // In a column of its own it is what records are told by.
    let ledger = ledger(&format!("{AMOUNT}[columns.state]\nlabels = [\"状态\"]\n"));
    let told = problems(&reading(&ledger, "试验.xlsx", &xlsx("项目|金额|状态\n甲|1|有效\n乙|2|作废\n丙|3|有效")));
    assert_eq!(told, [""; 0]);
}

#[test]
fn tables_of_other_months_on_one_sheet_are_told() {
    let told = |rows: &str| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows)));
    let below = "2020年12月收入\n项目|金额\n甲|12\n乙|7\n\n2019年12月收入\n项目|金额\n甲|31\n乙|4";
    assert_eq!(told(below), ["other-month A6"]);
    let beside = "2020年12月|||2019年12月\n项目|金额||项目|金额\n甲|12||甲|31\n乙|7||乙|4";
    assert_eq!(told(beside), ["other-month D1"]);
    let both = "2020年12月收入\n项目|金额\n甲|12\n乙|7\n\n2020年12月其他收入\n项目|金额\n丙|31\n丁|4";
    assert_eq!(told(both), [""; 0]);
}

#[test]
fn sums_so_far_are_no_part_of_the_year() {
    let rows = "项目|金额\n甲|100.5\n乙|200\n丙|300\n本月小计|600.5\n1-11月累计|5000\n全年合计|5600.5";
    let reading = reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows));
    assert_eq!(reading.records.len(), 3, "{:?}", problems(&reading));
}

#[test]
fn records_of_two_columns_without_a_header_are_told() {
    let workbook = |labels: Option<[&str; 2]>| {
        let mut writer = Writer::new();
        for (name, labels) in [("明细", Some(["项目", "金额"])), ("续", labels)] {
            let sheet = writer.add_worksheet();
            sheet.set_name(name).expect("a name");
            let from = u32::from(labels.is_some());
            if let Some(labels) = labels {
                sheet.write_row(0, 0, labels).expect("a header");
            }
            for row in from..from + 4 {
                sheet.write_string(row, 0, format!("{name}{row}号")).expect("a cell");
                sheet.write_number(row, 1, f64::from(row * row) + 0.5).expect("a cell");
            }
        }
        writer.save_to_buffer().expect("a workbook")
    };
    let told = |labels| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &workbook(labels)));
    assert_eq!(told(None), ["unheaded-rows"]);
    assert_eq!(told(Some(["项目", "数额"])), ["unheaded-rows"]);
    // A list of something else beside the ledger is none of its records.
    assert_eq!(told(Some(["街道", "人数"])), ["skipped-sheet"]);
}

#[test]
fn results_that_are_still_to_be_calculated_are_asked_about() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["项目", "金额"]).expect("a header");
    for (row, name) in (1..).zip(["甲", "乙", "丙"]) {
        sheet.write_string(row, 0, name).expect("a cell");
        sheet.write_number(row, 1, f64::from(row) * 1.5).expect("a cell");
    }
    // As systems write them that do not calculate: the result is 0.
    sheet.write_formula(2, 1, "=1+2").expect("a formula");
    sheet.write_formula(3, 1, "=B2*2").expect("a formula");
    let written = writer.save_to_buffer().expect("a workbook");
    let told = |settings: &str| {
        let settled = parts(&written).into_iter().map(|(name, bytes)| {
            let text = String::from_utf8(bytes).expect("a text");
            (name, text.replace("<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>", settings))
        });
        let settled: Vec<(String, String)> = settled.collect();
        assert!(settled.iter().any(|(_, text)| text.contains(settings)));
        let bytes = stored(&settled.iter().map(|(name, text)| (name.as_str(), text)).collect::<Vec<_>>());
        problems(&reading(&ledger(AMOUNT), "试验.xlsx", &bytes))
    };
    for still in ["fullCalcOnLoad=\"1\"", "calcCompleted=\"0\"", "calcMode=\"manual\" calcOnSave=\"0\""] {
        assert_eq!(told(&format!("<calcPr {still}/>")), ["stale-formula B3"], "{still}");
    }
    // A record that holds nothing but such zeros is none any more.
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["项目", "金额"]).expect("a header");
    for (row, name) in [(1, "甲"), (3, "丙")] {
        sheet.write_string(row, 0, name).expect("a cell");
        sheet.write_number(row, 1, 2.5).expect("a cell");
    }
    sheet.write_formula(2, 0, "=Y2").expect("a formula");
    sheet.write_formula(2, 1, "=Z2").expect("a formula");
    let bytes = writer.save_to_buffer().expect("a workbook");
    assert_eq!(problems(&reading(&ledger(AMOUNT), "试验.xlsx", &bytes)), ["stale-formula A3"]);
    for done in ["calcId=\"191029\"", "calcMode=\"manual\"", "calcMode=\"auto\" calcOnSave=\"0\""] {
        assert!(told(&format!("<calcPr {done}/>")).is_empty(), "{done}");
    }
}

#[test]
fn a_cell_that_the_file_holds_twice_is_told() {
    let written = parts(&xlsx("项目|金额\n甲|12.5\n乙|3"));
    let told = |second: &str| {
        let doubled = written.iter().map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone()).expect("a text");
            (
                name.as_str(),
                text.replace("</sheetData>", &format!("<row r=\"2\"><c r=\"B2\">{second}</c></row></sheetData>")),
            )
        });
        let doubled: Vec<(&str, String)> = doubled.collect();
        let bytes = stored(&doubled.iter().map(|(name, text)| (*name, text)).collect::<Vec<_>>());
        problems(&reading(&ledger(AMOUNT), "试验.xlsx", &bytes))
    };
    assert_eq!(told("<v>99</v>"), ["double-cell B2"]);
    assert!(told("<v>12.5</v>").is_empty());
    assert!(told("").is_empty());
}

#[test]
fn a_second_set_of_columns_and_a_sheet_of_sums_so_far_are_asked_about() {
    let two = AMOUNT.replace("[\"金额\"]", "[\"本月\"]")
        + "[columns.sum]\nlabels = [\"累计\"]\ntype = \"money\"\nunit = \"元\"\n";
    let rows = "项目|2019年||2020年|\n|本月|累计|本月|累计\n甲|5|7|20|30\n乙|6|8|21|31\n丙|4|9|25|36";
    let told = problems(&reading(&ledger(&two), "试验.xlsx", &xlsx(rows)));
    assert_eq!(told.iter().filter(|told| told.starts_with("duplicate-label")).count(), 2, "{told:?}");
    let (month, so_far) = (&[("甲", 1.5), ("乙", 2.25)][..], &[("甲", 14.5), ("乙", 28.25)][..]);
    let all = |name: &str| {
        problems(&reading(&ledger(AMOUNT), "试验.xlsx", &sheets(&[("12月", "明细", month), (name, "明细", so_far)])))
    };
    assert_eq!(all("累计"), ["void-sheet"]);
    assert!(all("二部").is_empty());
}

#[test]
fn plans_and_results_in_turn_are_asked_about() {
    let told = |rows: &str| problems(&reading(&ledger(AMOUNT), "试验.xlsx", &xlsx(rows)));
    for [one, other] in [["计划", "实际"], ["去年同期", "本期"], ["预算数", "执行数"]] {
        let rows = format!("项目|类别|金额\n甲|{one}|10\n甲|{other}|8.5\n乙|{one}|20\n乙|{other}|19");
        assert!(told(&rows).contains(&"mixed-basis B1".to_owned()), "{one}: {:?}", told(&rows));
    }
    for rows in [
        "项目|类别|金额\n甲|城镇|10\n甲|农村|8.5\n乙|城镇|20\n乙|农村|19",
        "项目|类别|金额\n甲|计划|10\n乙|计划|20",
        "项目|类别|金额\n甲|计划|10\n乙|抢险|20",
    ] {
        assert!(!told(rows).iter().any(|told| told.starts_with("mixed-basis")), "{:?}", told(rows));
    }
}
