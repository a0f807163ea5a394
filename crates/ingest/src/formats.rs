//! How number formats show a number: as a date, a percentage, another number, or not at all.

use crate::grid::{OddFormat, Raw};
use crate::look::Look;
use std::collections::HashMap;

/// How a format shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Number,
    Date,
    Percent,
    /// A whole number with zeros before it, in so many digits: 001234.
    Padded(usize),
    Odd(OddFormat),
}

/// More cell formats than Excel allows.
const MOST: usize = 70_000;

/// How each cell format of a workbook of Excel shows a number.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    codes: HashMap<u32, (Shown, Look)>,
    cells: Vec<(Shown, Look)>,
    /// Which fonts are struck out, and which cell formats, where any is.
    fonts: Vec<bool>,
    struck: Vec<bool>,
}

impl Formats {
    /// Adds a number format with its code.
    pub(crate) fn code(&mut self, id: u32, code: &str) {
        if self.codes.len() < MOST {
            self.codes.insert(id, (of_code(code), look(code)));
        }
    }

    /// Adds the next font.
    pub(crate) fn font(&mut self, struck: bool) {
        if self.fonts.len() < MOST {
            self.fonts.push(struck);
        }
    }

    /// Adds the next cell format, which names a number format and a font.
    pub(crate) fn cell(&mut self, id: u32, font: u32) {
        if self.cells.len() < MOST {
            if self.fonts.get(font as usize) == Some(&true) {
                self.struck.resize(self.cells.len(), false);
                self.struck.push(true);
            }
            self.cells.push(self.codes.get(&id).copied().unwrap_or_else(|| (of_number(id), Look::of_format(id))));
        }
    }

    /// A number in a cell of that format.
    pub(crate) fn raw(&self, number: f64, cell: usize) -> Raw {
        match self.shown(cell) {
            Some(Shown::Date) => Raw::Date(number),
            Some(Shown::Percent) => Raw::Percent(number),
            Some(Shown::Number | Shown::Padded(_) | Shown::Odd(_)) | None => Raw::Number(number),
        }
    }

    /// The text that a cell of that format shows where it writes zeros before a whole number.
    pub(crate) fn padded(&self, number: f64, cell: usize) -> Option<String> {
        let Some(Shown::Padded(width)) = self.shown(cell) else { return None };
        let digits = Some(format!("{number:.0}")).filter(|_| number >= 0.0 && number.fract() == 0.0)?;
        (digits.len() < *width).then(|| format!("{digits:0>width$}"))
    }

    /// Whether a cell of that format shows another number than it holds, or none.
    pub(crate) fn odd(&self, cell: usize) -> Option<OddFormat> {
        match self.shown(cell) {
            Some(Shown::Odd(odd)) => Some(*odd),
            _ => None,
        }
    }

    /// Whether what stands in a cell of that format is struck out.
    pub(crate) fn struck(&self, cell: usize) -> bool {
        self.struck.get(cell) == Some(&true)
    }

    /// How exactly a cell of that format shows what it holds.
    pub(crate) fn look(&self, cell: usize) -> Look {
        self.cells.get(cell).map_or(Look::Plain, |cell| cell.1)
    }

    fn shown(&self, cell: usize) -> Option<&Shown> {
        self.cells.get(cell).map(|cell| &cell.0)
    }
}

/// The formats that Excel knows by number (ECMA-376-1, 18.8.30), those of Chinese among them.
fn of_number(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Shown::Date,
        _ => Shown::Number,
    }
}

/// What a format's code says of the look of dates, numbers and percentages.
fn look(code: &str) -> Look {
    let letters = letters(code);
    match of_code(code) {
        _ if general(&letters) => Look::Plain,
        Shown::Date => Look::of_date(&letters),
        Shown::Number | Shown::Percent | Shown::Odd(OddFormat::Unit(_)) => Look::of_number(&letters),
        Shown::Padded(_) | Shown::Odd(_) => Look::Plain,
    }
}

/// The letters of a code that mean something, without quotes and brackets.
fn letters(code: &str) -> String {
    let (mut letters, mut chars) = (String::new(), code.chars());
    while let Some(letter) = chars.next() {
        match letter {
            // Only the first of the parts for positive, negative and zero counts.
            ';' => break,
            '"' => {
                let literal: String = chars.by_ref().take_while(|letter| *letter != '"').collect();
                if literal == "." {
                    letters.push(POINT);
                }
            }
            '[' => {
                chars.by_ref().take_while(|letter| *letter != ']').for_each(drop);
            }
            // The exclamation mark is the backslash of Chinese Excel.
            '\\' | '!' => {
                let literal = chars.next();
                // A point that is only shown cuts the digits behind it off: 0!.0000 shows 万.
                if literal == Some('.') {
                    letters.push(POINT);
                }
            }
            '_' | '*' => {
                chars.next();
            }
            letter => letters.extend(letter.to_lowercase()),
        }
    }
    letters
}

/// Whether the letters are those of no format at all.
fn general(letters: &str) -> bool {
    letters.contains("general") || letters.contains("g/通用格式")
}

