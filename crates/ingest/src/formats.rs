//! Which number formats show a number as a date or a percentage.

use crate::grid::Raw;
use std::collections::HashMap;

/// How a format shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Number,
    Date,
    Percent,
}

/// More cell formats than Excel allows.
const MOST: usize = 70_000;

/// How each cell format of a workbook of Excel shows a number.
#[derive(Debug, Default)]
pub(crate) struct Formats {
    codes: HashMap<u32, Shown>,
    cells: Vec<Shown>,
}

impl Formats {
    /// Adds a number format with its code.
    pub(crate) fn code(&mut self, id: u32, code: &str) {
        if self.codes.len() < MOST {
            self.codes.insert(id, of_code(code));
        }
    }

    /// Adds the next cell format, which names a number format.
    pub(crate) fn cell(&mut self, id: u32) {
        if self.cells.len() < MOST {
            self.cells.push(self.codes.get(&id).copied().unwrap_or_else(|| of_number(id)));
        }
    }

    /// A number in a cell of that format.
    pub(crate) fn raw(&self, number: f64, cell: usize) -> Raw {
        match self.cells.get(cell) {
            Some(Shown::Date) => Raw::Date(number),
            Some(Shown::Percent) => Raw::Percent(number),
            _ => Raw::Number(number),
        }
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

/// What a format's code says: letters of dates outside quotes and brackets, or a percent sign.
fn of_code(code: &str) -> Shown {
    let (mut letters, mut chars) = (String::new(), code.chars());
    while let Some(letter) = chars.next() {
        match letter {
            // Only the first of the parts for positive, negative and zero counts.
            ';' => break,
            '"' => {
                chars.by_ref().take_while(|letter| *letter != '"').for_each(drop);
            }
            '[' => {
                chars.by_ref().take_while(|letter| *letter != ']').for_each(drop);
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            letter => letters.extend(letter.to_lowercase()),
        }
    }
    if letters.contains("general") || letters.contains("g/通用格式") {
        return Shown::Number;
    }
    if letters.contains('%') {
        return Shown::Percent;
    }
    let digits = letters.contains(['0', '#', '?']);
    let time = letters.contains(['h', 's']);
    let date = letters.contains('y') || letters.contains('d') || letters.contains("aaa") || letters.contains("bb");
    if date || !digits && (letters.contains('e') || letters.contains('m') && !time) {
        Shown::Date
    } else {
        Shown::Number
    }
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
            "#,##0.00\"元\"",
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
    }
}
