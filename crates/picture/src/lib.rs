//! Bytes of a picture file to a picture that every file of a document can take: upright, of a sane
//! size, on white, and without anything that is not needed to show it.
//!
//! What comes in is untrusted: the size is known before anything is unpacked, and is limited.

mod jpeg;
mod png;
mod scale;

use model::picture::Image;

/// A picture of more pixels, over a hundred million, would take gigabytes to unpack.
const MOST_PIXELS: u64 = 120_000_000;
/// A picture takes no more memory than this while it is unpacked, in bytes.
const MOST_BYTES: u64 = 768 << 20;

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

/// Whether so many pixels may be unpacked.
fn limited(width: u32, height: u32) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err(damaged());
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!("图片太大（{width}×{height} 像素），请缩小到一亿像素以内。"));
    }
    Ok(())
}

/// What a decoder may take.
fn limits() -> image::Limits {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

/// What is said of a file that cannot be unpacked.
fn damaged() -> String {
    "图片文件已损坏或不完整，打不开，请重新复制或导出。".to_owned()
}

/// The same of a decoder's error.
fn unreadable(error: &image::ImageError) -> String {
    match error {
        image::ImageError::Limits(_) => "图片展开后太大，请缩小后再用。".to_owned(),
        image::ImageError::Unsupported(_) => {
            "图片的写法（编码方式）不常见，读不了，请用画图等软件另存为 PNG 或 JPEG。".to_owned()
        }
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests;
