//! The places of a page that lead elsewhere.

use crate::number::rectangle;
use crate::xml::escaped;
use model::page::{Bookmark, Origin, Page};

/// What a page, from 0, is called in the document that it stands in.
pub(crate) fn page_id(number: usize) -> String {
    format!("page-{}", number + 1)
}

/// Lays transparent rectangles over the links to other pages and over the numbers.
pub(crate) fn lay(
    page: &Page,
    bookmarks: &[Bookmark],
    address: &dyn Fn(&Origin) -> Option<(String, String)>,
    out: &mut String,
) {
    out.push_str("<g class=\"links\" fill-opacity=\"0\">\n");
    for link in &page.links {
        if let Some(bookmark) = bookmarks.get(link.bookmark) {
            let href = format!("#{}", page_id(bookmark.page));
            let place = rectangle(link.from, link.to, page.height);
            anchor("link", &href, &bookmark.title, &place, out);
        }
    }
    for number in &page.numbers {
        if let Some((href, label)) = address(&number.origin) {
            let place = rectangle(number.from, number.to, page.height);
            anchor("number", &href, &label, &place, out);
        }
    }
    out.push_str("</g>\n");
}

fn anchor(class: &str, href: &str, label: &str, place: &str, out: &mut String) {
    let (href, label) = (escaped(href.chars()), escaped(label.chars()));
    out.push_str(&format!("<a class=\"{class}\" href=\"{href}\" aria-label=\"{label}\"><rect {place}/></a>\n"));
}
