//! Values in the objects, streams and bytes of a PDF.

use super::fixture::{ACCOUNT, NAME, assert_clean, assert_found, zip};
use super::pdf_file::{Made, text, wide};
use lopdf::{Dictionary, IncrementalDocument, Object, Stream, dictionary};

fn made() -> Made {
    Made::new(&text(72.0, 700.0, "关于上半年收支情况的通报"))
}

/// A document with something done to it.
fn with(change: impl FnOnce(&mut Made)) -> Vec<u8> {
    let mut made = made();
    change(&mut made);
    made.bytes()
}

/// A name has to be found whether the objects are packed or not.
fn assert_object(change: impl Fn(&mut Made), place: &str) {
    let mut packed = made();
    change(&mut packed);
    assert_found("pdf", &with(&change), NAME, place);
    assert_found("pdf", &packed.packed(), NAME, place);
}

#[test]
fn a_harmless_file_gives_no_hit() {
    assert_clean("pdf", &made().bytes());
    assert_clean("pdf", &made().packed());
}

#[test]
fn the_information_is_read() {
    let info = |title: Object| {
        with(|made| {
            let info = made.add(dictionary! { "Title" => title });
            made.document.trailer.set("Info", info);
        })
    };
    let string = |bytes: &[u8]| Object::string_literal(bytes.to_vec());
    assert_found("pdf", &info(wide("给张小满")), NAME, "文档信息");
    assert_found("pdf", &info(string("\u{feff}张小满".as_bytes())), NAME, "文档信息");
    assert_found("pdf", &info(string(NAME.as_bytes())), NAME, "文档信息");
    assert_found("pdf", &info(string(&encoding_rs::GBK.encode("经办人张小满").0)), NAME, "文档信息");
    assert_found("pdf", &info(string(b"6222 0210 0111 6245")), ACCOUNT, "文档信息");
    let xmp = "<x:xmpmeta><dc:title><rdf:li>张</rdf:li></dc:title><dc:creator><rdf:li>张&#23567;满</rdf:li></dc:creator></x:xmpmeta>";
    let meta = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let stream = || Stream::new(meta.clone(), xmp.as_bytes().to_vec());
    assert_object(|made| made.plant(stream()), "XMP");
}

#[test]
fn the_outline_and_destinations_are_read() {
    assert_object(
        |made| {
            let entry = made.add(dictionary! { "Title" => wide("一、张小满的账") });
            let outlines =
                made.add(dictionary! { "Type" => "Outlines", "First" => entry, "Last" => entry, "Count" => 1 });
            made.root().set("Outlines", outlines);
        },
        "书签",
    );
    assert_object(
        |made| {
            let page = made.page;
            let names = vec![Object::string_literal(NAME), vec![page.into(), Object::Name(b"Fit".to_vec())].into()];
            let tree = made.add(dictionary! { "Names" => names });
            made.root().set("Names", dictionary! { "Dests" => tree });
        },
        "跳转目标",
    );
    assert_object(|made| made.root().set("Dests", dictionary! { NAME => vec![Object::Null] }), "名称");
}

#[test]
fn the_structure_is_read() {
    for (key, place) in [("ActualText", "替换文字"), ("Alt", "替代文字"), ("E", "全称"), ("T", "对象")] {
        assert_object(|made| made.plant(dictionary! { "S" => "P", key => wide("张小满") }), place);
    }
    let marked = |list: &str| {
        let shown = text(72.0, 700.0, "通报");
        Made::new(&format!("/Span<</MCID 0/ActualText{list}>>BDC\n{shown}EMC\n")).bytes()
    };
    assert_found("pdf", &marked("<FEFF5F205C0F6EE1>"), NAME, "的数据");
    assert_found("pdf", &marked("(6222021001116245)"), ACCOUNT, "的数据");
    assert_clean("pdf", &marked("<FEFF5F20>"));
    let named = |made: &mut Made| {
        made.resources().set("Properties", dictionary! { "MC0" => dictionary! { "ActualText" => wide(NAME) } })
    };
    assert_object(named, "替换文字");
}

#[test]
fn annotations_and_forms_are_read() {
    let annotation = |made: &mut Made, annotation: Dictionary| {
        let id = made.add(annotation);
        made.page().set("Annots", vec![id.into()]);
    };
    assert_object(|made| annotation(made, dictionary! { "Subtype" => "Text", "Contents" => wide("问张小满") }), "批注");
    assert_object(|made| annotation(made, dictionary! { "Subtype" => "Widget", "V" => wide(NAME) }), "表单域");
    let link = dictionary! { "URI" => Object::string_literal("https://a.cn/%E5%BC%A0%E5%B0%8F%E6%BB%A1") };
    assert_object(|made| annotation(made, dictionary! { "Subtype" => "Link", "A" => link.clone() }), "链接");
}

