//! Typing habits made good before the text is set: GB/T 15834-2011 and GB/T 15835-2011.

use crate::addresses::{as_typed, kept};
use crate::punctuation::{Class, class};

/// The text with full-width marks among Han characters, curved quotation marks, and without the
/// spaces and control characters that the setting replaces. Quotation marks open and close in
/// turn through the pieces of one paragraph.
pub(crate) fn normalize(pieces: &mut [String]) {
    let all: Vec<char> = pieces.iter().flat_map(|piece| piece.chars()).collect();
    let kept = kept(&all);
    let mut quotes = Quotes::default();
    let mut at = 0;
    for piece in pieces {
        let mut out = String::with_capacity(piece.len());
        for character in piece.chars() {
            let is_kept = kept.get(at).copied().unwrap_or(false);
            out.extend(if is_kept { Some(as_typed(character)) } else { in_place(&all, at, character, &mut quotes) });
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
/// digits and letters between; within a number or a name (1,234 and 12:30 and A:B) it stays as it is.
fn among_han(all: &[char], at: usize) -> bool {
    let (before, after) = (all.get(..at).unwrap_or_default(), all.get(at + 1..).unwrap_or_default());
    if let Some(divides) = within_words(before, all.get(at).copied().unwrap_or(' '), after) {
        return divides;
    }
    let western = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | ' ' | '-' | '+' | '(' | ')' | '"');
    let left = before.iter().rev().find(|c| !western(c)).copied();
    let right = after.iter().find(|c| !c.is_whitespace()).copied();
    is_wide(left) || is_wide(right)
}

/// Whether a mark stands within a number, a ratio, a name or a code, which print the same wherever
/// they stand, so that it does not divide the text. A comma between letters divides them where the
/// sentence is Chinese. Nothing of a mark that stands elsewhere.
fn within_words(before: &[char], mark: char, after: &[char]) -> Option<bool> {
    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    if mark == ':' {
        let unspaced = |c: &&char| **c != ' ';
        let ratio = digit(before.iter().rev().find(unspaced)) && digit(after.iter().find(unspaced));
        if ratio || matches!(after.first(), Some('/' | '\\')) {
            return Some(false);
        }
    }
    if digit(before.last()) && digit(after.first()) {
        return Some(false);
    }
    let word = |c: &&char| c.is_ascii_graphic() && !matches!(c, ',' | ';');
    let (left, right) = (before.iter().rev().find(|c| !word(c)), after.iter().find(|c| !word(c)));
    let amid = [before.last(), after.first()].into_iter().all(|c| c.is_some_and(char::is_ascii_alphanumeric));
    amid.then(|| matches!(mark, ',' | ';') && (is_han(left.copied()) || is_han(right.copied())))
}

/// Brackets go together: they are full-width where there is Han text in them or beside them.
fn brackets_han(all: &[char], at: usize) -> bool {
    let partner = partner(all, at).unwrap_or(at);
    let (open, close) = (at.min(partner), at.max(partner));
    let around = [open.checked_sub(1).and_then(|at| all.get(at)), all.get(close + 1)];
    let inside = all.get(open..close).unwrap_or_default();
    around.into_iter().flatten().chain(inside).any(|c| is_wide(Some(*c)))
}

/// The bracket that belongs to one.
fn partner(all: &[char], at: usize) -> Option<usize> {
    let opens = all.get(at) == Some(&'(');
    let mut depth = 0_usize;
    let mut closes = |c: &char| {
        match (*c, opens) {
            ('(', true) | (')', false) => depth += 1,
            (')', true) | ('(', false) => depth = depth.saturating_sub(1),
            _ => return false,
        }
        depth == 0
    };
    match opens {
        true => all.iter().skip(at).position(&mut closes).map(|offset| at + offset),
        false => all.get(..=at)?.iter().rposition(&mut closes),
    }
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
            ("由AI,BI两组", "由AI，BI两组"),
        ];
        for (text, expected) in cases {
            let mut pieces = [text.to_owned()];
            normalize(&mut pieces);
            assert_eq!(pieces[0], expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_sentence_keeps_its_marks_and_the_sentence_around_it_does_not() {
        let cases = [
            ("网址:http://www.example.cn/a?b=1&c=2。", "网址：http://www.example.cn/a?b=1&c=2。"),
            ("网址：https://www.example.cn:8080/x", "网址：https://www.example.cn:8080/x"),
            ("（http://www.example.cn）", "（http://www.example.cn）"),
            ("见(http://www.example.cn/x_(1)),下同", "见（http://www.example.cn/x_(1)），下同"),
            ("见http://www.example.cn", "见http://www.example.cn"),
            ("见http://a.cn/~lee/?q=1,2;请查", "见http://a.cn/~lee/?q=1,2；请查"),
            ("见http://a.cn;https://b.cn", "见http://a.cn；https://b.cn"),
            ("http://示例.cn", "http://示例.cn"),
            ("登录www.example.cn/?a=1!再填", "登录www.example.cn/?a=1！再填"),
            ("路径C:\\data\\2020", "路径C:\\data\\2020"),
            ("存于D:\\资料\\表(1).xlsx,共享在\\\\srv\\a~1", "存于D:\\资料\\表(1).xlsx，共享在\\\\srv\\a~1"),
            ("在C:盘", "在C:盘"),
            ("ftp://a.cn/b", "ftp://a.cn/b"),
            ("邮箱:a_b@example.cn,c@d.cn", "邮箱：a_b@example.cn，c@d.cn"),
            ("文件名a(1).xlsx", "文件名a(1).xlsx"),
            ("附件(通知(终稿)(2).docx)", "附件（通知(终稿)(2).docx）"),
            ("文件名a（1）.xlsx（张三）,通知（终稿）.docx", "文件名a(1).xlsx（张三），通知（终稿）.docx"),
            ("会议(见附件).会后", "会议（见附件）.会后"),
            ("时间:10:30-11:30", "时间：10:30-11:30"),
            ("比例1 : 3,即", "比例1 : 3，即"),
            ("V1.2.3:修订", "V1.2.3：修订"),
            ("经ISO9001:2015认证", "经ISO9001:2015认证"),
            ("甲:乙,丙;丁!戊?", "甲：乙，丙；丁！戊？"),
            ("AI:人工智能", "AI：人工智能"),
        ];
        for (text, expected) in cases {
            let mut pieces = [text.to_owned()];
            normalize(&mut pieces);
            assert_eq!(pieces[0], expected, "{text}");
        }
    }

    #[test]
    fn a_name_prints_the_same_in_a_title_in_a_sentence_and_alone() {
        for name in ["A?B:C*D", "A,B;C", "R&D:2020", "X!Y", "10:30", "C:/a", "a(1).xlsx"] {
            for frame in ["督办函（{}）", "{}：", "{}", "关于“{}”的函", "{}，你单位"] {
                let expected = frame.replace("{}", name);
                let mut pieces = [expected.clone()];
                normalize(&mut pieces);
                assert_eq!(pieces[0], expected);
            }
        }
    }
}
