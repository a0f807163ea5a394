//! Parts of workbooks that were cut off, also between two tags or records, or that are not what
//! their container says: the file is refused, or the sheet is named as damaged.

use super::formats::{COLUMNS, parts, stored};
use super::{check_bytes, ledger, problems, reading};
use model::Language;

const ROWS: &str = "企业名称|税额\n甲|1\n乙|2\n丙|3\n丁|4\n戊|5\n己|6";

/// Whether it is said that the file, or a sheet of it, was not read whole.
fn told(said: &[String]) -> bool {
    said.iter().any(|problem| problem.starts_with("unreadable-workbook") || problem.starts_with("unreadable-sheet"))
}

/// Cuts every part whose damage can move a figure, at about so many places.
fn check(bytes: &[u8], suffixes: &[&str], places: usize) {
    let whole = parts(bytes);
    let cut = |(at, length): (usize, usize)| {
        let content = |(number, (name, content)): (usize, &(String, Vec<u8>))| {
            let content = if number == at { content[..length].to_vec() } else { content.clone() };
            (name.clone(), content)
        };
        let parts: Vec<(String, Vec<u8>)> = whole.iter().enumerate().map(content).collect();
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
        problems(&reading(&ledger(COLUMNS), "断.xlsx", &stored(&parts)))
    };
    let wanted = |name: &str| suffixes.iter().any(|suffix| name.ends_with(suffix));
    let mut tried = 0;
    for (at, (name, content)) in whole.iter().enumerate().filter(|(_, (name, _))| wanted(name)) {
        tried += 1;
        assert!(!told(&cut((at, content.len()))), "{name} is whole");
        // White space behind the last tag is nothing that can be missed.
        let end = content.trim_ascii_end().len();
        for length in (0..end).step_by(end / places + 1) {
            let said = cut((at, length));
            assert!(told(&said), "{name} cut at {length} of {end}: {said:?}");
        }
    }
    assert_eq!(tried, suffixes.len());
}

#[test]
fn a_part_that_was_cut_is_told_in_xlsx() {
    let suffixes =
        ["sheet1.xml", "sharedStrings.xml", "styles.xml", "xl/workbook.xml", "workbook.xml.rels", "_rels/.rels"];
    check(&super::xlsx(ROWS), &suffixes, 400);
}

#[test]
fn a_part_that_was_cut_is_told_in_xlsb_and_ods() {
    let xlsb = include_bytes!("../../../../tests/fixtures/contract.xlsb");
    check(xlsb, &["sheet1.bin", "sharedStrings.bin", "styles.bin", "workbook.bin", "workbook.bin.rels"], 100);
    check(include_bytes!("../../../../tests/fixtures/contract.ods"), &["content.xml"], 100);
}

/// Cuts a text behind each of its tags.
fn check_text(text: &str, end: &str) {
    let last = text.rfind(end).expect("the end");
    assert!(!told(&problems(&reading(&ledger(COLUMNS), "断.xls", text.as_bytes()))), "the whole");
    let first = text.find("甲").expect("a record");
    for (at, _) in text.match_indices('>').filter(|(at, _)| (first..last).contains(at)) {
        let reading = reading(&ledger(COLUMNS), "断.xls", &text.as_bytes()[..=at]);
        assert!(told(&problems(&reading)), "{}", &text[..=at]);
    }
}

#[test]
fn a_text_that_was_cut_is_told() {
    check_text(
        "<html><table><tr><td>企业名称</td><td>税额</td></tr><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table></html>",
        "</table>",
    );
    let row = |name: &str, kind: &str, amount: &str| {
        format!(
            "<Row><Cell><Data ss:Type=\"String\">{name}</Data></Cell><Cell><Data ss:Type=\"{kind}\">{amount}</Data></Cell></Row>"
        )
    };
    let sheet = |name: &str, amount: &str| {
        let rows = row("企业名称", "String", "税额") + &row(name, "Number", amount);
        format!("<Worksheet ss:Name=\"{name}\"><Table>{rows}</Table></Worksheet>")
    };
    check_text(
        &format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">{}{}</Workbook>",
            sheet("甲", "1"),
            sheet("乙", "2")
        ),
        "</Workbook>",
    );
}

#[test]
fn a_wrong_checksum_is_told() {
    let bytes = super::xlsx(ROWS);
    for part in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"] {
        let mut bytes = bytes.clone();
        let name = part.as_bytes();
        let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a directory");
        let at = bytes[directory..].windows(name.len()).position(|found| found == name).expect("an entry");
        // The checksum stands 30 bytes before the name (APPNOTE 4.3.12).
        bytes[directory + at - 30] ^= 1;
        let said = problems(&reading(&ledger(COLUMNS), "断.xlsx", &bytes));
        assert!(told(&said), "{part}: {said:?}");
    }
}

#[test]
fn what_was_read_before_a_cut_is_kept_and_the_place_is_told() {
    let mut parts = parts(&super::xlsx("企业名称|税额\n甲|1\n乙|2\n丙|3"));
    for (_, content) in parts.iter_mut().filter(|(name, _)| name.ends_with("sheet1.xml")) {
        let third = b"<row r=\"3\"";
        let at = content.windows(third.len()).position(|found| found == third).expect("the third row");
        content.truncate(at);
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    let bytes = stored(&parts);
    check_bytes(&ledger(COLUMNS), "断.xlsx", &bytes, "2 甲 1", "unreadable-sheet");
    let reading = reading(&ledger(COLUMNS), "断.xlsx", &bytes);
    let message = &reading.diagnostics[0].message(Language::Chinese);
    assert!(message.contains("第 2 行") && message.contains("中断"), "{message}");
}
