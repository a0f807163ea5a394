//! Files that are something else than their names say, and what programs put into cells.

use super::formats::{COLUMNS, HEADER, by_hand};
use super::{check_bytes, ledger, reading};
use encoding_rs::{Encoding, GBK, UTF_8};
use model::Language;

/// Text in UTF-8, GBK and both kinds of UTF-16 with a byte order mark.
fn encodings(text: &str) -> Vec<Vec<u8>> {
    let plain =
        |encoding: &'static Encoding, name: &str| encoding.encode(&text.replace("{charset}", name)).0.into_owned();
    let marked = format!("\u{feff}{}", text.replace("{charset}", "utf-16"));
    let little = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
    vec![plain(UTF_8, "utf-8"), plain(GBK, "gb2312"), little, big]
}

fn check(text: &str, records: &str, expected: &str) {
    for bytes in encodings(text) {
        check_bytes(&ledger(COLUMNS), "试验.xls", &bytes, records, expected);
    }
}

#[test]
fn web_pages_are_read_by_their_tables() {
    check(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">
        <title>标题</title><style>td { color: red }</style><!--[if gte mso 9]><xml><x:Name>表</x:Name></xml><![endif]--></head><body>
        <h1>企业税收</h1><p>单位：万元</p><table border=1><thead>
        <tr><th rowspan=2>企业<br>名称<th colspan='2'>税收</tr><tr><th>税额<th>备注</thead>
        <tr><td style=\"mso-number-format:'\\@'\">甲&nbsp;公司&amp;厂</td><td>1,234.50<td>
        <tr style='display: none'><td>乙公司</td><td x:num=\"2.125\">2.13</td></tr>
        <tr><td rowspan=\"2\">丙\n  公司<td>3</tr><tr><td>4</td></tr></table></body></html>",
        "5 甲公司&厂 12345000\n6 乙公司 21250\n7 丙公司 30000\n8 丙公司 40000",
        "unknown-label\nhidden-cells",
    );
    // The table lies within another that only sets the page.
    check(
        "<table><tr><td>菜单</td></tr><tr><td><table><tr><td>企业名称</td><td>税额</td></tr><tr><td>甲公司</td><td>1</td></tr></table></td></tr></table><script>document.write('<tr><td>乙</td><td>2</td></tr>')</script>",
        "3 甲公司 1",
        "",
    );
}

#[test]
fn the_xml_of_excel_2003_is_read() {
    check(
        "<?xml version=\"1.0\" encoding=\"{charset}\"?><?mso-application progid=\"Excel.Sheet\"?>
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">
        <Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>
        <Worksheet ss:Name=\"表\"><Table><Column ss:Index=\"3\" ss:Hidden=\"1\"/>
        <Row ss:Index=\"2\"><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">企业<B>名称</B></Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">税收</Data></Cell></Row>
        <Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">税额</Data></Cell><Cell><Data ss:Type=\"String\">备注</Data></Cell></Row>
        <Row><Cell><Data ss:Type=\"String\">甲&amp;乙</Data></Cell><Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.5</Data></Cell></Row>
        <Row ss:Hidden=\"1\"><Cell><Data ss:Type=\"String\">丙</Data></Cell><Cell><Data ss:Type=\"Number\">1234.5</Data></Cell></Row>
        <Row><Cell><Data ss:Type=\"String\">丁</Data></Cell><Cell ss:Formula=\"=1/0\"><Data ss:Type=\"Error\">#DIV/0!</Data></Cell></Row>
        <Row><Cell><Data ss:Type=\"String\">戊</Data></Cell><Cell ss:Formula=\"=R[-1]C\"/></Row>
        </Table></Worksheet>
        <Worksheet ss:Name=\"旧\"><Table><Row><Cell><Data ss:Type=\"String\">街道</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>",
        "4 甲&乙 -\n5 丙 1234.5\n6 丁 -\n7 戊 -",
        "unknown-label\nhidden-cells\nunreadable-number B4\nerror-cell B6\nformula-without-value B7\nskipped-sheet",
    );
}

