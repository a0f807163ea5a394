//! The outline, and the actions that lead to a place of the document (GB/T 33190, 7.8 and 14).

use crate::number::{MM, array};
use crate::xml::escaped;
use model::page::{Bookmark, Pages};

/// The outline as a tree after the bookmarks' levels; empty without any.
pub(crate) fn tree(pages: &Pages, numbers: &[u32]) -> String {
    if pages.bookmarks.is_empty() {
        return String::new();
    }
    let mut out = "<ofd:Outlines>".to_owned();
    let mut open: Vec<u8> = Vec::new();
    for bookmark in &pages.bookmarks {
        while open.last().is_some_and(|level| *level >= bookmark.level) {
            open.pop();
            out.push_str("</ofd:OutlineElem>");
        }
        open.push(bookmark.level);
        out.push_str(&format!("<ofd:OutlineElem Title=\"{}\">", escaped(bookmark.title.chars())));
        out.push_str(&actions(bookmark, pages, numbers));
    }
    open.iter().for_each(|_| out.push_str("</ofd:OutlineElem>"));
    out.push_str("</ofd:Outlines>\n");
    out
}

/// What a click does that leads to a bookmark; nothing where its page is missing.
pub(crate) fn actions(to: &Bookmark, pages: &Pages, numbers: &[u32]) -> String {
    let (Some(page), Some(number)) = (pages.pages.get(to.page), numbers.get(to.page)) else { return String::new() };
    format!(
        "<ofd:Actions><ofd:Action Event=\"CLICK\"><ofd:Goto>\
         <ofd:Dest Type=\"XYZ\" PageID=\"{number}\" Left=\"0\" Top=\"{}\" Zoom=\"0\"/>\
         </ofd:Goto></ofd:Action></ofd:Actions>",
        array(&[(page.height - to.y) * MM])
    )
}
