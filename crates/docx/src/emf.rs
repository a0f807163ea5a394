//! Drawings as Enhanced Metafiles ([MS-EMF]): the vector format that every Word, WPS and LibreOffice
//! draws without a picture beside it, with its words as words in the office's own faces.

use crate::page::font;
use crate::placed::{Drawing, Placed};
use model::page::{Color, Item, Run};

/// Units in a point: the picture is measured in twips, 1440 to the inch.
const UNITS: f64 = 20.0;
/// Room around the drawing for the width of its outermost lines, in points.
const MARGIN: f64 = 1.0;

/// A picture with its size in points.
pub(crate) struct Picture {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The width.
    pub(crate) width: f64,
    /// The height.
    pub(crate) height: f64,
}

/// The records so far.
struct Metafile<'a> {
    placed: &'a Placed<'a>,
    records: Vec<u8>,
    count: u32,
    left: f64,
    top: f64,
}

/// The handle of the one object that exists at a time.
const HANDLE: u32 = 1;

/// Draws a drawing.
pub(crate) fn picture(drawing: &Drawing<'_>, placed: &Placed<'_>) -> Picture {
    let ((left, low), (right, high)) = drawing.corners;
    let (width, height) = (right - left + 2.0 * MARGIN, high - low + 2.0 * MARGIN);
    let mut file = Metafile { placed, records: Vec::new(), count: 0, left: left - MARGIN, top: high + MARGIN };
    file.record(18, &[1]); // EMR_SETBKMODE: words do not cover what is behind them.
    file.record(22, &[24]); // EMR_SETTEXTALIGN: words stand on their baseline.
    for item in drawing.items {
        file.item(item);
    }
    file.record(14, &[0, 16, 20]); // EMR_EOF
    Picture { bytes: file.finish(width, height), width, height }
}

