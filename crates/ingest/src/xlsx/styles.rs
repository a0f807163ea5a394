//! Which formats show a number as a date or a percentage.

use super::package::Package;
use super::part::{Step, Xml};
use super::pipe;
use std::collections::HashMap;

/// How a format shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Number,
    Date,
    Percent,
}

/// More cell formats than Excel allows.
const MOST: usize = 70_000;

/// How each cell format of the workbook shows a number, by its index.
pub(crate) fn read(package: &Package<'_>, part: &str) -> Vec<Shown> {
    let (mut codes, mut formats, mut inside) = (HashMap::new(), Vec::new(), false);
    pipe::read(package, part, |pipe| {
        let mut xml = Xml::new(pipe);
        loop {
            match xml.next() {
                Ok(Step::Open(tag)) => {
                    let number = |wanted: &str| tag.attribute(wanted).and_then(|id| id.parse::<u32>().ok());
                    match tag.name() {
                        b"numFmt" if codes.len() < MOST => {
                            if let (Some(id), Some(code)) = (number("numFmtId"), tag.attribute("formatCode")) {
                                codes.insert(id, of_code(&code));
                            }
                        }
                        b"cellXfs" => inside = !tag.empty(),
                        b"xf" if inside && formats.len() < MOST => {
                            let id = number("numFmtId").unwrap_or(0);
                            formats.push(codes.get(&id).copied().unwrap_or_else(|| of_number(id)));
                        }
                        _ => {}
                    }
                }
                Ok(Step::Close(b"cellXfs")) => inside = false,
                Ok(Step::End) | Err(_) => return,
                Ok(_) => {}
            }
        }
    });
    formats
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
