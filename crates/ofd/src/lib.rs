//! Pages become the bytes of an OFD file (GB/T 33190-2016).
//!
//! The bytes are a function of the pages. Lengths in the file are millimetres and the origin is a
//! page's upper left corner. Only the glyphs in use are embedded.

mod content;
mod fonts;
mod ids;
mod images;
mod number;
mod outline;
mod package;
mod xml;

use ids::Ids;
use model::Said;
use model::page::Pages;

/// The bytes of an OFD file: a zip of XML parts and fonts.
///
/// # Errors
///
/// A sentence where a face cannot be read or cut down to the glyphs in use, or where
/// a run names a face that the pages do not have.
pub fn bytes(pages: &Pages) -> Result<Vec<u8>, Said> {
    let mut ids = Ids::default();
    let fonts = fonts::embed(pages, &mut ids)?;
    let images = images::distinct(pages, &mut ids);
    let numbers: Vec<u32> = pages.pages.iter().map(|_| ids.next()).collect();
    let mut contents = Vec::with_capacity(pages.pages.len());
    for page in &pages.pages {
        contents.push(content::page(page, pages, (&fonts, &images), &numbers, &mut ids)?);
    }
    package::zip(pages, (&fonts, &images), &numbers, &contents, &ids)
}
