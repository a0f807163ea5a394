//! Faces: from characters to glyphs, with a fallback for each character.

use model::page::{Face, Role};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Where a character goes that its own face lacks (仿宋 → 楷体 → 宋体, then whatever there is).
const FALLBACK: [Role; 5] = [Role::Fangsong, Role::Kai, Role::Song, Role::Hei, Role::Biaosong];

/// Marks that fill an em among Han characters. Some faces hold them in their Western width, and
/// are passed over for these (W3C clreq, 3.1).
const FULL_WIDTH: &str = "“”‘’·—…";

/// Stands where no face has the character: the printer's mark for a missing type.
const GETA: char = '〓';

/// A character in a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    /// The face's position.
    pub(crate) face: usize,
    /// The glyph.
    pub(crate) id: u16,
    /// Its width in em.
    pub(crate) advance: f64,
}

/// The faces with what was found in them and what was not.
pub(crate) struct Fonts<'a> {
    faces: Vec<(Role, Option<ttf_parser::Face<'a>>)>,
    found: HashMap<(Role, char), Found>,
    /// Each character that another role's face had to show: wanted role, character, role.
    pub(crate) substituted: BTreeSet<(Role, char, Role)>,
    /// Each role without any face, with the role that stands in for it.
    pub(crate) absent: BTreeSet<(Role, Role)>,
    /// Each character that no face has, with the text where it stood first.
    pub(crate) missing: BTreeMap<char, String>,
}

impl<'a> Fonts<'a> {
    /// Reads the faces; one that cannot be read has no glyphs.
    pub(crate) fn new(faces: &'a [Face]) -> Fonts<'a> {
        let parse = |face: &'a Face| (face.role, ttf_parser::Face::parse(&face.bytes, face.index).ok());
        Fonts {
            faces: faces.iter().map(parse).collect(),
            found: HashMap::new(),
            substituted: BTreeSet::new(),
            absent: BTreeSet::new(),
            missing: BTreeMap::new(),
        }
    }

    /// The glyph for a character of that role; `context` is the text that is named where there is none.
    pub(crate) fn glyph(&mut self, role: Role, character: char, context: &str) -> Found {
        if let Some(found) = self.found.get(&(role, character)) {
            return *found;
        }
        let found = self.search(role, character).unwrap_or_else(|| {
            self.missing.entry(character).or_insert_with(|| excerpt(context, character));
            let geta = self.search(role, GETA);
            geta.unwrap_or(Found { face: 0, id: 0, advance: 1.0 })
        });
        self.found.insert((role, character), found);
        found
    }

    /// The upper edge of a glyph's ink above the baseline, in em.
    pub(crate) fn ink_top(&self, found: Found) -> f64 {
        let Some((_, Some(face))) = self.faces.get(found.face) else { return 0.0 };
        let ink = face.glyph_bounding_box(ttf_parser::GlyphId(found.id));
        ink.map_or(0.0, |ink| f64::from(ink.y_max) / f64::from(face.units_per_em()))
    }

    fn search(&mut self, role: Role, character: char) -> Option<Found> {
        let own = self.in_role(role, character);
        let full_width = FULL_WIDTH.contains(character);
        if let Some(own) = own
            && (!full_width || own.advance > 0.95)
        {
            return Some(own);
        }
        let others = FALLBACK.into_iter().filter(|other| *other != role);
        let mut candidates = others.filter_map(|other| Some((other, self.in_role(other, character)?)));
        let other = candidates.find(|(_, found)| !full_width || found.advance > 0.95);
        match (own, other) {
            (None, Some((other, found))) => {
                // A role without a face is told once, not for every character.
                if self.faces.iter().any(|(of, face)| *of == role && face.is_some()) {
                    self.substituted.insert((role, character, other));
                } else {
                    self.absent.insert((role, other));
                }
                Some(found)
            }
            (own, other) => other.map(|(_, found)| found).or(own),
        }
    }

    fn in_role(&self, role: Role, character: char) -> Option<Found> {
        let faces = self.faces.iter().enumerate();
        faces.filter(|(_, (of, _))| *of == role).find_map(|(number, (_, face))| {
            let face = face.as_ref()?;
            let id = face.glyph_index(character)?;
            let advance = f64::from(face.glyph_hor_advance(id)?) / f64::from(face.units_per_em());
            Some(Found { face: number, id: id.0, advance })
        })
    }
}

/// Some characters around one, for a message.
fn excerpt(text: &str, character: char) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = characters.iter().position(|other| *other == character).unwrap_or(0);
    characters.iter().skip(at.saturating_sub(6)).take(13).collect()
}
