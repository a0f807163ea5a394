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
    compare(what, &package(&changed));
}

/// Compares what is read and marked of a workbook with the usual one.
fn compare(what: &str, bytes: &[u8]) {
    let ((problems, copy), (other_problems, other_copy)) = (checked(&fixture("contract.xlsx")), checked(bytes));
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

/// Where a container keeps sizes in their long form though they are small (APPNOTE 4.3.14, 4.5.3).
#[derive(Clone, Copy, Debug, PartialEq)]
enum Long {
    /// Before the part.
    Local,
    /// Behind the part.
    Behind,
    /// In the directory too.
    Directory,
    /// The directory's own place and size as well.
    End,
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A container of stored parts whose sizes are 0xFFFFFFFF, the true ones standing elsewhere.
fn long(parts: &[Part], long: Long) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let (size, crc) = (content.len() as u64, crc(content).to_le_bytes());
        let both = [size.to_le_bytes(), size.to_le_bytes()].concat();
        let short = [(size as u32).to_le_bytes(), (size as u32).to_le_bytes()].concat();
        let start = out.len() as u64;
        let header = |flags: u8, crc: [u8; 4], sizes: &[u8], extra: usize| {
            let time = [flags, 0, 0, 0, 0, 0, 0x21, 0];
            [&[45, 0], time.as_slice(), &crc, sizes, &[name.len() as u8, 0, extra as u8, 0]].concat()
        };
        let extra = |values: &[u8]| [&[1, 0, values.len() as u8, 0], values].concat();
        let own = if long == Long::Behind { Vec::new() } else { extra(&both) };
        let local = match long {
            Long::Behind => header(8, [0; 4], &[0; 8], 0),
            _ => header(0, crc, &[0xff; 8], own.len()),
        };
        out.extend([b"PK\x03\x04".as_slice(), &local, name.as_bytes(), &own, content].concat());
        if long == Long::Behind {
            out.extend([b"PK\x07\x08".as_slice(), &crc, &both].concat());
        }
        let (sizes, place, more) = match long {
            Long::Local | Long::Behind => (short, (start as u32).to_le_bytes(), Vec::new()),
            Long::Directory => (vec![0xff; 8], (start as u32).to_le_bytes(), extra(&both)),
            Long::End => (vec![0xff; 8], [0xff; 4], extra(&[both, start.to_le_bytes().to_vec()].concat())),
        };
        let flags = if long == Long::Behind { 8 } else { 0 };
        directory.extend([b"PK\x01\x02\x2d\x00".as_slice(), &header(flags, crc, &sizes, more.len())].concat());
        directory.extend([[0; 10].as_slice(), &place, name.as_bytes(), &more].concat());
    }
    let (start, length, count) = (out.len() as u64, directory.len() as u64, parts.len() as u64);
    let end = start + length;
    out.extend(directory);
    let (short, place) = if long == Long::End {
        let counts = [count.to_le_bytes(), count.to_le_bytes(), length.to_le_bytes(), start.to_le_bytes()].concat();
        out.extend([b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat());
        out.extend([counts.as_slice(), b"PK\x06\x07\0\0\0\0", &end.to_le_bytes(), &[1, 0, 0, 0]].concat());
        ([0xff; 4], [0xff; 8])
    } else {
        let place = [(length as u32).to_le_bytes(), (start as u32).to_le_bytes()].concat();
        ([count as u8, 0, count as u8, 0], place.try_into().unwrap())
    };
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &short, &place, &[0, 0]].concat());
    out
}

#[test]
fn small_parts_may_have_long_sizes() {
    for kind in [Long::Local, Long::Behind, Long::Directory, Long::End] {
        compare(&format!("{kind:?}"), &long(&parts(&fixture("contract.xlsx")), kind));
    }
}
