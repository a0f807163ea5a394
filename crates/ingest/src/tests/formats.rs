//! Bytes of other formats, and of none.

use super::{check_bytes, ledger, reading};
use encoding_rs::GB18030;
use model::Language;

pub(super) const COLUMNS: &str =
    "[columns.name]\nlabels = [\"企业名称\"]\n[columns.paid]\nlabels = [\"税额\"]\ntype = \"money\"";
const CSV: &str = "企业名称,税额\n甲公司,\"1,234.50\"\n\n乙公司,2\n";
const RECORDS: &str = "2 甲公司 1234.5\n4 乙公司 2";

fn csv(bytes: &[u8]) {
    // The name lies: the bytes decide.
    check_bytes(&ledger(COLUMNS), "试验.xls", bytes, RECORDS, "");
}

#[test]
fn csv_is_read_in_every_encoding_and_separator() {
    csv(CSV.as_bytes());
    csv(format!("\u{feff}{CSV}").as_bytes());
    csv(&GB18030.encode(CSV).0);
    csv("企业名称;税额\n甲公司;1,234.50\n\n乙公司;2".as_bytes());
    csv("企业名称\t税额\r\n甲公司\t1,234.50\r\n\r\n乙公司\t2".as_bytes());
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    csv(&little(&format!("\u{feff}{CSV}")));
    csv(&little(CSV));
    csv(&CSV.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
}

#[test]
fn a_unit_in_the_file_name_counts() {
    check_bytes(&ledger(COLUMNS), "税收（万元）.csv", "企业名称,税额\n甲公司,2".as_bytes(), "2 甲公司 20000", "");
}

#[test]
fn what_is_no_workbook_gives_one_error() {
    let whole = super::xlsx("企业名称|税额\n甲|1");
    let mut encrypted = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    encrypted.resize(512, 0);
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    encrypted.resize(1024, 0);
    let ofd = stored(&[("OFD.xml", "<ofd:OFD/>")]);
    let cases: [(&[u8], &str); 9] = [
        (&ofd, "OFD 版式文件"),
        (b"", "空的"),
        (&encrypted, "密码"),
        (&whole[..whole.len() / 2], "不完整"),
        (b"<html><body><table></table></body></html>", "网页"),
        (b"%PDF-1.7", "PDF"),
        (b"\x00\x01\x02junk", "不是工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 short", "没有工作簿"),
        (b"PK\x03\x04", "不完整"),
    ];
    for (bytes, reason) in cases {
        let reading = reading(&ledger(COLUMNS), "坏.xlsx", bytes);
        assert!(
            reading.records.is_empty() && reading.records.submissions.is_empty(),
            "{reason}: {:?}",
            reading.diagnostics
        );
        let [problem] = reading.diagnostics.as_slice() else { panic!("{reason}: {:?}", reading.diagnostics) };
        assert_eq!(problem.rule.code, "unreadable-workbook");
        assert!(problem.message(Language::Chinese).contains(reason), "{problem:?}");
        let english = problem.message(Language::English);
        assert!(english.chars().all(|letter| letter <= '”'), "{english}");
    }
    let junk = reading(&ledger(COLUMNS), "坏.csv", "今天天气不错\n明天也不错".as_bytes());
    assert_eq!(super::problems(&junk), ["missing-header"]);
}

/// The parts of a container by their names.
pub(super) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("a part");
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut content).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        parts.push((name, content));
    }
    parts
}

/// The same container without packing, so that a changed byte changes what its part says.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let parts = parts(bytes);
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    stored(&parts)
}

#[test]
fn damaged_bytes_never_panic() {
    let xlsx = super::xlsx("企业名称|税额\n甲|1\n乙|2");
    let ods = include_bytes!("../../../../tests/fixtures/contract.ods");
    let xlsb = include_bytes!("../../../../tests/fixtures/contract.xlsb");
    let page = "<html><table><tr><td rowspan=2>企业名称<td colspan=3>税额</tr><tr><td x:num=1>&nbsp;<table><tr><td>甲</table></table>";
    let xml = "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet ss:Name='表'><Table><Row ss:Index='1'><Cell ss:MergeAcross='9'><Data ss:Type='Number'>1</Data></Cell></Row></Table></Worksheet></Workbook>";
    let csv = "企业名称,税额\r\n\"甲\r\n公司\",\"1,000\"\r\n\"\"\"乙\"\"\",2";
    let texts = [page, xml, csv].map(|text| text.as_bytes().to_vec());
    let packages = [unpacked(&xlsx), xlsx, unpacked(ods), unpacked(xlsb)];
    for whole in packages.into_iter().chain(texts) {
        let step = whole.len() / 1_500 + 1;
        for at in (0..whole.len()).step_by(step) {
            for change in [0x5a, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                reading(&ledger(COLUMNS), "坏.xlsx", &bytes);
            }
            reading(&ledger(COLUMNS), "坏.xlsx", &whole[..at]);
        }
    }
}

