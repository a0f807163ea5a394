//! The columns of several files of one ledger, put together.

use super::define::{label, periods};
use super::{Description, Field, TableDescription};
use crate::file_words::series;
use crate::text::match_form;
use crate::unit;
use std::collections::BTreeSet;

/// The table of a file that its ledger is about.
pub(super) struct FileTable<'a> {
    pub(super) description: &'a Description,
    pub(super) table: &'a TableDescription,
    /// The columns that stand for themselves, without those of periods.
    pub(super) columns: Vec<Seen<'a>>,
    /// The columns of periods, and the type of what stands in them.
    pub(super) periods: (Vec<usize>, &'static str),
    /// What was left out, in words.
    pub(super) left_out: Vec<String>,
    /// How many records were looked at value by value.
    pub(super) rows: usize,
}

/// A column of a file.
pub(super) struct Seen<'a> {
    /// The label as a definition has it, and in the form in which labels are compared.
    pub(super) label: String,
    pub(super) stem: String,
    pub(super) field: &'a Field,
    /// The values of its records.
    pub(super) values: Vec<Option<&'a str>>,
}

impl<'a> FileTable<'a> {
    /// The largest visible table of a workbook.
    pub(super) fn of(description: &'a Description) -> Option<FileTable<'a>> {
        let tables = || description.sheets.iter().filter(|sheet| sheet.visible).flat_map(|sheet| &sheet.tables);
        let table = tables().rev().max_by_key(|table| (table.records, table.fields.len()))?;
        let periods = periods(table);
        let (mut columns, mut left_out, mut stems) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (at, field) in table.fields.iter().enumerate().filter(|(at, _)| !periods.0.contains(at)) {
            if field.label.is_empty() {
                left_out.push(format!("{} 列没有表头，没有登记。", field.column));
                continue;
            }
            let label = label(table, field);
            let stem = stem(&label);
            if !stems.insert(stem.clone()) {
                left_out.push(format!("{} 列的表头“{label}”与前面重复，没有登记。", field.column));
                continue;
            }
            let values = table.values.iter().map(|row| row.values.get(at).and_then(Option::as_deref)).collect();
            columns.push(Seen { label, stem, field, values });
        }
        let rows = table.values.len();
        let mut file = FileTable { description, table, columns, periods, left_out, rows };
        tables().filter(|other| !std::ptr::eq(*other, table)).for_each(|other| file.add(other));
        Some(file)
    }

    /// Adds the values of another table of the workbook if it has the same columns: a definition reads
    /// every table that has its labels.
    fn add(&mut self, other: &'a TableDescription) {
        let stems: Vec<String> = other.fields.iter().map(|field| stem(&label(other, field))).collect();
        let at = |seen: &Seen<'_>| stems.iter().position(|stem| *stem == seen.stem);
        let shared = self.columns.iter().filter(|seen| at(seen).is_some()).count();
        if shared * 4 < self.columns.len().max(stems.len()) * 3 {
            return;
        }
        for seen in &mut self.columns {
            let position = at(seen);
            let value = |row: &'a super::Values| row.values.get(position?).and_then(Option::as_deref);
            seen.values.extend(other.values.iter().map(value));
        }
        self.rows += other.values.len();
    }

    /// How many records were looked at value by value.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }
}

/// A label in the form in which labels are compared, without its unit.
fn stem(label: &str) -> String {
    unit::split(&match_form(label)).0.to_owned()
}

/// A column of the ledger: where it stands in each file.
pub(super) struct Merged {
    pub(super) seen: Vec<Option<usize>>,
    /// Whether a file was matched to it by more than an equal label.
    pub(super) renamed: bool,
}

impl Merged {
    /// It in the files that have it, the newest first, each with the position of its file.
    pub(super) fn all<'f, 'a>(&'f self, files: &'f [FileTable<'a>]) -> impl Iterator<Item = (usize, &'f Seen<'a>)> {
        let seen = |file: usize| Some((file, files.get(file)?.columns.get((*self.seen.get(file)?)?)?));
        (0..files.len()).rev().filter_map(seen)
    }

    pub(super) fn fields<'f, 'a>(&'f self, files: &'f [FileTable<'a>]) -> impl Iterator<Item = &'a Field> + 'f {
        self.all(files).map(|(_, seen)| seen.field)
    }

    pub(super) fn values<'f, 'a>(
        &'f self,
        files: &'f [FileTable<'a>],
    ) -> impl Iterator<Item = (usize, &'f [Option<&'a str>])> {
        self.all(files).map(|(file, seen)| (file, seen.values.as_slice()))
    }

    /// Its values in one file.
    pub(super) fn in_file<'f, 'a>(&self, file: usize, files: &'f [FileTable<'a>]) -> Option<&'f [Option<&'a str>]> {
        let seen = files.get(file)?.columns.get((*self.seen.get(file)?)?)?;
        Some(&seen.values)
    }
}

