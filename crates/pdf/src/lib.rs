//! Pages become the bytes of a PDF 1.7.
//!
//! The bytes are a function of the pages: neither the clock nor the number of files written
//! before, nor what other threads write, changes them. Only the glyphs in use are embedded.

mod content;
mod file;
mod fonts;
mod outline;
mod words;

use model::page::Pages;
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};

/// The bytes of a PDF 1.7 (ISO 32000-1).
///
/// # Errors
///
/// A sentence for a log where a face cannot be read or cut down to the glyphs in use, or where
/// a run names a face that the pages do not have.
pub fn bytes(pages: &Pages) -> Result<Vec<u8>, String> {
    let used = fonts::used(pages);
    let faces = fonts::load(pages, &used)?;
    let mut document = PdfDocument::new("");
    fonts::register(&faces, &mut document);
    for page in &pages.pages {
        let operations = content::operations(page, &faces)?;
        let (width, height) = (printpdf::Pt(page.width as f32), printpdf::Pt(page.height as f32));
        document.pages.push(PdfPage::new(width.into(), height.into(), operations));
    }
    let mut warnings = Vec::new();
    let written = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    // A warning here means a whole font embedded or a glyph lost, so none is let through.
    match warnings.first() {
        Some(warning) => Err(format!("PDF: {}", warning.msg)),
        None => file::finish(written, pages),
    }
}
