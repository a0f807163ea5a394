//! The text objects of an OFD page by where they stand (GB/T 33190, 11).

use crate::findings::Findings;
use crate::kind::Kind;
use crate::lines::{Glyph, painted, placed};
use crate::told::Told;
use crate::xml::{Attributes, Piece, pieces};

/// Searches the text objects of a part, if there are any.
pub(crate) fn look(place: &Told, xml: &str, findings: &mut Findings<'_>) {
    if !xml.contains("TextCode") {
        return;
    }
    let mut page = Page::default();
    pieces(xml, |piece| page.take(piece));
    let Told { chinese, english } = place;
    let words = Told::new(format!("{chinese}（文字）"), format!("{english} (words)"));
    findings.text(&words, &painted(&page.glyphs), Kind::Words);
    let words = Told::new(format!("{chinese}（文字，按位置）"), format!("{english} (words by position)"));
    findings.text(&words, &placed(&page.glyphs), Kind::Words);
}

#[derive(Default)]
struct Page {
    glyphs: Vec<Glyph>,
    object: Object,
    /// The attributes of the open text.
    code: Option<Attributes>,
}

/// A text object: its place on the page, its matrix and its em.
struct Object {
    place: [f64; 2],
    matrix: [f64; 6],
    size: f64,
}

impl Default for Object {
    fn default() -> Object {
        Object { place: [0.0; 2], matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], size: 1.0 }
    }
}

impl Object {
    fn new(attributes: &Attributes) -> Object {
        let mut object = Object::default();
        if let [x, y, ..] = numbers(attributes, "Boundary")[..] {
            object.place = [x, y];
        }
        if let [a, b, c, d, e, f] = numbers(attributes, "CTM")[..] {
            object.matrix = [a, b, c, d, e, f];
        }
        if let [size, ..] = numbers(attributes, "Size")[..] {
            object.size = size;
        }
        object
    }

    fn glyph(&self, letter: char, x: f64, y: f64) -> Glyph {
        let [a, b, c, d, e, f] = self.matrix;
        let [left, top] = self.place;
        let (x, y) = (a * x + c * y + e + left, b * x + d * y + f + top);
        // The page's second axis points down; lines are told apart by one that points up.
        let (sine, cosine) = (-b).atan2(a).sin_cos();
        let size = self.size * c.hypot(d);
        let width = if letter.is_ascii() { 0.5 } else { 1.0 };
        Glyph {
            text: letter.to_string(),
            x: x * cosine - y * sine,
            y: -x * sine - y * cosine,
            width: width * size,
            size,
            turn: degrees(sine, cosine),
        }
    }
}

fn degrees(sine: f64, cosine: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "an angle is at most 180 degrees")]
    let turn = sine.atan2(cosine).to_degrees().round() as i32;
    if turn == -180 { 180 } else { turn }
}

impl Page {
    fn take(&mut self, piece: Piece<'_>) {
        match piece {
            Piece::Open("TextObject", attributes, _) => self.object = Object::new(&attributes),
            Piece::Open("TextCode", attributes, false) => self.code = Some(attributes),
            Piece::Close("TextCode") => self.code = None,
            Piece::Letters(letters) => {
                if let Some(attributes) = &self.code {
                    self.glyphs.extend(glyphs(&self.object, attributes, &letters));
                }
            }
            _ => {}
        }
    }
}

fn glyphs<'a>(object: &'a Object, attributes: &Attributes, letters: &'a str) -> impl Iterator<Item = Glyph> + use<'a> {
    let first = |name: &str| numbers(attributes, name).first().copied().unwrap_or(0.0);
    let (mut x, mut y) = (first("X"), first("Y"));
    let (right, down) = (steps(attributes, "DeltaX"), steps(attributes, "DeltaY"));
    letters.trim().chars().enumerate().map(move |(place, letter)| {
        let glyph = object.glyph(letter, x, y);
        x += right.get(place).copied().unwrap_or(0.0);
        y += down.get(place).copied().unwrap_or(0.0);
        glyph
    })
}

fn attribute<'a>(attributes: &'a Attributes, wanted: &str) -> &'a str {
    attributes.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value)
}

fn numbers(attributes: &Attributes, wanted: &str) -> Vec<f64> {
    attribute(attributes, wanted).split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// A list of steps, in which `g 3 5.5` says three times 5.5.
fn steps(attributes: &Attributes, wanted: &str) -> Vec<f64> {
    let mut words = attribute(attributes, wanted).split_whitespace();
    let mut steps = Vec::new();
    while let Some(word) = words.next() {
        if word != "g" {
            steps.extend(word.parse::<f64>().ok());
            continue;
        }
        let count = words.next().and_then(|count| count.parse().ok()).unwrap_or(0_usize);
        let step = words.next().and_then(|step| step.parse().ok()).unwrap_or(0.0);
        steps.extend(std::iter::repeat_n(step, count.min(100_000)));
    }
    steps
}
