//! A draft read back: its paragraphs and the figures in its content controls.
//!
//! Tracked insertions are read as text and tracked deletions are not, so that a draft says what it
//! would say if all its changes were accepted.

use crate::part::ORIGIN;
use model::edition::Edition;
use model::{Said, say};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// No part of a draft is larger.
const MOST: u64 = 64 << 20;

/// What a draft says, and which document it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The report's name; nothing where the file was not written by this program.
    pub report: Option<String>,
    /// The title that the document had.
    pub title: Option<String>,
    /// The month that it speaks of, as `2020-12`.
    pub month: Option<String>,
    /// The day as of which it speaks, as `2021-02-09`.
    pub as_of: Option<String>,
    /// Whether it is a draft of the public edition.
    pub public: bool,
    /// The paragraphs in their order, those of cells among them, then those of the notes at the
    /// pages' feet; the contents and blank ones are left out.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, with those of its figures.
    pub text: String,
    /// The figures in it.
    pub figures: Vec<DraftFigure>,
}

/// A figure in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFigure {
    /// Its name.
    pub name: String,
    /// What the draft says; empty where the words were deleted and the content control was not.
    pub text: String,
    /// Where it begins in the paragraph's text, in bytes.
    pub start: usize,
}

impl Paragraph {
    /// The words with each figure's name in the place of its number.
    pub(crate) fn template(&self) -> String {
        let mut template = String::with_capacity(self.text.len());
        let mut at = 0;
        for figure in &self.figures {
            template.push_str(self.text.get(at..figure.start).unwrap_or_default());
            template.push('\u{e000}');
            template.push_str(&figure.name);
            template.push('\u{e001}');
            at = figure.start + figure.text.len();
        }
        template.push_str(self.text.get(at..).unwrap_or_default());
        template
    }
}

/// Reads a draft.
///
/// # Errors
/// One sentence where the bytes are no docx.
pub fn read(bytes: &[u8]) -> Result<Draft, Said> {
    let no_draft = Said::fixed(
        "这不是 Word 文件（docx）；doc 请先另存为 docx。",
        "this is no Word file (docx); save a doc as docx first.",
    );
    let no_text =
        Said::fixed("这不是 Word 文件（docx）：里面没有正文。", "this is no Word file (docx): there is no text in it.");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_draft)?;
    let text = part(&mut archive, "word/document.xml")?.ok_or(no_text)?;
    let custom = part(&mut archive, "docProps/custom.xml")?.unwrap_or_default();
    let [report, title, month, as_of, edition] = origin(&custom)?;
    let public = edition.as_deref() == Some(Edition::Public.chinese());
    let notes = part(&mut archive, "word/footnotes.xml")?.unwrap_or_default();
    let mut paragraphs = paragraphs(&text)?;
    paragraphs.extend(self::paragraphs(&notes)?);
    Ok(Draft { report, title, month, as_of, public, paragraphs })
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Said> {
    let Ok(entry) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    entry.take(MOST + 1).read_to_end(&mut bytes).map_err(|error| {
        say!("Word 文件的 {name} 有损坏：{error}。", "{name} of the Word file is damaged: {error}.")
    })?;
    if bytes.len() as u64 > MOST {
        return Err(say!("Word 文件的 {name} 过大。", "{name} of the Word file is too large."));
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|_| say!("Word 文件的 {name} 不是 UTF-8。", "{name} of the Word file is not UTF-8."))
}

fn damaged(error: impl std::fmt::Display) -> Said {
    say!("Word 文件的内容有损坏：{error}。", "the contents of the Word file are damaged: {error}.")
}

/// An attribute's value, by its name without a prefix.
fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|one| one.key.local_name().as_ref() == wanted)?;
    quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
}

/// What an entity such as `&amp;` or `&#8212;` stands for.
fn entity(name: &str) -> String {
    quick_xml::escape::unescape(&format!("&{name};")).map(|text| text.into_owned()).unwrap_or_default()
}

