//! What a reader that is not ours finds in the files, of real documents: the words, the pages, the
//! outline, the properties, and pictures like those of the PDF.

#[allow(dead_code, unreachable_pub, reason = "The samples are those of the PDF.")]
#[path = "../../pdf/tests/samples/mod.rs"]
mod samples;

mod likeness;

use likeness::{Grey, pdf_pictures};
use model::page::{Item, Page, Pages};
use ofd_core::render::ImageFormat;
use ofd_core::{CtOutlineElem, OfdPackage, OfdReader, PageBlock, RenderOptions};
use rayon::prelude::*;
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Dots an inch of the pictures.
const DPI: f64 = 144.0;

type Reader = OfdReader<Cursor<Vec<u8>>>;

fn open(bytes: Vec<u8>) -> (Reader, ofd_core::LoadedDocument) {
    let package = OfdPackage::new(Cursor::new(bytes)).expect("a zip");
    let mut reader = OfdReader::new(package).expect("an OFD file");
    let body = reader.ofd().doc_bodies.first().expect("a document").clone();
    let document = reader.load_document(&body).expect("a document");
    (reader, document)
}

fn all() -> impl Iterator<Item = (String, Pages)> {
    let faces = samples::faces().expect("faces");
    samples::all().into_iter().map(move |document| (document.name.clone(), layout::pages(&document, &faces).0))
}

fn words(page: &Page) -> Vec<String> {
    let runs = page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    let words = runs.map(|run| run.glyphs.iter().map(|glyph| glyph.text).collect::<String>().trim().to_owned());
    words.filter(|words| !words.is_empty()).collect()
}

#[test]
fn a_reader_finds_the_same_words_on_the_same_pages() {
    for (name, pages) in all() {
        let (mut reader, document) = open(ofd::bytes(&pages).expect("a file"));
        assert_eq!(document.pages().len(), pages.pages.len(), "{name}");
        for (number, page) in pages.pages.iter().enumerate() {
            let found = reader.load_page(&document, &document.pages()[number].clone()).expect("a page");
            let size = found.area.expect("an area").physical_box;
            assert!((size.width * 72.0 / 25.4 - page.width).abs() < 0.001, "{name}");
            assert!((size.height * 72.0 / 25.4 - page.height).abs() < 0.001, "{name}");
            let objects = found.content.iter().flat_map(|content| &content.layers).flat_map(|layer| &layer.objects);
            let found = objects.filter_map(|object| match object {
                PageBlock::Text(text) => Some(text.text_codes.iter().filter_map(|code| code.text.clone()).collect()),
                _ => None,
            });
            assert_eq!(found.collect::<Vec<String>>(), words(page), "{name}, page {}", number + 1);
        }
    }
}

#[test]
fn a_reader_finds_the_outline_and_the_properties() {
    fn flat(elements: &[CtOutlineElem], level: u8, out: &mut Vec<(String, u8)>) {
        for element in elements {
            assert!(element.actions.is_some(), "{}", element.title);
            out.push((element.title.clone(), level));
            flat(&element.children, level + 1, out);
        }
    }
    for (name, pages) in all() {
        let (reader, document) = open(ofd::bytes(&pages).expect("a file"));
        let mut found = Vec::new();
        flat(&document.document.outlines.map(|all| all.outline_elems).unwrap_or_default(), 1, &mut found);
        let titles = |list: Vec<String>| list.join("\n");
        let expected = pages.bookmarks.iter().map(|bookmark| bookmark.title.clone()).collect();
        assert_eq!(titles(found.iter().map(|(title, _)| title.clone()).collect()), titles(expected), "{name}");
        let info = &reader.ofd().doc_bodies[0].doc_info;
        assert_eq!(info.title.as_deref(), Some(pages.info.title.as_str()));
        assert_eq!(info.author.as_deref(), Some(pages.info.author.as_str()));
        assert_eq!(info.creation_date.as_deref(), Some("2021-02-09"));
        assert_eq!(info.doc_id.as_ref().map(String::len), Some(32));
    }
}

#[expect(clippy::disallowed_methods, reason = "A test writes what it found.")]
fn keep(name: &str, page: usize, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pictures");
    let path = folder.join(format!("{name}-{page}-ofd.png"));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(&path, bytes).expect("a written picture");
    path
}

#[test]
fn pages_look_as_those_of_the_pdf() {
    all().collect::<Vec<_>>().into_par_iter().for_each(|(name, pages)| {
        let expected = pdf_pictures(pdf::bytes(&pages).expect("a file"));
        let (mut reader, document) = open(ofd::bytes(&pages).expect("a file"));
        for (number, expected) in expected.iter().enumerate() {
            let options = RenderOptions::with_dpi(DPI);
            let picture = reader.render_page_to_image(&document, number, &options).expect("a picture");
            let actual = Grey::of(picture.width() as usize, picture.as_raw());
            assert!(actual.width.abs_diff(expected.width) <= 1, "{name}");
            // What one has and the other lacks is seen from that one.
            for (one, other) in [(expected, &actual), (&actual, expected)] {
                let (unlike, worst) = one.squares_unlike(other);
                if unlike > 0 {
                    let png = reader.render_page_to_bytes(&document, number, &options, ImageFormat::Png);
                    let shown = keep(&name, number + 1, &png.expect("a picture"));
                    panic!("{unlike} squares differ, by up to {worst}: {}", shown.display());
                }
            }
        }
    });
}
