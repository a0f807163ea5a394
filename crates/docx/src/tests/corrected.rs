//! Corrected drafts: what an editor did to the text, and what is told of it.

use super::{edited, fixture, part, written};
use crate::{Comparison, Fault, compare, read};

/// A figure that is told: name, fault, what the draft says, what was computed.
type Told<'a> = (&'a str, Fault, Option<&'a str>, Option<&'a str>);

/// A content control as the writer makes it, in letters of the style.
fn control(text: &str, name: &str) -> String {
    let (_, rest) = text.split_once(&format!("<w:sdt><w:sdtPr><w:alias w:val=\"{name}\"/>")).expect("a control");
    let (rest, _) = rest.split_once("</w:sdt>").expect("its end");
    format!("<w:sdt><w:sdtPr><w:alias w:val=\"{name}\"/>{rest}</w:sdt>")
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn compared(name: &str, edits: &[(&str, &str)]) -> Comparison {
    let draft = written(&fixture::document());
    let corrected = read(&edited(&draft, name, edits)).expect("a draft");
    compare(&corrected, &read(&draft).expect("a draft"))
}

/// Compares the draft after edits of its text with the document.
fn check(edits: &[(&str, &str)], figures: &[Told<'_>], texts: &[&str]) {
    let got = compared("word/document.xml", edits);
    let told: Vec<Told<'_>> = got
        .figures
        .iter()
        .map(|change| (change.name.as_str(), change.fault, change.draft.as_deref(), change.computed.as_deref()))
        .collect();
    assert_eq!(told, figures);
    let marked: Vec<&str> = got.texts.iter().map(|change| change.marked.chinese()).collect();
    assert_eq!(marked, texts);
    // The document has 15 figures; one that is unknown is not among them.
    let of_document = figures.iter().filter(|(_, fault, ..)| *fault != Fault::Unknown).count();
    assert_eq!(got.agreeing, 15 - of_document);
}

fn text() -> String {
    part(&written(&fixture::document()), "word/document.xml")
}

#[test]
fn a_draft_that_nobody_touched_agrees() {
    check(&[], &[], &[]);
    let draft = read(&written(&fixture::document())).expect("a draft");
    let origin = [draft.report, draft.title, draft.month, draft.as_of].map(Option::unwrap_or_default);
    assert_eq!(origin, ["tax", "关于2020年税收情况的通报", "2020-12", "2021-02-09"]);
    assert!(draft.paragraphs.iter().any(|paragraph| paragraph.text.ends_with("详见《统计月报》<附表>。")));
}

#[test]
fn a_changed_number_is_told_and_is_no_change_of_the_text() {
    check(&[("98%", "99%")], &[("north_rate", Fault::Differs, Some("99%"), Some("98%"))], &[]);
    let cell = ("by_street/南片/东湖街道/ytd", Fault::Differs, Some("7.52"), Some("7.25"));
    check(&[(">7.25<", ">7.52<")], &[cell], &[]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let old = "<w:r><w:t xml:space=\"preserve\">98%</w:t></w:r>";
    let new = format!(
        "<w:del w:id=\"901\"><w:r><w:delText>98%</w:delText></w:r></w:del><w:ins w:id=\"902\">{}</w:ins>",
        run("97%")
    );
    check(&[(old, &new)], &[("north_rate", Fault::Differs, Some("97%"), Some("98%"))], &[]);
}

#[test]
fn a_number_without_its_control_is_told_with_what_stands_there() {
    let lost = control(&text(), "north");
    check(&[(&lost, &run("12.50万元"))], &[("north", Fault::Unmarked, Some("12.50万元"), Some("12.50万元"))], &[]);
    check(
        &[(&lost, &run("12.80万元"))],
        &[("north", Fault::Unmarked, Some("12.80万元"), Some("12.50万元"))],
        &["……55%；其中朝阳街道完成【删：12.50】【增：12.80】万元，任务完成率98%。"],
    );
}

#[test]
fn a_deleted_figure_is_told_and_moves_no_other_of_its_name() {
    let first = control(&text(), "ytd");
    check(
        &[(&first, "")],
        &[("ytd", Fault::Deleted, None, Some("19.75万元"))],
        &["1—12月，完成税收【删：19.75万元】，同比增长79.55%；……"],
    );
    // The text is gone, and Word shows its invitation to type some.
    let emptied = control(&text(), "north_rate")
        .replace("</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>")
        .replace("98%", "单击此处输入文字。");
    let whole = control(&text(), "north_rate");
    check(&[(&whole, &emptied)], &[("north_rate", Fault::Deleted, None, Some("98%"))], &[]);
    // The one that is left differs, and is held against its own paragraph.
    let other = control(&text(), "ytd").replace("19.75", "19.85");
    check(
        &[(&first, ""), (&control(&text().replacen(&first, "", 1), "ytd"), &other)],
        &[
            ("ytd", Fault::Differs, Some("19.85万元"), Some("19.75万元")),
            ("ytd", Fault::Deleted, None, Some("19.75万元")),
        ],
        &["1—12月，完成税收【删：19.75万元】，同比增长79.55%；……"],
    );
}

#[test]
fn a_figure_that_the_document_does_not_have_is_told() {
    let name = "<w:alias w:val=\"north\"/><w:tag w:val=\"north\"/>";
    check(
        &[(name, "<w:alias w:val=\"south\"/><w:tag w:val=\"south\"/>")],
        &[
            ("south", Fault::Unknown, Some("12.50万元"), None),
            ("north", Fault::Unmarked, Some("12.50万元"), Some("12.50万元")),
        ],
        &[],
    );
}

#[test]
fn changed_added_and_removed_paragraphs_are_told_in_order() {
    let added = format!("<w:p>{}</w:p>", run("经请示领导，补充如下。"));
    let text = text();
    let start = text[..text.find("继续做好统计监测工作").expect("words")].rfind("<w:p>").expect("a paragraph");
    let end = start + text[start..].find("</w:p>").expect("an end") + "</w:p>".len();
    let old = &text[start..end];
    let new = format!("{added}{}", old.replace("做好统计监测", "加强统计监测"));
    check(&[(old, &new)], &[], &["【增：经请示领导，补充如下。】", "继续【删：做好】【增：加强】统计监测工作。"]);
    check(&[(old, "")], &[], &["【删：继续做好统计监测工作。】"]);
}

#[test]
fn a_paragraph_that_was_moved_keeps_its_figures() {
    let text = text();
    let start = text[..text.find("全年税收").expect("words")].rfind("<w:p>").expect("a paragraph");
    let end = start + text[start..].find("</w:p>").expect("an end") + "</w:p>".len();
    let moved = &text[start..end];
    let target = text[..text.find("继续做好统计监测工作").expect("words")].rfind("<w:p>").expect("a paragraph");
    let anchor = &text[target..target + text[target..].find("</w:p>").expect("an end")];
    let behind = format!("{moved}{anchor}");
    let words = "全年税收19.75万元，详见《统计月报》<附表>。";
    let (removed, added) = (format!("【删：{words}】"), format!("【增：{words}】"));
    check(&[(moved, ""), (anchor, &behind)], &[], &[&removed, &added]);
}

#[test]
fn a_changed_note_at_the_foot_is_told() {
    let got = compared("word/footnotes.xml", &[("可比口径", "现行口径")]);
    let marked: Vec<&str> = got.texts.iter().map(|change| change.marked.chinese()).collect();
    assert_eq!((got.figures, marked), (Vec::new(), vec!["增幅按【删：可比】【增：现行】口径计算。"]));
}

#[test]
fn what_is_no_draft_is_refused() {
    let told = read(b"\xd0\xcf\x11\xe0").expect_err("a refusal");
    assert!(told.chinese().contains("doc 请先另存为 docx"), "{told:?}");
    let draft = written(&fixture::document());
    let broken = edited(&draft, "word/document.xml", &[("</w:body>", "</w:wrong>")]);
    let told = read(&broken).expect_err("a refusal");
    assert!(told.chinese().contains("有损坏"), "{told:?}");
    let named = edited(&draft, "docProps/custom.xml", &[("台账-月份", "月份")]);
    assert_eq!(read(&named).expect("a draft").month, None);
}