impl Metafile<'_> {
    fn record(&mut self, kind: u32, words: &[u32]) {
        let size = 8 + 4 * words.len() as u32;
        for word in [kind, size].iter().chain(words) {
            self.records.extend(word.to_le_bytes());
        }
        self.count += 1;
    }

    fn at(&self, (x, y): (f64, f64)) -> [u32; 2] {
        [number((x - self.left) * UNITS), number((self.top - y) * UNITS)]
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Line { from, to, width, color, dash } => {
                self.pen(Some((*width, *color)));
                for (from, to) in dashes(*from, *to, dash) {
                    let (from, to) = (self.at(from), self.at(to));
                    self.record(27, &from); // EMR_MOVETOEX
                    self.record(54, &to); // EMR_LINETO
                }
                self.release();
            }
            Item::Polygon { points, fill, outline } => self.polygon(points, *fill, *outline),
            Item::Run(run) => self.run(run),
            // A picture is a file of its own, see `media`.
            Item::Image { .. } => {}
        }
    }

    fn polygon(&mut self, points: &[(f64, f64)], fill: Option<Color>, outline: Option<(f64, Color)>) {
        let corners: Vec<u32> = points.iter().flat_map(|point| self.at(*point)).collect();
        let mut words = vec![0, 0, 0, 0, points.len() as u32];
        words.extend(corners);
        if let Some(fill) = fill {
            self.record(39, &[HANDLE, 0, reference(fill), 0]); // EMR_CREATEBRUSHINDIRECT
            self.record(37, &[HANDLE]); // EMR_SELECTOBJECT
            self.record(37, &[0x8000_0008]); // no pen
            self.record(3, &words); // EMR_POLYGON
            self.release();
        }
        if outline.is_some() {
            self.record(37, &[0x8000_0005]); // no brush
            self.pen(outline);
            self.record(3, &words);
            self.release();
        }
    }

    fn pen(&mut self, pen: Option<(f64, Color)>) {
        let Some((width, color)) = pen else { return };
        let width = number((width * UNITS).max(1.0));
        self.record(38, &[HANDLE, 0, width, 0, reference(color)]); // EMR_CREATEPEN
        self.record(37, &[HANDLE]);
    }

    /// Puts the object away, with a stock one in its place.
    fn release(&mut self) {
        self.record(37, &[0x8000_0007]); // black pen
        self.record(37, &[0x8000_0000]); // white brush
        self.record(40, &[HANDLE]); // EMR_DELETEOBJECT
    }

    fn run(&mut self, run: &Run) {
        let words: Vec<u16> =
            run.glyphs.iter().flat_map(|glyph| glyph.text.encode_utf16(&mut [0; 2]).to_vec()).collect();
        if words.is_empty() {
            return;
        }
        self.face(run);
        self.record(24, &[reference(run.color)]); // EMR_SETTEXTCOLOR
        let mut text = words.clone();
        text.resize(words.len().next_multiple_of(2), 0);
        let [x, y] = self.at((run.x, run.y));
        let behind = 76 + 2 * text.len() as u32;
        // EMR_EXTTEXTOUTW: bounds, mode and scales to hundredths of a millimetre, then the text.
        let scale = (2540.0_f32 / 1440.0).to_bits();
        let mut record = vec![0, 0, u32::MAX, u32::MAX, 1, scale, scale, x, y, words.len() as u32, 76, 0, 0, 0];
        record.extend([u32::MAX, u32::MAX, behind]);
        record.extend(text.chunks(2).map(|pair| match pair {
            [low, high] => u32::from(*low) | u32::from(*high) << 16,
            _ => 0,
        }));
        let mut along = 0.0;
        for glyph in &run.glyphs {
            let next = along + glyph.advance * UNITS;
            record.push(number(next.round() - f64::round(along)));
            // A character beyond the first plane is two units of text.
            record.extend(std::iter::repeat_n(0, glyph.text.len_utf16() - 1));
            along = next;
        }
        self.record(84, &record);
        self.record(37, &[0x8000_000D]); // system font
        self.record(40, &[HANDLE]);
    }

    /// EMR_EXTCREATEFONTINDIRECTW with a LOGFONT and the names that follow it.
    fn face(&mut self, run: &Run) {
        let height = number(-run.size * UNITS);
        // Tenths of a degree against the clock.
        let turn = if run.turned { 2700 } else { 0 };
        let mut record = vec![HANDLE, height, 0, turn, turn, 400, 134 << 24, 0];
        let name: Vec<u16> = font(self.placed.role(run.face)).encode_utf16().collect();
        let unit = |at: usize| u32::from(name.get(at).copied().unwrap_or(0));
        record.extend((0..16).map(|pair| unit(2 * pair) | unit(2 * pair + 1) << 16));
        // FullName, Style, Version, StyleSize, Match, Reserved, VendorId, Culture and Panose.
        record.extend([0; 32 + 16 + 6 + 3]);
        self.record(82, &record);
        self.record(37, &[HANDLE]);
    }

    /// The header before the records. One unit of the reference device is a twip.
    fn finish(self, width: f64, height: f64) -> Vec<u8> {
        let (right, bottom) = (number(width * UNITS), number(height * UNITS));
        let hundredths = |points: f64| number(points / 72.0 * 2540.0);
        let size = 108 + self.records.len() as u32;
        let head = [
            [1, 108].as_slice(),
            &[0, 0, right, bottom],
            &[0, 0, hundredths(width), hundredths(height)],
            &[0x464D_4520, 0x1_0000, size, self.count + 1, HANDLE + 1, 0, 0, 0],
            // 14,400 twips are 254 millimetres.
            &[14400, 14400, 254, 254],
            &[0, 0, 0, 254_000, 254_000],
        ];
        let mut bytes: Vec<u8> = head.concat().into_iter().flat_map(u32::to_le_bytes).collect();
        bytes.extend(self.records);
        bytes
    }
}

/// A signed number as the record holds it.
fn number(value: f64) -> u32 {
    (value.round() as i32).cast_unsigned()
}

/// COLORREF: red is the lowest byte.
fn reference(Color(red, green, blue): Color) -> u32 {
    let byte = |part: f32| (part.clamp(0.0, 1.0) * 255.0).round() as u32;
    byte(red) | byte(green) << 8 | byte(blue) << 16
}

/// A line as the pieces that are drawn of it: programs differ on dashes of their own.
fn dashes(from: (f64, f64), to: (f64, f64), dash: &[f64]) -> Vec<((f64, f64), (f64, f64))> {
    let (across, up) = (to.0 - from.0, to.1 - from.1);
    let long = across.hypot(up);
    let period: f64 = dash.iter().sum();
    if period <= 0.0 || long <= 0.0 {
        return vec![(from, to)];
    }
    let at = |along: f64| (from.0 + across * along / long, from.1 + up * along / long);
    let mut pieces = Vec::new();
    let mut along = 0.0;
    for (number, length) in dash.iter().cycle().enumerate() {
        if along >= long {
            break;
        }
        let end = (along + length).min(long);
        if number % 2 == 0 {
            pieces.push((at(along), at(end)));
        }
        along += length;
    }
    pieces
}
