//! What the name of a file says: which submission it is, its revision, and its month.

use model::Month;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Words that say that a file takes the place of an earlier one, the last word first.
const REVISIONS: [(u32, &[&str]); 3] = [
    (3, &["最终", "定稿", "终稿", "终版"]),
    (2, &["更正", "修订", "修正", "修改", "订正", "改正", "补正", "更新", "重报", "新版", "最新", "v"]),
    (1, &["副本", "复件", "copy"]),
];
/// Months in words, the longer ones first.
const MONTHS: [(&str, &str); 12] = [
    ("十二月", "12月"),
    ("十一月", "11月"),
    ("十月", "10月"),
    ("九月", "9月"),
    ("八月", "8月"),
    ("七月", "7月"),
    ("六月", "6月"),
    ("五月", "5月"),
    ("四月", "4月"),
    ("三月", "3月"),
    ("二月", "2月"),
    ("一月", "1月"),
];

/// The name of a submission without what tells its revisions apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    /// Letters and digits alone.
    pub base: String,
    /// Later revisions are greater: the kind of the word, then its number.
    pub revision: (u32, u32),
}

/// Splits a file's name.
pub fn split(file: &str) -> FileName {
    let mut rest = plain(&stem(file));
    let mut revision = (0, 0);
    for (kind, words) in REVISIONS {
        for word in words {
            while let Some(at) = rest
                .match_indices(word)
                .map(|(at, _)| at)
                .find(|at| stands_alone(&rest[at + word.len()..]) && (*word != "v" || numbered(&rest[at + 1..])))
            {
                let behind = rest[at + word.len()..].trim_start_matches(['稿', '版', '后', '件']).trim_start();
                let digits = behind.chars().take_while(char::is_ascii_digit).count();
                // A year or a month behind the word is no number of a revision.
                let digits = if digits < 3 && !behind[digits..].starts_with(['年', '月', '-']) { digits } else { 0 };
                revision = revision.max((kind, behind[..digits].parse().unwrap_or(0)));
                rest = rest[..at].to_owned() + &behind[digits..];
            }
        }
    }
    let mut at = 0;
    while let Some((number, length)) = rest.get(at..).and_then(bracketed) {
        match number {
            Some(number) => {
                revision = (revision.0.max(1), revision.1.max(number));
                at += length.start;
                rest.replace_range(at..at + length.len(), "");
            }
            None => at += length.end,
        }
    }
    FileName { base: rest.chars().filter(|c| c.is_alphanumeric()).collect(), revision }
}

/// The next bracket, and the number that it holds if it holds one of a copy: `(2)`.
fn bracketed(rest: &str) -> Option<(Option<u32>, Range<usize>)> {
    let start = rest.find('(')?;
    let inside = &rest[start + 1..];
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let closed = inside[digits..].starts_with(')') && (1..=2).contains(&digits) && !inside.starts_with('0');
    let number = inside[..digits].parse().ok().filter(|_| closed);
    Some((number, if number.is_some() { start..start + digits + 2 } else { start..start + 1 }))
}

/// Whether a word of a revision is one before this rest: not the 更新 of 城市更新项目.
fn stands_alone(rest: &str) -> bool {
    rest.chars().next().is_none_or(|next| !next.is_alphabetic() || "稿版后件表数的本".contains(next))
}

/// Whether the number of a version follows: V2, and not the V of 补贴SUV.
fn numbered(rest: &str) -> bool {
    rest.starts_with(|next: char| next.is_ascii_digit())
}

/// The name of a submission without its months as well: the same every month.
pub fn series(file: &str) -> String {
    split(file).base.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The months that a file's name says, each with its year if that stands before it.
pub(crate) fn file_months(file: &str) -> Vec<(Option<i32>, u32)> {
    months(&stem(file))
}

/// The month that some words say with its year: 2024年6月, 2024.6.
pub fn month(words: &str) -> Option<Month> {
    let (year, month) = *months(words).last()?;
    Month::new(year?, month)
}

/// The one year that a file's name says.
pub(crate) fn file_year(file: &str) -> Option<i32> {
    let name = plain(&stem(file));
    let digits = name.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| matches!(digits.len(), 4 | 6 | 8));
    let mut years: Vec<i32> = digits.filter_map(|digits| digits.get(..4)?.parse().ok()).collect();
    years.retain(|year| (1990..2100).contains(year));
    years.dedup();
    if let [year] = years.as_slice() { Some(*year) } else { None }
}

/// The months that some words say, each with its year if that stands before it.
pub(crate) fn months(words: &str) -> Vec<(Option<i32>, u32)> {
    let letters: Vec<char> = plain(words).chars().collect();
    let (mut said, mut year, mut at) = (Vec::new(), None, 0);
    while at < letters.len() {
        let end = at + digits(&letters[at..]).len();
        let number = digits(&letters[at..]).parse::<i32>().ok();
        let month = |number: i32| u32::try_from(number).ok().filter(|month| (1..=12).contains(month));
        match (end - at, number) {
            (6, Some(number)) if (1990..2100).contains(&(number / 100)) => {
                said.extend(month(number % 100).map(|month| (Some(number / 100), month)));
            }
            (4, Some(number)) if (1990..2100).contains(&number) => {
                year = Some(number);
                let behind = letters.get(end + 1..).map(digits).unwrap_or_default();
                let after = letters.get(end + 1 + behind.len());
                let joined = letters.get(end).is_some_and(|c| "-._".contains(*c));
                // 2020-12-31 is a day, on which a file is sent in any month.
                let short = behind.len() == 1 && letters.get(end) == Some(&'.');
                if joined && (behind.len() == 2 || short) && after.is_none_or(|c| !"-._月".contains(*c)) {
                    said.extend(behind.parse().ok().and_then(month).map(|month| (year, month)));
                }
            }
            (1 | 2, Some(number)) if letters.get(end) == Some(&'月') => {
                let day = letters.get(end + 1..).map(digits).unwrap_or_default();
                if day.is_empty() || !letters.get(end + 1 + day.len()).is_some_and(|c| "日号".contains(*c)) {
                    said.extend(month(number).map(|month| (year, month)));
                }
            }
            _ => {}
        }
        at = end.max(at + 1);
    }
    said
}

