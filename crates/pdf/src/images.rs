//! Pictures as image objects (ISO 32000-1, 8.9), each once however often it is shown.

use crate::number::put;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use model::Said;
use model::page::{Item, Pages};
use model::picture::{Encoding, Image};

/// The pictures of pages in the order in which they are first shown.
pub(crate) fn distinct(pages: &Pages) -> Vec<&Image> {
    let mut images: Vec<&Image> = Vec::new();
    for item in pages.pages.iter().flat_map(|page| &page.items) {
        if let Item::Image { image, .. } = item
            && !images.contains(&image.as_ref())
        {
            images.push(image);
        }
    }
    images
}

/// Shows a picture.
pub(crate) fn draw(images: &[&Image], image: &Image, at: (f64, f64), size: (f64, f64), out: &mut Vec<u8>) {
    let Some(number) = images.iter().position(|known| *known == image) else { return };
    out.extend(b"q ");
    for number in [size.0, 0.0, 0.0, size.1, at.0, at.1] {
        put(number, out);
    }
    out.extend(format!("cm /{} Do Q\n", name(number)).into_bytes());
}

/// Adds the pictures to the resources of all pages.
pub(crate) fn add(document: &mut Document, images: &[&Image], resources: ObjectId) -> Result<(), Said> {
    if images.is_empty() {
        return Ok(());
    }
    let mut named = Dictionary::new();
    for (number, image) in images.iter().enumerate() {
        let stream = stream(image)?;
        named.set(name(number), document.add_object(stream));
    }
    let resources = document.get_dictionary_mut(resources).map_err(|error| Said::same(error.to_string()))?;
    resources.set("XObject", named);
    Ok(())
}

fn name(number: usize) -> String {
    format!("TZI{number}")
}

/// The object of a picture. The file's output intent says that its colours are those of sRGB.
fn stream(image: &Image) -> Result<Stream, Said> {
    let colors: i64 = if image.grey { 1 } else { 3 };
    let mut head = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(image.width),
        "Height" => i64::from(image.height),
        "ColorSpace" => if image.grey { "DeviceGray" } else { "DeviceRGB" },
        "BitsPerComponent" => 8,
    };
    let bytes = match image.encoding {
        Encoding::Jpeg => {
            head.set("Filter", "DCTDecode");
            image.bytes.to_vec()
        }
        // What PNG compresses is what PDF calls the predictors of PNG (ISO 32000-1, 7.4.4.4).
        Encoding::Png => {
            head.set("Filter", "FlateDecode");
            let parameters = dictionary! {
                "Predictor" => 15,
                "Colors" => colors,
                "BitsPerComponent" => 8,
                "Columns" => i64::from(image.width),
            };
            head.set("DecodeParms", Object::Dictionary(parameters));
            pixels(&image.bytes).ok_or(Said::fixed("图片的数据不完整。", "the data of a picture are incomplete."))?
        }
    };
    Ok(Stream::new(head, bytes))
}

/// The compressed pixels of a PNG: its chunks of that kind in a row (ISO/IEC 15948, 5.3).
fn pixels(png: &[u8]) -> Option<Vec<u8>> {
    let mut rest = png.get(8..)?;
    let mut pixels = Vec::with_capacity(png.len());
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        if rest.get(4..8)? == b"IDAT" {
            pixels.extend(rest.get(8..8 + length)?);
        }
        rest = rest.get(length + 12..)?;
    }
    Some(pixels)
}
