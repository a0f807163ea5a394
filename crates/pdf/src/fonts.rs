//! The faces of a document, each under a name of our own.

use model::page::{Item, Pages};
use printpdf::{FontId, ParsedFont, PdfDocument, PdfFont};
use std::collections::BTreeSet;

/// A face in use.
pub(crate) struct Loaded {
    /// Its name in the file; six capitals, which also make the tag of a subset (ISO 32000-1, 9.6.4).
    pub(crate) id: FontId,
    /// The face as printpdf read it.
    pub(crate) parsed: ParsedFont,
}

impl Loaded {
    /// How far a viewer moves after the glyph, in thousandths of an em: the same whole number
    /// that printpdf writes into the widths of the font.
    pub(crate) fn width(&self, glyph: u16) -> f64 {
        let units = f64::from(self.parsed.pdf_font_metrics.units_per_em).max(1.0);
        let advance = self.parsed.get_or_decode_glyph(glyph).map_or(0, |glyph| glyph.horz_advance);
        (f64::from(advance) * 1000.0 / units).trunc()
    }
}

/// The faces of which glyphs are on the pages.
pub(crate) fn used(pages: &Pages) -> BTreeSet<usize> {
    let items = pages.pages.iter().flat_map(|page| &page.items);
    items.filter_map(|item| if let Item::Run(run) = item { Some(run.face) } else { None }).collect()
}

/// Reads the faces in use; `None` at the place of all others.
pub(crate) fn load(pages: &Pages, used: &BTreeSet<usize>) -> Result<Vec<Option<Loaded>>, String> {
    let load = |(number, face): (usize, &model::page::Face)| {
        if !used.contains(&number) {
            return Ok(None);
        }
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(&face.bytes, face.index as usize, &mut warnings)
            .ok_or_else(|| format!("字体“{}”无法读取。", face.name))?;
        Ok(Some(Loaded { id: FontId(name(number)), parsed }))
    };
    pages.faces.iter().enumerate().map(load).collect()
}

/// `TZAAAA`, `TZAAAB`, … by the position of the face.
fn name(number: usize) -> String {
    let letter = |place: u32| char::from(b'A' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap_or(0));
    format!("TZ{}{}{}{}", letter(3), letter(2), letter(1), letter(0))
}

/// Puts the faces into the document. printpdf's own ids would come from a counter of the process.
pub(crate) fn register(faces: &[Option<Loaded>], document: &mut PdfDocument) {
    for face in faces.iter().flatten() {
        document.resources.fonts.map.insert(face.id.clone(), PdfFont::new(face.parsed.clone()));
    }
}