/// What a format's code says: letters of dates outside quotes and brackets, or a percent sign.
fn of_code(code: &str) -> Shown {
    let letters = letters(code);
    if general(&letters) {
        return Shown::Number;
    }
    if code.len() >= 3 && code.bytes().all(|letter| letter == b'0') {
        return Shown::Padded(code.len());
    }
    if letters.contains('%') {
        return Shown::Percent;
    }
    let digits = letters.contains(['0', '#', '?']);
    let time = letters.contains(['h', 's']);
    let date = letters.contains('y') || letters.contains('d') || letters.contains("aaa") || letters.contains("bb");
    if date || !digits && (letters.contains('e') || letters.contains('m') && !time) {
        return Shown::Date;
    }
    // Times stay numbers, and what has no place for a digit shows none; @ shows what there is.
    if !digits && !time && !letters.contains('@') && !code.is_empty() {
        return Shown::Odd(OddFormat::Unseen);
    }
    match power(&letters) {
        0 => unit(code).map_or(Shown::Number, |power| Shown::Odd(OddFormat::Unit(power))),
        power => Shown::Odd(OddFormat::Scaled(power)),
    }
}

/// The power of ten of the unit that a format writes behind a number: 0.00"亿元".
fn unit(code: &str) -> Option<u8> {
    let first = code.split(';').next().unwrap_or_default();
    let (_, behind) = first.rsplit_once(['0', '#', '?'])?;
    let words: String = behind.chars().filter(|letter| !"\"\\!_*[] ".contains(*letter)).collect();
    crate::unit::power(&words)
}

/// A point that is shown and does not part whole and fraction.
const POINT: char = '\u{1}';

/// By which power of ten a format shows less: each comma behind the last digit takes three, each
/// digit behind a point that is only shown takes one (ECMA-376-1, 18.8.31).
fn power(letters: &str) -> u8 {
    let digit = |letter: char| matches!(letter, '0' | '#' | '?');
    let Some(last) = letters.rfind(digit) else { return 0 };
    let commas = letters[last..].chars().skip(1).take_while(|letter| *letter == ',').count();
    let before = letters.split('.').next().unwrap_or_default();
    // 0.00,, or #,##0,.00: commas may also stand before the point.
    let whole = before.trim_end_matches(',');
    let commas = if before.len() < letters.len() { commas + before.len() - whole.len() } else { commas };
    let cut = whole.split_once(POINT).map_or(0, |(_, behind)| behind.chars().filter(|letter| digit(*letter)).count());
    u8::try_from(3 * commas + cut).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_dates_and_percentages() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]aaaa;@",
            "m/d",
            "[DBNum1][$-804]yyyy年m月",
            "e\"年\"m\"月\"",
            "yyyy/m/d h:mm",
        ] {
            assert_eq!(of_code(code), Shown::Date, "{code}");
        }
        for code in ["0.00%", "0%;[Red]-0%"] {
            assert_eq!(of_code(code), Shown::Percent, "{code}");
        }
        for code in [
            "General",
            "0.00E+00",
            "h:mm",
            "[h]:mm:ss",
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "@",
            "[Red]0",
            "G/通用格式",
            "0.00\"day\"",
        ] {
            assert_eq!(of_code(code), Shown::Number, "{code}");
        }
        let unit = |code: &str| matches!(of_code(code), Shown::Odd(OddFormat::Unit(power)) if power == 0);
        assert!(unit("#,##0.00\"元\"") && of_code("0.00\"亿元\"") == Shown::Odd(OddFormat::Unit(8)));
        for (code, power) in [
            ("0!.0,", 4),
            ("0!.0000,\"万元\"", 7),
            ("0!.0000\"万元\"", 4),
            ("0.00,,\"亿元\"", 6),
            ("#,##0,", 3),
            ("#,##0,.00", 3),
            ("0\\.0,", 4),
            ("0\".\"0,", 4),
            ("#,##0.00,_ ", 3),
        ] {
            assert_eq!(of_code(code), Shown::Odd(OddFormat::Scaled(power)), "{code}");
        }
        assert_eq!(of_code("000000"), Shown::Padded(6));
        for code in [";;;", "\"已核\"", "[Red]\"-\";0"] {
            assert_eq!(of_code(code), Shown::Odd(OddFormat::Unseen), "{code}");
        }
    }

    #[test]
    fn codes_tell_months_and_decimals() {
        for code in ["yyyy\"年\"m\"月\";@", "[DBNum1][$-804]yyyy年m月", "e\"年\"m\"月\"", "mmm-yy"] {
            assert_eq!(look(code), Look::Month, "{code}");
        }
        for code in
            ["yyyy-mm-dd", "General", "@", "yyyy", "0.00E+00", "# ?/?", "0.##", "000000", "0!.0,", ";;;", "h:mm"]
        {
            assert_eq!(look(code), Look::Plain, "{code}");
        }
        let fixed = |places, grouped| Look::Fixed { places, grouped };
        for (code, expected) in [
            ("0", fixed(0, false)),
            ("0.00%", fixed(2, false)),
            ("#,##0.00\"元\"", fixed(2, true)),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", fixed(2, true)),
            ("[Red]0.0", fixed(1, false)),
            ("#,##0_);(#,##0)", fixed(0, true)),
        ] {
            assert_eq!(look(code), expected, "{code}");
        }
    }
}