/// The properties that tell where a draft came from.
fn origin(xml: &str) -> Result<[Option<String>; 5], Said> {
    let mut reader = Reader::from_str(xml);
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    let mut name = String::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) if tag.local_name().as_ref() == "property" => {
                name = attribute(&tag, "name").unwrap_or_default();
            }
            Event::Text(text) if !name.is_empty() => {
                values.entry(name.clone()).or_default().push_str(&text);
            }
            Event::GeneralRef(reference) if !name.is_empty() => {
                values.entry(name.clone()).or_default().push_str(&entity(&reference));
            }
            Event::End(tag) if tag.local_name().as_ref() == "property" => name.clear(),
            Event::Eof => return Ok(ORIGIN.map(|name| values.remove(name))),
            _ => {}
        }
    }
}

/// What is not read: deleted text, what stands twice for older programs, the words of fields, the
/// places of tabs.
const PASSED_OVER: [&str; 5] = ["del", "moveFrom", "Fallback", "instrText", "tabs"];

/// A content control that is open.
#[derive(Default)]
struct Control {
    /// Its tag: the figure's name.
    name: String,
    /// Where it began in its paragraph.
    start: usize,
    /// Whether it shows no content but an invitation to type some.
    placeholder: bool,
}

/// What is open while the text is read.
#[derive(Default)]
struct Reading {
    all: Vec<Paragraph>,
    /// The paragraphs that are open: one, or more where a text box stands in one.
    open: Vec<Paragraph>,
    /// The content controls that are open.
    controls: Vec<Control>,
    /// How many elements that are passed over are open.
    skipped: usize,
    /// Whether the characters of a run are read.
    in_text: bool,
    /// Whether the paragraph is a line of the contents.
    contents: bool,
}

fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, Said> {
    let mut reader = Reader::from_str(xml);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => reading.start(&tag),
            Event::Empty(tag) => {
                reading.start(&tag);
                reading.end(tag.local_name().as_ref());
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref()),
            Event::Text(text) => reading.text(&text),
            Event::GeneralRef(reference) => reading.text(&entity(&reference)),
            Event::Eof => return Ok(reading.all),
            _ => {}
        }
    }
}

impl Reading {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let local = tag.local_name();
        let name = local.as_ref();
        if PASSED_OVER.contains(&name) {
            self.skipped += 1;
        }
        let at = self.open.last().map_or(0, |paragraph| paragraph.text.len());
        match name {
            "p" if tag.name().as_ref() == "w:p" => self.open.push(Paragraph::default()),
            "sdt" => self.controls.push(Control { start: at, ..Control::default() }),
            "tag" => {
                if let Some(control) = self.controls.last_mut() {
                    control.name = attribute(tag, "val").unwrap_or_default();
                }
            }
            "showingPlcHdr" => {
                if let Some(control) = self.controls.last_mut() {
                    control.placeholder = true;
                }
            }
            "t" => self.in_text = true,
            "br" | "cr" => self.push("\n"),
            "tab" => self.push("\t"),
            "noBreakHyphen" => self.push("-"),
            "hyperlink" if attribute(tag, "anchor").is_some_and(|anchor| anchor.starts_with("_Toc")) => {
                self.contents = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if PASSED_OVER.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
        }
        match name {
            "t" => self.in_text = false,
            "sdt" => {
                let (control, paragraph) = (self.controls.pop(), self.open.last_mut());
                if let (Some(Control { name, start, .. }), Some(paragraph)) = (control, paragraph)
                    && !name.is_empty()
                {
                    let text = paragraph.text.get(start..).unwrap_or_default().to_owned();
                    paragraph.figures.push(DraftFigure { name, text, start });
                }
            }
            "p" => {
                let contents = std::mem::take(&mut self.contents);
                let paragraph = self.open.pop().unwrap_or_default();
                if !contents && (!paragraph.text.trim().is_empty() || !paragraph.figures.is_empty()) {
                    self.all.push(paragraph);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_text {
            self.push(words);
        }
    }

    fn push(&mut self, words: &str) {
        if self.skipped == 0
            && self.controls.iter().all(|control| !control.placeholder)
            && let Some(paragraph) = self.open.last_mut()
        {
            paragraph.text.push_str(words);
        }
    }
}
