//! Text as a row of characters with widths, gaps and the places where a line may end.

use crate::fonts::Fonts;
use crate::normalize::normalize;
use crate::punctuation::{Class, class, never_ends, never_starts};
use crate::unbreakable::glued;
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use model::page::Role;

/// The gap between a Han and a Western character, in em; justification moves it between the two
/// others (W3C clreq, 3.2.2: at most a quarter).
pub(crate) const GAP: f64 = 0.2;
/// The least gap.
pub(crate) const GAP_MIN: f64 = 0.125;
/// The greatest gap.
pub(crate) const GAP_MAX: f64 = 0.25;

/// The size of a note's mark in the text, in parts of the text's.
pub(crate) const RAISED: f64 = 0.6;

/// A piece of text in one face.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// The words.
    pub(crate) text: String,
    /// The face.
    pub(crate) role: Role,
    /// Whether it is small and raised: the mark of a note.
    pub(crate) raised: bool,
    /// The name of the figure that it prints.
    pub(crate) figure: Option<String>,
}

impl Span {
    /// A piece of text.
    pub(crate) fn new(text: impl Into<String>, role: Role) -> Span {
        Span { text: text.into(), role, raised: false, figure: None }
    }

    /// The mark of a note, in 宋体.
    pub(crate) fn mark(text: impl Into<String>) -> Span {
        Span { raised: true, ..Span::new(text, Role::Song) }
    }

    /// The printed text of a figure.
    pub(crate) fn figure(name: &str, text: &str, role: Role) -> Span {
        Span { figure: Some(name.to_owned()), ..Span::new(text, role) }
    }
}

/// How big characters are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measure {
    /// The size in points.
    pub(crate) size: f64,
    /// What is added behind every full-width character, in points, so that 28 of them fill a line.
    pub(crate) tracking: f64,
}

impl Measure {
    /// A size without anything added.
    pub(crate) fn plain(size: f64) -> Measure {
        Measure { size, tracking: 0.0 }
    }
}

/// One character ready to be placed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Atom {
    pub(crate) character: char,
    pub(crate) class: Class,
    pub(crate) face: usize,
    pub(crate) id: u16,
    /// The width in points.
    pub(crate) advance: f64,
    /// The gap before it, or what adjacent marks lose, in points; void at a line's start.
    pub(crate) before: f64,
    /// Whether a line may begin with it.
    pub(crate) may_start: bool,
    /// Whether it is a mark whose half em may go.
    pub(crate) full: bool,
    /// Whether it is small and raised.
    pub(crate) raised: bool,
    /// The figure that it is printed for, by its position in [`Text::figures`].
    pub(crate) figure: Option<usize>,
}

/// Text with its measure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Text {
    pub(crate) atoms: Vec<Atom>,
    /// The size in points.
    pub(crate) size: f64,
    /// The names of the figures in it, in the order in which they stand.
    pub(crate) figures: Vec<String>,
}

/// Shapes the pieces of one paragraph.
pub(crate) fn shape(spans: &[Span], measure: Measure, fonts: &mut Fonts) -> Text {
    let mut pieces: Vec<String> = spans.iter().map(|span| span.text.clone()).collect();
    normalize(&mut pieces);
    shape_as_is(&pieces, spans, measure, fonts)
}

/// Shapes one piece of text without making any typing habit good.
pub(crate) fn shape_typed(text: &str, role: Role, measure: Measure, fonts: &mut Fonts) -> Text {
    shape_as_is(&[text.to_owned()], &[Span::new(text, role)], measure, fonts)
}

fn shape_as_is(pieces: &[String], spans: &[Span], measure: Measure, fonts: &mut Fonts) -> Text {
    let whole: String = pieces.concat();
    let mut atoms = Vec::with_capacity(whole.len() / 3 + 1);
    let mut figures = Vec::new();
    for (piece, span) in pieces.iter().zip(spans) {
        let figure = span.figure.as_ref().map(|name| {
            figures.push(name.clone());
            figures.len() - 1
        });
        for character in piece.chars() {
            let found = fonts.glyph(span.role, character, &whole);
            let class = class(character);
            let wide = found.advance > 0.95;
            let tracking = if wide { measure.tracking } else { 0.0 };
            // A dash narrower than its em is still given the em: —— is two em long.
            let em = if class == Class::Pair { found.advance.max(1.0) } else { found.advance };
            let (em, tracking) = if span.raised { (em * RAISED, 0.0) } else { (em, tracking) };
            atoms.push(Atom {
                character,
                class,
                face: found.face,
                id: found.id,
                advance: em * measure.size + tracking,
                before: 0.0,
                may_start: false,
                full: wide && (class == Class::Open || class.closes()),
                raised: span.raised,
                figure,
            });
        }
    }
    join(&mut atoms, measure.size);
    mark_starts(&mut atoms, &whole);
    Text { atoms, size: measure.size, figures }
}

/// Sets the gaps between neighbours.
fn join(atoms: &mut [Atom], size: f64) {
    let mut previous: Option<Atom> = None;
    for atom in atoms {
        if let Some(previous) = previous {
            atom.before = between(&previous, atom) * size;
        }
        previous = Some(*atom);
    }
}

fn between(left: &Atom, right: &Atom) -> f64 {
    let marks = |atom: &Atom| atom.full;
    let blanks_meet = left.class.closes() && (right.class.closes() || right.class == Class::Open)
        || left.class == Class::Open && right.class == Class::Open;
    match (left.class, right.class) {
        _ if marks(left) && marks(right) && blanks_meet => -0.5,
        (Class::Han, Class::Latin) if left.character.is_alphabetic() => GAP,
        (Class::Latin, Class::Han) if right.character.is_alphabetic() => GAP,
        _ => 0.0,
    }
}

/// Marks where a line may begin: Unicode's rules between Western characters, ours everywhere else.
fn mark_starts(atoms: &mut [Atom], whole: &str) {
    let characters: Vec<char> = atoms.iter().map(|atom| atom.character).collect();
    let glued = glued(&characters);
    let western = western_starts(&characters, whole);
    let mut previous = None;
    for (at, atom) in atoms.iter_mut().enumerate() {
        if let Some(before) = previous {
            let both_western = class(before) == Class::Latin && atom.class == Class::Latin;
            let inside = glued.get(at).copied().unwrap_or(false);
            let forbidden = inside
                || atom.raised
                || never_starts(atom.character)
                || never_ends(before)
                || atom.class == Class::Space;
            atom.may_start = !forbidden && (!both_western || western.get(at).copied().unwrap_or(false));
        }
        previous = Some(atom.character);
    }
}

fn western_starts(characters: &[char], whole: &str) -> Vec<bool> {
    let mut starts = vec![false; characters.len()];
    // Most paragraphs of an office have no two Western words, and need no segmenter.
    let letters =
        characters.windows(2).any(|pair| pair.iter().all(|c| class(*c) == Class::Latin && !c.is_ascii_digit()));
    if !letters {
        return starts;
    }
    let mut ends =
        LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()).segment_str(whole).peekable();
    for (place, (offset, _)) in whole.char_indices().enumerate() {
        while ends.peek().is_some_and(|end| *end < offset) {
            ends.next();
        }
        if let Some(start) = starts.get_mut(place) {
            *start = ends.peek() == Some(&offset);
        }
    }
    starts
}
