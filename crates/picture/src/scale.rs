//! Fewer pixels.

use image::DynamicImage;
use image::imageops::FilterType;

/// The picture, no wider and no higher than so many pixels; and its share of the size that it had.
pub(crate) fn down(picture: DynamicImage, enough: (u32, u32)) -> (DynamicImage, f64) {
    let Some((width, height)) = fitting((picture.width(), picture.height()), enough) else { return (picture, 1.0) };
    let share = f64::from(width) / f64::from(picture.width());
    // Means of whole squares of pixels take little memory, and are as good where there are many.
    let scaled = if share <= 0.5 {
        picture.thumbnail_exact(width, height)
    } else {
        picture.resize_exact(width, height, FilterType::Triangle)
    };
    (scaled, share)
}

/// The size of a picture that has too many pixels, of the same shape.
pub(crate) fn fitting((width, height): (u32, u32), (across, down): (u32, u32)) -> Option<(u32, u32)> {
    if width <= across && height <= down {
        return None;
    }
    let share = (f64::from(across) / f64::from(width)).min(f64::from(down) / f64::from(height));
    let scaled = |length: u32| ((f64::from(length) * share).round() as u32).max(1);
    Some((scaled(width), scaled(height)))
}