/// Puts the columns of all files together, from the newest, the last, to the oldest. Equal labels are
/// one column; a label that only one file has is another name of a column that the file lacks where
/// its kind, its place and its words or values speak for it; else it is a column of its own.
pub(super) fn align(files: &[FileTable<'_>]) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    for (file, own) in files.iter().enumerate().rev() {
        for (at, seen) in own.columns.iter().enumerate() {
            let same = |one: &&mut Merged| {
                one.seen[file].is_none() && one.all(files).any(|(_, other)| other.stem == seen.stem)
            };
            if let Some(one) = merged.iter_mut().find(same) {
                one.seen[file] = Some(at);
            }
        }
        for (at, seen) in own.columns.iter().enumerate() {
            if merged.iter().any(|one| one.seen[file] == Some(at)) {
                continue;
            }
            let likeness = |at_merged: usize| -> Option<(usize, usize)> {
                let one = merged.get(at_merged).filter(|one| one.seen[file].is_none())?;
                let (_, other) = one.all(files).next()?;
                let before = |position: Option<usize>| position.and_then(|position| merged.get(position)?.seen[file]);
                let beside = at.checked_sub(1).is_some_and(|left| before(at_merged.checked_sub(1)) == Some(left))
                    || before(Some(at_merged + 1)) == Some(at + 1);
                alike(seen, other, beside).map(|likeness| (likeness, at_merged))
            };
            let best =
                (0..merged.len()).filter_map(likeness).max_by_key(|(likeness, at)| (*likeness, std::cmp::Reverse(*at)));
            if let Some((_, one)) = best {
                merged[one].seen[file] = Some(at);
                merged[one].renamed = true;
            }
        }
        insert(&mut merged, file, files.len(), own.columns.len());
    }
    merged
}

/// Columns that no other file has follow the column that stands to their left.
fn insert(merged: &mut Vec<Merged>, file: usize, files: usize, columns: usize) {
    let mut next = 0;
    for at in 0..columns {
        match merged.iter().position(|one| one.seen[file] == Some(at)) {
            Some(found) => next = found + 1,
            None => {
                let mut seen = vec![None; files];
                seen[file] = Some(at);
                merged.insert(next, Merged { seen, renamed: false });
                next += 1;
            }
        }
    }
}

/// Words of which two labels of one column have the same: 本月支出 is not 累计支出.
const OPPOSED: [&[&str]; 15] = [
    &["本月", "当月", "本期"],
    &["累计"],
    &["上年", "去年", "同期"],
    &["上月", "上期"],
    &["计划", "预算", "目标", "应"],
    &["实际", "实", "完成", "已"],
    &["年初", "期初"],
    &["年末", "期末"],
    &["借"],
    &["贷"],
    &["收入"],
    &["支出"],
    &["率", "比", "增"],
    &["人", "姓名"],
    &["电话", "手机"],
];

/// Words that mean the same of one kind of column.
const SAME: [&[&str]; 2] = [&["时限", "期限", "限期"], &["信用代码", "纳税人识别号", "税号"]];

/// Whether one label is the other with letters left out: 城建税 is 城市维护建设税.
fn short_for(one: &str, other: &str) -> bool {
    let (short, long) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    let ends = short.chars().next() == long.chars().next() && short.chars().last() == long.chars().last();
    let mut letters = long.chars();
    ends && short.chars().count() >= 3 && short.chars().all(|letter| letters.any(|other| other == letter))
}

/// How alike two columns are, in hundredths; nothing where they are not taken for one.
fn alike(one: &Seen<'_>, other: &Seen<'_>, beside: bool) -> Option<usize> {
    let class = |seen: &Seen<'_>| match seen.field.kind {
        "money" | "number" | "integer" | "percent" => 0,
        "date" | "month" => 1,
        "code" => 2,
        _ => 3,
    };
    let said = |seen: &Seen<'_>| OPPOSED.map(|words| words.iter().any(|word| seen.stem.contains(word)));
    let words = class(one) >= 2 && class(other) >= 2;
    let shared = if words { overlap(one, other) } else { 0 };
    if shared >= 50 {
        return Some(100 + shared);
    }
    let both = |words: &[&str]| [one, other].iter().all(|seen| words.iter().any(|word| seen.stem.contains(word)));
    if class(one) == class(other) && (SAME.iter().any(|words| both(words)) || short_for(&one.stem, &other.stem)) {
        return Some(70);
    }
    let likeness = letters(&one.stem, &other.stem);
    let enough = if beside { 50 } else { 60 };
    (class(one) == class(other) && said(one) == said(other) && likeness >= enough).then_some(likeness)
}

/// How many of the letters of the longer label both have, in hundredths.
fn letters(one: &str, other: &str) -> usize {
    let mut rest: Vec<char> = other.chars().collect();
    let longer = one.chars().count().max(rest.len());
    let mut common = 0_usize;
    for letter in one.chars() {
        if let Some(at) = rest.iter().position(|other| *other == letter) {
            rest.swap_remove(at);
            common += 1;
        }
    }
    (common * 100).checked_div(longer).unwrap_or(0)
}

/// How many of the different values of the column with fewer both have, in hundredths; nothing can be
/// told from two.
fn overlap(one: &Seen<'_>, other: &Seen<'_>) -> usize {
    let set = |seen: &Seen<'_>| -> BTreeSet<String> {
        seen.values.iter().flatten().map(|value| (*value).to_owned()).collect()
    };
    let (one, other) = (set(one), set(other));
    let fewer = one.len().min(other.len());
    if fewer < 3 { 0 } else { one.intersection(&other).count() * 100 / fewer }
}

/// Whether two workbooks are of one ledger: most of their labels are the same, and nearly all where the
/// names of the files do not say so too.
pub fn one_ledger(one: &Description, other: &Description) -> bool {
    let (Some(own), Some(others)) = (FileTable::of(one), FileTable::of(other)) else { return false };
    let stems =
        |file: &FileTable<'_>| -> BTreeSet<String> { file.columns.iter().map(|seen| seen.stem.clone()).collect() };
    let (stems, other_stems) = (stems(&own), stems(&others));
    let named = series(&one.file) == series(&other.file);
    let more = stems.len().max(other_stems.len());
    let shared = stems.intersection(&other_stems).count() * 100;
    let across = own.periods.0.is_empty() == others.periods.0.is_empty();
    across && more > 0 && (named && shared >= 40 * more || more > 1 && shared >= 75 * more)
}
