//! A picture of every page of every layout. `cargo xtask bless` accepts what is new; where a page
//! differs, `target/pictures/` holds `expected | difference | actual` side by side.

#[allow(dead_code, unreachable_pub, reason = "The samples are shared with the example.")]
mod samples;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Pixels for a point: 54 dots an inch, at which a line of body text can still be read.
const SCALE: f32 = 0.75;
/// Greys that differ by less are the same: processors round differently.
const SAME: u8 = 48;
/// So many pixels of a page may differ, out of a quarter of a million.
const FEW: usize = 20;
/// The first so many pages of a document are compared.
const PAGES: usize = 6;

/// A picture in greys, row by row.
#[derive(PartialEq, Eq)]
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// The pages of a file. Pages of a long document look like those before them.
fn pictures(bytes: Vec<u8>) -> Vec<Grey> {
    let file = Pdf::new(bytes).expect("a readable file");
    let cache = RenderCache::new();
    let interpreter = InterpreterSettings::default();
    let pixels = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    let picture = |page| {
        let picture = render(page, &cache, &interpreter, &settings, &pixels);
        let (width, height) = (usize::from(picture.width()), usize::from(picture.height()));
        let grey = |pixel: &[u8]| pixel.iter().take(3).map(|part| u16::from(*part)).sum::<u16>() / 3;
        let pixels = picture.data_as_u8_slice().chunks_exact(4).map(|pixel| u8::try_from(grey(pixel)).unwrap_or(255));
        Grey { width, height, pixels: pixels.collect() }
    };
    file.pages().iter().take(PAGES).map(picture).collect()
}

fn png(picture: &Grey) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = |length: usize| u32::try_from(length).expect("a picture");
    let mut encoder = png::Encoder::new(&mut bytes, size(picture.width), size(picture.height));
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    let mut writer = encoder.write_header().expect("a picture");
    writer.write_image_data(&picture.pixels).expect("a picture");
    writer.finish().expect("a picture");
    bytes
}

#[expect(clippy::disallowed_methods, reason = "A test reads what it expects.")]
fn read(path: &Path) -> Option<Grey> {
    let bytes = std::fs::read(path).ok()?;
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a picture")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    Some(Grey { width: info.width as usize, height: info.height as usize, pixels })
}

#[expect(clippy::disallowed_methods, reason = "A test writes what it found.")]
fn write(path: &Path, picture: &Grey) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(path, png(picture)).expect("a written picture");
}

fn differs(expected: &Grey, actual: &Grey) -> bool {
    let pairs = || expected.pixels.iter().zip(&actual.pixels);
    (expected.width, expected.height) != (actual.width, actual.height)
        || pairs().filter(|(left, right)| left.abs_diff(**right) > SAME).count() > FEW
}

/// Both pictures with what differs between them, in black.
fn side_by_side(expected: &Grey, actual: &Grey) -> Grey {
    let (width, height) = (expected.width.max(actual.width), expected.height.max(actual.height));
    let at = |picture: &Grey, x: usize, y: usize| match x < picture.width {
        true => picture.pixels.get(y * picture.width + x).copied().unwrap_or(255),
        false => 255,
    };
    let mut pixels = Vec::with_capacity(3 * width * height);
    for y in 0..height {
        pixels.extend((0..width).map(|x| at(expected, x, y)));
        pixels.extend((0..width).map(|x| 255 - at(expected, x, y).abs_diff(at(actual, x, y))));
        pixels.extend((0..width).map(|x| at(actual, x, y)));
    }
    Grey { width: 3 * width, height, pixels }
}

#[expect(clippy::disallowed_methods, reason = "`cargo xtask bless` speaks to the tests through the environment.")]
fn blessing() -> bool {
    std::env::var("TAIZHANG_BLESS").is_ok_and(|value| value == "1")
}

/// The pages of a sample that look different, each with the picture that shows it.
fn different(document: &model::document::Document) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let faces = samples::faces().expect("faces");
    let bytes = pdf::bytes(&layout::pages(document, &faces).0).expect("a file");
    let mut different = Vec::new();
    for (number, actual) in pictures(bytes).iter().enumerate() {
        let name = format!("{}-{}.png", document.name, number + 1);
        let path = root.join("tests/pictures").join(&name);
        let expected = read(&path);
        if expected.as_ref().is_some_and(|expected| !differs(expected, actual)) {
            continue;
        }
        if blessing() {
            write(&path, actual);
            continue;
        }
        let empty = Grey { width: 0, height: 0, pixels: Vec::new() };
        let shown = root.join("../../target/pictures").join(&name);
        write(&shown, &side_by_side(expected.as_ref().unwrap_or(&empty), actual));
        different.push(shown);
    }
    different
}

#[test]
fn pages_look_as_they_were_accepted() {
    let all = samples::all();
    let different: Vec<PathBuf> = all.par_iter().flat_map_iter(different).collect();
    assert!(different.is_empty(), "look at these, then accept with `cargo xtask bless`: {different:#?}");
}
