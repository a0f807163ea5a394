//! Whether two pictures of a page, by two programs, show the same.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// Pixels in a point.
pub(crate) const SCALE: f32 = 2.0;
/// Squares of so many pixels are compared: two programs never smooth an edge alike.
const SQUARE: usize = 8;
/// Two programs never begin a rule at the same pixel: a square may lie so many pixels beside.
const BESIDE: isize = 1;
/// Mean greys of a square that differ by less are the same.
const SAME: f64 = 24.0;

/// Greys, row by row.
pub(crate) struct Grey {
    pub(crate) width: usize,
    pixels: Vec<u8>,
}

impl Grey {
    pub(crate) fn of(width: usize, pixels: &[u8]) -> Grey {
        let (pixels, _) = pixels.as_chunks::<4>();
        let grey = |[red, green, blue, _]: &[u8; 4]| (u16::from(*red) + u16::from(*green) + u16::from(*blue)) / 3;
        Grey { width, pixels: pixels.iter().map(|pixel| grey(pixel) as u8).collect() }
    }

    /// The mean grey of a square that begins there; what lies outside is white.
    fn square(&self, left: isize, top: isize) -> f64 {
        let size = SQUARE as isize;
        let inside = |at: isize| usize::try_from(at).unwrap_or(0).min(self.width);
        let (from, to) = (inside(left), inside(left + size));
        let row = |y: isize| -> Option<&[u8]> {
            let start = usize::try_from(y).ok()? * self.width;
            self.pixels.get(start + from..start + to)
        };
        let sum = |row: &[u8]| {
            let mut sum = (SQUARE - row.len()) as u32 * 255;
            for grey in row {
                sum += u32::from(*grey);
            }
            sum
        };
        let all: u32 = (top..top + size).map(|y| sum(row(y).unwrap_or_default())).sum();
        f64::from(all) / (SQUARE * SQUARE) as f64
    }

    /// The squares of this picture that the other has nowhere near, and by how much the worst differs.
    pub(crate) fn squares_unlike(&self, other: &Grey) -> (usize, f64) {
        let (columns, rows) = (self.width / SQUARE, self.pixels.len() / self.width / SQUARE);
        // Most squares lie where they should.
        let shifts = || {
            let beside = (-BESIDE..=BESIDE).flat_map(|x| (-BESIDE..=BESIDE).map(move |y| (x, y)));
            std::iter::once((0, 0)).chain(beside)
        };
        let difference = |place: usize| {
            let (left, top) = ((place % columns * SQUARE) as isize, (place / columns * SQUARE) as isize);
            let own = self.square(left, top);
            let beside = shifts().map(|(x, y)| (own - other.square(left + x, top + y)).abs());
            let same = beside.clone().find(|difference| *difference < SAME);
            same.unwrap_or_else(|| beside.fold(f64::INFINITY, f64::min))
        };
        let differences: Vec<f64> = (0..columns * rows).map(difference).collect();
        let unlike = differences.iter().filter(|difference| **difference >= SAME).count();
        (unlike, differences.into_iter().fold(0.0, f64::max))
    }
}

/// The pages of a PDF.
pub(crate) fn pdf_pictures(bytes: Vec<u8>) -> Vec<Grey> {
    let file = Pdf::new(bytes).expect("a readable file");
    let (cache, interpreter) = (RenderCache::new(), InterpreterSettings::default());
    let pixels = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
    let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
    let picture = |page| {
        let picture = render(page, &cache, &interpreter, &settings, &pixels);
        Grey::of(usize::from(picture.width()), picture.data_as_u8_slice())
    };
    file.pages().iter().map(picture).collect()
}