/// What a file's name has besides the words of `files`, months and marks of revisions:
/// 东河镇卫生院 of 东河镇卫生院预算执行情况表2025年6月（更正）.xlsx.
pub(crate) fn besides(file: &str, globs: &[String]) -> Option<String> {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let fixed = |glob: &String| -> Vec<String> {
        let glob = glob.rsplit_once('.').map_or(glob.as_str(), |(glob, _)| glob);
        glob.split(['*', '?']).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let parts = globs.iter().map(fixed).find(|parts| parts.iter().all(|part| stem.contains(part.as_str())))?;
    let mut rest = stem.to_owned();
    for part in parts {
        rest = rest.replacen(&part, " ", 1);
    }
    for word in REVISIONS.iter().flat_map(|(_, words)| *words) {
        rest = rest.replace(word, "");
    }
    // 2025年6月, 202506, 6月份 are no part of a name; the 年 of 青年路 is.
    let mut undated = String::new();
    let mut letters = rest.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_digit() {
            while letters.next_if(|next| next.is_ascii_digit() || "年月日份号季度".contains(*next)).is_some() {}
            undated.push(' ');
        } else {
            undated.push(letter);
        }
    }
    let bare = undated.replace("（）", " ").replace("()", " ").replace("（ ）", " ").replace("( )", " ");
    let words =
        bare.split(['-', '—', '_', '.', '、', ' ', '\u{3000}']).map(|word| match word.strip_prefix(['（', '(']) {
            Some(inside) => inside.trim_end_matches(['）', ')']),
            None => word,
        });
    words.filter(|word| !word.is_empty()).map(str::to_owned).next()
}

/// The digits at the start.
fn digits(letters: &[char]) -> String {
    letters.iter().take_while(|c| c.is_ascii_digit()).collect()
}

/// A file's name without folder and extension.
fn stem(file: &str) -> Cow<'_, str> {
    Path::new(file).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default()
}

/// Words in small letters of half width, months in digits.
fn plain(words: &str) -> String {
    let narrow = |c: char| match c {
        '（' | '【' | '［' | '[' => '(',
        '）' | '】' | '］' | ']' => ')',
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
        _ => c,
    };
    let narrow: String = words.to_lowercase().chars().map(narrow).collect();
    MONTHS.iter().fold(narrow, |name, (words, digits)| name.replace(words, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_are_ordered_and_their_bases_are_equal() {
        let base = "企业税收2020年12月";
        for (file, revision) in [
            ("data/2020-12/企业税收2020年12月.xlsx", (0, 0)),
            ("企业税收2020年12月 - 副本.xlsx", (1, 0)),
            ("企业税收2020年12月 - 副本 (2).xlsx", (1, 2)),
            ("企业税收2020年12月(1).csv", (1, 1)),
            ("企业税收2020年12月（更正）.xlsx", (2, 0)),
            ("更正后-企业税收2020年12月.xlsx", (2, 0)),
            ("企业税收2020年12月（修订稿2）.xlsx", (2, 2)),
            ("企业税收2020年12月-最终版.xlsx", (3, 0)),
            ("更正2020年企业税收12月.xlsx", (2, 0)),
            ("城市更新项目12月.xlsx", (0, 0)),
        ] {
            assert_eq!(split(file).revision, revision, "{file}");
            if file.contains("企业税收2020") {
                assert_eq!(split(file).base, base, "{file}");
            }
        }
        assert_eq!(series("6月信访件办理台账.csv"), series("七月信访件办理台账.csv"));
    }

    #[test]
    fn months_are_read_from_names() {
        for (file, expected) in [
            ("企业税收2020年12月.xlsx", &[(Some(2020), 12)][..]),
            ("医疗服务情况（2025年1-5月）.xlsx", &[(Some(2025), 5)]),
            ("项目进度表202506.xlsx", &[(Some(2025), 6)]),
            ("税收2025-06.csv", &[(Some(2025), 6)]),
            ("十一月信访件.csv", &[(None, 11)]),
            ("６月信访件.csv", &[(None, 6)]),
            ("税收（2025年7月5日报）.csv", &[]),
            ("税收2025-06-30.csv", &[]),
            ("税收20250630.csv", &[]),
            ("党费收缴情况表（2020年）.xlsx", &[]),
        ] {
            assert_eq!(file_months(file), expected, "{file}");
        }
    }

    #[test]
    fn file_names_say_whose_they_are() {
        let globs = ["*预算执行情况表*".to_owned()];
        for name in [
            "东河镇卫生院预算执行情况表.xlsx",
            "data/2025-06/预算执行情况表-东河镇卫生院（更正）.xlsx",
            "2025年6月东河镇卫生院预算执行情况表2025-06.xls",
        ] {
            assert_eq!(besides(name, &globs).as_deref(), Some("东河镇卫生院"), "{name}");
        }
        assert_eq!(besides("预算执行情况表2025年6月.xlsx", &globs), None);
        assert_eq!(besides("（东河镇）预算执行情况表6月份.xls", &globs).as_deref(), Some("东河镇"));
        assert_eq!(besides("示例（南）院预算执行情况表.xls", &globs).as_deref(), Some("示例（南）院"));
        assert_eq!(besides("青年路卫生院预算执行情况表.xlsx", &globs).as_deref(), Some("青年路卫生院"));
    }
}
