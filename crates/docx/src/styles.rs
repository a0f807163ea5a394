//! The styles: one for each kind of paragraph, so that a correction of one is a correction of all.

use crate::format::{Format, Letters};
use crate::page::{ER, FITTED, LINE, SAN, SI, characters};
use crate::xml::{NAMESPACES, Xml};
use model::page::Role;

/// The size of captions of tables, charts, cells and notes, in points.
pub(crate) const TABLE_TITLE: f64 = 14.0;
const CHART_TITLE: f64 = 12.0;
const CELL: f64 = 10.5;
const NOTE: f64 = 9.0;

/// The style of body text.
pub(crate) const BODY: &str = "BodyText";
/// The style of lines that are not indented.
pub(crate) const PLAIN: &str = "Normal";
/// The style of the document's title.
pub(crate) const TITLE: &str = "Title";
/// The style of 发文机关标志.
pub(crate) const MARK: &str = "Mark";
/// The style of an editor's note.
pub(crate) const QUOTE: &str = "Quote";
/// The style of a table's title.
pub(crate) const CAPTION: &str = "Caption";
/// The style of a chart's title.
pub(crate) const CHART_CAPTION: &str = "ChartCaption";
/// The style of a chart's picture.
pub(crate) const PICTURE: &str = "Picture";
/// The style of a unit above a table and of the notes below it.
pub(crate) const TABLE_NOTE: &str = "TableNote";
/// The style of cells.
pub(crate) const TABLE_CELL: &str = "TableCell";
/// The style of a table's head.
pub(crate) const TABLE_HEAD: &str = "TableHead";
/// The style of tables.
pub(crate) const TABLE: &str = "StatisticsTable";
/// The style of page numbers.
pub(crate) const FOOTER: &str = "Footer";
/// The style of the lines of the imprint.
pub(crate) const IMPRINT: &str = "Imprint";
/// The height of such a line, in twips.
const IMPRINT_LINE: i32 = 480;
/// The styles of the contents.
pub(crate) const CONTENTS: [&str; 2] = ["TOC1", "TOC2"];
/// The style of notes at the page's foot.
pub(crate) const FOOTNOTE: &str = "FootnoteText";
/// The style of their marks.
pub(crate) const FOOTNOTE_MARK: &str = "FootnoteReference";

/// The style of a heading of a level from 1 to 4.
pub(crate) fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        3 => "Heading3",
        _ => "Heading4",
    }
}

/// The part of the styles.
pub(crate) fn part() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("w:styles", NAMESPACES, |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    Letters::of(Role::Fangsong).sized(SAN).inner(xml);
                    xml.tag("w:lang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN"), ("w:bidi", &"ar-SA")]);
                });
            });
            xml.within("w:pPrDefault", &[], |_| {});
        });
        paragraphs(xml);
        footnote_mark(xml);
        table(xml);
    });
    xml.bytes()
}

