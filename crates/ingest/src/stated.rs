//! What a workbook states once for all rows of a table: who sends it, in a banner, in the sheet's
//! or the file's name.

use crate::file_words;
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
        (None, Stated::File) => file_words::besides(file, &ledger.files),
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
}
