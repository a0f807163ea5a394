//! One workbook whose package is written in the many ways of other programs: it is read alike, and
//! its marked copy keeps what the sender's file has.

use crate::importing::{fixture, json, project};
use crate::support::{files, taizhang};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

/// A part's name and content.
type Part = (String, Vec<u8>);

/// The parts of a package in their order.
fn parts(bytes: &[u8]) -> Vec<Part> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((entry.name().unwrap().into_owned(), content));
    }
    parts
}

fn package(parts: &[Part]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The problems of a workbook and the parts of its marked copy by their usual names.
fn checked(bytes: &[u8]) -> (serde_json::Value, BTreeMap<String, String>) {
    let project = project(&[("合同.xlsx", bytes)]);
    let answer = json(&taizhang(project.path(), &["check", "--format", "json"]));
    let copies = files(&project.path().join("reports/2020-12/退回"));
    let copy = copies.values().next().map(|bytes| parts(bytes)).unwrap_or_default();
    let text = |(name, content): Part| (name.to_lowercase(), String::from_utf8_lossy(&content).into_owned());
    (answer["diagnostics"].clone(), copy.into_iter().map(text).collect())
}

/// Compares a workbook whose parts were changed with the workbook itself.
fn check(what: &str, change: impl Fn(&mut Part)) {
    let whole = fixture("contract.xlsx");
    let mut changed = parts(&whole);
    changed.iter_mut().for_each(change);
    assert_ne!(parts(&whole), changed, "{what} changes nothing");
    let ((problems, copy), (other_problems, other_copy)) = (checked(&whole), checked(&package(&changed)));
    assert_eq!(problems, other_problems, "{what}");
    for part in ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/taizhang-comments-sheet1.xml"] {
        assert!(copy.contains_key(part), "{what}: {part}");
        let end = |name: &str| name.to_lowercase().ends_with(part);
        let found = other_copy.iter().find(|(name, _)| end(name)).map(|(_, text)| text);
        assert_eq!(found, copy.get(part), "{what}: {part}");
    }
}

fn edit(part: &mut Part, name: &str, from: &str, to: &str) {
    if part.0 == name {
        let text = String::from_utf8(part.1.clone()).unwrap();
        assert!(text.contains(from), "{name} holds no {from}");
        part.1 = text.replace(from, to).into_bytes();
    }
}

#[test]
fn parts_are_found_however_they_are_named() {
    check("backslashes", |part| part.0 = part.0.replace('/', "\\"));
    check("capitals", |part| part.0 = part.0.to_uppercase());
    check("a leading slash", |part| part.0 = format!("/{}", part.0));
    check("absolute targets", |part| {
        edit(part, "xl/_rels/workbook.xml.rels", "Target=\"", "Target=\"/xl/");
        edit(part, "_rels/.rels", "Target=\"", "Target=\"/");
    });
    check("targets with backslashes", |part| {
        edit(part, "xl/_rels/workbook.xml.rels", "worksheets/", ".\\worksheets\\");
    });
    check("targets in other case", |part| {
        edit(part, "xl/_rels/workbook.xml.rels", "Target=\"worksheets/sheet", "Target=\"WorkSheets/Sheet");
    });
    check("letters as percent signs", |part| {
        edit(part, "xl/_rels/workbook.xml.rels", "styles.xml", "s%74yles.xml");
    });
}

#[test]
fn marks_are_found_however_a_sheet_is_named() {
    for name in ["&#21512;同台账", "&#x5408;&#x540C;台账", "合同台账&#x20;&amp;&#38;&apos;"] {
        let whole = fixture("contract.xlsx");
        let mut changed = parts(&whole);
        changed.iter_mut().for_each(|part| edit(part, "xl/workbook.xml", "合同台账", name));
        let (problems, copy) = checked(&package(&changed));
        let (_, usual) = checked(&whole);
        assert_eq!(copy["xl/worksheets/sheet1.xml"], usual["xl/worksheets/sheet1.xml"], "{name}: {problems}");
    }
}

#[test]
fn parts_in_utf_16_are_read_and_marked() {
    check("UTF-16", |part| {
        if part.0 != "[Content_Types].xml" {
            let text = String::from_utf8(part.1.clone()).unwrap();
            let text = format!("\u{feff}{}", text.replacen("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", 1));
            part.1 = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
    });
}
