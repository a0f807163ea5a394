//! What stands in the parts of a draft.

use super::{fixture, part, parts, written};
use crate::page::{CHARACTERS, FITTED, HEIGHT, LINE, POINT, SAN, WIDTH};
use model::report::Layout;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeSet;

const TEXT: &str = "word/document.xml";

/// Every value of an attribute of the elements of a name, in order.
fn values(xml: &str, element: &str, attribute: &str) -> Vec<String> {
    let opening = [format!("<{element} "), format!("<{element}>")];
    let tags = xml.match_indices('<').filter_map(|(at, _)| {
        let rest = &xml[at..];
        opening.iter().any(|opening| rest.starts_with(opening)).then(|| rest.split_once('>').expect("a tag's end").0)
    });
    let value = |tag: &str| Some(tag.split_once(&format!(" {attribute}=\""))?.1.split_once('"')?.0.to_owned());
    tags.filter_map(value).collect()
}

/// The elements of a name with their content; they hold none of their own name.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (opening, closing) = ([format!("<{name}>"), format!("<{name} ")], format!("</{name}>"));
    let starts = xml.match_indices('<').map(|(at, _)| &xml[at..]);
    let starts = starts.filter(|rest| opening.iter().any(|opening| rest.starts_with(opening)));
    starts.map(|rest| rest.split_once(&closing).expect("an end").0).collect()
}

fn words(xml: &str) -> String {
    elements(xml, "w:t").iter().filter_map(|text| text.split_once('>')).map(|(_, words)| words).collect()
}

/// The element of a name that holds a text.
fn holding<'a>(xml: &'a str, name: &str, text: &str) -> &'a str {
    let found = elements(xml, name).into_iter().find(|element| element.contains(text));
    found.unwrap_or_else(|| panic!("no {name} holds {text}"))
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert!(written(&fixture::document()) == written(&fixture::document()));
}

