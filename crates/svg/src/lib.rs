//! A page becomes an SVG picture that can stand in a web page, with its words and its numbers.
//!
//! The glyphs are drawn as outlines, so that a browser shows what the printed file shows, whatever
//! fonts it has. Above them lie the words, transparent, to be selected, found and read aloud, and
//! above these the links. There are no styles and no scripts: what a strict policy of the web page
//! (Content-Security-Policy) must allow is pictures from `data:`, where the page has pictures.

mod glyphs;
mod items;
mod links;
mod number;
mod words;
mod xml;

use glyphs::Glyphs;
use model::page::{Origin, Pages};
use model::{Language, Said, say};
use number::pair;

/// A page, from 0, as an SVG element that can stand in HTML beside those of the other pages, and as
/// the text of an SVG file. A unit is a point. What it is called is said in a language.
///
/// `address` says where a click on a number leads and what the link is called; a number without an
/// address has no link. The element is `#page-1` for the first page and of the class `page`; its
/// groups are of the classes `ink`, `words` and `links`, the links `number` and `link`, each with a
/// transparent rectangle in it.
///
/// # Errors
///
/// A sentence where there is no such page, where a face cannot be read, or where a run
/// names a face that the pages do not have.
pub fn page(
    pages: &Pages,
    number: usize,
    language: Language,
    address: &dyn Fn(&Origin) -> Option<(String, String)>,
) -> Result<String, Said> {
    let counted = number + 1;
    let label = say!("第{counted}页", "page {counted}");
    let page = pages.pages.get(number).ok_or_else(|| say!("没有第{counted}页。", "there is no page {counted}."))?;
    let glyphs = Glyphs::of(page, number, &pages.faces)?;
    let mut out = String::with_capacity(page.items.len() * 1_000);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{}\" class=\"page\" viewBox=\"0 0 {}\" role=\"group\" \
         aria-label=\"{}\">\n",
        links::page_id(number),
        pair((page.width, page.height), ' '),
        label.text(language)
    ));
    glyphs.define(&mut out);
    items::draw(page, &glyphs, &mut out);
    words::lay(page, &pages.elements, &mut out);
    links::lay(page, &pages.bookmarks, address, &mut out);
    out.push_str("</svg>\n");
    Ok(out)
}
