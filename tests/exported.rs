//! Exported tables, read back by a reader that knows nothing of ledgers.

use crate::support::{figures, project, root, sample_copy, taizhang};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

/// The rows of a table in a folder, each by the names of its columns.
fn rows(folder: &Path) -> Vec<BTreeMap<String, Field>> {
    let mut all = Vec::new();
    let mut parts: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    for part in parts {
        if part.is_dir() {
            all.extend(rows(&part));
        } else {
            let reader = SerializedFileReader::new(File::open(part).unwrap()).unwrap();
            let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap());
            all.extend(
                rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()),
            );
        }
    }
    all
}

fn integer(row: &BTreeMap<String, Field>, column: &str) -> i128 {
    match &row[column] {
        Field::Long(value) => i128::from(*value),
        Field::Null => 0,
        other => panic!("{column} is {other}"),
    }
}

#[test]
fn sums_over_exported_tables_are_those_of_the_reports() {
    let to = tempfile::tempdir().unwrap();
    let export = to.path().join("表");
    let answer = taizhang(&root(), &["export", "--to", &export.display().to_string()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    let tax = export.join("tax/_zone=示例高新区");
    let year: Vec<_> = (1..=12).flat_map(|month| rows(&tax.join(format!("_month=2020-{month:02}")))).collect();
    let paid: i128 = year.iter().map(|row| integer(row, "paid")).sum();
    let (exact, _) = &figures(&root())[&("共用".to_owned(), "tax.ytd".to_owned())];
    // The figure is printed in 亿元: 10,000,000,000 分.
    let whole = 10_i128.pow(10);
    let summed = format!("{}.{:010}", paid / whole, paid % whole);
    assert_eq!(summed.trim_end_matches('0'), exact);
    // Each record says where it came from, words are words, days are days.
    let first = &year[0];
    assert_eq!(first["_file"], Field::Str("data/2020-01/企业税收2020年1月.xlsx".to_owned()));
    assert!(matches!(&first["_row"], Field::Long(row) if *row > 1) && matches!(&first["_sheet"], Field::Str(_)));
    let measures = rows(&export.join("rectification/_zone=示例高新区/_month=2020-12"));
    assert_eq!(measures.len(), 62);
    assert!(measures.iter().all(|row| matches!(row["status"], Field::Str(_))));
    let package = fs::read_to_string(export.join("datapackage.json")).unwrap();
    let package: serde_json::Value = serde_json::from_str(&package).unwrap();
    assert_eq!(package["resources"].as_array().unwrap().len(), 19);
    for file in package["resources"].as_array().unwrap().iter().flat_map(|one| one["path"].as_array().unwrap()) {
        assert!(export.join(file.as_str().unwrap()).is_file(), "{file}");
    }
}

#[test]
fn values_of_other_units_are_not_put_into_one_table() {
    let ledger = |unit: &str| {
        format!(
            "title = \"诊疗\"\nfiles = [\"*.csv\"]\ngrain = \"month\"\n[columns.visits]\nlabels = [\"人次\"]\ntype = \"number\"\nunit = \"{unit}\"\n"
        )
    };
    let zone = |name: &str, unit: &str| {
        let settings = format!("organisation = \"{name}\"\nmonth = \"2020-12\"\n");
        let ledger = ledger(unit);
        project([
            ("taizhang.toml", settings.as_str()),
            ("data/definitions/visit.toml", &ledger),
            ("data/2020-12/a.csv", "人次\n12\n"),
        ])
    };
    let to = tempfile::tempdir().unwrap();
    let export = to.path().join("out").display().to_string();
    for (unit, code) in [("人次", 0), ("万人次", 2)] {
        let (one, other) = (zone("甲区", "人次"), zone("乙区", unit));
        let other = other.path().display().to_string();
        let answer = taizhang(one.path(), &["export", "--project", &other, "--to", &export]);
        assert_eq!(answer.code, code, "{}{}", answer.out, answer.err);
        assert!(code == 0 || answer.err.contains("visits"), "{}", answer.err);
    }
}

#[test]
fn an_export_is_replaced_as_a_whole_and_nothing_else_is() {
    let project = sample_copy();
    let to = tempfile::tempdir().unwrap();
    let export = to.path().join("out").display().to_string();
    let run = |month: &str| taizhang(project.path(), &["export", "--month", month, "--to", &export]);
    assert_eq!(run("2020-12").code, 0);
    let december = Path::new(&export).join("tax/_zone=示例高新区/_month=2020-12/records.parquet");
    let bytes = fs::read(&december).unwrap();
    assert_eq!(run("2020-11").code, 0);
    assert!(!december.exists(), "what is not of the export any more would be added up with it");
    assert_eq!(run("2020-12").code, 0);
    assert_eq!(fs::read(&december).unwrap(), bytes);
    // A folder with anything else in it stays as it is.
    let other = to.path().join("other");
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("信.txt"), "勿动").unwrap();
    let answer = taizhang(project.path(), &["export", "--to", &other.display().to_string()]);
    assert!(answer.code == 2 && answer.err.contains("里有别的文件"), "{}", answer.err);
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
    // Another program's package is no export of ours, whatever it is called.
    fs::write(other.join("datapackage.json"), "{\"name\": \"weather\", \"resources\": [{\"name\": \"信.txt\"}]}")
        .unwrap();
    let answer = taizhang(project.path(), &["export", "--to", &other.display().to_string()]);
    assert!(answer.code == 2 && other.join("信.txt").is_file(), "{}", answer.err);
    assert_eq!(fs::read_dir(to.path()).unwrap().count(), 2, "nothing is left beside");
}
