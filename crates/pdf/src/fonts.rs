//! The faces of a document, cut down to the glyphs in use and embedded by printpdf.
//!
//! printpdf gives every glyph a code of its own. A page that shows each glyph once, and that is
//! thrown away afterwards, tells which: the pages themselves are then written in one go.

use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::{FontTableProvider, NameTable};
use allsorts::tag;
use lopdf::content::Content;
use lopdf::{Document, Object, ObjectId};
use model::page::{Face, Item, Pages};
use model::{Said, say};
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

/// Says of a face that the pages do not have it.
pub(crate) fn no_face(face: usize) -> Said {
    let number = face + 1;
    say!("没有第{number}个字体。", "there is no font {number}.")
}

/// Each glyph in use with the character that it shows first, by face and number.
fn used(pages: &Pages) -> Result<Vec<Vec<Option<char>>>, Said> {
    let mut used: Vec<Vec<Option<char>>> = vec![Vec::new(); pages.faces.len()];
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Run(run) = item else { continue };
        let Some(glyphs) = used.get_mut(run.face) else {
            return Err(no_face(run.face));
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
pub(crate) fn embed(pages: &Pages) -> Result<Fonts, Said> {
    let used = used(pages)?;
    let mut document = PdfDocument::new("");
    let mut faces = Vec::with_capacity(used.len());
    let mut operations = Vec::new();
    for (number, (face, glyphs)) in pages.faces.iter().zip(used).enumerate() {
        if glyphs.is_empty() {
            faces.push(None);
            continue;
        }
        let name = name(number);
        let (kept, parsed) = cut(face, &name, &glyphs)?;
        let id = FontId(name.clone());
        let shown = glyphs.iter().enumerate().filter_map(|(id, text)| {
            let place = kept.binary_search(&u16::try_from(id).ok()?).ok()?;
            Some(Codepoint::with_cid(u16::try_from(place).ok()?, 0.0, (*text)?.to_string()))
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
        return Err(Said::same(format!("PDF: {}", warning.msg)));
    }
    // printpdf counts ids through the whole process; from here on they are the same each time.
    document.trailer.remove(b"ID");
    document.prune_objects();
    document.renumber_objects();
    let resources = read_codes(&mut document, &mut faces)?;
    Ok(Fonts { faces, document, resources })
}

/// The face with the glyphs that have a character, as printpdf embeds it, and the numbers that these had: the cut
/// face counts them anew in their order, behind the glyph for what is missing. Its measures stay those of the whole.
fn cut(face: &Face, tag: &str, glyphs: &[Option<char>]) -> Result<(Vec<u16>, ParsedFont), Said> {
    let title = &face.name;
    let unread = || say!("字体“{title}”无法读取。", "font “{title}” cannot be read.");
    let shown = glyphs.iter().enumerate().filter(|(id, text)| *id > 0 && text.is_some());
    let kept: Vec<u16> = std::iter::once(0).chain(shown.filter_map(|(id, _)| u16::try_from(id).ok())).collect();
    let index = face.index as usize;
    let file = ReadScope::new(&face.bytes).read::<FontData<'_>>().map_err(|_| unread())?;
    let tables = file.table_provider(index).map_err(|_| unread())?;
    let bytes = subset(&tables, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(|_| unread())?;
    let mut parsed = ParsedFont::from_bytes(&face.bytes, index, &mut Vec::new()).ok_or_else(unread)?;
    let width = |id: &u16| parsed.glyph_widths.get(id).copied().unwrap_or_default();
    parsed.glyph_widths = (0..).zip(kept.iter().map(width)).collect();
    parsed.font_name = Some(format!("{tag}+{}", postscript_name(&tables).unwrap_or_else(|| tag.to_owned())));
    (parsed.original_bytes, parsed.font_index) = (bytes, 0);
    Ok((kept, parsed))
}

/// The name by which a file calls the face (ISO 32000-1, 9.6.2.1).
fn postscript_name(tables: &impl FontTableProvider) -> Option<String> {
    let data = tables.read_table_data(tag::NAME).ok()?;
    ReadScope::new(&data).read::<NameTable<'_>>().ok()?.string_for_id(NameTable::POSTSCRIPT_NAME)
}

/// `TZAAAA`, `TZAAAB`, … by the position of the face.
fn name(number: usize) -> String {
    let letter = |place: u32| char::from(b'A' + u8::try_from(number / 26_usize.pow(place) % 26).unwrap_or(0));
    format!("TZ{}{}{}{}", letter(3), letter(2), letter(1), letter(0))
}

/// Reads the codes from the page that shows each glyph once, and takes the page away.
fn read_codes(document: &mut Document, faces: &mut [Option<Loaded>]) -> Result<ObjectId, Said> {
    let failed = |error: lopdf::Error| Said::same(error.to_string());
    let page = document.page_iter().next().ok_or_else(|| Said::same("PDF: no page"))?;
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
        let widths = widths(document, page, &face.name).ok_or_else(|| Said::same("PDF: a face without widths"))?;
        for glyph in face.glyphs.iter_mut().flatten() {
            glyph.code = codes.next().ok_or_else(|| Said::same("PDF: a glyph without a code"))?;
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
