//! The parts around the text, and the container (ISO/IEC 29500-2).

use crate::format::{Format, Letters};
use crate::media::{self, Media};
use crate::page::{self, HEIGHT, Paper, SI, TOP, WIDTH, font};
use crate::styles::{self, FOOTER};
use crate::writer::Writer;
use crate::xml::{Attributes, NAMESPACES, Xml};
use model::document::Document;
use model::page::Role;
use model::{Said, say};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
/// The parts of the text beside the text itself: id, kind, name.
const PARTS: [(&str, &str, &str); 9] = [
    ("rIdStyles", "styles", "styles"),
    ("rIdSettings", "settings", "settings"),
    ("rIdFonts", "fontTable", "fontTable"),
    ("rIdNotes", "footnotes", "footnotes"),
    ("rIdOdd", "footer", "footer1"),
    ("rIdEven", "footer", "footer2"),
    ("rIdFirst", "footer", "footer3"),
    ("rIdOddTurned", "footer", "footer4"),
    ("rIdEvenTurned", "footer", "footer5"),
];
/// The names of the properties that tell where a draft came from.
pub(crate) const ORIGIN: [&str; 5] = ["台账-报告", "台账-标题", "台账-月份", "台账-截至日", "台账-版本"];

/// The file of a text that was written.
pub(crate) fn packed(writer: Writer<'_>, document: &Document, first_apart: bool) -> Result<Vec<u8>, Said> {
    let failed = |error: &dyn std::fmt::Display| {
        say!("无法写成 Word 文件：{error}。", "the Word file cannot be written: {error}.")
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of the format's beginning, since no clock is asked.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, bytes) in parts(writer, document, first_apart) {
        zip.start_file(name, options).map_err(|error| failed(&error))?;
        zip.write_all(&bytes).map_err(|error| failed(&error))?;
    }
    Ok(zip.finish().map_err(|error| failed(&error))?.into_inner())
}

/// Every part by its name.
fn parts(writer: Writer<'_>, document: &Document, first_apart: bool) -> Vec<(String, Vec<u8>)> {
    let Writer { xml: body, notes, pictures, .. } = writer;
    let mut text = Xml::part();
    text.within("w:document", NAMESPACES, |xml| {
        xml.within("w:body", &[], |xml| {
            xml.push(&body);
            page::section(xml, Paper::Upright, first_apart);
        });
    });
    let own = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&package_relations())),
        ("docProps/core.xml", core(document)),
        ("docProps/custom.xml", custom(document)),
        ("word/document.xml", text.bytes()),
        ("word/_rels/document.xml.rels", relations(&text_relations(&pictures))),
        ("word/styles.xml", styles::part()),
        ("word/settings.xml", settings()),
        ("word/fontTable.xml", font_table()),
        ("word/footnotes.xml", footnotes(&notes)),
        ("word/footer1.xml", footer(Paper::Upright, true)),
        ("word/footer2.xml", footer(Paper::Upright, false)),
        ("word/footer3.xml", empty_footer()),
        ("word/footer4.xml", footer(Paper::Turned, true)),
        ("word/footer5.xml", footer(Paper::Turned, false)),
    ];
    let pictures = pictures.into_iter().enumerate();
    let pictures = pictures.map(|(number, media)| (format!("word/{}", target(number + 1, &media)), media.bytes));
    own.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).chain(pictures).collect()
}

fn types() -> Vec<u8> {
    let mut xml = Xml::part();
    let kind = "http://schemas.openxmlformats.org/package/2006/content-types";
    xml.within("Types", &[("xmlns", &kind)], |xml| {
        let package = "application/vnd.openxmlformats-package";
        let defaults = [("rels", format!("{package}.relationships+xml")), ("xml", "application/xml".to_owned())];
        let media = media::TYPES.map(|(extension, kind)| (extension, kind.to_owned()));
        for (extension, kind) in defaults.into_iter().chain(media) {
            xml.tag("Default", &[("Extension", &extension), ("ContentType", &kind)]);
        }
        let mut part = |name: &str, kind: String| xml.tag("Override", &[("PartName", &name), ("ContentType", &kind)]);
        part("/word/document.xml", format!("{WORD}.document.main+xml"));
        part("/docProps/core.xml", format!("{package}.core-properties+xml"));
        let custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
        part("/docProps/custom.xml", custom.to_owned());
        for (_, kind, name) in PARTS {
            part(&format!("/word/{name}.xml"), format!("{WORD}.{kind}+xml"));
        }
    });
    xml.bytes()
}

