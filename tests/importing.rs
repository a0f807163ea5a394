//! The importer as a clerk meets it: every format, broken files, looks, definitions, marked copies.

use crate::support::{Answer, files, root, taizhang};
use std::fs;
use std::path::Path;
use std::process::Command;

const CONTRACT: &str = r#"
title = "合同台账"
files = ["*"]
grain = "month"
[columns.name]
labels = ["合同名称"]
[columns.signed]
labels = ["签订日期"]
type = "date"
[columns.amount]
labels = ["合同金额"]
type = "money"
[columns.done]
labels = ["完成比例"]
type = "percent"
"#;

/// A project with the given workbooks of one month and the definition of contracts.
pub(crate) fn project(workbooks: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let month = folder.path().join("data/2020-12");
    fs::create_dir_all(&month).unwrap();
    fs::create_dir_all(folder.path().join("data/definitions")).unwrap();
    fs::write(folder.path().join("taizhang.toml"), "organisation = \"示例\"\nmonth = \"2020-12\"\n").unwrap();
    fs::write(folder.path().join("data/definitions/contract.toml"), CONTRACT).unwrap();
    for (name, bytes) in workbooks {
        fs::write(month.join(name), bytes).unwrap();
    }
    folder
}

pub(crate) fn fixture(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fixtures").join(name)).unwrap()
}

/// Runs a command that needs no project.
pub(crate) fn alone(arguments: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_taizhang")).args(arguments).output().unwrap();
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn json(answer: &Answer) -> serde_json::Value {
    serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {} {}", answer.out, answer.err))
}

const FORMATS: [&str; 8] = [
    "contract.xlsx",
    "contract.xls",
    "contract.xlsb",
    "contract.ods",
    "indented.ods",
    "utf8.csv",
    "gb18030.csv",
    "utf16.csv",
];

#[test]
fn every_format_gives_the_same_records() {
    for name in FORMATS {
        // The name lies: the bytes decide.
        let project = project(&[("合同.xlsx", &fixture(name))]);
        let answer = json(&taizhang(project.path(), &["check", "--format", "json"]));
        assert_eq!(answer["workbooks"][0]["records"], 3, "{name}: {answer}");
        let codes: Vec<&str> =
            answer["diagnostics"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"date-remark") && !codes.contains(&"unreadable-number"), "{name}: {codes:?}");
    }
}

#[test]
fn every_format_looks_the_same() {
    for name in FORMATS {
        let path = root().join("tests/fixtures").join(name);
        let look = json(&alone(&["inspect", path.to_str().unwrap(), "--format", "json", "--values"]));
        assert_eq!(look["file"], *name);
        let table = &look["sheets"][0]["tables"][0];
        assert_eq!(table["header_rows"], serde_json::json!([3, 3]), "{name}");
        assert_eq!(table["data_rows"], serde_json::json!([4, 6]), "{name}");
        assert_eq!(table["columns"], serde_json::json!(["A", "F"]), "{name}");
        assert_eq!((&table["records"], &table["total_rows"]), (&3.into(), &1.into()), "{name}");
        assert_eq!(table["unit"], serde_json::json!({ "name": "万元", "from": "banner", "cell": "F2" }), "{name}");
        let amount = &table["fields"][3];
        assert_eq!(amount["label"], "合同金额");
        assert_eq!((&amount["type"], &amount["unit"], &amount["nulls"]), (&"money".into(), &"万元".into(), &0.into()));
        assert_eq!(amount["examples"], serde_json::json!(["12.5", "1234.56", "2000.25"]), "{name}");
        assert_eq!(table["fields"][2]["type"], "date", "{name}");
        assert_eq!(table["fields"][4]["type"], "percent", "{name}");
        assert_eq!(table["values"][0]["values"][2], "2020-12-01", "{name}");
        // Two rows share one cell of remarks.
        let remark =
            if name.ends_with("csv") { serde_json::Value::Null } else { table["values"][0]["values"][5].clone() };
        assert_eq!(table["values"][1]["values"][5], remark, "{name}");
        assert!(look["diagnostics"].as_array().unwrap().iter().all(|problem| problem["message"].is_string()));
    }
}

