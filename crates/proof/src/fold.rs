//! Text as it is compared: without white space, widths, capitals and thousands separators.

use unicode_normalization::UnicodeNormalization;

/// Stands between texts that do not belong together. It is no white space, so it stays.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// A text as it is compared, and where white space stood in it.
pub(crate) struct Folded {
    /// The folded text.
    pub(crate) text: String,
    /// The places in `text` before which white space was taken out, ascending.
    spaces: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    pub(crate) fn new(original: &str) -> Folded {
        let mut folded = Folded { text: String::with_capacity(original.len()), spaces: Vec::new() };
        let mut number = Number::default();
        let mut rest = original.chars();
        while let Some(letter) = rest.next() {
            if is_invisible(letter) {
                continue;
            }
            if letter.is_whitespace() {
                folded.space();
                number = Number::default();
                continue;
            }
            if number.takes(letter, rest.clone()) {
                continue;
            }
            folded.push(letter);
        }
        folded
    }

    fn space(&mut self) {
        if self.spaces.last() != Some(&self.text.len()) {
            self.spaces.push(self.text.len());
        }
    }

    fn push(&mut self, letter: char) {
        match letter {
            // The radicals and compatibility forms that some fonts name for common ideographs.
            '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => {
                self.text.extend(std::iter::once(letter).nfkc());
            }
            // The point within a foreign name.
            '•' | '‧' | '・' | '･' | '∙' | '⋅' => self.text.push('·'),
            _ => self.text.push(half(letter).to_ascii_lowercase()),
        }
    }

    /// Whether white space stood before that place.
    pub(crate) fn space_before(&self, at: usize) -> bool {
        self.spaces.binary_search(&at).is_ok()
    }

    /// Whether white space stood between two letters of that stretch.
    pub(crate) fn space_within(&self, start: usize, end: usize) -> bool {
        let first = self.spaces.partition_point(|space| *space <= start);
        self.spaces.get(first).is_some_and(|space| *space < end)
    }
}

/// Whether a value is long enough to be searched.
pub(crate) fn searchable(value: &str) -> bool {
    let folded = Folded::new(value).text;
    let count = folded.chars().count();
    count >= if folded.is_ascii() { 4 } else { 2 }
}

/// A text whose percent signs stand for bytes, as in addresses; nothing where none does.
pub(crate) fn address(text: &str) -> Option<String> {
    if !text.contains('%') {
        return None;
    }
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(text.len());
    let mut changed = false;
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        changed |= byte.is_some();
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    changed.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// The half-width form of a full-width ASCII character.
fn half(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    }
}

/// Characters without a width: joiners, marks of direction, soft hyphens, selectors of variants.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// The number that is being read, for telling a thousands separator from a comma of a list: an
/// account in `62220210,62220211` must not become part of a longer number.
#[derive(Default)]
struct Number {
    digits: usize,
    grouped: bool,
}

impl Number {
    /// Whether the character is a thousands separator. `rest` is what follows.
    fn takes(&mut self, letter: char, rest: std::str::Chars<'_>) -> bool {
        let letter = half(letter);
        if letter.is_ascii_digit() {
            self.digits += 1;
            return false;
        }
        let begun = if self.grouped { self.digits == 3 } else { (1..=3).contains(&self.digits) };
        let separates = letter == ',' && begun && three_digits(rest);
        *self = Number { digits: 0, grouped: separates };
        separates
    }
}

fn three_digits(rest: std::str::Chars<'_>) -> bool {
    rest.take(4).take_while(|letter| half(*letter).is_ascii_digit()).count() == 3
}
