//! What PDF/A-2b (ISO 19005-2) asks for and what a reader gets, of real documents: no checker of the
//! standard is installed, so the rules are tested one by one.

#[allow(dead_code, unreachable_pub, reason = "The samples are shared with the example.")]
mod samples;

use lopdf::{Dictionary, Document, Object};
use model::document::{Block, Inline};
use std::collections::BTreeSet;

fn files() -> Vec<(model::document::Document, Vec<u8>)> {
    let faces = samples::faces().expect("faces");
    let file = |document: model::document::Document| {
        let bytes = pdf::bytes(&layout::pages(&document, &faces).0).expect("a file");
        (document, bytes)
    };
    samples::all().into_iter().map(file).collect()
}

#[test]
fn whole_documents_are_the_same_one_by_one_and_all_at_once() {
    let faces = samples::faces().expect("faces");
    let (one_by_one, all) = (files(), samples::all());
    let at_once: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let write = |document| pdf::bytes(&layout::pages(document, &faces).0).expect("a file");
        let threads: Vec<_> = all.iter().chain(&all).map(|document| scope.spawn(move || write(document))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    for (number, bytes) in at_once.iter().enumerate() {
        assert!(*bytes == one_by_one[number % all.len()].1, "{}", all[number % all.len()].name);
    }
}

fn follow<'a>(file: &'a Document, of: &'a Dictionary, key: &[u8]) -> &'a Object {
    let value = of.get(key).unwrap_or_else(|_| unreachable!("{} is there", String::from_utf8_lossy(key)));
    file.dereference(value).expect("an object").1
}

fn dictionaries(file: &Document) -> impl Iterator<Item = &Dictionary> {
    file.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

fn is(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|value| value == name)
}

#[test]
fn the_file_says_that_it_is_a_pdf_a_2b_and_what_its_properties_say() {
    for (document, bytes) in files() {
        assert!(bytes.starts_with(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") && bytes.ends_with(b"%%EOF\n"));
        let file = Document::load_mem(&bytes).expect("a readable file");
        assert!(file.trailer.get(b"Encrypt").is_err());
        assert_eq!(file.trailer.get(b"ID").and_then(Object::as_array).expect("an identity").len(), 2);
        let catalog = file.catalog().expect("a catalog");
        let metadata = follow(&file, catalog, b"Metadata").as_stream().expect("metadata");
        assert!(metadata.dict.get(b"Filter").is_err());
        let xmp = String::from_utf8(metadata.content.clone()).expect("metadata in UTF-8");
        for part in
            ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "2021-02-09T00:00:00+08:00"]
        {
            assert!(xmp.contains(part), "{part}");
        }
        let info = follow(&file, &file.trailer, b"Info").as_dict().expect("properties");
        let title = lopdf::decode_text_string(info.get(b"Title").expect("a title")).expect("a title");
        assert_eq!(title, document.title);
        assert!(xmp.contains(&format!(">{title}</rdf:li>")));
        let intents = follow(&file, catalog, b"OutputIntents").as_array().expect("an intent");
        let intent = file.dereference(&intents[0]).expect("an intent").1.as_dict().expect("an intent");
        assert!(is(intent, b"S", b"GTS_PDFA1"));
        let profile = follow(&file, intent, b"DestOutputProfile").as_stream().expect("a profile");
        let profile = profile.decompressed_content().expect("a profile");
        assert_eq!(&profile[36..40], b"acsp");
        assert_eq!(u32::from_be_bytes([profile[0], profile[1], profile[2], profile[3]]) as usize, profile.len());
    }
}

#[test]
fn every_face_is_embedded_with_its_words_and_its_widths() {
    for (document, bytes) in files() {
        let file = Document::load_mem(&bytes).expect("a readable file");
        let faces: Vec<&Dictionary> = dictionaries(&file).filter(|d| is(d, b"Subtype", b"Type0")).collect();
        assert!(!faces.is_empty(), "{}", document.name);
        for face in faces {
            assert!(is(face, b"Encoding", b"Identity-H"));
            follow(&file, face, b"ToUnicode").as_stream().expect("a map");
            let descendant = &follow(&file, face, b"DescendantFonts").as_array().expect("a face")[0];
            let descendant = file.dereference(descendant).expect("a face").1.as_dict().expect("a face");
            if is(descendant, b"Subtype", b"CIDFontType2") {
                assert!(is(descendant, b"CIDToGIDMap", b"Identity"));
            }
            let descriptor = follow(&file, descendant, b"FontDescriptor").as_dict().expect("a descriptor");
            let name = descriptor.get(b"FontName").and_then(Object::as_name).expect("a name");
            assert_eq!(name[6], b'+');
            assert!(descriptor.has(b"FontFile2") || descriptor.has(b"FontFile3"));
        }
    }
}

#[test]
fn every_annotation_is_printed_and_leads_somewhere() {
    let files = files();
    let plain = files.iter().find(|(document, _)| document.name == "plain").expect("the long document");
    let file = Document::load_mem(&plain.1).expect("a readable file");
    let pages: BTreeSet<_> = file.get_pages().into_values().collect();
    let links: Vec<&Dictionary> = dictionaries(&file).filter(|d| is(d, b"Subtype", b"Link")).collect();
    assert!(links.len() > 20, "{}", links.len());
    for link in links {
        assert_eq!(link.get(b"F").and_then(Object::as_i64).expect("flags"), 4);
        let target = link.get(b"Dest").and_then(Object::as_array).expect("a target")[0].as_reference().expect("a page");
        assert!(pages.contains(&target));
    }
}

/// Every marked content is an element's, and no element claims another.
#[test]
fn the_structure_and_the_pages_know_each_other() {
    for (_, bytes) in files() {
        let file = Document::load_mem(&bytes).expect("a readable file");
        let catalog = file.catalog().expect("a catalog");
        let root = follow(&file, catalog, b"StructTreeRoot").as_dict().expect("a tree");
        let numbers = follow(&file, root, b"ParentTree").as_dict().expect("a tree");
        let numbers = numbers.get(b"Nums").and_then(Object::as_array).expect("numbers");
        for (key, page) in file.get_pages().into_values().enumerate() {
            let content = String::from_utf8_lossy(&file.get_page_content(page)).into_owned();
            let begun = content.matches("BDC").count() + content.matches("BMC").count();
            assert_eq!(begun, content.matches("EMC").count());
            let marked = content.matches("/MCID").count();
            let place = numbers.iter().position(|number| number.as_i64().is_ok_and(|number| number as usize == key));
            let parents = file.dereference(&numbers[place.expect("a page") + 1]).expect("parents").1;
            let parents = parents.as_array().expect("parents");
            assert_eq!(parents.len(), marked);
            for parent in parents {
                let element = file.dereference(parent).expect("an element").1.as_dict().expect("an element");
                assert!(element.has(b"S") && element.has(b"P") && element.has(b"K"));
            }
        }
    }
}

/// The words of a page in the order of its content: those that a span gives for its glyphs, else
/// those that the faces give.
fn words(file: &Document, page: lopdf::ObjectId) -> String {
    let fonts = file.get_page_fonts(page).expect("faces");
    let maps: Vec<(Vec<u8>, lopdf::Encoding<'_>)> =
        fonts.iter().map(|(name, font)| (name.clone(), font.get_font_encoding(file).expect("a map"))).collect();
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).expect("content");
    let (mut words, mut face, mut spans) = (String::new(), Vec::new(), Vec::new());
    for operation in content.operations {
        match operation.operator.as_str() {
            "BMC" => spans.push(false),
            "BDC" => {
                let properties = operation.operands.get(1).and_then(|operand| operand.as_dict().ok());
                let exact = properties.and_then(|properties| properties.get(b"ActualText").ok());
                words.extend(exact.map(|exact| lopdf::decode_text_string(exact).expect("words")));
                spans.push(exact.is_some());
            }
            "EMC" => drop(spans.pop()),
            "Tf" => face = operation.operands[0].as_name().expect("a name").to_vec(),
            "TJ" if !spans.contains(&true) => {
                let map = maps.iter().find(|(name, _)| *name == face).expect("a face");
                for part in operation.operands[0].as_array().expect("glyphs") {
                    if let Ok(codes) = part.as_str() {
                        words.push_str(&Document::decode_text(&map.1, codes).expect("words"));
                    }
                }
            }
            _ => {}
        }
    }
    words
}

#[test]
fn the_words_come_out_as_they_were_written() {
    for (document, bytes) in files() {
        let file = Document::load_mem(&bytes).expect("a readable file");
        let all: String = file.get_pages().into_values().map(|page| words(&file, page)).collect();
        // A paragraph may go on behind a page's number.
        let numbers: Vec<String> = (1..=file.get_pages().len()).map(|number| format!("— {number} —")).collect();
        let all = numbers.iter().fold(all, |all, number| all.replace(number.as_str(), ""));
        for block in &document.blocks {
            let (Block::Paragraph(inlines) | Block::Heading(_, inlines) | Block::Quote(inlines)) = block else {
                continue;
            };
            for inline in inlines.iter().filter(|inline| !matches!(inline, Inline::Note(_))) {
                let typed = inline.text();
                let normal = !typed.contains([' ', '"', '\'', ',', ';', '(', ')', '-']);
                assert!(!normal || all.contains(typed), "{}: {typed}", document.name);
            }
        }
        assert!(document.name != "notice" || all.contains("陈喆、林堃、黄镕、吴祎、郑玥、王珺、李翀"));
    }
}