#[test]
fn what_is_no_table_is_refused_by_its_name() {
    let mime = "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<html><table><tr><td>=C6=F3</td></tr></table></html>\r\n--x--";
    let cases = [
        (mime, "单个文件的网页（MHTML"),
        ("From: <Saved by Browser>\r\nMIME-Version: 1.0\r\n\r\n<html>", "单个文件的网页（MHTML"),
        ("<!DOCTYPE html>\n<body>请登录</body>", "网页，里面没有表格"),
        ("\r\n <frameset rows=\"*\"><html></html></frameset>", "网页，里面没有表格"),
        ("<?xml version=\"1.0\" encoding=\"{charset}\"?><发票><税额>1</税额></发票>", "XML 文本"),
        ("ID;PWXL;N;E\r\nC;Y1;X1;K\"企业名称\"\r\nE", "SYLK"),
        ("[{\"企业名称\": \"甲\", \"税额\": 1}]", "JSON"),
    ];
    for (text, reason) in cases {
        for bytes in encodings(text) {
            let reading = reading(&ledger(COLUMNS), "假.xls", &bytes);
            let [problem] = reading.diagnostics.as_slice() else { panic!("{reason}: {:?}", reading.diagnostics) };
            assert_eq!(problem.rule.code, "unreadable-workbook");
            let message = problem.message(Language::Chinese);
            assert!(message.contains(reason) && message.contains("xlsx"), "{problem:?}");
            let english = problem.message(Language::English);
            assert!(english.contains("xlsx") && english.chars().all(|letter| letter <= '”'), "{english}");
        }
    }
}

#[test]
fn a_picture_in_a_cell_is_no_text() {
    const PICTURES: &str = "[columns.name]\nlabels = [\"企业名称\"]\n[columns.paid]\nlabels = [\"税额\"]";
    let cell = |row: u32, inside: &str| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B{row}\"{inside}</c></row>"
        )
    };
    let rows = [
        cell(2, " t=\"str\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>=DISPIMG(\"ID_1\",1)</v>"),
        cell(3, "><f>_xlfn.DISPIMG(\"ID_1\",1)</f>"),
        cell(4, " t=\"e\"><f>_xlfn.DISPIMG(\"ID_1\",1)</f><v>#NAME?</v>"),
        cell(5, " t=\"inlineStr\"><is><t>=DISPIMG(\"ID_1\",1)</t></is>"),
        cell(6, " t=\"e\"><f>_xlfn.IMAGE(\"https://example.com/1.png\")</f><v>#VALUE!</v>"),
    ];
    let bytes = by_hand(&format!("{HEADER}{}", rows.concat()));
    check_bytes(
        &ledger(PICTURES),
        "试验.xlsx",
        &bytes,
        "2 甲 [图片]\n3 甲 [图片]\n4 甲 [图片]\n5 甲 [图片]\n6 甲 [图片]",
        "",
    );
    // In a column of amounts it is asked about, as any other text.
    check_bytes(
        &ledger(COLUMNS),
        "试验.xlsx",
        &by_hand(&format!("{HEADER}{}", rows[1])),
        "3 甲 -",
        "unreadable-number B3",
    );
}

/// A sheet: its name, whether it is hidden, rows of a name and an amount.
type Given<'a> = (&'a str, bool, &'a [(&'a str, f64)]);

fn workbook(sheets: &[Given<'_>]) -> Vec<u8> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    for (name, hidden, rows) in sheets {
        let sheet = writer.add_worksheet().set_name(*name).expect("a name").set_hidden(*hidden);
        sheet.write_row(0, 0, ["企业名称", "税额"]).expect("a header");
        for (row, (name, amount)) in (1..).zip(*rows) {
            sheet.write_string(row, 0, *name).expect("a name");
            sheet.write_number(row, 1, *amount).expect("an amount");
        }
    }
    writer.save_to_buffer().expect("a workbook")
}

#[test]
fn sheets_that_may_not_count_are_told_where_they_hold_records() {
    let one: &[(&str, f64)] = &[("甲", 1.0)];
    let other: &[(&str, f64)] = &[("乙", 2.0)];
    let cases: [(&[Given<'_>], &str, &str); 9] = [
        (&[("表", false, one), ("补报", true, other)], "2 甲 1", "uncounted-sheet"),
        (&[("表", false, one), ("样表", true, &[])], "2 甲 1", "skipped-sheet"),
        (&[("空表", false, &[]), ("表", true, one)], "", "no-records\nuncounted-sheet"),
        (&[("12月作废", false, other), ("12月", false, one)], "2 甲 1", "uncounted-sheet"),
        (&[("12月", false, one), ("12月 副本", false, other)], "2 甲 1", "uncounted-sheet"),
        (&[("12月", false, one), ("Sheet2", false, one)], "2 甲 1", "uncounted-sheet"),
        (&[("12月", false, one), ("12月 (2)", false, other)], "2 甲 1\n2 乙 2", "void-sheet"),
        (&[("作废", false, one)], "2 甲 1", "void-sheet"),
        (&[("税收 - 副本", false, one), ("税收（二）", false, other)], "2 乙 2", "uncounted-sheet"),
    ];
    for (given, records, expected) in cases {
        check_bytes(&ledger(COLUMNS), "试验.xlsx", &workbook(given), records, expected);
    }
}