/// Id, kind and target.
type Relation = (String, String, String);

fn package_relations() -> Vec<Relation> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    vec![
        ("rId1".to_owned(), format!("{OFFICE}/relationships/officeDocument"), "word/document.xml".to_owned()),
        ("rId2".to_owned(), core.to_owned(), "docProps/core.xml".to_owned()),
        ("rId3".to_owned(), format!("{OFFICE}/relationships/custom-properties"), "docProps/custom.xml".to_owned()),
    ]
}

/// The name of a picture's file.
fn target(number: usize, media: &Media) -> String {
    format!("media/image{number}.{}", media.extension)
}

fn text_relations(pictures: &[Media]) -> Vec<Relation> {
    let relation = |kind: &str| format!("{OFFICE}/relationships/{kind}");
    let parts = PARTS.map(|(id, kind, name)| (id.to_owned(), relation(kind), format!("{name}.xml")));
    let picture = |(number, media)| (format!("rIdPicture{number}"), relation("image"), target(number, media));
    parts.into_iter().chain((1..).zip(pictures).map(picture)).collect()
}

fn relations(all: &[Relation]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("Relationships", &[("xmlns", &RELATIONS)], |xml| {
        for (id, kind, target) in all {
            xml.tag("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.bytes()
}

fn core(document: &Document) -> Vec<u8> {
    let mut xml = Xml::part();
    let date = document.time.as_of;
    let day = format!("{:04}-{:02}-{:02}T00:00:00Z", date.year(), date.month(), date.day());
    let spaces: Attributes<'_> = &[
        ("xmlns:cp", &"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", &"http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", &"http://purl.org/dc/terms/"),
        ("xmlns:xsi", &"http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.within("cp:coreProperties", spaces, |xml| {
        xml.within("dc:title", &[], |xml| xml.text(&document.title));
        xml.within("dc:creator", &[], |xml| xml.text(&document.organisation));
        xml.within("dc:language", &[], |xml| xml.text("zh-CN"));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.within(name, &[("xsi:type", &"dcterms:W3CDTF")], |xml| xml.text(&day));
        }
    });
    xml.bytes()
}

/// Which document this is, for whoever reads a corrected draft.
fn custom(document: &Document) -> Vec<u8> {
    let mut xml = Xml::part();
    let spaces: [(&str, String); 2] =
        [("xmlns", format!("{OFFICE}/custom-properties")), ("xmlns:vt", format!("{OFFICE}/docPropsVTypes"))];
    let [own, types] = &spaces;
    xml.within("Properties", &[(own.0, &own.1), (types.0, &types.1)], |xml| {
        let time = document.time;
        let values = [
            document.name.clone(),
            document.title.clone(),
            time.month.to_string(),
            time.as_of.to_string(),
            document.edition.chinese().to_owned(),
        ];
        for (number, (name, value)) in ORIGIN.into_iter().zip(values).enumerate() {
            let set = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";
            let pid = number + 2;
            xml.within("property", &[("fmtid", &set), ("pid", &pid), ("name", &name)], |xml| {
                xml.within("vt:lpwstr", &[], |xml| xml.text(&value));
            });
        }
    });
    xml.bytes()
}

fn settings() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("w:settings", NAMESPACES, |xml| {
        xml.tag("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "compressPunctuation");
        xml.within("w:footnotePr", &[], |xml| {
            for id in [-1, 0] {
                xml.tag("w:footnote", &[("w:id", &id)]);
            }
        });
        xml.within("w:compat", &[], |xml| {
            for name in ["spaceForUL", "balanceSingleByteDoubleByteWidth", "ulTrailSpace", "useFELayout"] {
                xml.tag(&format!("w:{name}"), &[]);
            }
            let setting = ("w:uri", &"http://schemas.microsoft.com/office/word" as &dyn std::fmt::Display);
            xml.tag("w:compatSetting", &[("w:name", &"compatibilityMode"), setting, ("w:val", &15)]);
        });
        xml.tag("w:themeFontLang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN")]);
    });
    xml.bytes()
}

