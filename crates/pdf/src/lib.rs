//! Pages become the bytes of a PDF/A-2b (ISO 19005-2), tagged where the pages say what is what.
//!
//! The bytes are a function of the pages: neither the clock nor the number of files written
//! before, nor what other threads write, changes them. Only the glyphs in use are embedded.

mod content;
mod file;
mod fonts;
mod images;
mod links;
mod metadata;
mod number;
mod outline;
mod srgb;
mod structure;
mod words;
mod write;

use model::Said;
use model::page::Pages;

/// The bytes of a PDF 1.7 (ISO 32000-1) that keeps to PDF/A-2b.
///
/// # Errors
///
/// A sentence where a face cannot be read or cut down to the glyphs in use, or where
/// a run names a face that the pages do not have.
pub fn bytes(pages: &Pages) -> Result<Vec<u8>, Said> {
    let fonts = fonts::embed(pages)?;
    let images = images::distinct(pages);
    let known = content::Known { faces: &fonts.faces, images: &images };
    let contents = pages.pages.iter().map(|page| content::page(page, pages, known));
    let contents = contents.collect::<Result<Vec<_>, Said>>()?;
    file::finish(fonts, pages, &images, contents)
}
