//! Tables as people make them: what a person takes for the header, the records and the totals, the
//! program does too, and no figure moves by what stands around a table.

use crate::importing::{alone, json};
use crate::support::{figures, project, root, taizhang};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

pub(crate) fn table(file: &str) -> PathBuf {
    root().join("tests/cases").join(file)
}

/// A table as `expected.tsv` states it: sheet, rows of the header and of the data, numbers of
/// records and of totals; and its unit.
type Stated = ([String; 7], String);

/// The tables of each workbook of a folder.
fn expected(folder: &str) -> BTreeMap<String, Vec<Stated>> {
    let text = fs::read_to_string(table(folder).join("expected.tsv")).unwrap();
    let mut lines = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let mut tables: BTreeMap<String, Vec<Stated>> = BTreeMap::new();
    for line in lines {
        let cell = |name: &str| line[head.iter().position(|cell| *cell == name).unwrap()].to_owned();
        let names = ["sheet", "header_first", "header_last", "data_first", "data_last", "records", "total_rows"];
        tables.entry(format!("{folder}/{}", cell("file"))).or_default().push((names.map(cell), cell("unit")));
    }
    tables
}

fn found(file: &str) -> Vec<Stated> {
    let look = json(&alone(&["inspect", table(file).to_str().unwrap(), "--format", "json"]));
    let tables = |sheet: &serde_json::Value| {
        let stated = |table: &serde_json::Value| {
            let word = |value: &serde_json::Value| value.as_str().map_or(value.to_string(), str::to_owned);
            let rows = ["header_rows", "data_rows"].map(|key| [0, 1].map(|at| word(&table[key][at])));
            let [[a, b], [c, d]] = rows;
            let unit = table["unit"]["name"].as_str().unwrap_or("-").to_owned();
            ([word(&sheet["name"]), a, b, c, d, word(&table["records"]), word(&table["total_rows"])], unit)
        };
        sheet["tables"].as_array().unwrap().iter().map(stated).collect::<Vec<_>>()
    };
    look["sheets"].as_array().unwrap().iter().flat_map(tables).collect()
}

#[test]
fn tables_are_seen_as_people_see_them() {
    let all: Vec<_> = ["tables", "tables-2"].into_iter().flat_map(expected).collect();
    assert_eq!(all.iter().map(|(_, tables)| tables.len()).sum::<usize>(), 42);
    for (file, expected) in all {
        let found = found(&file);
        let rows = |tables: &[Stated]| tables.iter().map(|(rows, _)| rows.clone()).collect::<Vec<_>>();
        assert_eq!(rows(&found), rows(&expected), "{file}");
        for ((_, unit), (_, expected)) in found.iter().zip(&expected) {
            assert!(expected == "-" || unit == expected, "{file}: {unit} for {expected}");
        }
    }
}

#[test]
fn columns_of_a_table_are_those_below_its_labels() {
    for (file, columns) in [
        ("tables/G1_keys_above_header.xlsx", vec!["C—G"]),
        ("tables/K1_numbers_beside.xlsx", vec!["A—D"]),
        ("tables-2/C3-pairs-left-above.xlsx", vec!["C—G"]),
        ("tables-2/L1-number-block-beside.xlsx", vec!["A—D"]),
        ("tables-2/N2-labels-over-two-rows.xlsx", vec!["B—H"]),
        ("tables-2/O1-long-total-label.xlsx", vec!["A—D", "E—H"]),
    ] {
        let look = alone(&["inspect", table(file).to_str().unwrap()]).out;
        let found = look.lines().filter_map(|line| line.split_once(" 列，表头第")).map(|(before, _)| before);
        let found: Vec<&str> = found.map(|before| before.trim().rsplit('》').next().unwrap().trim()).collect();
        assert_eq!(found, columns, "{file}");
    }
}

