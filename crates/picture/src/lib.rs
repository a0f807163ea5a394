//! Bytes of a picture file to a picture that every file of a document can take: upright, of a sane
//! size, on white, and without anything that is not needed to show it.
//!
//! What comes in is untrusted: the size is known before anything is unpacked, and is limited.

mod jpeg;
mod limits;
mod png;
mod scale;

use model::picture::Image;
use model::{Said, say};

/// Reads a PNG or a JPEG. `enough` says from how many pixels across and down on more of them would
/// not be seen: larger pictures are scaled down to fit.
///
/// The same bytes give the same picture.
///
/// # Errors
/// One sentence: what is wrong with the file, and what to do.
pub fn read(bytes: &[u8], enough: (u32, u32)) -> Result<Image, Said> {
    if bytes.starts_with(png::SIGNATURE) {
        png::read(bytes, enough)
    } else if bytes.starts_with(jpeg::SIGNATURE) {
        jpeg::read(bytes, enough)
    } else {
        Err(other(bytes))
    }
}

/// What a file is that is neither.
fn other(bytes: &[u8]) -> Said {
    let kind = match bytes {
        [] => return Said::fixed("文件是空的，请换一张图片。", "the file is empty; use another picture."),
        [b'G', b'I', b'F', ..] => Said::same("GIF"),
        [b'B', b'M', ..] => Said::same("BMP"),
        [b'R', b'I', b'F', b'F', ..] => Said::same("WebP"),
        [b'I', b'I', 42, ..] | [b'M', b'M', 0, 42, ..] => Said::same("TIFF"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Said::fixed("HEIC（手机照片）", "HEIC (photo of a phone)"),
        [b'%', b'P', b'D', b'F', ..] => Said::same("PDF"),
        _ => {
            return Said::fixed(
                "不是图片文件，只能用 PNG 和 JPEG（jpg）图片。",
                "this is no picture; only PNG and JPEG (jpg) can be used.",
            );
        }
    };
    say!(
        "是 {kind} 文件，只能用 PNG 和 JPEG（jpg）图片，请另存为其中一种。",
        "this is a {kind} file; only PNG and JPEG (jpg) can be used: save it as one of them.",
        kind
    )
}

#[cfg(test)]
mod tests;
