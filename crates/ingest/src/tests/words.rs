//! Words are distinct: what records are grouped by has one number, wherever and however it is written.

use super::{ledger, reading, xlsx};

const COLUMNS: &str = "[columns.name]\nlabels = [\"企业名称\"]\n[columns.short]\nlabels = [\"简称\"]\n[columns.street]\nlabels = [\"街道\"]\n[columns.amount]\nlabels = [\"金额\"]\ntype = \"money\"\nunit = \"元\"\n";

/// The names, short names and streets of the records, after it was made sure that no word has two numbers.
fn words(columns: &str, rows: &str) -> Vec<[String; 3]> {
    let reading = reading(&ledger(columns), "试验.xlsx", &xlsx(rows));
    for cells in &reading.records.columns {
        assert!(cells.words().iter().zip(0..).all(|(word, at)| cells.number(word) == Some(at)));
    }
    let columns = &reading.records.columns;
    let text = |record: usize, at: usize| columns[at].text(record).unwrap_or_default().to_owned();
    (0..reading.records.len()).map(|record| [0, 1, 2].map(|at| text(record, at))).collect()
}

#[test]
fn a_name_is_one_word_however_it_is_written() {
    let rows = "企业名称|简称|街道|金额\n甲(集团)公司|甲|东街|1\n乙公司|乙|东街|2\n甲（集团）公司|甲|西街|3\n丙公司|丙|西街|4\n乙公司|丁|南街|5\n";
    let names: Vec<String> = words(COLUMNS, rows).into_iter().map(|[name, ..]| name).collect();
    assert_eq!(names, ["甲（集团）公司", "乙公司", "甲（集团）公司", "丙公司", "乙公司"]);
}

#[test]
fn a_merged_cell_is_one_word_in_all_its_rows() {
    let rows = "企业名称|简称|街道|金额\n甲公司|甲|东街|1\n乙公司|乙|^|2\n丙公司|丙|西街|3\n丁公司|丁|^|4\n";
    let streets: Vec<String> = words(COLUMNS, rows).into_iter().map(|[.., street]| street).collect();
    assert_eq!(streets, ["东街", "东街", "西街", "西街"]);
}

#[test]
fn a_word_that_was_copied_from_another_column_is_the_same_in_a_cell() {
    let columns = COLUMNS.replace("[\"简称\"]\n", "[\"简称\"]\ndefault = \"name\"\n");
    let rows = "企业名称|简称|街道|金额\n甲(集团)公司||东街|1\n乙公司|甲（集团）公司|东街|2\n丙公司|丙|西街|3\n";
    let shorts: Vec<String> = words(&columns, rows).into_iter().map(|[_, short, _]| short).collect();
    assert_eq!(shorts, ["甲（集团）公司", "甲（集团）公司", "丙"]);
}

#[test]
fn a_second_table_knows_the_words_of_the_first() {
    let rows = "企业名称|简称|街道|金额\n甲公司|甲|东街|1\n乙(二)公司|乙|西街|2\n\n企业名称|简称|街道|金额\n甲公司|甲|东街|3\n乙（二）公司|丙|南街|4\n丁公司|丁|北街|5\n";
    let names: Vec<String> = words(COLUMNS, rows).into_iter().map(|[name, ..]| name).collect();
    assert_eq!(names, ["甲公司", "乙（二）公司", "甲公司", "乙（二）公司", "丁公司"]);
}

#[test]
fn ditto_is_the_cell_above() {
    let rows = "企业名称|简称|街道|金额\n甲公司|甲|东街|1\n乙公司|乙|同上|2\n丙公司|丙|〃|3\n丁公司|丁|西街|4\n戊公司|戊|同上|5\n";
    let streets: Vec<String> = words(COLUMNS, rows).into_iter().map(|[.., street]| street).collect();
    assert_eq!(streets, ["东街", "东街", "东街", "西街", "西街"]);
}
