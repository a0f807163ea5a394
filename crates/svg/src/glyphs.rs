//! The outlines of the glyphs, each once on a page.

use model::page::{Face, Item, Page};
use model::{Said, say};
use std::collections::BTreeMap;
use ttf_parser::{GlyphId, OutlineBuilder};

/// The outlines of the glyphs that a page shows.
pub(crate) struct Glyphs {
    /// The page, from 0.
    page: usize,
    /// By face and by the glyph's number in it: the path in the face's units. A space has none.
    outlines: BTreeMap<(usize, u16), String>,
    /// By face: its units in an em.
    units: BTreeMap<usize, f64>,
}

impl Glyphs {
    /// Reads the outlines out of the faces.
    pub(crate) fn of(page: &Page, number: usize, faces: &[Face]) -> Result<Glyphs, Said> {
        let mut glyphs = Glyphs { page: number, outlines: BTreeMap::new(), units: BTreeMap::new() };
        let mut read: BTreeMap<usize, ttf_parser::Face<'_>> = BTreeMap::new();
        for item in &page.items {
            let Item::Run(run) = item else { continue };
            if let std::collections::btree_map::Entry::Vacant(place) = read.entry(run.face) {
                let place_of = run.face + 1;
                let face = faces
                    .get(run.face)
                    .ok_or_else(|| say!("没有第{place_of}个字体。", "there is no font {place_of}."))?;
                let name = &face.name;
                let failed = |error| say!("字体“{name}”无法读取：{error}。", "font “{name}” cannot be read: {error}.");
                let face = ttf_parser::Face::parse(&face.bytes, face.index).map_err(failed)?;
                glyphs.units.insert(run.face, f64::from(face.units_per_em()));
                place.insert(face);
            }
            let Some(face) = read.get(&run.face) else { continue };
            for glyph in &run.glyphs {
                glyphs.outlines.entry((run.face, glyph.id)).or_insert_with(|| outline(face, glyph.id));
            }
        }
        glyphs.outlines.retain(|_, path| !path.is_empty());
        Ok(glyphs)
    }

    /// Writes the outlines for the page to refer to.
    pub(crate) fn define(&self, out: &mut String) {
        out.push_str("<defs>\n");
        for ((face, id), path) in &self.outlines {
            out.push_str(&format!("<path id=\"{}\" d=\"{path}\"/>\n", self.name(*face, *id)));
        }
        out.push_str("</defs>\n");
    }

    /// What an outline is called on the page; nothing for a glyph that shows nothing.
    pub(crate) fn find(&self, face: usize, id: u16) -> Option<String> {
        self.outlines.contains_key(&(face, id)).then(|| self.name(face, id))
    }

    fn name(&self, face: usize, id: u16) -> String {
        format!("p{}f{face}g{id}", self.page + 1)
    }

    /// The units of a face in an em.
    pub(crate) fn units(&self, face: usize) -> f64 {
        self.units.get(&face).copied().unwrap_or(1_000.0)
    }
}

fn outline(face: &ttf_parser::Face<'_>, id: u16) -> String {
    let mut pen = Pen::default();
    face.outline_glyph(GlyphId(id), &mut pen);
    pen.path
}

/// Writes an outline with steps instead of places, which are shorter. Lengths are tenths of a unit,
/// so that no rounding adds up.
#[derive(Debug, Default)]
struct Pen {
    path: String,
    at: (i64, i64),
    start: (i64, i64),
}

impl Pen {
    fn step(&mut self, command: char, points: &[(f32, f32)]) {
        self.path.push(command);
        let from = self.at;
        for (place, (x, y)) in points.iter().enumerate() {
            let tenths = |length: f32| (f64::from(length) * 10.0).round() as i64;
            self.at = (tenths(*x), tenths(*y));
            for (part, length) in [self.at.0 - from.0, self.at.1 - from.1].into_iter().enumerate() {
                if length >= 0 && place + part > 0 {
                    self.path.push(' ');
                }
                self.path.push_str(&tenth(length));
            }
        }
    }
}

fn tenth(length: i64) -> String {
    let (sign, whole, rest) = (if length < 0 { "-" } else { "" }, length.abs() / 10, length.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('m', &[(x, y)]);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.step('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('z');
        self.at = self.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_steps_from_where_the_last_one_ended() {
        let mut pen = Pen::default();
        pen.move_to(10.0, -20.0);
        pen.line_to(15.5, -20.0);
        pen.quad_to(15.5, 0.0, 10.0, 0.25);
        pen.close();
        pen.move_to(11.0, -19.0);
        pen.curve_to(11.0, -18.0, 12.0, -17.0, 10.0, -17.0);
        pen.close();
        assert_eq!(pen.path, "m10-20l5.5 0q0 20-5.5 20.3zm1 1c0 1 1 2-1 2z");
    }
}
