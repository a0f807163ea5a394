//! Where the records of a ledger will lie, and how formulas refer to them.

use crate::names::{SheetNames, TableNames};
use crate::words::{is_literal, word};
use model::diagnostic::letters;
use model::document::{Detail, DetailColumn};
use model::expr::{Field, Selection, Take, Test};
use model::ledger::Kind;
use model::package::Package;
use std::collections::{BTreeMap, BTreeSet};

/// The heads of the columns behind those of the ledger, which say where a record came from.
const ORIGINS: [&str; 4] = ["报送月份", "工作簿", "工作表", "行"];

/// The sheets of a ledger's records.
pub(crate) struct DetailSheets<'a> {
    /// The records.
    pub(crate) detail: &'a Detail,
    /// The sheets; more than one where the records exceed the rows of a sheet.
    pub(crate) parts: Vec<DetailPart>,
    /// The heads of all columns, no two alike: those of the ledger, of the origin, of the numbers.
    pub(crate) heads: Vec<String>,
    /// The columns of the ledger that have a column of numbers at the end of the sheet.
    pub(crate) numbers: Vec<usize>,
    /// For each column that formulas test the words that Excel does not tell from another one.
    ambiguous: BTreeMap<usize, BTreeSet<String>>,
}

/// What the formulas of a workbook need of a ledger's sheets.
#[derive(Default)]
pub(crate) struct Needs {
    /// The columns whose words they count or look for by number.
    numbered: BTreeSet<usize>,
    /// See [`DetailSheets::ambiguous`].
    ambiguous: BTreeMap<usize, BTreeSet<String>>,
}

/// Some of a ledger's records on one sheet.
pub(crate) struct DetailPart {
    /// The sheet's name.
    pub(crate) sheet: String,
    /// The Excel table's name.
    pub(crate) table: String,
    /// The first record, from 0. It stands in row [`DetailPart::FIRST`], and column `n` of the
    /// detail in column `n`; the columns of the origin and those of the numbers follow.
    pub(crate) first: usize,
    /// How many records.
    pub(crate) count: u32,
}

impl DetailPart {
    /// The row of the kinds and units, from 0.
    pub(crate) const KIND: u32 = 2;
    /// The row of the heads, from 0.
    pub(crate) const HEAD: u32 = 3;
    /// The row of the first record, from 0.
    pub(crate) const FIRST: u32 = 4;

    /// The last row of the Excel table, from 0: it has one row even without a record.
    pub(crate) fn last(&self) -> u32 {
        Self::HEAD.saturating_add(self.count.max(1))
    }
}

impl<'a> DetailSheets<'a> {
    /// Plans the sheets of a ledger; `max_rows` is the number of rows of a sheet.
    pub(crate) fn new(
        detail: &'a Detail,
        needs: Option<Needs>,
        (sheets, tables): (&mut SheetNames, &mut TableNames),
        max_rows: u32,
    ) -> DetailSheets<'a> {
        let needs = needs.unwrap_or_default();
        let room = max_rows.saturating_sub(DetailPart::FIRST).max(1);
        let records = detail.origins.len();
        let step = usize::try_from(room).unwrap_or(usize::MAX);
        let part = |first: usize| DetailPart {
            sheet: sheets.unique(&format!("明细-{}", detail.title)),
            table: tables.unique(&detail.title),
            first,
            count: u32::try_from(records - first).unwrap_or(u32::MAX).min(room),
        };
        // A ledger without records has a sheet as well, which says so.
        let parts = (0..records.max(1)).step_by(step).map(part).collect();
        let numbers: Vec<usize> = needs.numbered.into_iter().collect();
        let titles = detail.columns.iter().map(|column| column.title.clone());
        let origins = ORIGINS.iter().map(|title| (*title).to_owned());
        let of_numbers = numbers.iter().filter_map(|at| detail.columns.get(*at));
        let of_numbers = of_numbers.map(|column| format!("{}编号", column.title));
        let heads = distinct(titles.chain(origins).chain(of_numbers));
        DetailSheets { detail, parts, heads, numbers, ambiguous: needs.ambiguous }
    }

    /// The position of a column of the ledger by its id.
    pub(crate) fn column(&self, field: &Field) -> Option<usize> {
        position(self.detail, field)
    }

    /// The position of the month of the submission.
    pub(crate) fn sent(&self) -> usize {
        self.detail.columns.len()
    }

    /// The position of the numbers of a column's words.
    pub(crate) fn numbered(&self, column: usize) -> Option<usize> {
        let at = self.numbers.iter().position(|numbered| *numbered == column)?;
        Some(self.detail.columns.len() + ORIGINS.len() + at)
    }

    /// The cells of a column in a formula: `企业税收[税收合计]`, or a plain range where the head
    /// has characters that such a reference would have to quote.
    pub(crate) fn reference(&self, part: &DetailPart, column: usize) -> String {
        let head = self.heads.get(column).map_or("", String::as_str);
        if head.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '（' | '）')) {
            return format!("{}[{head}]", part.table);
        }
        let letters = letters(u32::try_from(column).unwrap_or(u32::MAX - 1) + 1);
        format!("'{}'!${letters}${}:${letters}${}", part.sheet, DetailPart::FIRST + 1, part.last() + 1)
    }

    /// Whether a formula can look for a word of a column by the word itself.
    pub(crate) fn is_plain(&self, column: usize, word: &str) -> bool {
        let ambiguous = self.ambiguous.get(&column).is_some_and(|words| words.contains(&word.to_lowercase()));
        !ambiguous && is_literal(word)
    }

    /// Whether the records stand in the order of their months.
    pub(crate) fn in_order(&self) -> bool {
        self.detail.origins.is_sorted_by(|one, next| one.month <= next.month)
    }
}

