//! The same pages give the same bytes, whatever else is written at the same time; and what is in them.

use model::page::{Bookmark, Color, Face, Glyph, Info, Item, Page, Pages, Role, Run};
use std::sync::Arc;

#[expect(clippy::disallowed_methods, reason = "A test reads the faces that it embeds.")]
fn face(role: Role, file: &str) -> Face {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../layout/fonts").join(file);
    Face { role, name: file.to_owned(), bytes: Arc::new(std::fs::read(path).expect("a face")), index: 0 }
}

/// A few pages of glyphs, of a CFF and of a TrueType face.
fn pages(seed: u16) -> Pages {
    let run = |face: usize, line: u16| {
        let glyph = |place: u16| Glyph {
            id: 200 + seed * 31 + line * 20 + place,
            text: char::from_u32(0x4E00 + u32::from(seed * 31 + line * 20 + place)).expect("a character"),
            advance: 15.793,
        };
        let glyphs = (0..28).map(glyph).collect();
        Item::Run(Run {
            face,
            size: 15.75,
            color: Color::BLACK,
            x: 80.0,
            y: 700.0 - f64::from(line) * 29.6,
            turned: false,
            glyphs,
        })
    };
    let rule = Item::Line { from: (80.0, 720.0), to: (500.0, 720.0), width: 1.0, color: Color::RED, dash: vec![] };
    let mut items: Vec<Item> = (0..20).map(|line| run(usize::from(line % 2), line)).collect();
    items.push(rule);
    let page =
        Page { width: 595.276, height: 841.89, items, parts: Vec::new(), links: Vec::new(), numbers: Vec::new() };
    let bookmark = |number: u8| Bookmark { title: format!("第{number}节"), level: 1 + number % 3, page: 0, y: 700.0 };
    Pages {
        faces: vec![face(Role::Fangsong, "fangsong.otf"), face(Role::Kai, "kai.ttf")],
        pages: vec![page.clone(), page],
        bookmarks: (0..7).map(bookmark).collect(),
        info: Info {
            title: format!("第{seed}期"),
            author: "青云区".to_owned(),
            subject: String::new(),
            date: model::Date::new(2021, 2, 9).expect("a day"),
        },
        elements: Vec::new(),
    }
}

#[test]
fn files_written_one_by_one_and_all_at_once_are_the_same() {
    let inputs: Vec<Pages> = (0..6).map(pages).collect();
    let one_by_one: Vec<Vec<u8>> = inputs.iter().map(|pages| pdf::bytes(pages).expect("a file")).collect();
    let at_once: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            inputs.iter().chain(&inputs).map(|pages| scope.spawn(|| pdf::bytes(pages).expect("a file"))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread")).collect()
    });
    for (number, bytes) in at_once.iter().enumerate() {
        assert_eq!(bytes, &one_by_one[number % 6], "{number}");
    }
    assert_ne!(one_by_one[0], one_by_one[1]);
}

#[test]
fn only_glyphs_in_use_are_embedded() {
    let pages = pages(0);
    let bytes = pdf::bytes(&pages).expect("a file");
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert!(bytes.len() < 600_000, "{}", bytes.len());
}

#[test]
fn a_run_of_an_unknown_face_is_an_error() {
    let mut pages = pages(0);
    pages.faces.truncate(1);
    assert!(pdf::bytes(&pages).is_err());
}

#[test]
fn the_file_says_what_it_is() {
    let bytes = pdf::bytes(&pages(3)).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a readable file");
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(lopdf::Object::as_str).expect("a language"), b"zh-CN");
    let info = file.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("properties");
    let info = file.get_dictionary(info).expect("properties");
    let date = info.get(b"CreationDate").and_then(lopdf::Object::as_str).expect("a date");
    assert_eq!(date, b"D:20210209000000+08'00'");
    let title = info.get(b"Title").and_then(lopdf::Object::as_str).expect("a title");
    let units = "\u{feff}第3期".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    assert_eq!(title, units);
}

#[test]
fn bookmarks_stand_under_those_of_a_smaller_level() {
    let bytes = pdf::bytes(&pages(0)).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a readable file");
    let follow = |of: &lopdf::Dictionary, key: &[u8]| {
        let id = of.get(key).and_then(lopdf::Object::as_reference).ok()?;
        file.get_dictionary(id).ok().cloned()
    };
    let root = follow(file.catalog().expect("a catalog"), b"Outlines").expect("bookmarks");
    // Levels 1 2 3 1 2 3 1: three at the top, each but the last with one child.
    let (mut count, mut entry) = (0, follow(&root, b"First"));
    while let Some(bookmark) = entry {
        count += 1;
        let child = follow(&bookmark, b"First");
        assert_eq!(child.is_some(), count < 3);
        assert_eq!(child.and_then(|child| follow(&child, b"First")).is_some(), count < 3);
        entry = follow(&bookmark, b"Next");
    }
    assert_eq!(count, 3);
}

#[test]
fn a_line_with_gaps_brings_its_exact_words() {
    let mut pages = pages(0);
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        if let Item::Run(run) = item {
            run.glyphs.iter_mut().for_each(|glyph| glyph.advance = 20.0);
        }
    }
    let file = lopdf::Document::load_mem(&pdf::bytes(&pages).expect("a file")).expect("a readable file");
    let first = file.get_pages()[&1];
    let content = file.get_page_content(first);
    assert!(content.windows(10).any(|part| part == b"ActualText"));
}