#[test]
fn a_stray_cell_at_the_far_corner_costs_nothing() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["企业名称", "税额"]).expect("a header");
    sheet.write_row(1, 0, ["甲", "1"]).expect("a row");
    sheet.write_string(1_048_575, 16_383, " ").expect("a cell");
    sheet.write_string(1_048_574, 16_383, "x").expect("a cell");
    let bytes = writer.save_to_buffer().expect("a workbook");
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &bytes, "2 甲 1", "");
}

#[test]
fn hidden_sheets_and_sheets_without_the_header_are_passed_over() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    for (name, header, hidden) in
        [("数据", ["企业名称", "税额"], false), ("旧", ["企业名称", "税额"], true), ("汇总", ["街道", "户数"], false)]
    {
        let sheet = writer.add_worksheet().set_name(name).expect("a name").set_hidden(hidden);
        sheet.write_row(0, 0, header).expect("a header");
        sheet.write_row(1, 0, ["甲", "1"]).expect("a row");
    }
    let bytes = writer.save_to_buffer().expect("a workbook");
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &bytes, "2 甲 1", "uncounted-sheet\nskipped-sheet");
}

/// A zip container of stored parts, for workbooks that no writer makes.
pub(super) fn stored<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        let step = |crc: u32, byte: &u8| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    };
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let content = content.as_ref();
        let size = (content.len() as u32).to_le_bytes();
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc(content).to_le_bytes());
        common.extend([size, size].concat());
        common.extend([name.len() as u8, 0, 0, 0]);
        directory.extend([b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10]].concat());
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), content].concat());
    }
    let (count, start, length) =
        ([parts.len() as u8, 0], (out.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    out.extend(directory);
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &start, &[0, 0]].concat());
    out
}

/// A workbook whose only sheet has this XML inside `sheetData`.
pub(super) fn by_hand(rows: &str) -> Vec<u8> {
    by_hand_with("", rows)
}

/// The same, with XML of the workbook's own part before its sheets.
pub(super) fn by_hand_with(workbook: &str, rows: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    stored::<&str>(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        (
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{workbook}<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

pub(super) const HEADER: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>企业名称</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>税额</t></is></c></row>";

#[test]
fn a_formula_without_a_result_is_said() {
    let rows = format!(
        "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\"><f>SUM(1,2)</f></c></row><row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>乙</t></is></c><c r=\"B3\"><f>SUM(1,2)</f><v>3</v></c></row>"
    );
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &by_hand(&rows), "2 甲 -\n3 乙 3", "formula-without-value B2");
}

#[test]
fn a_sheet_that_breaks_off_keeps_what_was_read() {
    let rows = format!(
        "{HEADER}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>甲</t></is></c><c r=\"B2\"><v>3</v></c></row><row r=\"3\"><c r=\"A3\" t=\"zz\"><v>1</v></c></row>"
    );
    check_bytes(&ledger(COLUMNS), "试验.xlsx", &by_hand(&rows), "2 甲 3", "unreadable-sheet");
}

/// An ods workbook of one sheet with these rows.
fn ods(rows: &str) -> Vec<u8> {
    stored::<&str>(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "content.xml",
            &format!(
                "<office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:calcext=\"c\">
                <office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>
                <office:body><office:spreadsheet>
                <table:tracked-changes><table:table-cell><text:p>旧值</text:p></table:table-cell></table:tracked-changes>
                <table:table table:name=\"表\" table:style-name=\"ta1\">
                <table:table-row><table:table-cell><text:p>企业<text:span>名称</text:span></text:p></table:table-cell>
                <table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>税额</text:p></table:table-cell></table:table-row>
                {rows}
                <table:table-row table:number-rows-repeated=\"1048500\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>
                </table:table>
                <table:table table:name=\"旧\" table:style-name=\"ta2\"><table:table-row/></table:table>
                </office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

#[test]
fn ods_is_read_as_it_is_written() {
    let money = |value: &str| format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"/>");
    let name = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}{}</table:table-row>
        <table:table-row table:visibility=\"collapse\">{}<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"float\" office:value=\"3\"/></table:table-row>
        <table:table-row>{}<table:covered-table-cell/></table:table-row>
        <table:table-row>{}<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
        <table:table-row>{}<table:table-cell table:formula=\"of:=[.B2]\"/></table:table-row>",
        name("甲"),
        money("2"),
        name("乙<text:s text:c=\"2\"/>公司"),
        name("丙<text:tab/>公司"),
        name("丁"),
        name("戊"),
    );
    check_bytes(
        &ledger(COLUMNS),
        "试验.xlsx",
        &ods(&rows),
        "2 甲 2\n3 甲 2\n4 乙公司 3\n5 丙公司 -\n6 丁 -\n7 戊 -",
        "hidden-cells\nmerged-amount B5\nerror-cell B6\nformula-without-value B7\nskipped-sheet",
    );
    let endless = "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>甲</text:p></table:table-cell></table:table-row>";
    let reading = reading(&ledger(COLUMNS), "试验.ods", &ods(endless));
    let [problem] = reading.diagnostics.as_slice() else { panic!("{:?}", reading.diagnostics) };
    assert!(problem.message(Language::Chinese).contains("内容过大"), "{problem:?}");
}