/// The definition that `define` makes of a table, for any file.
pub(crate) fn defined(file: &str) -> String {
    let made = alone(&["define", table(file).to_str().unwrap(), "--name", "made"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let line =
        |line: &str| if line.starts_with("files =") { "files = [\"*\"]\n".to_owned() } else { format!("{line}\n") };
    made.out.lines().map(line).collect()
}

/// The exact value of a figure over a table, and the problems above a note.
pub(crate) fn computed(file: &str, definition: &str, figure: &str) -> (String, Vec<String>) {
    let report = format!("title = \"表\"\nlayout = \"plain\"\n[figures]\none = {{ ledger = \"made\", {figure} }}\n");
    let folder = project([
        ("taizhang.toml", "organisation = \"示例局\"\nmonth = \"2020-12\"\n"),
        ("data/definitions/made.toml", definition),
        ("reports/definitions/r/report.toml", &report),
        ("reports/definitions/r/text.md", "{{ one }}\n"),
    ]);
    fs::create_dir(folder.path().join("data/2020-12")).unwrap();
    fs::copy(table(file), folder.path().join("data/2020-12/表.xlsx")).unwrap();
    let answer = json(&taizhang(folder.path(), &["check", "--format", "json"]));
    let grave = answer["diagnostics"].as_array().unwrap().iter().filter(|problem| problem["severity"] != "info");
    let codes = grave.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    (figures(folder.path()).into_values().next().unwrap().0, codes)
}

/// The name that `define` gave to the column of a label.
pub(crate) fn named(definition: &str, label: &str) -> String {
    let before = definition.split(&format!("labels = [\"{label}")).next().unwrap();
    before.rsplit("[columns.").next().unwrap().split(']').next().unwrap().to_owned()
}

#[test]
fn no_sum_moves_by_what_stands_around_a_table() {
    let cases: [(&str, &str, &str, &[&str]); 11] = [
        ("tables/A1_unlabelled_sum.xlsx", "码洋", "47980.5", &[]),
        ("tables/C1_formula_rows.xlsx", "床位费", "7300", &[]),
        ("tables/D3_numbers_below.xlsx", "电费", "14972", &[]),
        ("tables/M1_banner_of_several_units.xlsx", "金额", "6585280", &[]),
        ("tables/O1_section_rows_with_sums.xlsx", "原值", "10500000", &[]),
        ("tables-2/A1-loose-figures-below.xlsx", "电费", "14400", &["loose-figures"; 3]),
        ("tables-2/A5-formulas-copied-below.xlsx", "水费", "6500", &[]),
        ("tables-2/B1-unlabelled-sums.xlsx", "合同价", "330003", &[]),
        ("tables-2/I1-prepared-rows-of-zeros.xlsx", "油费", "818", &[]),
        ("tables-2/K1-several-units-in-banner.xlsx", "金额", "19996", &[]),
        ("tables-2/P1-merged-amount.xlsx", "合同额", "14000", &["merged-amount"]),
    ];
    for (file, label, sum, codes) in cases {
        let definition = defined(file);
        let column = named(&definition, label);
        let (found, told) = computed(file, &definition, &format!("sum = \"{column}\", unit = \"元\""));
        assert_eq!((found.as_str(), told), (sum, codes.iter().map(|code| (*code).to_owned()).collect()), "{file}");
    }
}

#[test]
fn records_with_nothing_but_a_name_are_counted() {
    let file = "tables-2/H2-names-in-a-later-column.xlsx";
    assert_eq!(computed(file, &defined(file), "count = true"), ("16".to_owned(), Vec::new()));
}

#[test]
fn of_two_tables_side_by_side_the_one_beside_its_name_counts() {
    let head = "title = \"收支\"\nfiles = [\"*\"]\ngrain = \"month\"\n[columns.name]\nlabels = [\"支方\"]\n";
    let definition = format!("{head}[columns.now]\nlabels = [\"本年\"]\ntype = \"money\"\nunit = \"元\"\n");
    let (sum, told) = computed("tables-2/O1-long-total-label.xlsx", &definition, "sum = \"now\", unit = \"元\"");
    assert_eq!((sum.as_str(), told), ("1140", vec!["sum-row".to_owned()]));
}

#[test]
fn a_column_without_a_unit_takes_its_own_of_several_in_the_banner() {
    let file = "tables-2/K1-several-units-in-banner.xlsx";
    let definition = defined(file).replace("unit = \"万元\"\n", "");
    let column = named(&definition, "金额");
    let (sum, _) = computed(file, &definition, &format!("sum = \"{column}\", unit = \"元\""));
    assert_eq!(sum, "19996");
}
