//! Typing habits made good before the text is set: GB/T 15834-2011 and GB/T 15835-2011.

use crate::punctuation::{Class, class};

/// The text with full-width marks among Han characters, curved quotation marks, and without the
/// spaces and control characters that the setting replaces. Quotation marks open and close in
/// turn through the pieces of one paragraph.
pub(crate) fn normalize(pieces: &mut [String]) {
    let all: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
    let mut quotes = Quotes::default();
    let mut at = 0;
    for piece in pieces {
        let mut out = String::with_capacity(piece.len());
        for character in piece.chars() {
            if let Some(character) = in_place(&all, at, character, &mut quotes) {
                out.push(character);
            }
            at += 1;
        }
        *piece = out;
    }
}

#[derive(Default)]
struct Quotes {
    double: bool,
    single: bool,
}

fn in_place(all: &[char], at: usize, character: char, quotes: &mut Quotes) -> Option<char> {
    let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
    let after = all.get(at + 1).copied();
    match character {
        '\r' | '\n' => None,
        character if character.is_control() && character != '\t' => None,
        '\u{200b}' | '\u{feff}' => None,
        ' ' | '\t' | '\u{a0}' if beside_han(all, at) => None,
        '\t' | '\u{a0}' => Some(' '),
        '"' => Some(turn(&mut quotes.double, '“', '”')),
        '\'' if !before.is_some_and(|c| c.is_ascii_alphanumeric()) || quotes.single => {
            Some(turn(&mut quotes.single, '‘', '’'))
        }
        ',' | ';' | ':' | '?' | '!' if among_han(all, at) => full_width(character),
        '(' | ')' if brackets_han(all, at) => full_width(character),
        '.' if is_han(before) && !after.is_some_and(|c| c.is_ascii_alphanumeric()) => Some('。'),
        '~' => Some('～'),
        '-' | '–' if is_range(all, at) => Some(range_mark(all, at)),
        other => Some(other),
    }
}

fn turn(open: &mut bool, opening: char, closing: char) -> char {
    *open = !*open;
    if *open { opening } else { closing }
}

/// A space has no business beside a Han character or its marks: the setting makes the gap.
fn beside_han(all: &[char], at: usize) -> bool {
    let mut before = all.iter().take(at).rev().skip_while(|c| c.is_whitespace());
    let mut after = all.iter().skip(at + 1).skip_while(|c| c.is_whitespace());
    let (before, after) = (before.next().copied(), after.next().copied());
    before.is_none() || after.is_none() || is_wide(before) || is_wide(after)
}

/// A mark belongs to the Han text where a Han character or mark stands beside it, or only
/// digits and letters between; amid digits (1,234 and 12:30) it stays as it is.
fn among_han(all: &[char], at: usize) -> bool {
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let (before, after) = (all.get(..at).unwrap_or_default(), all.get(at + 1..).unwrap_or_default());
    if digit(before.last()) && digit(after.first()) {
        return false;
    }
    let western = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | ' ' | '-' | '+' | '(' | ')' | '"');
    let left = before.iter().rev().find(|c| !western(c)).copied();
    let right = after.iter().find(|c| !c.is_whitespace()).copied();
    is_wide(left) || is_wide(right)
}

/// Brackets go together: they are full-width where there is Han text in them or beside them.
fn brackets_han(all: &[char], at: usize) -> bool {
    let opens = all.get(at) == Some(&'(');
    let partner = if opens {
        all.iter().skip(at).position(|c| *c == ')').map(|offset| at + offset)
    } else {
        all.get(..at).unwrap_or_default().iter().rposition(|c| *c == '(')
    };
    let partner = partner.unwrap_or(at);
    let (open, close) = (at.min(partner), at.max(partner));
    let around = [open.checked_sub(1).and_then(|at| all.get(at)), all.get(close + 1)];
    let inside = all.get(open..close).unwrap_or_default();
    around.into_iter().flatten().chain(inside).any(|c| is_wide(Some(*c)))
}

/// The number on either side of a hyphen, with what stands behind the right one. Days, telephone
/// numbers and codes have more than one hyphen, or letters, and are no ranges.
fn around(all: &[char], at: usize) -> Option<(String, String, Option<char>)> {
    let number = |c: &char| c.is_ascii_digit() || *c == '.' || *c == '%';
    let before: Vec<char> = all.iter().take(at).rev().take_while(|c| number(c)).copied().collect();
    let after: String = all.iter().skip(at + 1).take_while(|c| number(c)).collect();
    let left = at.checked_sub(before.len() + 1).and_then(|at| all.get(at)).copied();
    let right = all.get(at + 1 + after.chars().count()).copied();
    let alone = |c: Option<char>| !c.is_some_and(|c| c == '-' || c == '–' || c.is_ascii_alphanumeric());
    let both = !before.is_empty() && !after.is_empty();
    (both && alone(left) && alone(right)).then(|| (before.iter().rev().collect(), after, right))
}

/// A span of months, days or years, or a range of percentages.
fn is_range(all: &[char], at: usize) -> bool {
    around(all, at).is_some_and(|(before, after, unit)| {
        before.ends_with('%') && after.ends_with('%') || matches!(unit, Some('年' | '月' | '日' | '时'))
    })
}

/// GB/T 15835-2011, 5.1.5: ～ between numbers; GB/T 15834-2011, 4.13.3.2: a dash of one em in a span of time.
fn range_mark(all: &[char], at: usize) -> char {
    let of_time = around(all, at).is_some_and(|(_, _, unit)| matches!(unit, Some('年' | '月' | '日' | '时')));
    if of_time { '—' } else { '～' }
}

fn is_han(character: Option<char>) -> bool {
    character.is_some_and(|character| class(character) == Class::Han && character.is_alphabetic())
}

fn is_wide(character: Option<char>) -> bool {
    character.is_some_and(|character| !matches!(class(character), Class::Latin | Class::Space))
}

/// The full-width form lies at a fixed distance (Unicode block FF00).
fn full_width(character: char) -> Option<char> {
    char::from_u32(u32::from(character) + 0xFEE0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_are_made_good() {
        let cases = [
            ("完成税收,增长(同比)5%;", "完成税收，增长（同比）5%；"),
            ("按\"放管服\"改革'两个'要求", "按“放管服”改革‘两个’要求"),
            ("共 1,234 家 企业", "共1,234家企业"),
            ("12:30开会:各 位", "12:30开会：各位"),
            ("Excel file name", "Excel file name"),
            ("已完成.", "已完成。"),
            ("增长5.5%", "增长5.5%"),
            ("(1)甲", "（1）甲"),
            ("2020年1-5月", "2020年1—5月"),
            ("2018-2020年", "2018—2020年"),
            ("占18%-25%", "占18%～25%"),
            ("2020-12-31日志", "2020-12-31日志"),
        ];
        for (text, expected) in cases {
            let mut pieces = [text.to_owned()];
            normalize(&mut pieces);
            assert_eq!(pieces[0], expected, "{text}");
        }
    }
}
