//! What may be unpacked, and what is said of a file that cannot be.

use model::{Said, say};

/// A picture of more pixels, over a hundred million, would take gigabytes to unpack.
pub(crate) const MOST_PIXELS: u64 = 120_000_000;
/// A picture takes no more memory than this while it is unpacked, in bytes.
pub(crate) const MOST_BYTES: u64 = 768 << 20;

/// Whether so many pixels may be unpacked.
pub(crate) fn limited(width: u32, height: u32) -> Result<(), Said> {
    if width == 0 || height == 0 {
        return Err(damaged());
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(say!(
            "图片太大（{width}×{height} 像素），请缩小到一亿像素以内。",
            "the picture is too large ({width}×{height} pixels); make it smaller than a hundred million pixels."
        ));
    }
    Ok(())
}

/// What a decoder may take.
pub(crate) fn limits() -> image::Limits {
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    limits
}

/// What is said of a file that cannot be unpacked.
pub(crate) fn damaged() -> Said {
    Said::fixed(
        "图片文件已损坏或不完整，打不开，请重新复制或导出。",
        "the picture is damaged or incomplete and cannot be opened; copy or export it again.",
    )
}

/// The same of one that takes too much memory.
pub(crate) const TOO_LARGE: Said =
    Said::fixed("图片展开后太大，请缩小后再用。", "the picture is too large once it is unpacked; make it smaller.");

/// The same of one that cannot be written.
pub(crate) fn unwritten(error: &image::ImageError) -> Said {
    say!("图片无法写出（{error}）。", "the picture cannot be written ({error}).")
}

/// The same of a decoder's error.
pub(crate) fn unreadable(error: &image::ImageError) -> Said {
    match error {
        image::ImageError::Limits(_) => TOO_LARGE,
        image::ImageError::Unsupported(_) => Said::fixed(
            "图片的写法（编码方式）不常见，读不了，请用画图等软件另存为 PNG 或 JPEG。",
            "the picture is coded in an unusual way and cannot be read; save it as PNG or JPEG with a drawing program.",
        ),
        _ => damaged(),
    }
}