#[test]
fn every_part_is_well_formed_declared_and_referred_to() {
    let draft = written(&fixture::document());
    let all = parts(&draft);
    let types = part(&draft, "[Content_Types].xml");
    let (defaults, named) = (values(&types, "Default", "Extension"), values(&types, "Override", "PartName"));
    for (name, bytes) in &all {
        let declared = defaults.iter().any(|extension| name.ends_with(&format!(".{extension}")));
        assert!(declared || named.contains(&format!("/{name}")), "{name} has no type");
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        let mut reader = Reader::from_str(text);
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
    let names: BTreeSet<String> = all.into_iter().map(|(name, _)| name).collect();
    let relations = part(&draft, "word/_rels/document.xml.rels");
    let ids: BTreeSet<String> = values(&relations, "Relationship", "Id").into_iter().collect();
    for target in values(&relations, "Relationship", "Target") {
        assert!(names.contains(&format!("word/{target}")), "{target}");
    }
    let text = part(&draft, TEXT);
    let used = [values(&text, "w:footerReference", "r:id"), values(&text, "a:blip", "r:embed")].concat();
    assert!(!used.is_empty() && used.iter().all(|id| ids.contains(id)), "{used:?}");
}

#[test]
fn styles_are_those_of_official_documents() {
    let styles = part(&written(&fixture::document()), "word/styles.xml");
    let expected = [
        ("Normal", "w:line=\"579\" w:lineRule=\"exact\""),
        ("Normal", "<w:sz w:val=\"32\"/>"),
        ("BodyText", "w:firstLineChars=\"200\""),
        ("Heading1", "w:eastAsia=\"黑体\""),
        ("Heading1", "<w:outlineLvl w:val=\"0\"/>"),
        ("Heading2", "w:eastAsia=\"楷体_GB2312\""),
        ("Heading2", "<w:outlineLvl w:val=\"1\"/>"),
        ("Heading3", "w:eastAsia=\"仿宋_GB2312\""),
        ("Heading4", "<w:outlineLvl w:val=\"3\"/>"),
        ("Title", "w:eastAsia=\"方正小标宋简体\""),
        ("Title", "<w:sz w:val=\"44\"/>"),
        ("Title", "<w:jc w:val=\"center\"/>"),
        ("Caption", "<w:keepNext/>"),
        ("TableHead", "w:eastAsia=\"黑体\""),
        ("StatisticsTable", "<w:insideH w:val=\"single\""),
    ];
    for (style, property) in expected {
        let style = holding(&styles, "w:style", &format!("w:styleId=\"{style}\""));
        assert!(style.contains(property), "{property} is not in {style}");
    }
    let defaults = holding(&styles, "w:docDefaults", "");
    assert!(defaults.contains("w:eastAsia=\"仿宋_GB2312\"") && defaults.contains("<w:sz w:val=\"32\"/>"));
    let text = part(&written(&fixture::document()), TEXT);
    let used = [values(&text, "w:pStyle", "w:val"), values(&text, "w:tblStyle", "w:val")].concat();
    let known: BTreeSet<String> = values(&styles, "w:style", "w:styleId").into_iter().collect();
    let unknown: Vec<&String> = used.iter().filter(|style| !known.contains(*style)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let style_of = |words: &str| values(holding(&text, "w:p", words), "w:pStyle", "w:val").concat();
    let places = [
        ("一、总体情况", "Heading1"),
        ("（一）各街道", "Heading2"),
        ("全年税收", "BodyText"),
        ("关于2020年税收情况的通报", "Title"),
        ("表1　各街道税收", "Caption"),
        ("图1　各街道税收", "ChartCaption"),
        ("示例高新区管理委员会文件", "Mark"),
        ("抄送：市税务局", "Imprint"),
    ];
    for (words, style) in places {
        assert_eq!(style_of(&format!(">{words}")).as_str(), style, "{words}");
    }
}

#[test]
fn the_grid_has_22_lines_of_28_characters() {
    let text = part(&written(&fixture::document()), TEXT);
    let one = |attribute: &str| values(&text, "w:docGrid", attribute).pop().unwrap_or_default();
    assert_eq!(one("w:type"), "linesAndChars");
    let pitch: i32 = one("w:linePitch").parse().expect("a length");
    assert!(pitch == LINE && 22 * pitch <= HEIGHT && HEIGHT < 22 * (pitch + 1));
    let tracking: f64 = one("w:charSpace").parse().expect("a length");
    let cell = (SAN + tracking / 4096.0) * POINT;
    let fitting = (f64::from(WIDTH) / cell).floor();
    assert_eq!(fitting, f64::from(CHARACTERS));
    // A glyph is no wider than a cell, in whole twips as programs count them.
    assert!(SAN * POINT * f64::from(FITTED) / 100.0 <= cell.floor());
}

#[test]
fn every_figure_is_a_content_control_of_its_name() {
    let text = part(&written(&fixture::document()), TEXT);
    let controls = elements(&text, "w:sdt");
    let name = |control: &str| values(control, "w:tag", "w:val").concat();
    let found: Vec<(String, String)> = controls.iter().map(|control| (name(control), words(control))).collect();
    let expected = [
        ("ytd", "19.75万元"),
        ("ytd_growth", "增长79.55%"),
        ("north", "12.50万元"),
        ("north_rate", "98%"),
        ("ytd", "19.75万元"),
        ("by_street/北片/朝阳街道/ytd", "12.50"),
        ("by_street/北片/朝阳街道/before", "11.00"),
        ("by_street/北片/小计/ytd", "12.50"),
        ("by_street/北片/小计/before", "11.00"),
        ("by_street/南片/东湖街道/ytd", "7.25"),
        ("by_street/南片/东湖街道/before", "—"),
        ("by_street/南片/小计/ytd", "7.25"),
        ("by_street/南片/小计/before", "—"),
        ("by_street/合计/ytd", "19.75"),
        ("by_street/合计/before", "11.00"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    assert_eq!(found, expected);
    assert!(controls.iter().all(|control| values(control, "w:alias", "w:val").concat() == name(control)));
    let ids = values(&text, "w:id", "w:val");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), expected.len());
}

#[test]
fn a_table_repeats_its_head_and_spans_columns_and_rows() {
    let text = part(&written(&fixture::document()), TEXT);
    let table = holding(&text, "w:tbl", "税收");
    let rows = elements(table, "w:tr");
    let heads: Vec<bool> = rows.iter().map(|row| row.contains("<w:tblHeader/>")).collect();
    // Two rows of the head, then five rows and the titles of two groups.
    assert_eq!(heads, [[true; 2].as_slice(), &[false; 7]].concat());
    assert!(rows.iter().all(|row| row.contains("<w:cantSplit/>")));
    assert_eq!(words(rows[0]), "街道税收");
    assert_eq!(values(rows[0], "w:gridSpan", "w:val"), ["2"]);
    assert_eq!(values(rows[0], "w:vMerge", "w:val"), ["restart"]);
    assert_eq!(values(rows[1], "w:vMerge", "w:val"), ["continue"]);
    assert_eq!((words(rows[1]), words(rows[2])), ("本年上年".to_owned(), "北片".to_owned()));
    assert_eq!(values(rows[2], "w:gridSpan", "w:val"), ["3"]);
    let sum: i32 = values(table, "w:gridCol", "w:w").iter().map(|width| width.parse::<i32>().expect("a width")).sum();
    assert!(values(table, "w:tblW", "w:w") == [sum.to_string()] && sum <= WIDTH);
    for row in rows {
        let widths = values(row, "w:tcW", "w:w");
        assert_eq!(widths.iter().map(|width| width.parse::<i32>().expect("a width")).sum::<i32>(), sum);
    }
    assert_eq!(values(table, "w:tblCaption", "w:val"), ["表1　各街道税收"]);
}

#[test]
fn page_numbers_stand_outside_on_odd_and_even_pages() {
    let draft = written(&fixture::document());
    assert!(part(&draft, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    let text = part(&draft, TEXT);
    assert_eq!(values(&text, "w:footerReference", "w:type"), ["even", "default"]);
    for (id, align) in [("rIdOdd", "right"), ("rIdEven", "left")] {
        let relations = part(&draft, "word/_rels/document.xml.rels");
        let relation = relations.split('<').find(|tag| tag.contains(&format!("\"{id}\""))).expect("a relation");
        let target = relation.split("Target=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a target");
        let footer = part(&draft, &format!("word/{target}"));
        assert!(footer.contains("<w:fldSimple w:instr=\" PAGE \">"), "{footer}");
        assert_eq!(words(&footer), "— 1 —");
        assert_eq!(values(&footer, "w:jc", "w:val"), [align]);
    }
    let letter = model::document::Document { layout: Layout::Letter, ..fixture::document() };
    let text = part(&written(&letter), TEXT);
    assert!(text.contains("<w:titlePg/>"));
    assert_eq!(values(&text, "w:footerReference", "w:type"), ["even", "default", "first"]);
}

#[test]
fn a_chart_is_a_vector_picture_with_its_caption() {
    let draft = written(&fixture::document());
    let pictures: Vec<Vec<u8>> =
        parts(&draft).into_iter().filter(|(name, _)| name.starts_with("word/media/")).map(|(_, bytes)| bytes).collect();
    let [picture] = pictures.as_slice() else { panic!("{} pictures", pictures.len()) };
    let word = |at: usize| u32::from_le_bytes(picture[at..at + 4].try_into().expect("four bytes"));
    // EMR_HEADER, its signature, and the size of the whole.
    assert_eq!((word(0), word(40), word(48) as usize), (1, 0x464D_4520, picture.len()));
    // The records follow one another up to EMR_EOF, as many as the header says.
    let (mut at, mut count, mut last) = (0, 0, 0);
    while at < picture.len() {
        (last, count) = (word(at), count + 1);
        at += word(at + 4) as usize;
    }
    assert_eq!((last, count, at), (14, word(52), picture.len()));
    let name: Vec<u8> = "朝阳街道".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(picture.windows(name.len()).any(|window| window == name), "the words of the axis are words");
    let text = part(&draft, TEXT);
    assert_eq!(values(&text, "wp:docPr", "descr"), ["图1　各街道税收"]);
    let (drawing, caption) = (text.find("<w:drawing>"), text.find("图1　各街道税收</w:t>"));
    assert!(drawing < caption, "the caption stands below");
}

#[test]
fn bookmarks_are_unique_and_found_by_the_contents() {
    let mut document = fixture::document();
    document.layout = Layout::Plain;
    document.head = model::report::Head { contents: Some(true), ..Default::default() };
    let text = part(&written(&document), TEXT);
    let names = values(&text, "w:bookmarkStart", "w:name");
    for name in ["标题", "表_by_street", "图_streets", "_Toc1"] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
    }
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert_eq!(values(&text, "w:bookmarkStart", "w:id"), values(&text, "w:bookmarkEnd", "w:id"));
    let links = values(&text, "w:hyperlink", "w:anchor");
    let ends = |link: &&String| {
        let marked = text.split(&format!("w:name=\"{link}\"/>")).nth(1).expect("a bookmark");
        let line = holding(&text, "w:hyperlink", &format!("\"{link}\""));
        words(line).starts_with(&words(marked.split_once("<w:bookmarkEnd").expect("an end").0))
    };
    assert_eq!(links.len(), 4, "{links:?}");
    let wrong: Vec<&String> = links.iter().filter(|link| !ends(link)).collect();
    assert!(wrong.is_empty(), "{wrong:?} lead elsewhere");
}

#[test]
fn a_chart_without_its_drawing_is_told() {
    let document = fixture::document();
    let (mut pages, _) = layout::pages(&document, fixture::faces());
    pages.pages.clear();
    let told = crate::bytes(&document, &pages).expect_err("a refusal");
    let told = told.chinese();
    assert!(told.contains("1 张图") && told.contains("0 张"), "{told}");
}