/// Heads as they are; numbered `（2）` where Excel would not tell them apart, as it demands of a
/// table.
pub(crate) fn distinct(titles: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let unique = |(at, title): (usize, String)| {
        let title: String = title.trim().chars().take(200).collect();
        let title = if title.is_empty() { format!("列{}", at + 1) } else { title };
        let mut name = title.clone();
        let mut number = 1_u32;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{title}（{number}）");
        }
        name
    };
    titles.enumerate().map(unique).collect()
}

/// The words of a column that are alike but for their case, or that several entities share.
fn ambiguous(column: &DetailColumn) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    column.words.iter().map(|word| word.to_lowercase()).filter(|word| !known.insert(word.clone())).collect()
}

/// The position of what a field shows.
fn position(detail: &Detail, field: &Field) -> Option<usize> {
    detail.columns.iter().position(|column| column.field == *field)
}

/// What the formulas need of each ledger.
pub(crate) fn needs(package: &Package) -> BTreeMap<&str, Needs> {
    let mut all: BTreeMap<&str, Needs> = BTreeMap::new();
    let mut seen: BTreeSet<(&Take, &Selection)> = BTreeSet::new();
    for expr in package.exprs() {
        expr.visit(&mut |take, selection| {
            let Some(detail) = package.details.iter().find(|detail| detail.ledger == selection.ledger) else { return };
            if seen.insert((take, selection)) {
                add(all.entry(&detail.ledger).or_default(), detail, take, selection);
            }
        });
    }
    all
}

fn add(needs: &mut Needs, detail: &Detail, take: &Take, selection: &Selection) {
    if let Take::Distinct(field) = take
        && let Some(at) = position(detail, field)
        && detail.columns.get(at).is_some_and(|column| has_words(column.column.kind))
    {
        needs.numbered.insert(at);
    }
    for criterion in &selection.criteria {
        let values = match &criterion.test {
            Test::Is(values) | Test::Not(values) => values,
            Test::Set(_) | Test::Listed(_) | Test::Time(_) | Test::Compare(..) => continue,
        };
        let Some(at) = position(detail, &criterion.field) else { continue };
        let Some(column) = detail.columns.get(at) else { continue };
        let shared = needs.ambiguous.entry(at).or_insert_with(|| ambiguous(column));
        let plain = |word: &str| is_literal(word) && !shared.contains(&word.to_lowercase());
        if values.iter().filter_map(|value| word(column, value)).any(|word| !plain(word)) {
            needs.numbered.insert(at);
        }
    }
}

fn has_words(kind: Kind) -> bool {
    kind.is_words() || kind == Kind::Boolean
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::document::DetailOrigin;

    #[test]
    fn records_beyond_the_rows_of_a_sheet_go_on_another() {
        let origin = DetailOrigin { month: "2020-12".into(), file: "a".into(), sheet: "s".into(), row: 2 };
        let origins = vec![origin; 5];
        let detail =
            Detail { ledger: "tax".into(), title: "企业税收".into(), columns: Vec::new(), origins, deadline: None };
        let mut names = (SheetNames::default(), TableNames::new(std::iter::empty()));
        let plan = DetailSheets::new(&detail, None, (&mut names.0, &mut names.1), DetailPart::FIRST + 2);
        let parts: Vec<_> = plan.parts.iter().map(|part| (part.sheet.as_str(), part.first, part.count)).collect();
        assert_eq!(parts, [("明细-企业税收", 0, 2), ("明细-企业税收（2）", 2, 2), ("明细-企业税收（3）", 4, 1)]);
        assert_eq!(plan.reference(&plan.parts[1], 0), "企业税收_2[报送月份]");
    }

    #[test]
    fn heads_of_a_table_differ() {
        let titles = ["金额", "备注", "金额", "", "ab", "AB"].map(str::to_owned);
        assert_eq!(distinct(titles.into_iter()), ["金额", "备注", "金额（2）", "列4", "ab", "AB（2）"]);
    }
}
