//! JPEG (ITU-T T.81): kept as it is but for what is not needed to show it, turned upright where the
//! camera only noted how it was held, and written anew where it has too many pixels.

use crate::limits::{damaged, limited, limits, unreadable, unwritten};
use crate::scale;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder};
use model::Said;
use model::picture::{Encoding, Image};
use std::io::Cursor;
use std::sync::Arc;

/// The first bytes.
pub(crate) const SIGNATURE: &[u8] = b"\xff\xd8\xff";
/// The quality of what is written anew: at 90 of 100 nobody sees a difference in print.
const QUALITY: u8 = 90;
/// The density of a file that says none.
const USUAL: f64 = 150.0;

/// Reads a JPEG.
pub(crate) fn read(bytes: &[u8], enough: (u32, u32)) -> Result<Image, Said> {
    let parts = Parts::of(bytes).ok_or_else(damaged)?;
    limited(parts.width, parts.height)?;
    if parts.channels == 4 {
        return Err(Said::fixed(
            "是印刷用的 CMYK 图片，颜色会走样，请用图片软件转为 RGB 后另存。",
            "this is a CMYK picture for presses, whose colours would go wrong; convert it to RGB with a picture program and save it.",
        ));
    }
    let mut decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    decoder.set_limits(limits()).map_err(|error| unreadable(&error))?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    // Pixels are unpacked even where they are not needed: a file that breaks off is found out here.
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    let too_many = scale::fitting((parts.width, parts.height), enough).is_some();
    let grey = parts.channels == 1;
    if turned == Orientation::NoTransforms && !too_many {
        let (width, height, density) = (parts.width, parts.height, parts.density);
        let bytes = Arc::new(parts.bare(bytes));
        return Ok(Image { encoding: Encoding::Jpeg, width, height, grey, density, bytes });
    }
    // Scaled first: turning takes as much memory again.
    let held = swapped(turned, enough);
    let share;
    (picture, share) = scale::down(picture, held);
    picture.apply_orientation(turned);
    written(&picture, parts.density.map(|density| density * share))
}

/// How many pixels are enough before a picture is turned.
fn swapped(turned: Orientation, (across, down): (u32, u32)) -> (u32, u32) {
    match turned {
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            (down, across)
        }
        _ => (across, down),
    }
}

fn written(picture: &DynamicImage, density: Option<f64>) -> Result<Image, Said> {
    let (width, height, grey) = (picture.width(), picture.height(), !picture.color().has_color());
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture).map_err(|error| unwritten(&error))?;
    let parts = Parts::of(&bytes).ok_or_else(damaged)?;
    let bytes = Arc::new(Parts { density, ..parts }.bare(&bytes));
    Ok(Image { encoding: Encoding::Jpeg, width, height, grey, density, bytes })
}

/// What the segments of a file say.
struct Parts {
    width: u32,
    height: u32,
    channels: u8,
    density: Option<f64>,
    /// Whether a segment of Adobe's says how colours are coded.
    adobe: bool,
    /// The segments and scans that are needed, as places in the file.
    needed: Vec<std::ops::Range<usize>>,
}

impl Parts {
    /// Looks through a file up to its end mark; nothing where it breaks off before.
    fn of(bytes: &[u8]) -> Option<Parts> {
        let mut parts = Parts { width: 0, height: 0, channels: 0, density: None, adobe: false, needed: Vec::new() };
        let mut at = 2;
        loop {
            (*bytes.get(at)? == 0xff).then_some(())?;
            let marker = *bytes.get(at + 1)?;
            match marker {
                // A marker may stand behind any number of these.
                0xff => at += 1,
                // The end: what stands behind it (a film, a second picture) belongs to no picture.
                0xd9 => return (parts.width > 0).then_some(parts),
                0x01 | 0xd0..=0xd7 => at += 2,
                _ => {
                    let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                    let body = bytes.get(at + 4..at + 2 + length.max(2))?;
                    let mut end = at + 2 + length.max(2);
                    if marker == 0xda {
                        end = scan_end(bytes, end)?;
                    }
                    if parts.take(marker, body)? {
                        parts.needed.push(at..end);
                    }
                    at = end;
                }
            }
        }
    }

    /// Takes in what a segment says; whether it is needed to show the picture.
    fn take(&mut self, marker: u8, body: &[u8]) -> Option<bool> {
        match marker {
            0xe0 => {
                self.density = jfif(body).or(self.density);
                Some(false)
            }
            0xee if body.starts_with(b"Adobe") => {
                self.adobe = true;
                Some(true)
            }
            // What programs and cameras say of themselves, and remarks.
            0xe1..=0xef | 0xfe => Some(false),
            // A frame (SOF), but not tables, which have numbers among them.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let number = |at: usize| Some(u16::from_be_bytes([*body.get(at)?, *body.get(at + 1)?]));
                (self.height, self.width) = (number(1)?.into(), number(3)?.into());
                self.channels = *body.get(5)?;
                Some(true)
            }
            _ => Some(true),
        }
    }

    /// The file with what is needed and nothing else.
    fn bare(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![0xff, 0xd8];
        // Adobe's segment says otherwise than this one what the colours are.
        if !self.adobe {
            let density = (self.density.unwrap_or(USUAL).round().clamp(1.0, 9_999.0) as u16).to_be_bytes();
            out.extend(b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x01");
            out.extend(density.iter().chain(&density));
            out.extend([0, 0]);
        }
        for part in &self.needed {
            out.extend(bytes.get(part.clone()).unwrap_or_default());
        }
        out.extend([0xff, 0xd9]);
        out
    }
}

/// The dots an inch of a JFIF segment, if they are told and the same both ways.
fn jfif(body: &[u8]) -> Option<f64> {
    let [b'J', b'F', b'I', b'F', 0, _, _, unit, x1, x2, y1, y2, ..] = *body else { return None };
    let (across, down) = (u16::from_be_bytes([x1, x2]), u16::from_be_bytes([y1, y2]));
    let dots = match unit {
        1 => f64::from(across),
        2 => f64::from(across) * 2.54,
        _ => return None,
    };
    // One dot an inch is what programs write that do not know.
    (across == down && dots > 1.0).then_some(dots)
}

/// Where the coded pixels end that begin there: at the next marker that is none of theirs.
fn scan_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