fn paragraphs(xml: &mut Xml) {
    let line = Some((LINE, true));
    let two = characters(2.0);
    let none = Letters::default();
    let of = Letters::of;
    let own = |role: Role, size: f64| Letters::of(role).scaled(100).sized(size);
    let normal = Format { line, align: Some("both"), ..Format::default() };
    // Programs take the cells of the grid from this style, not from what all styles have in common.
    style(xml, PLAIN, "Normal", None, &normal, none.scaled(FITTED).sized(SAN));
    let indented = Format { indent: Some((0, 0, two)), ..Format::default() };
    style(xml, BODY, "Body Text", Some(PLAIN), &indented, none);
    for (level, role) in [(1, Role::Hei), (2, Role::Kai), (3, Role::Fangsong), (4, Role::Fangsong)] {
        let format = Format { keep_next: true, level: Some(level - 1), ..indented.clone() };
        style(xml, heading(level), &format!("heading {level}"), Some(PLAIN), &format, of(role));
    }
    let centred = Format { align: Some("center"), ..Format::default() };
    let display = Format { off_grid: true, ..centred.clone() };
    style(xml, TITLE, "Title", Some(PLAIN), &display, own(Role::Biaosong, ER));
    style(xml, MARK, "发文机关标志", Some(PLAIN), &display, own(Role::Biaosong, ER));
    let quote = Format { indent: Some((two, two, two)), ..Format::default() };
    style(xml, QUOTE, "Quote", Some(PLAIN), &quote, of(Role::Kai));
    let caption = Format { keep_next: true, line: Some((448, false)), ..centred.clone() };
    style(xml, CAPTION, "caption", Some(PLAIN), &caption, own(Role::Hei, TABLE_TITLE));
    let below = Format { line: Some((480, false)), around: (60, 120), ..centred.clone() };
    style(xml, CHART_CAPTION, "图题", Some(PLAIN), &below, own(Role::Hei, CHART_TITLE));
    let picture = Format { keep_next: true, line: Some((240, false)), around: (120, 0), ..centred.clone() };
    style(xml, PICTURE, "图", Some(PLAIN), &picture, none);
    let small = |align: &'static str| Format { line: Some((263, false)), align: Some(align), ..Format::default() };
    style(xml, TABLE_NOTE, "表注", Some(PLAIN), &small("left"), own(Role::Song, NOTE));
    style(xml, TABLE_CELL, "表格", Some(PLAIN), &small("left"), own(Role::Song, CELL));
    let head = Format { keep_next: true, ..small("center") };
    style(xml, TABLE_HEAD, "表头", Some(TABLE_CELL), &head, own(Role::Hei, CELL));
    let foot = Format { line: Some((320, false)), align: Some("left"), ..Format::default() };
    style(xml, FOOTER, "footer", Some(PLAIN), &foot, own(Role::Song, SI));
    let small_print =
        Format { line: Some((IMPRINT_LINE, true)), off_grid: true, align: Some("left"), ..Format::default() };
    style(xml, IMPRINT, "版记", Some(PLAIN), &small_print, own(Role::Fangsong, SI));
    for (number, (id, role)) in CONTENTS.into_iter().zip([Role::Hei, Role::Fangsong]).enumerate() {
        let indent = Some((two * number as i32, 0, 0));
        let format = Format { indent, align: Some("left"), ..Format::default() };
        style(xml, id, &format!("toc {}", number + 1), Some(PLAIN), &format, of(role));
    }
    let note = Format { line: Some((240, false)), align: Some("left"), ..Format::default() };
    style(xml, FOOTNOTE, "footnote text", Some(PLAIN), &note, own(Role::Song, NOTE));
}

fn style(xml: &mut Xml, id: &str, name: &str, base: Option<&str>, format: &Format, letters: Letters) {
    let own = !name.is_ascii();
    let mut attributes: Vec<(&str, &dyn std::fmt::Display)> = vec![("w:type", &"paragraph")];
    if base.is_none() {
        attributes.push(("w:default", &1));
    }
    if own {
        attributes.push(("w:customStyle", &1));
    }
    attributes.push(("w:styleId", &id));
    xml.within("w:style", &attributes, |xml| {
        xml.val("w:name", name);
        base.inspect(|base| xml.val("w:basedOn", base));
        xml.tag("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| format.inner(xml));
        letters.write(xml);
    });
}

fn footnote_mark(xml: &mut Xml) {
    xml.within("w:style", &[("w:type", &"character"), ("w:styleId", &FOOTNOTE_MARK)], |xml| {
        xml.val("w:name", "footnote reference");
        xml.within("w:rPr", &[], |xml| {
            Letters::of(Role::Song).inner(xml);
            xml.val("w:vertAlign", "superscript");
        });
    });
}

/// The rules of statistical tables: thick around, thin within.
fn table(xml: &mut Xml) {
    xml.within("w:style", &[("w:type", &"table"), ("w:customStyle", &1), ("w:styleId", &TABLE)], |xml| {
        xml.val("w:name", "统计表");
        xml.within("w:tblPr", &[], |xml| {
            xml.within("w:tblBorders", &[], |xml| {
                for (side, width) in
                    [("top", 8), ("left", 4), ("bottom", 8), ("right", 4), ("insideH", 4), ("insideV", 4)]
                {
                    let name = format!("w:{side}");
                    xml.tag(&name, &[("w:val", &"single"), ("w:sz", &width), ("w:space", &0), ("w:color", &"000000")]);
                }
            });
            xml.within("w:tblCellMar", &[], |xml| {
                for (side, width) in [("top", 60), ("left", 70), ("bottom", 60), ("right", 70)] {
                    xml.tag(&format!("w:{side}"), &[("w:w", &width), ("w:type", &"dxa")]);
                }
            });
        });
    });
}
