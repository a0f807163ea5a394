//! Glyphs joined into words, in the order in which they are painted and by where they stand.
//!
//! Two glyphs are one word where nothing but a little space lies between them. A wider gap, a jump
//! back or another line ends the words, in both orders: else the end of a cell and the beginning
//! of its neighbour would make up a name that nobody wrote, and a false hit stops a delivery. The
//! program's own tables have cells that are less than an em apart. A name that is set wide with a
//! space (`张　三`) has that space for a glyph; letters that are set wide without one stand at equal
//! distances, as cells hardly ever do.

use crate::fold::SEPARATOR;

/// In em: glyphs whose baselines differ by less are on one line.
const LINE: f64 = 0.4;
/// In em: what is further apart belongs to different words.
const APART: f64 = 0.6;
/// In em: letters that are set wide are no further apart.
const SET_WIDE: f64 = 1.6;
/// In em: distances that differ by less are equal.
const EQUAL: f64 = 0.15;
/// In em: from here on a gap is a space.
const SPACE: f64 = 0.2;
/// In em: the next line of a paragraph is no further below.
const LEADING: f64 = 2.5;
/// In em: a paragraph's first line may begin so much further right than the next.
const INDENT: f64 = 2.5;

/// A glyph that stands for some letters.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// The letters.
    pub(crate) text: String,
    /// Along its line.
    pub(crate) x: f64,
    /// Across its line; what is further up, seen along the line, has more.
    pub(crate) y: f64,
    /// How far it reaches along the line.
    pub(crate) width: f64,
    /// The em.
    pub(crate) size: f64,
    /// The direction of its line, in degrees.
    pub(crate) turn: i32,
}

/// What lies between two glyphs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    Nothing,
    Space,
    Wide,
}

/// The words in the order in which they are painted. A paragraph's next line goes on with it, as
/// far as no figures meet.
pub(crate) fn painted(glyphs: &[Glyph]) -> String {
    let glyphs: Vec<&Glyph> = glyphs.iter().collect();
    let mut out = String::new();
    let mut start = 0.0;
    for (place, glyph) in glyphs.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| glyphs.get(before));
        let gap = gap(&glyphs, place);
        if gap != Gap::Wide || !before.is_some_and(|before| wraps(before, glyph, start)) {
            push(&mut out, gap);
        }
        if gap == Gap::Wide {
            start = glyph.x;
        }
        out.push_str(&glyph.text);
    }
    out
}

/// The words by where they stand: lines from above, each from its beginning.
pub(crate) fn placed(glyphs: &[Glyph]) -> String {
    let mut sorted: Vec<&Glyph> = glyphs.iter().collect();
    sorted.sort_by(|left, right| left.turn.cmp(&right.turn).then(right.y.total_cmp(&left.y)));
    let is_line = |left: &Glyph, right: &Glyph| left.turn == right.turn && same_line(left, right);
    let mut out = String::new();
    let mut rest = sorted.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|glyph| is_line(first, glyph)).count().max(1);
        let (line, behind) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        self::line(line, &mut out);
        rest = behind;
    }
    out
}

fn line(glyphs: &[&Glyph], out: &mut String) {
    let mut glyphs = glyphs.to_vec();
    glyphs.sort_by(|left, right| left.x.total_cmp(&right.x));
    // Some writers paint a glyph twice to make it bold.
    glyphs.dedup_by(|right, left| left.text == right.text && (left.x - right.x).abs() < SPACE * left.size);
    for (place, glyph) in glyphs.iter().enumerate() {
        push(out, gap(&glyphs, place));
        out.push_str(&glyph.text);
    }
}

fn push(out: &mut String, gap: Gap) {
    match gap {
        Gap::Nothing => {}
        Gap::Space => out.push(' '),
        Gap::Wide => out.push(SEPARATOR),
    }
}

fn same_line(left: &Glyph, right: &Glyph) -> bool {
    (left.y - right.y).abs() <= LINE * left.size.max(right.size)
}

/// What lies between a glyph and the one before.
fn gap(glyphs: &[&Glyph], place: usize) -> Gap {
    let Some(between) = distance(glyphs, place) else { return Gap::Wide };
    match between {
        between if between < -APART => Gap::Wide,
        between if between > APART => {
            let is_equal = |other: Option<f64>| other.is_some_and(|other| (other - between).abs() < EQUAL);
            let others =
                [place.checked_sub(1).and_then(|before| distance(glyphs, before)), distance(glyphs, place + 1)];
            let is_even = between < SET_WIDE && others.into_iter().any(is_equal);
            if is_even && !figures(glyphs, place) { Gap::Nothing } else { Gap::Wide }
        }
        between if between > SPACE => Gap::Space,
        _ => Gap::Nothing,
    }
}

/// How far a glyph is from the end of the one before, in em, where both are on one line.
fn distance(glyphs: &[&Glyph], place: usize) -> Option<f64> {
    let (left, right) = (glyphs.get(place.checked_sub(1)?)?, glyphs.get(place)?);
    let is_line = left.turn == right.turn && same_line(left, right);
    is_line.then(|| (right.x - left.x - left.width) / left.size.max(right.size))
}

/// Whether figures or Latin letters meet there: nobody sets these wide, and columns of them are even.
fn figures(glyphs: &[&Glyph], place: usize) -> bool {
    let is_plain = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let left = place.checked_sub(1).and_then(|before| glyphs.get(before));
    is_plain(left.and_then(|left| left.text.chars().next_back()))
        || is_plain(glyphs.get(place).and_then(|right| right.text.chars().next()))
}

/// Whether a glyph begins the line after the one that began at `start`.
fn wraps(left: &Glyph, right: &Glyph, start: f64) -> bool {
    let size = left.size.max(right.size);
    let below = left.y - right.y;
    let letters = left.text.chars().chain(right.text.chars()).all(|letter| !letter.is_ascii());
    letters
        && left.turn == right.turn
        && below > LINE * size
        && below < LEADING * size
        && right.x > start - INDENT * size
        && right.x < left.x + left.width
}
