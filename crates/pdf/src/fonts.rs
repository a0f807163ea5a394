//! The faces of a document, cut down to the glyphs in use by printpdf.
//!
//! printpdf gives every glyph of a subset a new code. A page that shows each glyph once, and that
//! is thrown away afterwards, tells which: the pages themselves are then written in one go.

use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};
use model::page::{Item, Pages};
use printpdf::{
    Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem,
};
use std::collections::BTreeMap;

/// A glyph as the file knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coded {
    /// The code that shows it.
    pub(crate) code: u16,
    /// How far a viewer moves after it, in thousandths of an em: what printpdf writes into `W`.
    pub(crate) width: u16,
    /// The character that a reader extracts for it.
    pub(crate) text: char,
}

/// A face in use.
pub(crate) struct Loaded {
    /// Its name in the file; six capitals, which also make the tag of a subset (ISO 32000-1, 9.6.4).
    pub(crate) name: String,
    /// By the glyph's number in the face.
    glyphs: Vec<Option<Coded>>,
}

impl Loaded {
    /// The glyph with that number, where the pages show it.
    pub(crate) fn glyph(&self, id: u16) -> Option<Coded> {
        self.glyphs.get(usize::from(id)).copied().flatten()
    }
}

/// The faces of pages, with the document that holds them and nothing else yet.
pub(crate) struct Fonts {
    /// `None` at the place of a face that shows nothing.
    pub(crate) faces: Vec<Option<Loaded>>,
    /// The file so far.
    pub(crate) document: Document,
    /// The resources of all pages.
    pub(crate) resources: ObjectId,
}

/// Each glyph in use with the character that it shows first, by face and number.
fn used(pages: &Pages) -> Result<Vec<Vec<Option<char>>>, String> {
    let mut used: Vec<Vec<Option<char>>> = vec![Vec::new(); pages.faces.len()];
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Run(run) = item else { continue };
        let Some(glyphs) = used.get_mut(run.face) else {
            return Err(format!("没有第{}个字体。", run.face + 1));
        };
        for glyph in &run.glyphs {
            let id = usize::from(glyph.id);
            if glyphs.len() <= id {
                glyphs.resize(id + 1, None);
            }
            if let Some(place) = glyphs.get_mut(id) {
                place.get_or_insert(glyph.text);
            }
        }
    }
    Ok(used)
}

/// Embeds the faces that the pages show.
pub(crate) fn embed(pages: &Pages) -> Result<Fonts, String> {
    let used = used(pages)?;
    let mut document = PdfDocument::new("");
    let mut faces = Vec::with_capacity(used.len());
    let mut operations = Vec::new();
    for (number, (face, glyphs)) in pages.faces.iter().zip(used).enumerate() {
        if glyphs.is_empty() {
            faces.push(None);
            continue;
        }
        let mut warnings = Vec::new();
        let parsed = ParsedFont::from_bytes(&face.bytes, face.index as usize, &mut warnings)
            .ok_or_else(|| format!("字体“{}”无法读取。", face.name))?;
        let name = name(number);
        let id = FontId(name.clone());
        let shown = glyphs.iter().enumerate().filter_map(|(id, text)| {
            let id = u16::try_from(id).ok()?;
            Some(Codepoint::with_cid(id, 0.0, (*text)?.to_string()))
        });
        operations.push(Op::StartTextSection);
        operations.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(1.0) });
        operations.push(Op::ShowText { items: vec![TextItem::GlyphIds(shown.collect())] });
        operations.push(Op::EndTextSection);
        let coded = glyphs.iter().map(|text| Some(Coded { code: 0, width: 0, text: (*text)? }));
        faces.push(Some(Loaded { name, glyphs: coded.collect() }));
        document.resources.fonts.map.insert(id, PdfFont::new(parsed));
    }
    document.pages.push(PdfPage::new(Pt(1.0).into(), Pt(1.0).into(), operations));
    let mut warnings = Vec::new();
    let mut document = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    // A warning here means a whole font embedded or a glyph lost, so none is let through.
    if let Some(warning) = warnings.first() {
        return Err(format!("PDF: {}", warning.msg));
    }
    // printpdf counts ids through the whole process; from here on they are the same each time.
    document.trailer.remove(b"ID");
    document.prune_objects();
    document.renumber_objects();
    let resources = read_codes(&mut document, &mut faces)?;
    Ok(Fonts { faces, document, resources })
}

/// `TZAAAA`, `TZAAAB`, … by the position of the face.
fn name(number: usize) -> String {
    let letter = |place: u32| char::from(b'A' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap_or(0));
    format!("TZ{}{}{}{}", letter(3), letter(2), letter(1), letter(0))
}

/// Reads the codes from the page that shows each glyph once, and takes the page away.
fn read_codes(document: &mut Document, faces: &mut [Option<Loaded>]) -> Result<ObjectId, String> {
    let failed = |error: lopdf::Error| error.to_string();
    let page = document.page_iter().next().ok_or("PDF: no page")?;
    let content = Content::decode(&document.get_page_content(page)).map_err(failed)?;
    let mut codes = content.operations.iter().filter(|operation| matches!(operation.operator.as_str(), "TJ" | "Tj"));
    for face in faces.iter_mut().flatten() {
        let mut bytes = Vec::new();
        codes
            .next()
            .into_iter()
            .flat_map(|operation| &operation.operands)
            .for_each(|operand| strings(operand, &mut bytes));
        let mut codes = bytes
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([*pair.first().unwrap_or(&0), *pair.last().unwrap_or(&0)]));
        let widths = widths(document, page, &face.name).ok_or("PDF: a face without widths")?;
        for glyph in face.glyphs.iter_mut().flatten() {
            glyph.code = codes.next().ok_or("PDF: a glyph without a code")?;
            glyph.width = widths.get(&glyph.code).copied().unwrap_or(1000);
        }
    }
    let dictionary = document.get_dictionary(page).map_err(failed)?;
    let reference = |key: &[u8]| dictionary.get(key).and_then(Object::as_reference).map_err(failed);
    let (resources, contents) = (reference(b"Resources")?, reference(b"Contents")?);
    document.objects.remove(&page);
    document.objects.remove(&contents);
    Ok(resources)
}

/// The widths that a face tells viewers, by code (ISO 32000-1, 9.7.4.3: `code [width …]`).
fn widths(document: &Document, page: ObjectId, name: &str) -> Option<BTreeMap<u16, u16>> {
    let fonts = document.get_page_fonts(page).ok()?;
    let descendants = fonts.get(name.as_bytes())?.get(b"DescendantFonts").ok()?;
    let descendants = document.dereference(descendants).ok()?.1.as_array().ok()?;
    let descendant = document.dereference(descendants.first()?).ok()?.1.as_dict().ok()?;
    let ranges = document.dereference(descendant.get(b"W").ok()?).ok()?.1.as_array().ok()?;
    let mut widths = BTreeMap::new();
    for pair in ranges.chunks_exact(2) {
        let [first, list] = pair else { continue };
        let first = u16::try_from(first.as_i64().ok()?).ok()?;
        for (code, width) in (first..).zip(list.as_array().ok()?) {
            widths.insert(code, u16::try_from(width.as_i64().ok()?).ok()?);
        }
    }
    Some(widths)
}

/// The bytes of all strings within an operand.
fn strings(operand: &Object, bytes: &mut Vec<u8>) {
    match operand {
        Object::String(string, _) => bytes.extend(string),
        Object::Array(items) => items.iter().for_each(|item| strings(item, bytes)),
        _ => {}
    }
}