#[test]
fn attachments_are_read() {
    let attached = |name: Object, content: &[u8]| {
        with(|made| {
            let file = made.add(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, content.to_vec()));
            let entry =
                made.add(dictionary! { "Type" => "Filespec", "UF" => name, "EF" => dictionary! { "F" => file } });
            made.root().set("AF", vec![entry.into()]);
        })
    };
    let harmless = || Object::string_literal("a.csv");
    assert_clean("pdf", &attached(harmless(), "单位,金额\n甲镇,1\n".as_bytes()));
    assert_found("pdf", &attached(wide("张小满.csv"), b"1"), NAME, "附件名");
    assert_found("pdf", &attached(harmless(), "单位,经办\n甲镇,张小满\n".as_bytes()), NAME, "附件");
    assert_found("pdf", &attached(harmless(), &encoding_rs::GBK.encode("单位,经办\n甲镇,张小满").0), NAME, "附件");
    // A list is words, in whatever coding.
    let list = "户主,门牌\n甲,A-106\n";
    let search = crate::Search::new(["A-106"]).expect("a search");
    for list in [list.as_bytes(), &encoding_rs::GBK.encode(list).0] {
        assert_eq!(search.hits("pdf", &attached(harmless(), list)).expect("a file").len(), 1);
    }
    let book = zip([("xl/sharedStrings.xml", "<si><r><t>张小</t></r><r><t>满</t></r></si>".as_bytes())]);
    assert_found("pdf", &attached(harmless(), &book), NAME, "附件 › xl/sharedStrings.xml");
    let inner = with(|made| made.plant(wide(NAME)));
    assert_found("pdf", &attached(harmless(), &inner), NAME, "附件 › 对象");
}

#[test]
fn faces_and_forgotten_objects_are_read() {
    assert_object(|made| made.face("TZAAAB+张小满".as_bytes()), "名称");
    let gbk = encoding_rs::GBK.encode(NAME).0.into_owned();
    assert_object(|made| made.plant(dictionary! { "BaseFont" => Object::Name(gbk.clone()) }), "名称");
    assert_object(|made| made.plant(wide(NAME)), "对象");
    let stream = |made: &mut Made| made.plant(Stream::new(Dictionary::new(), NAME.as_bytes().to_vec()));
    assert_object(stream, "的数据");
    // What a face of UTF-16 names is found, its outlines are no text.
    let names = [b"\0\x01\0\0", super::fixture::wide("张小满字库").as_slice(), b"\0\0"].concat();
    let font = |made: &mut Made| made.plant(Stream::new(dictionary! { "Length1" => 99 }, names.clone()));
    assert_object(font, "的数据");
}

#[test]
fn older_versions_are_read() {
    let mut made = made();
    let info = made.add(dictionary! { "Title" => wide(NAME) });
    let stream = made.add(Stream::new(Dictionary::new(), "甲乙丙丁".repeat(99).into_bytes()));
    made.document.trailer.set("Info", info);
    let harmless = Dictionary::new();
    let replaced = |first: Vec<u8>| {
        let document = lopdf::Document::load_mem(&first).expect("a file");
        let mut update = IncrementalDocument::create_from(first, document);
        update.new_document.objects.insert(info, harmless.clone().into());
        update.new_document.objects.insert(stream, Stream::new(Dictionary::new(), b"new".to_vec()).into());
        let mut bytes = Vec::new();
        update.save_to(&mut bytes).expect("a file");
        bytes
    };
    assert_found("pdf", &replaced(made.bytes()), NAME, "残留内容");
    let mut made = self::made();
    let info = made.add(harmless.clone());
    let words = format!("{}{NAME}", "甲乙丙丁".repeat(99));
    let stream = made.add(Stream::new(Dictionary::new(), words.into_bytes()));
    let first = made.bytes();
    let document = lopdf::Document::load_mem(&first).expect("a file");
    let mut update = IncrementalDocument::create_from(first, document);
    update.new_document.objects.insert(stream, Stream::new(Dictionary::new(), b"new".to_vec()).into());
    update.new_document.objects.insert(info, Dictionary::new().into());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).expect("a file");
    assert_found("pdf", &bytes, NAME, "残留内容");
}

#[test]
fn the_bytes_around_the_objects_are_read() {
    for left in [NAME.as_bytes().to_vec(), b"% 6222021001116245".to_vec(), b"<FEFF5F205C0F6EE1>".to_vec()] {
        let value = if left.contains(&b'6') && left.starts_with(b"%") { ACCOUNT } else { NAME };
        assert_found("pdf", &[made().bytes(), left].concat(), value, "残留内容");
    }
}

#[test]
fn what_cannot_be_unpacked_proves_nothing() {
    let packed = |filter: &str| {
        let filter = Object::Name(filter.as_bytes().to_vec());
        with(|made| made.plant(Stream::new(dictionary! { "Filter" => filter }, b"zhang".to_vec())))
    };
    assert_clean("pdf", &packed("DCTDecode"));
    let search = crate::Search::new([NAME]).expect("a search");
    assert!(search.hits("pdf", &packed("RunLengthDecode")).is_err_and(|why| why.chinese.contains("解不开")));
}
