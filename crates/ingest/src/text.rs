//! Texts in the forms in which they are compared and kept.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Characters that nobody sees: they are dropped before anything is compared.
fn invisible(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// The form in which labels, names, codes and words are compared: NFKC (so that full-width
/// digits, letters and brackets equal half-width ones) without any space, line break or invisible
/// character.
pub(crate) fn match_form(text: &str) -> String {
    // Nearly all texts are of ASCII without a space and of Han (U+4000 to U+9FFF), which have no other form.
    if text.bytes().all(|byte| matches!(byte, b'!'..=b'~' | 0x80..=0xbf | 0xe4..=0xe9)) {
        return text.to_owned();
    }
    text.nfkc().filter(|letter| !invisible(*letter)).collect()
}

/// The first letter of a text in comparable form.
pub(crate) fn first(text: &str) -> Option<char> {
    let letter = text.chars().find(|letter| !invisible(*letter))?;
    if letter.is_ascii() || han(letter) && letter < '\u{f900}' { Some(letter) } else { letter.nfkc().next() }
}

/// Longer texts are prose and are kept as typed, apart from the spaces around them.
const PROSE: usize = 60;

fn han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The form in which a text is kept. Short texts are names that figures are grouped by, so
/// full-width letters and digits become plain ones, spaces between Han characters go, and
/// brackets in Chinese texts become full-width; prose may hold `{{ … }}` and is left alone.
pub(crate) fn stored_form(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(invisible);
    if text.is_ascii() || text.contains("{{") || text.contains('\n') || text.chars().count() > PROSE {
        return Cow::Borrowed(text);
    }
    let tidy = |letter: char| han(letter) || letter.is_ascii_alphanumeric() || matches!(letter, '（' | '）' | '—');
    if text.chars().all(tidy) {
        return Cow::Borrowed(text);
    }
    let letters: Vec<char> = text.chars().filter_map(plain).collect();
    let chinese = letters.iter().any(|letter| han(*letter));
    let mut tidy = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let spaces = letters.iter().skip(at).take_while(|letter| **letter == ' ').count();
        let after = letters.get(at + spaces.max(1)).copied();
        match letter {
            ' ' if before == Some(' ') => {}
            ' ' if before.is_some_and(wide) && after.is_some_and(wide) => {}
            '(' if chinese => tidy.push('（'),
            ')' if chinese => tidy.push('）'),
            other => tidy.push(*other),
        }
    }
    Cow::Owned(tidy)
}

fn wide(letter: char) -> bool {
    han(letter) || matches!(letter, '（' | '）' | '(' | ')')
}

/// The half-width form of a full-width letter, digit or bracket; nothing for an invisible one.
fn plain(letter: char) -> Option<char> {
    match letter {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '（' | '）' => char::from_u32(u32::from(letter) - 0xfee0),
        _ if letter.is_whitespace() => Some(' '),
        _ if invisible(letter) => None,
        _ => Some(letter),
    }
}

/// Words that stand for an empty cell. They are null, never 0.
pub(crate) fn placeholder(text: &str) -> bool {
    // Most texts differ from all placeholders in their first letter.
    let first = text.chars().next();
    if first.is_some_and(|letter| {
        han(letter) && !matches!(letter, '无' | '缺' | '空' | '暂' | '不') || letter.is_ascii_digit()
    }) {
        return false;
    }
    let key: Cow<'_, str> = if text.chars().any(invisible) { match_form(text).into() } else { text.into() };
    if key.is_empty()
        || matches!(key.as_ref(), "无" | "缺漏" | "空" | "暂无" | "不适用" | "N/A" | "n/a" | "NA" | "null" | "NULL")
    {
        return true;
    }
    key.chars().all(|letter| matches!(letter, '-' | '—' | '–' | '―' | '－' | '─' | '/' | '／' | '\\' | '_' | '…'))
}

/// A text in a message: at most so many characters, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_taken_as_they_are_have_no_other_form() {
        let letters = ('!'..='~').chain('\u{4000}'..='\u{9fff}');
        let all: String = letters.collect();
        assert_eq!(match_form(&all), all);
        assert_eq!(all.nfkc().filter(|letter| !invisible(*letter)).collect::<String>(), all);
        for other in ["企业\u{3000}名称", "\u{f900}", "（", "e\u{301}", "\u{7f}", "\u{a0}", "ﬁ", "①"] {
            assert_ne!(match_form(other), other);
        }
    }

    #[test]
    fn texts_are_tidied_for_comparing_and_keeping() {
        assert_eq!(match_form(" 企业\n名称（全称）　１ "), "企业名称(全称)1");
        assert_eq!(match_form(" A 1\t~"), "A1~");
        assert_eq!(stored_form("　张 三 "), "张三");
        assert_eq!(stored_form("示例(湖南) 科技"), "示例（湖南）科技");
        assert_eq!(stored_form("ＡＢ１ 号 楼"), "AB1 号楼");
        assert_eq!(stored_form("共{{ count(x) }}家"), "共{{ count(x) }}家");
        for empty in ["/", "——", "---", "无", " - ", "缺漏", ""] {
            assert!(placeholder(empty), "{empty}");
        }
        assert!(!placeholder("无锡"));
    }
}
