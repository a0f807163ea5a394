//! Drafts in Word and OFD files of the sample: all words, the same bytes, and the way back.

use crate::support::{Answer, edit, files, pdf_pages, root, sample_copy, taizhang, unpacked};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::path::Path;

const NOTICE: &str = "关于巡察整改进展情况的通报.docx";
pub(crate) const TEXT: &str = "word/document.xml";

pub(crate) fn reports(project: &Path, out: &Path, formats: &str) -> BTreeMap<String, Vec<u8>> {
    let answer = taizhang(project, &["report", "--as", formats, "--out", &out.display().to_string()]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    files(out)
}

pub(crate) fn plain(words: &str) -> String {
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    words.replace("&amp;", "&").chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of every element of a name, without what is around and within them.
pub(crate) fn elements(xml: &str, name: &str) -> Vec<String> {
    let (opening, closing) = (format!("<{name}"), format!("</{name}>"));
    let starts = xml.match_indices(opening.as_str()).map(|(at, _)| &xml[at + opening.len()..]);
    let starts = starts.filter(|rest| rest.starts_with([' ', '>']));
    let inner = starts.filter_map(|rest| Some(rest.split_once('>')?.1.split_once(closing.as_str())?.0));
    inner.map(str::to_owned).collect()
}

/// The words of the paragraphs of a draft, and those of its charts.
fn paragraphs(draft: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, bytes) in unpacked(draft) {
        if name == TEXT || name == "word/footnotes.xml" {
            let text = String::from_utf8(bytes).unwrap();
            all.extend(elements(&text, "w:p").iter().map(|inner| plain(&elements(inner, "w:t").concat())));
        } else if name.ends_with(".emf") {
            all.extend(drawn(&bytes));
        }
    }
    all.retain(|words| !words.is_empty());
    all
}

/// What a table of a draft repeats where it goes on overleaf: its unit and its head; the titles of
/// its groups.
fn repeated(draft: &[u8]) -> (Vec<String>, Vec<String>) {
    let text = String::from_utf8(unpacked(draft).into_iter().find(|(name, _)| name == TEXT).unwrap().1).unwrap();
    let (mut heads, mut groups) = (Vec::new(), Vec::new());
    for table in elements(&text, "w:tbl") {
        let (top, body): (Vec<String>, Vec<String>) =
            elements(&table, "w:tr").into_iter().partition(|row| row.contains("<w:tblHeader/>"));
        // The imprint is a table without a head.
        if top.is_empty() {
            continue;
        }
        heads.push(plain(&top.iter().flat_map(|row| elements(row, "w:t")).collect::<String>()));
        let titles = body.iter().map(|row| elements(row, "w:t")).filter(|words| words.len() == 1);
        groups.extend(titles.map(|words| plain(&words.concat())));
    }
    (heads, groups)
}

/// The words of a metafile's EMR_EXTTEXTOUTW records.
fn drawn(bytes: &[u8]) -> Vec<String> {
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if word(at) == 84 {
            let (count, text) = (word(at + 44), at + word(at + 48));
            let units = bytes[text..text + 2 * count].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            words.push(plain(&String::from_utf16(&units.collect::<Vec<u16>>()).unwrap()));
        }
        at += word(at + 4);
    }
    words
}

#[test]
fn an_ofd_file_has_the_words_of_each_page_of_the_pdf() {
    let out = tempfile::tempdir().unwrap();
    let written = reports(&root(), out.path(), "pdf,ofd");
    let pdfs = written.iter().filter(|(name, _)| name.ends_with(".pdf"));
    let mut count = 0;
    for (name, pdf) in pdfs {
        let parts: BTreeMap<String, Vec<u8>> = unpacked(&written[&name.replace(".pdf", ".ofd")]).into_iter().collect();
        let pages = pdf_pages(pdf);
        for (number, expected) in pages.iter().enumerate() {
            let page = String::from_utf8(parts[&format!("Doc_0/Pages/Page_{number}/Content.xml")].clone()).unwrap();
            let words: String = elements(&page, "ofd:TextCode").iter().map(|words| plain(words)).collect();
            assert_eq!(&words, expected, "{name}, page {}", number + 1);
        }
        assert_eq!(parts.keys().filter(|part| part.ends_with("/Content.xml")).count(), pages.len(), "{name}");
        count += 1;
    }
    assert_eq!(count, 8);
}

