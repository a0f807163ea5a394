//! Cells as Excel, WPS and most libraries write them, taken in at one look: ten million of them are most of a large
//! sheet, and to take each apart tag by tag costs twice as much as all else that is done with it.

use super::scan::{Cell, Content, kept};

/// The cell that a band begins with, and what stands behind it. Nothing where it is written in any other way: it is
/// then read step by step, with the same outcome. Its text is put behind `texts`.
pub(super) fn cell<'a>(band: &'a [u8], texts: &mut String) -> Option<(Cell, &'a [u8])> {
    let mut rest = band.strip_prefix(b"<c")?;
    let (mut cell, mut kind): (Cell, &[u8]) = (Cell::default(), b"n");
    loop {
        match rest {
            [b' ', name, b'=', b'"', after @ ..] => {
                let (value, behind) = until(after, b'"')?;
                rest = behind.get(1..)?;
                match name {
                    b'r' => cell.at = Some(opc::cell(value)?),
                    b's' => cell.format = number(value)?,
                    b't' => kind = value,
                    _ => return None,
                }
            }
            [b'>', after @ ..] => {
                rest = after;
                break;
            }
            [b'/', b'>', after @ ..] if matches!(kind, b"n" | b"s" | b"str" | b"inlineStr") => {
                return Some((cell, after));
            }
            _ => return None,
        }
    }
    let (content, rest) = match kind {
        b"n" => {
            let (digits, rest) = value(rest)?;
            let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
            let digits = Some(digits).filter(|digits| digits.iter().all(plain))?;
            (Content::Number(std::str::from_utf8(digits).ok()?.parse().ok()?), rest)
        }
        b"s" => {
            let (digits, rest) = value(rest)?;
            (Content::Shared(Some(number(digits)?)), rest)
        }
        b"str" => {
            let (letters, rest) = value(rest)?;
            (kept(texts, text(letters)?), rest)
        }
        b"inlineStr" => {
            let rest = rest.strip_prefix(b"<is><t")?;
            let rest = rest.strip_prefix(b" xml:space=\"preserve\"").unwrap_or(rest).strip_prefix(b">")?;
            let (letters, rest) = until(rest, b'<')?;
            let rest = rest.strip_prefix(b"</t></is></c>")?;
            (kept(texts, text(letters)?), rest)
        }
        _ => return None,
    };
    Some((Cell { content, ..cell }, rest))
}

/// What stands before a byte, and the rest from it on.
fn until(rest: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    rest.split_at_checked(rest.iter().position(|other| *other == byte)?)
}

/// A value alone, and what stands behind its cell.
fn value(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (value, rest) = until(rest.strip_prefix(b"<v>")?, b'<')?;
    Some((value, rest.strip_prefix(b"</v></c>")?))
}

/// A text without anything that stands for something else.
fn text(letters: &[u8]) -> Option<&str> {
    let plain = !letters.iter().any(|byte| matches!(byte, b'&' | b'_'));
    std::str::from_utf8(letters).ok().filter(|_| plain)
}

/// A few digits.
fn number(digits: &[u8]) -> Option<u32> {
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    let short = !digits.is_empty() && digits.len() < 10;
    digits.iter().filter(|_| short).try_fold(0, |value, byte| Some(value * 10 + digit(byte)?)).filter(|_| short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xlsx::scan::{Scanner, Told};
    use opc::{Step, Tokens};

    /// The cells and their texts; nothing where the steps are wrong.
    fn stepwise(band: &[u8]) -> Option<(Vec<Cell>, String)> {
        let (mut scanner, mut tokens, mut cells) = (Scanner::default(), Tokens::new(band), Vec::new());
        loop {
            match tokens.next().ok()? {
                Step::End => return Some((cells, scanner.texts)),
                step => {
                    if let Some(Told::Cell(cell)) = scanner.step(step).ok()? {
                        cells.push(cell);
                    }
                }
            }
        }
    }

    #[test]
    fn a_cell_at_one_look_is_the_same_as_step_by_step() {
        let attributes = [
            "",
            " r=\"B7\"",
            " r=\"B7\" s=\"12\"",
            " s=\"3\" r=\"$XFD$9\"",
            " r=\"\"",
            " s=\"\"",
            " x=\"1\"",
            "  r=\"A1\"",
            " r='A1'",
        ];
        let kinds = [
            "",
            " t=\"n\"",
            " t=\"s\"",
            " t=\"str\"",
            " t=\"inlineStr\"",
            " t=\"b\"",
            " t=\"d\"",
            " t=\"e\"",
            " t=\"zz\"",
            " t=\"\"",
        ];
        let insides = [
            "",
            "<v>12</v>",
            "<v>-1.5E-7</v>",
            "<v>inf</v>",
            "<v>1e999</v>",
            "<v> 7 </v>",
            "<v>甲</v>",
            "<v>甲&amp;乙</v>",
            "<v>甲_x000D_乙</v>",
            "<v></v>",
            "<v/>",
            "<f>1+1</f><v>2</v>",
            "<f>1</f>",
            "<is><t>甲 </t></is>",
            "<is><t xml:space=\"preserve\"> 甲</t></is>",
            "<is><t>&#20057;</t></is>",
            "<is><r><t>甲</t></r><r><t>乙</t></r></is>",
            "<is><t>甲</t><rPh><t>jia</t></rPh></is>",
            "<v>0012</v>",
            "<v>99999999999999999999</v>",
            "<v>--1</v>",
        ];
        let mut quick = 0;
        for attribute in attributes {
            for kind in kinds {
                let ends = insides.map(|inside| format!(">{inside}</c>")).into_iter().chain(["/>".to_owned()]);
                for end in ends {
                    let written = format!("<c{attribute}{kind}{end}");
                    let whole = format!("{written}<c><v>1</v></c>");
                    let mut texts = String::new();
                    let Some((seen, rest)) = cell(whole.as_bytes(), &mut texts) else { continue };
                    quick += 1;
                    assert_eq!(rest, b"<c><v>1</v></c>", "{written}");
                    assert_eq!(Some((vec![seen], texts)), stepwise(written.as_bytes()), "{written}");
                }
            }
        }
        assert!(quick > 50, "{quick}");
    }
}
