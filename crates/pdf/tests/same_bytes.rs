//! The same pages give the same bytes, whatever else is written at the same time.

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
    let page = Page { width: 595.276, height: 841.89, items };
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