#[test]
fn a_definition_made_from_a_workbook_reads_it() {
    let project = project(&[("合同.xlsx", &fixture("contract.xlsx"))]);
    let path = root().join("tests/fixtures/contract.xlsx");
    let made = alone(&["define", path.to_str().unwrap(), "--name", "contract"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let text = made.out.replace("*contract*", "*合同*");
    fs::write(project.path().join("data/definitions/contract.toml"), text).unwrap();
    let answer = json(&taizhang(project.path(), &["check", "--format", "json"]));
    assert_eq!(answer["workbooks"][0]["records"], 3, "{answer}");
    let codes = answer["diagnostics"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap());
    assert!(codes.clone().all(|code| code != "missing-column" && code != "unknown-label"), "{answer}");
}

#[test]
fn broken_files_get_a_line_each_and_the_others_go_on() {
    let whole = fixture("contract.xlsx");
    let mut ring = fixture("contract.xls");
    // Sector chains that lead in a circle ask for memory without end.
    let table = 512 * (usize::try_from(u32::from_le_bytes(ring[76..80].try_into().unwrap())).unwrap() + 1);
    for sector in 0..128_u32 {
        let at = table + 4 * sector as usize;
        ring[at..at + 4].copy_from_slice(&((sector + 1) % 8).to_le_bytes());
    }
    let broken: [(&str, &[u8], &str); 10] = [
        ("空.xlsx", b"", "空的"),
        ("半截.xlsx", &whole[..whole.len() / 2], "不完整"),
        ("链.xls", &ring, "读取时出错"),
        ("密码.xls", &fixture("protected.xls"), "密码"),
        ("密码.ods", &fixture("protected.ods"), "密码"),
        ("密码.xlsx", &fixture("protected.xlsx"), "密码"),
        ("网页.xls", b"<html><table></table></html>", "网页"),
        ("单页.xls", b"MIME-Version: 1.0\r\n\r\n<html><table><tr><td>1</td></tr></table></html>", "MHTML"),
        ("图片.xlsx", b"\x89PNG\r\n", "图片"),
        ("乱码.xls", b"\x00\x01\x02\x03", "不是工作簿"),
    ];
    let mut workbooks: Vec<(&str, &[u8])> = broken.iter().map(|(name, bytes, _)| (*name, *bytes)).collect();
    workbooks.push(("好.xlsx", &whole));
    let project = project(&workbooks);
    let answer = taizhang(project.path(), &["check", "--all"]);
    assert_eq!(answer.code, 1);
    assert_eq!(answer.err, "");
    for (name, _, reason) in broken {
        let said: Vec<&str> = answer
            .out
            .lines()
            .filter(|line| line.contains(&format!("/{name}：")) && line.contains("没有读到任何数据"))
            .collect();
        assert!(said.len() == 1 && said[0].contains(reason), "{name}: {said:?}");
    }
    assert!(answer.out.contains("好.xlsx　合同台账　记录 3 条"), "{}", answer.out);
}

#[test]
fn a_marked_copy_keeps_the_sheets_and_lists_the_problems() {
    for name in ["contract.xlsx", "contract.xls", "utf8.csv"] {
        let project = project(&[(name, &fixture(name))]);
        let answer = taizhang(project.path(), &["check"]);
        let copies = files(&project.path().join("reports/2020-12/退回"));
        assert_eq!(copies.len(), 1, "{}", answer.out);
        let (copy, bytes) = copies.first_key_value().unwrap();
        assert!(copy.ends_with("（标注）.xlsx"), "{copy}");
        let sheets = crate::support::cells(bytes);
        let list = &sheets["问题清单"];
        assert!(list.iter().any(|row| row[3] == "C6" && row[4].contains("没有写到日")), "{list:?}");
        let kept = sheets.iter().find(|(name, _)| *name != "问题清单" && *name != "旧").unwrap().1;
        assert_eq!(kept[5][1], "设备采购");
        if name == "contract.xlsx" {
            let before = crate::support::cells(&fixture(name));
            assert_eq!(&before["合同台账"], kept);
        }
        // A copy that comes back is read like the workbook.
        let again = self::project(&[("合同.xlsx", bytes)]);
        let answer = json(&taizhang(again.path(), &["check", "--format", "json"]));
        assert_eq!(answer["workbooks"][0]["records"], 3, "{name}: {answer}");
    }
}

#[test]
fn the_pages_of_the_codes_are_current() {
    for (page, language) in [("docs/diagnostics.zh-CN.md", "zh"), ("docs/diagnostics.md", "en")] {
        let made = alone(&["codes", "--lang", language]).out;
        if std::env::var_os("TAIZHANG_BLESS").is_some() {
            fs::write(root().join(page), &made).unwrap();
        }
        let stands = fs::read_to_string(root().join(page)).unwrap_or_default();
        assert!(stands == made, "{page} is old; run cargo xtask bless");
    }
    assert!(alone(&["codes", "total-mismatch"]).out.starts_with("## total-mismatch"));
    assert!(alone(&["codes", "total-mismatched"]).err.contains("total-mismatch"));
}

#[test]
fn a_missing_file_is_named() {
    for command in ["inspect", "define"] {
        let answer = alone(&[command, "没有这个文件.xlsx"]);
        assert_eq!(answer.code, 2);
        assert!(answer.err.contains("没有这个文件.xlsx"), "{}", answer.err);
    }
    assert!(!Path::new("没有这个文件.xlsx").exists());
}
