//! Every formula of every workbook, calculated again by another program. Without LibreOffice the
//! tests say that they were left out, or fail where `CI=true` is set.

use crate::support::{edit, files, has, sample_copy, sample_files, taizhang};
use calamine::{Data, Reader, Xlsx};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

/// Without this setting LibreOffice takes the stored values over, and the comparison would
/// compare them with themselves.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// How far two binary numbers may lie apart, relative to the larger one.
const TOLERANCE: f64 = 1e-9;

#[test]
fn every_formula_gives_the_stored_value() {
    if !is_installed() {
        return;
    }
    let books = workbooks();
    let again = recalculated(&books);
    for (name, bytes) in &books {
        let (compared, wrong) = compare(bytes, &again[name]);
        eprintln!("{name}: {compared} formulas compared");
        assert!(wrong.is_empty(), "{name}: {} of {compared} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
        assert!(compared > 0, "{name} has no formula");
    }
}

/// Measures that no report of the sample has, with conditions that nothing fits.
#[test]
fn the_largest_the_smallest_and_the_average_recalculate() {
    if !is_installed() {
        return;
    }
    let project = sample_copy();
    let definition = project.path().join("reports/definitions/tax-monthly/report.toml");
    let figures = r#"[figures]
most = { ledger = "tax", max = "paid", period = "ytd" }
least = { ledger = "tax", min = "paid", period = "ytd" }
mean = { ledger = "tax", average = "paid", period = "ytd" }
nothing = { ledger = "tax", max = "paid", where = { paid = { above = "99999999999" } } }
"#;
    edit(&definition, "[figures]\n", figures);
    let rows = "rows = \"enterprise.street\"\ncolumns = ";
    let wanted = format!("top = 2\nothers = true\n{rows}[\"ytd\", \"most\", \"least\", \"mean\", \"nothing\"]\n#");
    edit(&definition, rows, &wanted);
    let out = project.path().join("out");
    let answer = taizhang(project.path(), &["report", "--report", "tax-monthly", "--out", &out.display().to_string()]);
    let books: BTreeMap<_, _> = files(&out).into_iter().filter(|(name, _)| name.ends_with(".xlsx")).collect();
    assert_eq!(books.len(), 1, "{}{}", answer.out, answer.err);
    let again = recalculated(&books);
    for (name, bytes) in &books {
        let (compared, wrong) = compare(bytes, &again[name]);
        assert!(wrong.is_empty(), "{} of {compared} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
        let formulas = Xlsx::new(Cursor::new(bytes.clone())).unwrap().worksheet_formula("指标").unwrap();
        let written = |function: &str| formulas.used_cells().any(|(.., formula)| formula.contains(function));
        assert!(written("MAX(IF(") && written("MIN(IF("));
    }
}

#[test]
fn a_broken_formula_is_found() {
    if !is_installed() {
        return;
    }
    let (name, bytes) = workbooks().into_iter().next().unwrap();
    let broken = BTreeMap::from([(name.clone(), broken(&bytes))]);
    let (_, wrong) = compare(&broken[&name], &recalculated(&broken)[&name]);
    assert!(!wrong.is_empty(), "a formula was broken and nothing differs");
}

/// Whether LibreOffice is there.
pub(crate) fn is_installed() -> bool {
    has("soffice")
}

/// The workbooks of all reports of the sample.
fn workbooks() -> BTreeMap<String, Vec<u8>> {
    let books = sample_files().iter().filter(|(name, _)| name.ends_with(".xlsx"));
    let books: BTreeMap<_, _> = books.map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
    assert!(!books.is_empty());
    books
}

/// The workbooks as LibreOffice writes them after it has calculated every formula.
pub(crate) fn recalculated(books: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (profile, input, output) = (folder.path().join("profile"), folder.path().join("in"), folder.path().join("out"));
    for made in [&profile.join("user"), &input] {
        fs::create_dir_all(made).unwrap();
    }
    fs::write(profile.join("user/registrymodifications.xcu"), PROFILE).unwrap();
    let paths: Vec<_> = books.keys().map(|name| input.join(name)).collect();
    for (path, bytes) in paths.iter().zip(books.values()) {
        fs::write(path, bytes).unwrap();
    }
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    command.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(&output).args(&paths);
    let answer = command.output().unwrap();
    let written = files(Path::new(&output));
    assert_eq!(written.len(), books.len(), "{}", String::from_utf8_lossy(&answer.stderr));
    written
}

/// How many formulas a workbook has, and those whose stored value is not the calculated one.
pub(crate) fn compare(stored: &[u8], calculated: &[u8]) -> (usize, Vec<String>) {
    let open = |bytes: &[u8]| Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let (mut stored, mut calculated) = (open(stored), open(calculated));
    let (mut compared, mut wrong) = (0, Vec::new());
    for name in stored.sheet_names() {
        let formulas = stored.worksheet_formula(&name).unwrap();
        let (was, is) = (stored.worksheet_range(&name).unwrap(), calculated.worksheet_range(&name).unwrap());
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells().filter(|(.., formula)| !formula.is_empty()) {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            let (was, is) = (was.get_value(at).unwrap_or(&Data::Empty), is.get_value(at).unwrap_or(&Data::Empty));
            compared += 1;
            if !alike(was, is) {
                let cell = model_address(at);
                wrong.push(format!("{name}!{cell}: stored {was:?}, calculated {is:?}, ={formula}"));
            }
        }
    }
    (compared, wrong)
}

fn alike(was: &Data, is: &Data) -> bool {
    let number = |data: &Data| match data {
        Data::Float(number) => Some(*number),
        Data::Int(number) => Some(*number as f64),
        _ => None,
    };
    match (number(was), number(is)) {
        (Some(was), Some(is)) => (was - is).abs() <= TOLERANCE * was.abs().max(is.abs()).max(TOLERANCE),
        (None, None) => matches!(was, Data::String(_)) && was == is,
        _ => false,
    }
}

/// `J12` for row 11 and column 9, both from 0.
fn model_address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap()));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().collect::<String>(), row + 1)
}

/// The workbook with one more record counted by the first formula that counts any; its stored
/// value stays.
fn broken(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut changed = false;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if !changed && name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            changed = text.contains("<f>COUNTIFS(");
            bytes = text.replacen("<f>COUNTIFS(", "<f>1+COUNTIFS(", 1).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    assert!(changed, "no formula counts records");
    written.finish().unwrap().into_inner()
}
