//! One cell changes exactly the figures that depend on it.

use crate::support::{figures, sample_copy, taizhang};
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// Figures over the tax of 2020, of December, and of 高企, and all that is computed from them.
const DEPENDENT: [&str; 24] = [
    "contribution",
    "growth",
    "increase",
    "month_growth",
    "month_on_month",
    "month_total",
    "series",
    "series_growth",
    "series_month",
    "ytd",
    "tax",
    "tax_growth",
    "tax.hitech",
    "tax.hitech_growth",
    "tax.hitech_share",
    "tax.hitech_share_change",
    "tax.hitech_share_rising",
    "tax.ytd",
    "tax.ytd_12",
    "tax.ytd_growth",
    "tax.ytd_growth_12",
    "scale",
    "scale_growth",
    "scale_share",
];

#[test]
fn one_cell_of_a_tax_workbook_changes_exactly_what_depends_on_it() {
    let project = sample_copy();
    let before = figures(project.path());
    raise_a_total(project.path());
    let after = figures(project.path());
    assert_eq!(before.len(), after.len());
    let differs = before.iter().filter(|(key, value)| after.get(*key) != Some(value));
    let changed: BTreeSet<&str> = differs.map(|((_, name), _)| name.as_str()).collect();
    assert_eq!(changed, BTreeSet::from(DEPENDENT));
}

/// Adds 10,000 元 to the December total of a firm that is both 高企 and 规上. `explain` names the cell.
fn raise_a_total(project: &Path) {
    let cells = |figure: &str| -> Vec<(String, String)> {
        let answer = taizhang(project, &["explain", figure, "--format", "json"]);
        let explained: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        let cells = explained["provenance"]["cells"].as_array().unwrap();
        let text = |cell: &serde_json::Value, key: &str| cell[key].as_str().unwrap().to_owned();
        let december = cells.iter().filter(|cell| text(cell, "file").starts_with("data/2020-12/"));
        december.map(|cell| (text(cell, "file"), text(cell, "cell"))).collect()
    };
    let of_scale = cells("scale");
    let both = cells("tax.hitech").into_iter().filter(|cell| of_scale.contains(cell));
    let edited = both.into_iter().any(|(file, cell)| edit_number(&project.join(file), &cell, 10_000));
    assert!(edited, "no firm that is both 高企 and 规上 has a number in December");
}

/// Adds to the number in a cell of a workbook's first sheet; false where the cell holds text.
fn edit_number(workbook: &Path, cell: &str, more: i64) -> bool {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(workbook).unwrap())).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut edited = false;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            let start = text.find(&format!("<c r=\"{cell}\"")).unwrap();
            let (before, after) = text.split_at(start);
            let (element, rest) = after.split_once("</c>").unwrap();
            let number = element.split_once("<v>").and_then(|(head, value)| {
                let number: f64 = value.trim_end_matches("</v>").parse().ok()?;
                (!head.contains("t=\"s\"")).then(|| format!("{head}<v>{}</v>", number + more as f64))
            });
            edited = number.is_some();
            bytes = format!("{before}{}</c>{rest}", number.unwrap_or_else(|| element.to_owned())).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&bytes).unwrap();
    }
    if edited {
        fs::write(workbook, written.finish().unwrap().into_inner()).unwrap();
    }
    edited
}
