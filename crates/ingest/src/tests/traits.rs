//! What real workbooks have besides their data.

use super::formats::{COLUMNS, HEADER, by_hand_with};
use super::{check, check_bytes, ledger, problems, reading, xlsx};
use model::Language;
use rust_xlsxwriter::Workbook as Writer;

#[test]
fn labels_are_compared_without_spaces_newlines_and_full_width_forms() {
    check(
        COLUMNS,
        " 企　业\\n名 称 |税额（元）
         甲 公 司|１，２３４．５０",
        "2 甲公司 1234.5",
        "",
    );
}

#[test]
fn what_is_written_about_a_table_is_no_record() {
    check(
        "key = [\"name\"]\n[columns.name]\nlabels = [\"企业名称\"]\n[columns.street]\nlabels = [\"街道\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"",
        "项目名称：|示例大道改造工程
         联系人：|张三

         引用名录A列信息|引用名录B列信息|引用税收台账D列信息
         企业名称|街道|税额
         填写说明：只填本月入库数，单位为元。
         1|2|3
         甲公司|江南街道|3
         保留格式，勿删
         数据来源：示例高新区税务局
         填表人：李四|审核人：王五",
        "8 甲公司 江南街道 3",
        "",
    );
}

#[test]
fn a_header_of_four_rows_gives_paths() {
    let columns = "[columns.name]\nlabels = [\"企业名称\"]\n[columns.paid]\nlabels = [\"税收/2020年度/1月/增值税\"]\ntype = \"money\"\n[columns.later]\nlabels = [\"税收/2020年度/2月/增值税\"]\ntype = \"money\"";
    check(
        columns,
        "企业名称|税收|<|<|<
         ^|2020年度|<|<|<
         ^|1月|<|2月|<
         ^|增值税|所得税|增值税|所得税
         甲公司|1|2|3|4",
        "5 甲公司 1 3",
        "unknown-label",
    );
}

#[test]
fn serial_dates_of_1904_are_their_days() {
    let columns = "[columns.name]\nlabels = [\"企业名称\"]\n[columns.day]\nlabels = [\"税额\"]\ntype = \"date\"";
    let rows = format!(
        "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\"><v>42734</v></c></row>"
    );
    check_bytes(&ledger(columns), "试验.xlsx", &by_hand_with("", &rows), "2 甲 2016-12-30", "");
    let macintosh = by_hand_with("<workbookPr date1904=\"1\"/>", &rows);
    check_bytes(&ledger(columns), "试验.xlsx", &macintosh, "2 甲 2020-12-31", "");
}

#[test]
fn values_behind_links_to_other_workbooks_are_read_and_said() {
    let rows = format!(
        "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\"><f>[1]表!B2</f><v>7</v></c></row>"
    );
    let bytes = by_hand_with("<externalReferences><externalReference r:id=\"r9\"/></externalReferences>", &rows);
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &bytes, "2 甲 7", "external-links");
}

#[test]
fn hidden_rows_and_columns_are_read_and_said() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["企业名称", "税额"]).expect("a header");
    sheet.write_row(1, 0, ["甲", "1"]).expect("a row");
    sheet.write_row(2, 0, ["乙", "2"]).expect("a row");
    sheet.set_column_hidden(1).expect("a column").set_row_hidden(2).expect("a row");
    let bytes = writer.save_to_buffer().expect("a workbook");
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &bytes, "2 甲 1\n3 乙 2", "hidden-cells");
}

#[test]
fn many_errors_of_a_column_are_said_once_more_with_their_number() {
    let rows: String = (0..300).map(|at| format!("公司{at}|=1/0\n")).collect();
    let reading = reading(&ledger(COLUMNS), "试验.xlsx", &xlsx(&format!("企业名称|税额\n{rows}")));
    assert_eq!(reading.records.len(), 300);
    let said = problems(&reading);
    assert_eq!((said.len(), said[0].as_str(), said[200].as_str()), (201, "error-cell B2", "error-cell B202"));
    let rest = reading.diagnostics[200].message(Language::Chinese);
    assert!(rest.contains("还有 99 处"), "{rest}");
}

#[test]
fn the_newest_period_may_stand_first() {
    let columns = "periods = \"across\"\n[columns.name]\nlabels = [\"指标\"]\n[columns.month]\ntype = \"month\"\n[columns.value]\ntype = \"money\"";
    check(
        columns,
        "指标|2020年12月|2020年11月|2020年10月
         税收收入（万元）|3|2|/",
        "2 税收收入（万元） 2020-12 30000
         2 税收收入（万元） 2020-11 20000",
        "",
    );
}
