//! Quarters, halves of the year and years in titles and names of files; months are in `file_words`.

use crate::text::match_form;
use model::{Month, Said, say};
use std::collections::BTreeSet;

/// A part of a year.
#[derive(Clone, Copy)]
pub(crate) struct YearPart {
    /// The year, where it is said.
    year: Option<i32>,
    first: u32,
    last: u32,
}

impl YearPart {
    /// Whether it is a whole year.
    pub(crate) fn is_year(self) -> bool {
        (self.first, self.last) == (1, 12)
    }

    /// Whether a month is one of it.
    pub(crate) fn holds(self, month: Month) -> bool {
        (self.first..=self.last).contains(&month.month()) && self.year.is_none_or(|year| year == month.year())
    }

    /// What it is called.
    pub(crate) fn called(self) -> Said {
        let before = self.year.map(|year| format!("{year}年")).unwrap_or_default();
        let behind = self.year.map(|year| format!(" of {year}")).unwrap_or_default();
        match (self.first, self.last) {
            (1, 12) => Said::new(before, self.year.map(|year| year.to_string()).unwrap_or_default()),
            (1, 6) => say!("{before}上半年", "the first half{behind}"),
            (7, 12) => say!("{before}下半年", "the second half{behind}"),
            (1, 9) => say!("{before}前三季度", "the first three quarters{behind}"),
            (_, last) => {
                let quarter = last / 3;
                say!("{before}第{quarter}季度", "quarter {quarter}{behind}")
            }
        }
    }
}

/// The quarters and halves that some words say, and the years that stand before one of `own`: 2019年税收, and not
/// 2019年以来, 2019年度考核 or 2016—2020年.
pub(crate) fn parts_of_years(words: &str, own: &[String]) -> Vec<YearPart> {
    const PARTS: [(&[&str], u32, u32); 7] = [
        (&["前三季度", "一至三季度", "1至3季度", "一-三季度", "1-3季度", "1—3季度"], 1, 9),
        (&["一季度", "1季度"], 1, 3),
        (&["二季度", "2季度"], 4, 6),
        (&["三季度", "3季度"], 7, 9),
        (&["四季度", "4季度"], 10, 12),
        (&["上半年"], 1, 6),
        (&["下半年"], 7, 12),
    ];
    let words = match_form(words);
    let (mut years, mut titled) = (BTreeSet::new(), Vec::new());
    for (at, _) in words.match_indices('年') {
        let (before, behind) =
            (words.get(..at).unwrap_or_default(), words.get(at + '年'.len_utf8()..).unwrap_or_default());
        let Some((rest, year)) = year_at_end(before) else { continue };
        years.insert(year);
        let range = rest.ends_with(['-', '—', '–', '~', '至', '到']);
        if !range && own.iter().any(|word| behind.starts_with(word.as_str())) {
            titled.push(YearPart { year: Some(year), first: 1, last: 12 });
        }
    }
    let year = if years.len() == 1 { years.first().copied() } else { None };
    let (mut parts, mut from) = (Vec::new(), 0);
    for (at, _) in words.char_indices() {
        let rest = words.get(at..).unwrap_or_default();
        let part = PARTS.iter().find_map(|(names, first, last)| {
            Some((names.iter().find(|name| rest.starts_with(**name))?.len(), *first, *last))
        });
        if let Some((length, first, last)) = part.filter(|_| at >= from) {
            parts.push(YearPart { year, first, last });
            from = at + length;
        }
    }
    if parts.is_empty() { titled } else { parts }
}

/// The year at the end of a file's name: 税收2019年, 税收2019.
pub(crate) fn last_year(stem: &str) -> Option<YearPart> {
    let stem = match_form(stem);
    let (rest, year) = year_at_end(stem.strip_suffix('年').unwrap_or(&stem))?;
    let range = rest.ends_with(['-', '—', '–', '~', '至', '到', '年', '.']);
    (!range).then_some(YearPart { year: Some(year), first: 1, last: 12 })
}

/// A year of four digits at the end, and what stands before it.
fn year_at_end(words: &str) -> Option<(&str, i32)> {
    let (rest, year) = words.split_at_checked(words.len().checked_sub(4)?)?;
    let year = year.bytes().all(|digit| digit.is_ascii_digit()).then(|| year.parse::<i32>().ok())??;
    ((1990..2100).contains(&year) && !rest.ends_with(|letter: char| letter.is_ascii_digit())).then_some((rest, year))
}
