//! The page of GB/T 9704-2012 as Word counts it: in twips, twentieths of a point.

use crate::xml::Xml;
use model::page::Role;

/// Twips in a point.
pub(crate) const POINT: f64 = 20.0;
/// Twips in a millimetre.
pub(crate) const MM: f64 = 1440.0 / 25.4;
/// The paper's sides: A4.
pub(crate) const PAPER: (i32, i32) = (11906, 16838);
/// The margins: 37 mm above, 28 mm at the binding, 35 mm below, 26 mm at the fore edge (5.2.1).
pub(crate) const TOP: i32 = 2098;
const LEFT: i32 = 1587;
const BOTTOM: i32 = 1984;
const RIGHT: i32 = 1474;
/// The width of the text area, 156 mm.
pub(crate) const WIDTH: i32 = PAPER.0 - LEFT - RIGHT;
/// The height of the text area, 225 mm.
pub(crate) const HEIGHT: i32 = PAPER.1 - TOP - BOTTOM;
/// Lines on a page (5.2.3).
const LINES: i32 = 22;
/// Characters in a line (5.2.3).
pub(crate) const CHARACTERS: i32 = 28;
/// The pitch of lines: 28.95 points, of which 22 just fit.
pub(crate) const LINE: i32 = HEIGHT / LINES;
/// The width of a character with its share of the line.
pub(crate) const CHARACTER: f64 = WIDTH as f64 / CHARACTERS as f64;
/// 3号 is 16 points in Word.
pub(crate) const SAN: f64 = 16.0;
/// 4号.
pub(crate) const SI: f64 = 14.0;
/// 2号.
pub(crate) const ER: f64 = 22.0;
/// What the grid adds to a character of the base size, in 1/4096 of a point: less than nothing,
/// rounded so that 28 fit.
const TRACKING: i32 = -842;
/// The width of text in hundredths of the face's own. A character of 16 points is wider than a cell
/// of the grid, of which 28 fit the line: Word sets it closer, LibreOffice gives it two cells.
pub(crate) const FITTED: u32 = 98;
/// From the paper's foot to that of a page number, whose dash lies 7 mm below the text area.
const FOOT: i32 = 1270;

/// The name that an office's Word knows a face by.
pub(crate) fn font(role: Role) -> &'static str {
    match role {
        Role::Fangsong => "仿宋_GB2312",
        Role::Biaosong => "方正小标宋简体",
        Role::Song => "宋体",
        Role::Hei => "黑体",
        Role::Kai => "楷体_GB2312",
    }
}

/// How a section's paper lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Paper {
    /// Upright.
    #[default]
    Upright,
    /// Turned for a wide table, its upper edge at the binding (7.5).
    Turned,
}

impl Paper {
    /// The width of the text area in twips.
    pub(crate) fn width(self) -> i32 {
        match self {
            Paper::Upright => WIDTH,
            Paper::Turned => HEIGHT,
        }
    }
}

/// The properties of a section: its paper, margins, grid and footers. The first page of a letter
/// shows no number.
pub(crate) fn section(xml: &mut Xml, paper: Paper, first_apart: bool) {
    let footers: &[(&str, &str)] = match paper {
        Paper::Upright => &[("even", "rIdEven"), ("default", "rIdOdd"), ("first", "rIdFirst")],
        Paper::Turned => &[("even", "rIdEvenTurned"), ("default", "rIdOddTurned")],
    };
    xml.within("w:sectPr", &[], |xml| {
        for (kind, id) in footers {
            if *kind != "first" || first_apart {
                xml.tag("w:footerReference", &[("w:type", kind), ("r:id", id)]);
            }
        }
        xml.within("w:footnotePr", &[], |xml| xml.val("w:numFmt", "decimalEnclosedCircleChinese"));
        xml.val("w:type", "nextPage");
        let (short, long) = PAPER;
        match paper {
            Paper::Upright => {
                xml.tag("w:pgSz", &[("w:w", &short), ("w:h", &long)]);
                margins(xml, [TOP, RIGHT, BOTTOM, LEFT]);
            }
            Paper::Turned => {
                xml.tag("w:pgSz", &[("w:w", &long), ("w:h", &short), ("w:orient", &"landscape")]);
                margins(xml, [LEFT, TOP, RIGHT, BOTTOM]);
            }
        }
        if first_apart {
            xml.tag("w:titlePg", &[]);
        }
        grid(xml);
    });
}

/// Upper, right, lower and left margin.
fn margins(xml: &mut Xml, [top, right, bottom, left]: [i32; 4]) {
    xml.tag(
        "w:pgMar",
        &[
            ("w:top", &top),
            ("w:right", &right),
            ("w:bottom", &bottom),
            ("w:left", &left),
            ("w:header", &851),
            ("w:footer", &FOOT),
            ("w:gutter", &0),
        ],
    );
}

fn grid(xml: &mut Xml) {
    xml.tag("w:docGrid", &[("w:type", &"linesAndChars"), ("w:linePitch", &LINE), ("w:charSpace", &TRACKING)]);
}

/// A length in characters of the grid as twips.
pub(crate) fn characters(count: f64) -> i32 {
    (count * CHARACTER).round() as i32
}

/// The width of words in em: what is not Western fills an em, the rest half of one. Word alone
/// knows the faces; this is for places that depend on the width of another line.
pub(crate) fn em(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}
