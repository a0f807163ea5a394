//! Pictures (图片): maps, scans and photos as they go into the files of a document.

use crate::{Place, Said};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// How the bytes of a picture are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// PNG of 8 bits a channel, without transparency, palette or interlacing, and without any part
    /// that is not needed to show it.
    Png,
    /// JPEG, baseline or progressive, without what cameras write about the place, the day and themselves.
    Jpeg,
}

/// A picture, ready for any file.
#[derive(Clone, PartialEq)]
pub struct Image {
    /// How its bytes are to be read.
    pub encoding: Encoding,
    /// Its pixels across.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
    /// Whether a pixel is one grey; else it is red, green and blue in sRGB.
    pub grey: bool,
    /// The dots an inch at which it has its own size, if it says so.
    pub density: Option<f64>,
    /// The bytes of its file.
    pub bytes: Arc<Vec<u8>>,
}

// A document that is printed for a test should not print megabytes.
impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Image { encoding, width, height, bytes, .. } = self;
        write!(f, "{encoding:?} {width}×{height}, {} bytes", bytes.len())
    }
}

// Binary numbers are the same where their bits are.
impl Hash for Image {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Image { encoding, width, height, grey, density, bytes } = self;
        (encoding, width, height, grey, density.map(f64::to_bits), bytes).hash(state);
    }
}

impl Hash for Width {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (kind, of) = match self {
            Width::Own => (0_u8, 0.0),
            Width::Centimetres(of) => (1, *of),
            Width::Percent(of) => (2, *of),
        };
        (kind, of.to_bits()).hash(state);
    }
}

/// How wide a picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Width {
    /// As wide as its dots and its density make it.
    #[default]
    Own,
    /// So many centimetres.
    Centimetres(f64),
    /// So many hundredths of the text area.
    Percent(f64),
}

impl Width {
    /// `8cm` or `60%`; nothing where the words are no width above zero.
    pub fn parse(words: &str) -> Option<Width> {
        let words = words.trim().to_lowercase().replace('％', "%").replace("厘米", "cm");
        let (digits, width): (&str, fn(f64) -> Width) = match (words.strip_suffix("cm"), words.strip_suffix('%')) {
            (Some(digits), _) => (digits, Width::Centimetres),
            (None, Some(digits)) => (digits, Width::Percent),
            (None, None) => return None,
        };
        let plain = digits.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
        digits.trim().parse().ok().filter(|number: &f64| plain && *number > 0.0 && number.is_finite()).map(width)
    }
}

/// A picture that a text asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// A file of the report, by the path in the text.
    File(String),
    /// A file that a ledger's cell names.
    Named {
        /// The words of the cell.
        name: String,
        /// The cells with these words, each with the listing and the column that it stands in.
        cells: Vec<(String, String, Place)>,
    },
}

/// What a picture that a text asks for turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// The picture.
    Image(Arc<Image>),
    /// There is none, or it cannot be shown: a sentence that says why and what to do.
    Wrong(Said),
    /// It is not for this edition.
    Withheld,
}

#[cfg(test)]
mod tests {
    use super::Width;

    #[test]
    fn widths_are_centimetres_or_hundredths() {
        let cases = [
            ("8cm", Some(Width::Centimetres(8.0))),
            (" 7.5 厘米", Some(Width::Centimetres(7.5))),
            ("60%", Some(Width::Percent(60.0))),
            ("0cm", None),
            ("-3cm", None),
            ("infcm", None),
            ("8", None),
            ("宽一些", None),
        ];
        for (words, expected) in cases {
            assert_eq!(Width::parse(words), expected, "{words}");
        }
    }
}