/// The faces, each with the kind that stands in where an office lacks it.
fn font_table() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("w:fonts", NAMESPACES, |xml| {
        for role in Role::ALL {
            let (other, family) = match role {
                Role::Fangsong => ("仿宋", "modern"),
                Role::Biaosong => ("小标宋", "script"),
                Role::Song => ("SimSun", "auto"),
                Role::Hei => ("SimHei", "modern"),
                Role::Kai => ("楷体", "modern"),
            };
            xml.within("w:font", &[("w:name", &font(role))], |xml| {
                xml.val("w:altName", other);
                xml.val("w:charset", "86");
                xml.val("w:family", family);
                xml.val("w:pitch", "variable");
            });
        }
    });
    xml.bytes()
}

fn footnotes(notes: &[Xml]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("w:footnotes", NAMESPACES, |xml| {
        let line = Format { line: Some((240, false)), ..Format::default() };
        for (id, kind, mark) in
            [(-1, "separator", "w:separator"), (0, "continuationSeparator", "w:continuationSeparator")]
        {
            xml.within("w:footnote", &[("w:type", &kind), ("w:id", &id)], |xml| {
                xml.within("w:p", &[], |xml| {
                    line.write(xml, |_| {});
                    xml.within("w:r", &[], |xml| xml.tag(mark, &[]));
                });
            });
        }
        notes.iter().for_each(|note| xml.push(note));
    });
    xml.bytes()
}

/// `— 1 —`, on the right of odd pages and on the left of even ones, one character in (7.5).
fn footer(paper: Paper, odd: bool) -> Vec<u8> {
    let mut xml = Xml::part();
    let one = (SI * page::POINT) as i32;
    xml.within("w:ftr", NAMESPACES, |xml| match paper {
        Paper::Upright => {
            let align = if odd { "right" } else { "left" };
            let format = Format { indent: Some((one, one, 0)), align: Some(align), ..Format::of(FOOTER) };
            page_number(xml, &format);
        }
        Paper::Turned => {
            turned_number(xml, odd, one);
            xml.within("w:p", &[], |xml| Format::of(FOOTER).write(xml, |_| {}));
        }
    });
    xml.bytes()
}

/// On turned paper the number stands where it stands on the same paper upright, so it is turned
/// against the text: a cell apart from it at the left edge, read from top to bottom.
fn turned_number(xml: &mut Xml, odd: bool, one: i32) {
    let high = 2000;
    // 7 mm below the upright text area, whose foot lies on the left.
    let x = page::PAPER.1 - TOP - HEIGHT - (7.0 * page::MM) as i32 - 400;
    let y = if odd { page::PAPER.0 - 1474 - one - high } else { page::PAPER.0 - WIDTH - 1474 + one };
    let align = if odd { "right" } else { "left" };
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.tag(
                "w:tblpPr",
                &[("w:vertAnchor", &"page"), ("w:horzAnchor", &"page"), ("w:tblpX", &x), ("w:tblpY", &y)],
            );
            xml.tag("w:tblW", &[("w:w", &400), ("w:type", &"dxa")]);
            xml.tag("w:tblLayout", &[("w:type", &"fixed")]);
            xml.within("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.tag(side, &[("w:w", &0), ("w:type", &"dxa")]);
                }
            });
        });
        xml.within("w:tblGrid", &[], |xml| xml.tag("w:gridCol", &[("w:w", &400)]));
        xml.within("w:tr", &[], |xml| {
            xml.within("w:trPr", &[], |xml| xml.tag("w:trHeight", &[("w:val", &high), ("w:hRule", &"exact")]));
            xml.within("w:tc", &[], |xml| {
                xml.within("w:tcPr", &[], |xml| {
                    xml.tag("w:tcW", &[("w:w", &400), ("w:type", &"dxa")]);
                    xml.val("w:textDirection", "tbRl");
                });
                page_number(xml, &Format { align: Some(align), ..Format::of(FOOTER) });
            });
        });
    });
}

fn page_number(xml: &mut Xml, format: &Format) {
    let words = |xml: &mut Xml, words: &str| {
        xml.within("w:r", &[], |xml| {
            Letters::default().write(xml);
            xml.within("w:t", &[("xml:space", &"preserve")], |xml| xml.text(words));
        });
    };
    xml.within("w:p", &[], |xml| {
        format.write(xml, |_| {});
        words(xml, "— ");
        xml.within("w:fldSimple", &[("w:instr", &" PAGE ")], |xml| words(xml, "1"));
        words(xml, " —");
    });
}

fn empty_footer() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.within("w:ftr", NAMESPACES, |xml| {
        xml.within("w:p", &[], |xml| Format::of(FOOTER).write(xml, |_| {}));
    });
    xml.bytes()
}
