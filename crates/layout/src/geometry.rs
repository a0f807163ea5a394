//! The page of GB/T 9704-2012 in points.

/// Points in a millimetre.
pub(crate) const MM: f64 = 72.0 / 25.4;
/// 3号: body, headings, most of the head.
pub(crate) const SAN: f64 = 15.75;
/// 4号: imprint and page numbers.
pub(crate) const SI: f64 = 14.0;
/// 2号: the title.
pub(crate) const ER: f64 = 22.0;
/// Lines on a page (clause 5.2.3).
pub(crate) const LINES: usize = 22;
/// Characters in a line (clause 5.2.3).
pub(crate) const CHARACTERS: usize = 28;
/// The width of a character with its share of the line.
pub(crate) const PITCH: f64 = 156.0 * MM / CHARACTERS as f64;
/// The distance of baselines, so that 22 lines fill 225 mm.
pub(crate) const LEADING: f64 = (225.0 * MM - SAN) / (LINES - 1) as f64;
/// From the top of the em box to the baseline, in em: what the Chinese faces agree on.
pub(crate) const ASCENT: f64 = 0.88;

impl Geometry {
    /// The page that follows when this one is full.
    pub(crate) fn following(self) -> Geometry {
        if self == LETTER { PORTRAIT } else { self }
    }
}

/// A page and its text area (版心).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Geometry {
    /// The paper's width.
    pub(crate) width: f64,
    /// The paper's height.
    pub(crate) height: f64,
    /// The left margin.
    pub(crate) left: f64,
    /// The upper margin.
    pub(crate) top: f64,
    /// The width of the text area.
    pub(crate) text_width: f64,
    /// The height of the text area.
    pub(crate) text_height: f64,
}

/// A4 upright: margins 37 mm above and 28 mm at the binding, text 156 × 225 mm (clause 5.2.1).
pub(crate) const PORTRAIT: Geometry = Geometry {
    width: 210.0 * MM,
    height: 297.0 * MM,
    left: 28.0 * MM,
    top: 37.0 * MM,
    text_width: 156.0 * MM,
    text_height: 225.0 * MM,
};

/// The first page of a letter: its lines stand lower, so that the last one ends seven eighths of a
/// character above the double rule 20 mm from the paper's foot (clause 10.1).
pub(crate) const LETTER: Geometry = Geometry { top: (297.0 - 20.0 - 225.0) * MM - 7.0 / 8.0 * SAN - 2.45, ..PORTRAIT };

/// A4 turned for a wide table: the same text area, its upper edge at the binding, so that the
/// paper's foot lies on the left (clause 7.5, 横排表格).
pub(crate) const LANDSCAPE: Geometry = Geometry {
    width: 297.0 * MM,
    height: 210.0 * MM,
    left: 35.0 * MM,
    top: 28.0 * MM,
    text_width: 225.0 * MM,
    text_height: 156.0 * MM,
};
