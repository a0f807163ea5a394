//! What a workbook states once for all rows of a table: who sends it, in a banner, in the sheet's
//! or the file's name.

use crate::grid::{Book, Sheet};
use crate::mapping::Table;
use crate::recognise::BANNER;
use crate::text::match_form;
use model::ledger::{Ledger, Stated};

/// For each column of the ledger that no column of the table has what is stated of it.
pub(crate) fn of_table(
    file: &str,
    (book, sheet): (&Book, &Sheet),
    table: &Table,
    ledger: &Ledger,
) -> Vec<Option<String>> {
    let columns = ledger.columns.iter().zip(&table.columns);
    let stated = columns.map(|(column, found)| match (found, column.from.as_ref()?) {
        (Some(_), _) => None,
        (None, Stated::Sheet) => Some(sheet.name.trim().to_owned()),
        (None, Stated::File) => of_file(file, &ledger.files),
        (None, Stated::Banner(words)) => of_banner((book, sheet), table, &match_form(words)),
    });
    stated.map(|words| words.filter(|words| !words.is_empty())).collect()
}

/// What stands behind some words in the rows above the table, the nearest first, or below it.
fn of_banner((book, sheet): (&Book, &Sheet), table: &Table, words: &str) -> Option<String> {
    let end = table.rows.last().map_or(table.bottom, |(row, _)| *row);
    let above = sheet.lines.iter().rev().filter(|line| line.row < table.top && line.row + BANNER >= table.top);
    let below = sheet.lines.iter().filter(|line| line.row >= table.end() && line.row <= end + BANNER);
    above.chain(below).find_map(|line| {
        let texts: Vec<&str> = sheet.cells(line).iter().filter_map(|(_, raw)| book.text(raw)).collect();
        behind(&texts, words)
    })
}

/// What stands behind `填报单位：`, or in the cell beside it.
fn behind(texts: &[&str], words: &str) -> Option<String> {
    // Items of one cell are set apart by several spaces.
    let parts: Vec<&str> = texts.iter().flat_map(|text| text.split([' ', '\u{3000}', '\t', '\n', '\u{a0}'])).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    // The words themselves may be spaced out: 填 报 单 位：.
    for from in 0..parts.len() {
        let mut key = String::new();
        for (at, part) in parts.iter().enumerate().skip(from).take(words.chars().count()) {
            let (before, after) = part.split_once(['：', ':']).unwrap_or((part, ""));
            key += &match_form(before);
            if key == words {
                let next = parts.get(at + 1).filter(|next| !next.contains(['：', ':']));
                return Some(after).filter(|after| !after.is_empty()).or(next.copied()).map(str::to_owned);
            }
            if !words.starts_with(&key) || part.contains(['：', ':']) {
                break;
            }
        }
    }
    None
}

/// What a file's name has besides the words of `files`, months and marks of revisions:
/// 东河镇卫生院 of 东河镇卫生院预算执行情况表2025年6月（更正）.xlsx.
fn of_file(file: &str, globs: &[String]) -> Option<String> {
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
    let rest = rest.split(['（', '(', '【', '[']).next().unwrap_or_default();
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
    let mut words = undated.split(['-', '—', '_', '.', '、', ' ', '\u{3000}']).filter(|word| !word.is_empty());
    words.next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_words_is_found() {
        for texts in [
            &["填报单位：东河镇卫生院"][..],
            &["填报单位：东河镇卫生院        单位：万元"],
            &["表号：卫统1表　填 报 单 位：东河镇卫生院"],
            &["填报单位：", "东河镇卫生院", "单位：万元"],
            &["填报单位", "东河镇卫生院"],
        ] {
            assert_eq!(behind(texts, "填报单位").as_deref(), Some("东河镇卫生院"), "{texts:?}");
        }
        assert_eq!(behind(&["填报单位：", "单位：万元"], "填报单位"), None);
        assert_eq!(behind(&["单位：万元"], "填报单位"), None);
    }

    #[test]
    fn file_names_say_whose_they_are() {
        let globs = ["*预算执行情况表*".to_owned()];
        for name in [
            "东河镇卫生院预算执行情况表.xlsx",
            "data/2025-06/预算执行情况表-东河镇卫生院（更正）.xlsx",
            "2025年6月东河镇卫生院预算执行情况表2025-06.xls",
        ] {
            assert_eq!(of_file(name, &globs).as_deref(), Some("东河镇卫生院"), "{name}");
        }
        assert_eq!(of_file("预算执行情况表2025年6月.xlsx", &globs), None);
        assert_eq!(of_file("青年路卫生院预算执行情况表.xlsx", &globs).as_deref(), Some("青年路卫生院"));
    }
}
