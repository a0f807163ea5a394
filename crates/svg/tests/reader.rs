//! What readers that are not ours find in the pictures, of real documents: the words, the links, and
//! pages like those of the PDF.

#[allow(dead_code, unreachable_pub, reason = "The samples are those of the PDF.")]
#[path = "../../pdf/tests/samples/mod.rs"]
mod samples;

#[path = "../../ofd/tests/likeness/mod.rs"]
mod likeness;

use likeness::{Grey, SCALE, pdf_pictures};
use model::page::{Item, Origin, Page, Pages};
use model::{Language, Said};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rayon::prelude::*;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn all() -> impl Iterator<Item = (String, Pages)> {
    let faces = samples::faces().expect("faces");
    samples::all().into_iter().map(move |document| (document.name.clone(), layout::pages(&document, &faces).0))
}

/// Leads to every number, with words that no file may take for its own.
fn address(origin: &Origin) -> Option<(String, String)> {
    Some(match origin {
        Origin::Figure(name) => (format!("/figure/{name}?a=1&b='2'"), format!("<b>\"{name}\"</b>")),
        Origin::Cell { table, row, column } => (format!("/table/{table}/{row}/{column}"), table.clone()),
    })
}

/// An element with its attributes and the text right in it.
#[derive(Debug, Default)]
struct Found {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Found {
    fn of(start: &BytesStart<'_>) -> Found {
        let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
            let value = quick_xml::escape::unescape(&attribute.value).expect("no stray marks").into_owned();
            (attribute.key.0.to_owned(), value)
        };
        let attributes = start.attributes().map(|found| attribute(found.expect("an attribute"))).collect();
        Found { name: start.name().0.to_owned(), attributes, text: String::new() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All elements in the order in which they begin.
fn elements(svg: &str) -> Vec<Found> {
    let mut reader = Reader::from_str(svg);
    let (mut found, mut open): (Vec<Found>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                open.push(found.len());
                found.push(Found::of(&start));
            }
            Event::Empty(start) => found.push(Found::of(&start)),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    found[*at].text.push_str(&text);
                }
            }
            Event::GeneralRef(mark) => {
                let whole = format!("&{};", &*mark);
                if let Some(at) = open.last() {
                    found[*at].text.push_str(&quick_xml::escape::unescape(&whole).expect("a known mark"));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    found
}

fn words(page: &Page) -> String {
    let runs = page.items.iter().filter_map(|item| if let Item::Run(run) = item { Some(run) } else { None });
    runs.flat_map(|run| &run.glyphs).map(|glyph| glyph.text).collect()
}

#[test]
fn a_reader_finds_the_words_of_a_page_in_their_order_each_character_with_its_place() {
    for (name, pages) in all() {
        for (number, page) in pages.pages.iter().enumerate() {
            let found = elements(&svg::page(&pages, number, Language::Chinese, &address).expect("a picture"));
            let texts: Vec<&Found> = found.iter().filter(|element| element.name == "text").collect();
            let all: String = texts.iter().map(|element| element.text.as_str()).collect();
            assert_eq!(all, words(page), "{name}, page {}", number + 1);
            for text in texts {
                let places = text.get("x").expect("places").split(' ').count();
                assert_eq!(places, text.text.chars().count(), "{}", text.text);
            }
        }
    }
}

#[test]
fn the_words_of_a_line_are_one_text_and_those_of_two_cells_are_not() {
    let (_, pages) = all().next().expect("a sample");
    let all: Vec<Found> = (0..pages.pages.len())
        .flat_map(|page| elements(&svg::page(&pages, page, Language::Chinese, &address).expect("a picture")))
        .collect();
    let texts: Vec<&str> = all.iter().filter(|found| found.name == "text").map(|found| found.text.as_str()).collect();
    assert!(texts.iter().any(|text| text.contains("完成税收10.50亿元")), "{texts:?}");
    assert!(texts.contains(&"青云街道") && texts.contains(&"10503.27"), "{texts:?}");
}

#[test]
fn what_is_drawn_is_defined_under_a_name_that_no_other_page_has() {
    for (name, pages) in all() {
        let mut known = BTreeSet::new();
        for number in 0..pages.pages.len() {
            let found = elements(&svg::page(&pages, number, Language::Chinese, &address).expect("a picture"));
            let ids: Vec<&str> = found.iter().filter_map(|element| element.get("id")).collect();
            for element in found.iter().filter(|element| element.name == "use") {
                let href = element.get("href").and_then(|href| href.strip_prefix('#')).expect("a name");
                assert!(ids.contains(&href), "{name}: {href}");
            }
            for id in ids {
                assert!(known.insert(id.to_owned()), "{name}: {id}");
            }
        }
    }
}

#[test]
fn nothing_in_a_picture_needs_a_style_or_a_script() {
    for (name, pages) in all() {
        for number in 0..pages.pages.len() {
            for element in elements(&svg::page(&pages, number, Language::Chinese, &address).expect("a picture")) {
                assert!(!["style", "script", "foreignObject"].contains(&element.name.as_str()), "{name}");
                let wrong = |(key, _): &&(String, String)| key == "style" || key.starts_with("on");
                assert!(!element.attributes.iter().any(|attribute| wrong(&attribute)), "{name}: {element:?}");
            }
        }
    }
}

#[test]
fn every_number_has_its_link_and_one_without_an_address_has_none() {
    let links = |pages: &Pages, number: usize, address: &dyn Fn(&Origin) -> Option<(String, String)>| {
        let found = elements(&svg::page(pages, number, Language::Chinese, address).expect("a picture"));
        let links = found.into_iter().filter(|element| element.get("class") == Some("number"));
        links.map(|link| (link.get("href").map(str::to_owned), link.get("aria-label").map(str::to_owned))).collect()
    };
    for (_, pages) in all() {
        for (number, page) in pages.pages.iter().enumerate() {
            let expected: Vec<(Option<String>, Option<String>)> = page
                .numbers
                .iter()
                .filter_map(|number| address(&number.origin))
                .map(|(href, label)| (Some(href), Some(label)))
                .collect();
            let found: Vec<(Option<String>, Option<String>)> = links(&pages, number, &address);
            assert_eq!(found, expected);
            let none: Vec<(Option<String>, Option<String>)> = links(&pages, number, &|_| None);
            assert!(none.is_empty());
        }
    }
}

#[test]
fn lines_of_the_contents_lead_to_pages() {
    let (_, pages) = all().find(|(name, _)| name == "plain").expect("a sample");
    let found = elements(&svg::page(&pages, 0, Language::Chinese, &address).expect("a picture"));
    let links: Vec<&Found> = found.iter().filter(|element| element.get("class") == Some("link")).collect();
    assert!(links.len() > 5);
    for (link, expected) in links.iter().zip(&pages.pages[0].links) {
        let bookmark = &pages.bookmarks[expected.bookmark];
        assert_eq!(link.get("href"), Some(format!("#page-{}", bookmark.page + 1).as_str()));
        assert_eq!(link.get("aria-label"), Some(bookmark.title.as_str()));
    }
}

#[test]
fn hostile_words_are_words() {
    let (_, mut pages) = all().next().expect("a sample");
    let words = "</text><script>alert('1')</script>&amp;\" onload=\"x\u{0}\u{b}\u{1b}\u{ffff}]]>";
    let mut characters = words.chars().cycle();
    for item in pages.pages[0].items.iter_mut() {
        let Item::Run(run) = item else { continue };
        for glyph in &mut run.glyphs {
            glyph.text = characters.next().expect("a character");
        }
    }
    let hostile = |_: &Origin| Some(("\"><script>".to_owned(), words.to_owned()));
    let svg = svg::page(&pages, 0, Language::Chinese, &hostile).expect("a picture");
    assert!(!svg.contains("<script") && svg.chars().all(|c| c == '\n' || !c.is_control()));
    let found = elements(&svg);
    let all: String = found.iter().filter(|element| element.name == "text").map(|text| text.text.as_str()).collect();
    let plain = words.replace(['\u{0}', '\u{b}', '\u{1b}'], " ").replace('\u{ffff}', "\u{fffd}");
    assert!(all.starts_with(&plain), "{all}");
    let link = found.iter().find(|element| element.get("class") == Some("number")).expect("a link");
    assert_eq!((link.get("href"), link.get("aria-label")), (Some("\"><script>"), Some(plain.as_str())));
}

#[test]
fn a_page_gives_the_same_bytes_every_time() {
    for (_, pages) in all() {
        let once = || svg::page(&pages, 0, Language::Chinese, &address).expect("a picture");
        assert_eq!(once(), once());
    }
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let (_, mut pages) = all().next().expect("a sample");
    assert_eq!(
        svg::page(&pages, 99, Language::Chinese, &address),
        Err(Said::fixed("没有第100页。", "there is no page 100."))
    );
    pages.faces.iter_mut().for_each(|face| face.bytes = std::sync::Arc::new(b"no face".to_vec()));
    assert!(svg::page(&pages, 0, Language::Chinese, &address).is_err_and(|error| error.chinese().contains("无法读取")));
    pages.faces.clear();
    assert!(svg::page(&pages, 0, Language::Chinese, &address).is_err_and(|error| error.chinese().contains("个字体")));
}

#[expect(clippy::disallowed_methods, reason = "A test writes what it found.")]
fn keep(name: &str, page: usize, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pictures");
    let path = folder.join(format!("{name}-{page}-svg.png"));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(&path, bytes).expect("a written picture");
    path
}

/// A picture on white paper, as a browser shows it.
fn picture(svg: &str, page: &Page) -> Pixmap {
    let tree = Tree::from_str(svg, &Options::default()).expect("a picture");
    let pixels = |length: f64| (length * f64::from(SCALE)).round() as u32;
    let mut pixmap = Pixmap::new(pixels(page.width), pixels(page.height)).expect("a page");
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap
}

#[test]
fn pages_look_as_those_of_the_pdf() {
    all().collect::<Vec<_>>().into_par_iter().for_each(|(name, pages)| {
        let expected = pdf_pictures(pdf::bytes(&pages).expect("a file"));
        for (number, (expected, page)) in expected.iter().zip(&pages.pages).enumerate() {
            let pixmap = picture(&svg::page(&pages, number, Language::Chinese, &address).expect("a picture"), page);
            let actual = Grey::of(pixmap.width() as usize, pixmap.data());
            assert!(actual.width.abs_diff(expected.width) <= 1, "{name}");
            // What one has and the other lacks is seen from that one.
            for (one, other) in [(expected, &actual), (&actual, expected)] {
                let (unlike, worst) = one.squares_unlike(other);
                if unlike > 0 {
                    let shown = keep(&name, number + 1, &pixmap.encode_png().expect("a picture"));
                    panic!("{unlike} squares differ, by up to {worst}: {}", shown.display());
                }
            }
        }
    });
}
