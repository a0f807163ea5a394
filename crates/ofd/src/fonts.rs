//! Faces cut down to the glyphs in use, each a font that stands on its own.
//!
//! A reader finds the glyphs by the face's own map of characters (GB/T 33190, 11.4), and some
//! readers refuse a face without names and metrics, so these tables are kept.

use crate::ids::Ids;
use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use model::page::{Face, Item, Pages};
use model::{Said, say};
use std::collections::{BTreeMap, BTreeSet};
use ttf_parser::{GlyphId, name_id};

/// An embedded face.
pub(crate) struct Loaded {
    /// Its number in the document.
    pub(crate) id: u32,
    /// Its full name.
    pub(crate) name: String,
    /// The name of its family.
    pub(crate) family: String,
    /// Whether it is a bold one.
    pub(crate) bold: bool,
    /// The name of its file.
    pub(crate) file: String,
    /// The file.
    pub(crate) bytes: Vec<u8>,
    /// By the glyph's number in the whole face: what it has become.
    glyphs: BTreeMap<u16, Shape>,
    /// The numbers to which the embedded face's own map leads.
    map: BTreeMap<char, u16>,
}

/// A glyph of an embedded face.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Its number in the embedded face.
    pub(crate) id: u16,
    /// Left, lower, right and upper edge of the ink, in em.
    pub(crate) ink: [f64; 4],
}

impl Loaded {
    /// What a glyph of the whole face has become.
    pub(crate) fn glyph(&self, id: u16) -> Option<Shape> {
        self.glyphs.get(&id).copied()
    }

    /// Whether a reader that looks the character up in the face finds this glyph.
    pub(crate) fn shows(&self, character: char, shape: Shape) -> bool {
        self.map.get(&character) == Some(&shape.id)
    }
}

/// Says of a face that the pages do not have it.
pub(crate) fn no_face(face: usize) -> Said {
    let number = face + 1;
    say!("没有第{number}个字体。", "there is no font {number}.")
}

/// Cuts down the faces that the pages use; the others stay out of the file.
pub(crate) fn embed(pages: &Pages, ids: &mut Ids) -> Result<Vec<Option<Loaded>>, Said> {
    let mut used = vec![(BTreeSet::from([0]), BTreeSet::new()); pages.faces.len()];
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        let Item::Run(run) = item else { continue };
        let face = used.get_mut(run.face).ok_or_else(|| no_face(run.face))?;
        for glyph in &run.glyphs {
            face.0.insert(glyph.id);
            face.1.insert(glyph.text);
        }
    }
    let faces = pages.faces.iter().zip(used).map(|(face, (glyphs, characters))| {
        if characters.is_empty() {
            return Ok(None);
        }
        let name = &face.name;
        let failed = |error: String| {
            say!("字体“{name}”无法写入OFD：{error}。", "font “{name}” cannot be written into an OFD file: {error}.")
        };
        cut(face, &glyphs, &characters, ids.next()).map(Some).map_err(failed)
    });
    faces.collect()
}

fn cut(face: &Face, glyphs: &BTreeSet<u16>, characters: &BTreeSet<char>, id: u32) -> Result<Loaded, String> {
    let kept: Vec<u16> = glyphs.iter().copied().collect();
    let file = ReadScope::new(&face.bytes).read::<FontData<'_>>().map_err(|error| error.to_string())?;
    let tables = file.table_provider(face.index as usize).map_err(|error| error.to_string())?;
    let bytes = subset(&tables, &kept, &SubsetProfile::Minimal, CmapTarget::Unicode);
    let bytes = bytes.map_err(|error| error.to_string())?;
    // What a reader will find is asked of the file that it will read.
    let embedded = ttf_parser::Face::parse(&bytes, 0).map_err(|error| error.to_string())?;
    let shapes = (0..).zip(&kept).map(|(number, whole)| (*whole, shape(&embedded, number)));
    let map = characters.iter().filter_map(|character| Some((*character, embedded.glyph_index(*character)?.0)));
    let name = |id: u16| {
        let mut names = embedded.names().into_iter().filter(|name| name.name_id == id && name.is_unicode());
        names.find_map(|name| name.to_string())
    };
    let family = name(name_id::FAMILY).unwrap_or_else(|| face.name.clone());
    let ending = if embedded.tables().cff.is_some() { "otf" } else { "ttf" };
    Ok(Loaded {
        id,
        name: name(name_id::FULL_NAME).unwrap_or_else(|| family.clone()),
        family,
        bold: embedded.is_bold(),
        file: format!("Font_{id}.{ending}"),
        glyphs: shapes.collect(),
        map: map.collect(),
        bytes,
    })
}

fn shape(face: &ttf_parser::Face<'_>, id: u16) -> Shape {
    let em = f64::from(face.units_per_em());
    let ink = face
        .glyph_bounding_box(GlyphId(id))
        .map_or([0.0; 4], |ink| [ink.x_min, ink.y_min, ink.x_max, ink.y_max].map(|edge| f64::from(edge) / em));
    Shape { id, ink }
}
