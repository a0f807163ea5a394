//! Small invented pictures in every form, and what comes of them.

use crate::read;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder};
use model::picture::{Encoding, Image};

const ENOUGH: (u32, u32) = (600, 800);

/// A PNG of such pixels.
fn png(pixels: &[u8], (width, height): (u32, u32), color: ExtendedColorType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    encoder.write_image(pixels, width, height, color).expect("a file");
    bytes
}

/// A JPEG whose left half is red and whose right half is blue.
fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let half = |x: u32| if x < width / 2 { image::Rgb([200, 0, 0]) } else { image::Rgb([0, 0, 200]) };
    let picture = image::RgbImage::from_fn(width, height, |x, _| half(x));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&DynamicImage::from(picture)).expect("a file");
    bytes
}

/// A JPEG with a segment behind its first mark.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a short segment").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, body, &jpeg[2..]].concat()
}

/// What a camera notes: how it was held (orientation 6: a quarter to the right), and where.
fn exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 39.9042");
    exif
}

/// The pixels of what was read.
fn pixels(image: &Image) -> DynamicImage {
    let format = match image.encoding {
        Encoding::Png => image::ImageFormat::Png,
        Encoding::Jpeg => image::ImageFormat::Jpeg,
    };
    let pixels = image::load_from_memory_with_format(&image.bytes, format).expect("pixels");
    assert_eq!((pixels.width(), pixels.height()), (image.width, image.height));
    pixels
}

fn pixel(image: &Image, x: u32, y: u32) -> [u8; 3] {
    pixels(image).to_rgb8().get_pixel(x, y).0
}

fn read_well(bytes: &[u8]) -> Image {
    read(bytes, ENOUGH).expect("a picture")
}

#[test]
fn what_is_transparent_is_white() {
    let bytes = png(&[200, 0, 0, 255, 0, 200, 0, 0, 0, 0, 200, 128], (3, 1), ExtendedColorType::Rgba8);
    let image = read_well(&bytes);
    assert!(image.encoding == Encoding::Png && !image.grey);
    assert_eq!([0, 1, 2].map(|x| pixel(&image, x, 0)), [[200, 0, 0], [255, 255, 255], [127, 127, 227]]);
    let grey = read_well(&png(&[0, 255, 0, 0], (2, 1), ExtendedColorType::La8));
    assert!(grey.grey);
    assert_eq!([0, 1].map(|x| pixel(&grey, x, 0)), [[0; 3], [255; 3]]);
}

#[test]
fn sixteen_bits_become_eight() {
    let channels: Vec<u8> = [65_535_u16, 32_896, 257].iter().flat_map(|value| value.to_ne_bytes()).collect();
    let image = read_well(&png(&channels, (1, 1), ExtendedColorType::Rgb16));
    assert_eq!(pixel(&image, 0, 0), [255, 128, 1]);
    // Depth 8, truecolour without alpha, and no interlacing.
    assert_eq!(image.bytes.get(24..29), Some([8, 2, 0, 0, 0].as_slice()));
}

#[test]
fn interlaced_pictures_are_read() {
    let image = read_well(include_bytes!("samples/interlaced.png"));
    assert_eq!((pixel(&image, 3, 0), pixel(&image, 1, 2)), ([180, 0, 100], [60, 120, 100]));
}

#[test]
fn what_has_more_pixels_than_are_seen_has_fewer_afterwards_and_keeps_its_size() {
    let image = read_well(&png(&vec![90; 1_200 * 400], (1_200, 400), ExtendedColorType::L8));
    assert_eq!((image.width, image.height, image.grey), (600, 200, true));
    let jpeg = jpeg(640, 1_600);
    let image = read_well(&jpeg);
    assert_eq!((image.width, image.height), (320, 800));
    let [red, _, blue] = pixel(&image, 10, 10);
    assert!(red > 180 && blue < 20);
}

#[test]
fn a_photo_stands_upright_and_says_nothing_of_the_camera() {
    let plain = jpeg(40, 20);
    let held = with_segment(&with_segment(&plain, 0xe1, &exif()), 0xfe, b"remark");
    let image = read_well(&held);
    // A quarter to the right: what was on the left is above.
    assert_eq!((image.width, image.height), (20, 40));
    let ([red, ..], [_, _, blue]) = (pixel(&image, 10, 4), pixel(&image, 10, 36));
    assert!(red > 150 && blue > 150);
    for bytes in [&image.bytes, &read_well(&with_segment(&plain, 0xfe, b"remark")).bytes] {
        let holds = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
        assert!(!holds(b"Exif") && !holds(b"GPS") && !holds(b"remark"));
    }
}

#[test]
fn a_jpeg_of_a_sane_size_is_not_coded_anew_and_ends_where_it_ends() {
    let plain = jpeg(40, 20);
    let behind = [plain.as_slice(), b"a film behind the picture"].concat();
    let image = read_well(&behind);
    assert_eq!(image.bytes, read_well(&plain).bytes);
    assert!(image.bytes.len() <= plain.len() + 20 && image.bytes.ends_with(b"\xff\xd9"));
    assert_eq!(pixels(&image).to_rgb8(), image::load_from_memory(&plain).expect("pixels").to_rgb8());
}

#[test]
fn what_is_wrong_is_told() {
    let (whole, photo) = (png(&[0; 300], (10, 10), ExtendedColorType::Rgb8), jpeg(40, 20));
    let mut bomb = whole.clone();
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let mut cmyk = photo.clone();
    let frame = photo.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    cmyk[frame + 9] = 4;
    let cases: [(&[u8], &str); 9] = [
        (b"", "空的"),
        (b"GIF89a", "GIF"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"name,amount\n", "不是图片文件"),
        (&whole[..whole.len() - 40], "损坏"),
        (&photo[..photo.len() - 30], "损坏"),
        (&photo[..200], "损坏"),
        (&bomb, "65536×65536"),
        (&cmyk, "CMYK"),
    ];
    for (bytes, expected) in cases {
        let told = read(bytes, ENOUGH).expect_err("a sentence");
        assert!(told.chinese().contains(expected), "{expected}: {told:?}");
    }
}

#[test]
fn no_broken_file_ends_the_program() {
    for whole in [png(&[7; 300], (10, 10), ExtendedColorType::Rgb8), jpeg(24, 16)] {
        for length in 0..whole.len() {
            let _ = read(&whole[..length], ENOUGH);
        }
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 0xff;
            let _ = read(&broken, ENOUGH);
        }
    }
}