#[test]
fn a_draft_has_every_word_of_the_pdf_and_no_other() {
    let out = tempfile::tempdir().unwrap();
    let written = reports(&root(), out.path(), "pdf,docx");
    for (name, pdf) in written.iter().filter(|(name, _)| name.ends_with(".pdf")) {
        let draft = paragraphs(&written[&name.replace(".pdf", ".docx")]);
        let pages = pdf_pages(pdf);
        // Page numbers are fields of the draft; a head is repeated by who sets its pages.
        let number = |page: &String, number: usize| page.replacen(&format!("—{}—", number + 1), "", 1);
        let mut text: String = pages.iter().enumerate().map(|(at, page)| number(page, at)).collect();
        let (heads, groups) = repeated(&written[&name.replace(".pdf", ".docx")]);
        for mark in ["续表", "续表单位：万元", "续表单位：元"] {
            heads.iter().for_each(|head| text = text.replace(&format!("{mark}{head}"), ""));
        }
        groups.iter().for_each(|title| text = text.replace(&format!("{title}（续）"), ""));
        let missing: Vec<&String> = draft.iter().filter(|words| !text.contains(words.as_str())).collect();
        assert!(missing.is_empty(), "{name}: only in the draft {missing:?}");
        // Charts, notes and what goes on overleaf stand elsewhere, so characters are counted.
        let counted = |words: &str| {
            let mut counts: BTreeMap<char, usize> = BTreeMap::new();
            words.chars().for_each(|c| *counts.entry(c).or_default() += 1);
            counts
        };
        let (in_draft, in_pdf) = (counted(&draft.concat()), counted(&text));
        let differs = |c: &&char| in_draft.get(c) != in_pdf.get(c);
        let differing: BTreeSet<&char> = in_draft.keys().chain(in_pdf.keys()).filter(differs).collect();
        assert!(differing.is_empty(), "{name}: other numbers of {differing:?}");
    }
}

#[test]
fn drafts_and_ofd_files_are_the_same_bytes_twice() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (reports(&root(), first.path(), "docx,ofd"), reports(&root(), second.path(), "docx,ofd"));
    assert_eq!(first.keys().filter(|name| name.ends_with(".docx")).count(), 8);
    assert_eq!(first.len(), 16);
    assert!(first == second);
}

