//! PNG (ISO/IEC 15948): read in every form, written in the plainest.

use crate::limits::{TOO_LARGE, damaged, limited, limits, unreadable, unwritten};
use crate::scale;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder};
use model::Said;
use model::picture::{Encoding, Image};
use std::io::Cursor;
use std::sync::Arc;

/// The first bytes.
pub(crate) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Metres in an inch: a file says dots a metre.
const INCH: f64 = 0.0254;

/// Reads a PNG.
pub(crate) fn read(bytes: &[u8], enough: (u32, u32)) -> Result<Image, Said> {
    let (width, height) = size(bytes).ok_or_else(damaged)?;
    limited(width, height)?;
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(|error| unreadable(&error))?;
    // The picture itself counts as well.
    if decoder.total_bytes() > crate::limits::MOST_BYTES {
        return Err(TOO_LARGE);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unreadable(&error))?;
    let (picture, share) = scale::down(on_white(picture), enough);
    written(&picture, density(bytes).map(|density| density * share))
}

/// Pixels without transparency: the paper shows through them.
fn on_white(picture: DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return if picture.color().has_color() { picture.into_rgb8().into() } else { picture.into_luma8().into() };
    }
    let whitened = |value: u8, alpha: u8| {
        let (value, alpha) = (u32::from(value), u32::from(alpha));
        u8::try_from((value * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
    };
    if picture.color().has_color() {
        let rgba = picture.into_rgba8();
        let flat = |pixel: &image::Rgba<u8>| {
            let image::Rgba([red, green, blue, alpha]) = *pixel;
            image::Rgb([red, green, blue].map(|value| whitened(value, alpha)))
        };
        let mut rgb = image::RgbImage::new(rgba.width(), rgba.height());
        rgb.pixels_mut().zip(rgba.pixels()).for_each(|(to, from)| *to = flat(from));
        return rgb.into();
    }
    let both = picture.into_luma_alpha8();
    let mut grey = image::GrayImage::new(both.width(), both.height());
    grey.pixels_mut().zip(both.pixels()).for_each(|(to, from)| {
        let image::LumaA([value, alpha]) = *from;
        *to = image::Luma([whitened(value, alpha)]);
    });
    grey.into()
}

/// The plainest file of pixels of 8 bits.
pub(crate) fn written(picture: &DynamicImage, density: Option<f64>) -> Result<Image, Said> {
    let (width, height, grey) = (picture.width(), picture.height(), !picture.color().has_color());
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    let color = if grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    encoder.write_image(picture.as_bytes(), width, height, color).map_err(|error| unwritten(&error))?;
    Ok(Image { encoding: Encoding::Png, width, height, grey, density, bytes: Arc::new(bytes) })
}

/// The pixels across and down, which stand in the first chunk.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let (kind, data) = chunks(bytes).next()?;
    (kind == b"IHDR").then_some(())?;
    Some((number(data, 0)?, number(data, 4)?))
}

/// The dots an inch, if they are told and the same both ways.
fn density(bytes: &[u8]) -> Option<f64> {
    let before_pixels = chunks(bytes).take_while(|(kind, _)| *kind != b"IDAT");
    let (_, data) = before_pixels.into_iter().find(|(kind, _)| *kind == b"pHYs")?;
    let (across, down, unit) = (number(data, 0)?, number(data, 4)?, *data.get(8)?);
    (unit == 1 && across == down && across > 0).then(|| f64::from(across) * INCH)
}

/// The chunks with their kinds.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = bytes.get(SIGNATURE.len()..).unwrap_or_default();
    std::iter::from_fn(move || {
        let length = usize::try_from(number(rest, 0)?).ok()?;
        let (kind, data) = (rest.get(4..8)?, rest.get(8..8_usize.checked_add(length)?)?);
        rest = rest.get(length.checked_add(12)?..).unwrap_or_default();
        Some((kind, data))
    })
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
