//! Files of pictures within the draft.

use crate::emf;
use crate::placed::{Drawing, Placed};
use model::page::Item;
use model::picture::Encoding;

/// A picture's file with its size in points.
pub(crate) struct Media {
    /// The bytes of the file.
    pub(crate) bytes: Vec<u8>,
    /// The extension of its name.
    pub(crate) extension: &'static str,
    /// The width.
    pub(crate) width: f64,
    /// The height.
    pub(crate) height: f64,
}

/// The extensions with their types.
pub(crate) const TYPES: [(&str, &str); 3] = [("emf", "image/x-emf"), ("jpeg", "image/jpeg"), ("png", "image/png")];

/// The file of a drawing: a picture as it is, a chart as a metafile.
pub(crate) fn of(drawing: &Drawing<'_>, placed: &Placed<'_>) -> Media {
    if let [Item::Image { image, size, .. }] = drawing.items {
        let extension = match image.encoding {
            Encoding::Png => "png",
            Encoding::Jpeg => "jpeg",
        };
        return Media { bytes: image.bytes.to_vec(), extension, width: size.0, height: size.1 };
    }
    let emf::Picture { bytes, width, height } = emf::picture(drawing, placed);
    Media { bytes, extension: "emf", width, height }
}