/// A draft of the sample with parts of its text replaced, and what is said of it.
fn compared(part: &str, edits: &[(&str, &str)], name: &str, more: &[&str]) -> Answer {
    let out = tempfile::tempdir().unwrap();
    let written = reports(&root(), out.path(), "docx");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (known, mut bytes) in unpacked(&written[name]) {
        if known == part {
            let mut text = String::from_utf8(bytes).unwrap();
            for (from, to) in edits {
                assert!(text.contains(from), "{name} holds no {from}");
                text = text.replacen(from, to, 1);
            }
            bytes = text.into_bytes();
        }
        zip.start_file(known, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let draft = out.path().join("改稿.docx");
    std::fs::write(&draft, zip.finish().unwrap().into_inner()).unwrap();
    taizhang(&root(), &[&["compare", &draft.display().to_string()], more].concat())
}

#[test]
fn a_draft_that_nobody_touched_agrees_with_the_ledgers() {
    for name in [NOTICE, "关于督办巡察整改措施的函（业务科）.docx"] {
        let answer = compared(TEXT, &[], name, &[]);
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        assert!(answer.out.contains("0 处须核对；文字改动 0 处"), "{}", answer.out);
        assert!(answer.out.contains("2020年12月（截至2021年2月9日）"), "{}", answer.out);
    }
}

#[test]
fn a_corrected_number_is_told_with_what_the_ledgers_say() {
    let edits = [(">93.55%<", ">95.00%<"), ("党工委书记带头领办", "党工委书记牵头领办")];
    let answer = compared(TEXT, &edits, NOTICE, &[]);
    assert_eq!(answer.code, 1, "{}{}", answer.out, answer.err);
    let told =
        ["指标与台账不符：1 处", "稿件 95.00%，台账 93.55%", "党工委书记【删：带】【增：牵】头领办", "文字改动 1 处"];
    for words in told {
        assert!(answer.out.contains(words), "{words} is not told in {}", answer.out);
    }
    let answer = compared(TEXT, &edits, NOTICE, &["--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    let figure = &told["figures"][0];
    let got = ["name", "fault", "draft", "computed"].map(|key| figure[key].as_str().unwrap_or_default());
    assert_eq!(got, ["rect.completion", "differs", "95.00%", "93.55%"]);
    assert_eq!((told["report"].as_str(), told["month"].as_str()), (Some("rectification"), Some("2020-12")));
}

#[test]
fn words_alone_are_no_problem() {
    let answer = compared(TEXT, &[("党工委书记带头领办", "党工委书记牵头领办")], NOTICE, &[]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("文字改动 1 处"), "{}", answer.out);
}

#[test]
fn a_draft_without_its_origin_or_of_a_document_that_is_gone_is_refused() {
    let custom = "docProps/custom.xml";
    let letter = "关于督办巡察整改措施的函（业务科）.docx";
    let cases = [
        (NOTICE, "台账-月份", "月份", "看不出是哪份稿件"),
        (NOTICE, ">2020-12<", ">十二月<", "看不出是哪份稿件"),
        (NOTICE, ">rectification<", ">rectifications<", "是否为“rectification”"),
        (letter, "（业务科）", "（监察科）", "不再有《关于督办巡察整改措施的函（监察科）》"),
    ];
    for (name, from, to, told) in cases {
        let answer = compared(custom, &[(from, to)], name, &[]);
        assert!(answer.code == 2 && answer.err.contains(told), "{told}: {}{}", answer.out, answer.err);
    }
    let answer = taizhang(&root(), &["compare", "taizhang.toml"]);
    assert!(answer.code == 2 && answer.err.contains("无法读取“taizhang.toml”"), "{}", answer.err);
    let file = root().join("taizhang.toml").display().to_string();
    let answer = taizhang(&root(), &["compare", &file]);
    assert!(answer.code == 2 && answer.err.contains("不是 Word 文件"), "{}", answer.err);
}

#[test]
fn a_report_says_its_formats_and_the_command_line_wins() {
    let project = sample_copy();
    let definition = project.path().join("reports/definitions/rectification-weekly/report.toml");
    edit(&definition, "layout = ", "formats = [\"docx\", \"ofd\"]\nlayout = ");
    let kinds = |more: &[&str]| {
        let out = tempfile::tempdir_in(project.path()).unwrap();
        let folder = out.path().display().to_string();
        let arguments = ["report", "--report", "rectification-weekly", "--out", &folder];
        let answer = taizhang(project.path(), &[&arguments, more].concat());
        assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
        files(out.path()).into_keys().collect::<Vec<String>>()
    };
    assert_eq!(kinds(&[]), ["巡察整改周报.docx", "巡察整改周报.ofd"]);
    assert_eq!(kinds(&["--as", "xlsx"]), ["巡察整改周报.xlsx"]);
    edit(&definition, "\"ofd\"", "\"odf\"");
    let answer = taizhang(project.path(), &["report"]);
    assert_eq!(answer.code, 2);
    let line =
        std::fs::read_to_string(&definition).unwrap().lines().position(|line| line.starts_with("formats")).unwrap();
    let place = format!("reports/definitions/rectification-weekly/report.toml 第{}行", line + 1);
    for words in [place.as_str(), "没有“odf”这种格式，可用的有：pdf、xlsx、docx、ofd"] {
        assert!(answer.err.contains(words), "{words} is not told in {}", answer.err);
    }
}
