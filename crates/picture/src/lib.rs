//! Bytes of a picture file to a picture that every file of a document can take: upright, of a sane
//! size, on white, and without anything that is not needed to show it.
//!
//! What comes in is untrusted: the size is known before anything is unpacked, and is limited.

mod jpeg;
mod limits;
mod png;
mod scale;

use model::picture::Image;

/// Reads a PNG or a JPEG. `enough` says from how many pixels across and down on more of them would
/// not be seen: larger pictures are scaled down to fit.
///
/// The same bytes give the same picture.
///
/// # Errors
/// One sentence in Chinese: what is wrong with the file, and what to do.
pub fn read(bytes: &[u8], enough: (u32, u32)) -> Result<Image, String> {
    if bytes.starts_with(png::SIGNATURE) {
        png::read(bytes, enough)
    } else if bytes.starts_with(jpeg::SIGNATURE) {
        jpeg::read(bytes, enough)
    } else {
        Err(other(bytes))
    }
}

/// What a file is that is neither.
fn other(bytes: &[u8]) -> String {
    let kind = match bytes {
        [] => return "文件是空的，请换一张图片。".to_owned(),
        [b'G', b'I', b'F', ..] => "GIF",
        [b'B', b'M', ..] => "BMP",
        [b'R', b'I', b'F', b'F', ..] => "WebP",
        [b'I', b'I', 42, ..] | [b'M', b'M', 0, 42, ..] => "TIFF",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "HEIC（手机照片）",
        [b'%', b'P', b'D', b'F', ..] => "PDF",
        _ => return "不是图片文件，只能用 PNG 和 JPEG（jpg）图片。".to_owned(),
    };
    format!("是 {kind} 文件，只能用 PNG 和 JPEG（jpg）图片，请另存为其中一种。")
}

#[cfg(test)]
mod tests;
