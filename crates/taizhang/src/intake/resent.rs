//! The same records twice: two files of one ledger and month.

use crate::problems::{sent_twice, shared_key, superseded_file};
use ingest::file_words::{series, split};
use model::ledger::Ledger;
use model::records::{Cells, Records, shown};
use model::{Diagnostic, Said, say};
use std::collections::HashMap;

/// A file of a ledger and month with its records.
pub(crate) struct Sent<'a> {
    pub(crate) file: &'a str,
    pub(crate) ledger: &'a Ledger,
    pub(crate) records: &'a Records,
}

/// Words that tell versions of one submission apart, of which one counts: 初稿 and 终稿, 当月 and 累计.
const VERSIONS: [&str; 21] = [
    "初稿",
    "二稿",
    "终稿",
    "草稿",
    "送审稿",
    "审定稿",
    "预报",
    "快报",
    "实报",
    "累计",
    "当月",
    "本月",
    "计划",
    "预算",
    "预计",
    "完成",
    "实际",
    "上报",
    "核定",
    "审前",
    "审后",
];

/// Whether two files have the same name but for such a word.
fn versions(left: &str, right: &str) -> bool {
    let bare = |file: &str| {
        let base = split(file).base;
        VERSIONS.iter().fold(base, |base, word| base.replace(word, ""))
    };
    split(left).base != split(right).base && bare(left) == bare(right)
}

/// The files of one ledger and month that are left out, by their positions, and what is to be said.
pub(crate) fn resent(files: &[Sent<'_>]) -> (Vec<usize>, Vec<Diagnostic>) {
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    if files.len() < 2 {
        return (out, problems);
    }
    let rows: Vec<Rows<'_>> = files.iter().map(|sent| Rows::of(sent.ledger, sent.records)).collect();
    for right in 1..files.len() {
        for left in 0..right {
            let names = (split(files[left].file), split(files[right].file));
            let versions = versions(files[left].file, files[right].file);
            // Without a key the words of a record say which it is.
            let by_words = versions && files[left].ledger.key.is_empty();
            let named = |at: usize| Rows::by_words(files[at].ledger, files[at].records);
            let difference = match by_words {
                true => difference(&files[left], &named(left), &files[right], &named(right)),
                false => difference(&files[left], &rows[left], &files[right], &rows[right]),
            };
            // 资金台账1228 and 资金台账1231 with the very same keys.
            let dated = series(files[left].file) == series(files[right].file);
            let same_name =
                versions || names.0.base == names.1.base || dated && difference.keyed && difference.of_same_keys();
            if out.contains(&left) || out.contains(&right) {
                continue;
            }
            if !difference.is_twice(same_name) {
                problems.extend(difference.shared_key(&files[left], &files[right]));
                continue;
            }
            let ruled = match names.0.revision.cmp(&names.1.revision) {
                std::cmp::Ordering::Less => Some((right, left, difference.lost(difference.left_only))),
                std::cmp::Ordering::Greater => Some((left, right, difference.lost(difference.right_only))),
                std::cmp::Ordering::Equal => None,
            };
            let words = difference.words();
            let file = |at: usize| files[at].file;
            problems.push(match ruled {
                Some((kept, dropped, 0)) => {
                    out.push(dropped);
                    superseded_file::problem(file(dropped), file(kept), words)
                }
                Some((kept, earlier, lost)) => sent_twice::partial(file(kept), file(earlier), words, lost),
                None if difference.none() => {
                    out.push(right);
                    sent_twice::same(file(right), file(left), words)
                }
                None => sent_twice::problem(file(right), file(left), words),
            });
        }
    }
    (out, problems)
}

/// A cell that can be compared between workbooks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Value<'a> {
    Empty,
    Word(&'a str),
    Number(i64),
}

/// The records of a file by their keys; by all cells where the ledger has no key.
struct Rows<'a> {
    /// The keys in the order of the file.
    keys: Vec<Vec<Value<'a>>>,
    /// The record of each key with its cells.
    by_key: HashMap<Vec<Value<'a>>, (usize, Vec<Value<'a>>)>,
}

impl<'a> Rows<'a> {
    fn of(ledger: &Ledger, records: &'a Records) -> Rows<'a> {
        Rows::by(ledger, records, &ledger.key.iter().filter_map(|id| ledger.position(id)).collect::<Vec<usize>>())
    }

    fn by_words(ledger: &Ledger, records: &'a Records) -> Rows<'a> {
        let words = ledger.columns.iter().enumerate().filter(|(_, column)| column.kind.is_words());
        Rows::by(ledger, records, &words.map(|(at, _)| at).collect::<Vec<usize>>())
    }

    fn by(ledger: &Ledger, records: &'a Records, key: &[usize]) -> Rows<'a> {
        let mut rows = Rows { keys: Vec::new(), by_key: HashMap::new() };
        for record in 0..records.len() {
            let cells = records.columns.iter().zip(&ledger.columns).map(|(cells, column)| match cells.get(record) {
                None => Value::Empty,
                Some(value) if column.kind.is_words() => cells.word(value).map_or(Value::Empty, Value::Word),
                Some(value) => Value::Number(value),
            });
            let cells: Vec<Value<'a>> = cells.collect();
            let own: Vec<Value<'a>> = key.iter().filter_map(|at| cells.get(*at).copied()).collect();
            let own = if own.iter().all(|value| *value == Value::Empty) { cells.clone() } else { own };
            if let std::collections::hash_map::Entry::Vacant(place) = rows.by_key.entry(own.clone()) {
                place.insert((record, cells));
                rows.keys.push(own);
            }
        }
        rows
    }
}

/// How two files differ.
#[derive(Default)]
struct Difference {
    /// Records of the smaller file.
    smaller: usize,
    /// Records whose key is in both, and the first of them in each.
    shared: usize,
    first_shared: Option<(usize, usize)>,
    /// Records that are equal in every cell, and those of them that say a number.
    same: usize,
    telling: usize,
    left_only: usize,
    right_only: usize,
    /// Whether a key tells the records; else a record that was changed is another one.
    keyed: bool,
    /// Cells that differ in the records that are in both, the first of them in words.
    cells: usize,
    first: Option<Said>,
}

/// Whether a column only numbers the records, which says nothing of them.
fn is_running(cells: &Cells) -> bool {
    let filled: Vec<i64> = (0..cells.values.len()).filter_map(|record| cells.get(record)).collect();
    filled.len() > 1 && filled.windows(2).all(|pair| pair[1] - pair[0] == 1)
}

/// Compares two files.
fn difference(left: &Sent<'_>, left_rows: &Rows<'_>, right: &Sent<'_>, right_rows: &Rows<'_>) -> Difference {
    let ledger = left.ledger;
    let numbers: Vec<bool> = ledger
        .columns
        .iter()
        .zip(&left.records.columns)
        .map(|(column, cells)| column.kind.is_number() && !is_running(cells) && !ledger.key.contains(&column.id))
        .collect();
    let any_number = numbers.contains(&true);
    let mut difference = Difference {
        smaller: left_rows.keys.len().min(right_rows.keys.len()),
        keyed: !ledger.key.is_empty(),
        ..Difference::default()
    };
    for key in &left_rows.keys {
        let (Some((one, cells)), Some((other, others))) = (left_rows.by_key.get(key), right_rows.by_key.get(key))
        else {
            continue;
        };
        difference.shared += 1;
        difference.first_shared.get_or_insert((*one, *other));
        let unequal: Vec<usize> = (0..cells.len()).filter(|at| cells[*at] != others[*at]).collect();
        let number =
            |(value, number): (&Value<'_>, &bool)| *number && matches!(value, Value::Number(value) if *value != 0);
        difference.same += usize::from(unequal.is_empty());
        difference.telling +=
            usize::from(unequal.is_empty() && (!any_number || cells.iter().zip(&numbers).any(number)));
        difference.cells += unequal.len();
        if let (None, Some(at)) = (&difference.first, unequal.first()) {
            let words = |sent: &Sent<'_>, record: usize| {
                let (column, cells) = (ledger.columns.get(*at)?, sent.records.columns.get(*at)?);
                shown(column, cells, cells.get(record)?)
            };
            let words = |sent, record| match words(sent, record) {
                None => Said::fixed("空", "nothing"),
                Some(word) => Said::same(format!("“{word}”")),
            };
            let (column, left, right) = (ledger.columns[*at].title(), words(left, *one), words(right, *other));
            difference.first =
                Some(say!("“{column}”列 {left} 和 {right}", "{left} and {right} in column “{column}”", left, right));
        }
    }
    difference.left_only = left_rows.keys.len() - difference.shared;
    difference.right_only = right_rows.keys.len() - difference.shared;
    difference
}

impl Difference {
    /// Whether two files are one submission sent twice. Departments that send the same ledger
    /// have files of other names, perhaps with the same items in the key but with other numbers;
    /// what was split over files of one name has no records in common.
    fn is_twice(&self, same_name: bool) -> bool {
        match same_name {
            true => self.shared > 0 && self.shared * 2 >= self.smaller,
            false => self.telling > 1 && self.telling * 2 >= self.smaller,
        }
    }

    /// Asks about keys that are in both files of a submission: an entity is one record of it, and
    /// where most keys differ they tell the records of both apart. What departments send by the same
    /// items, or each for itself, has keys of its own.
    fn shared_key(&self, left: &Sent<'_>, right: &Sent<'_>) -> Option<Diagnostic> {
        let (one, other) = self.first_shared.filter(|_| !left.ledger.key.is_empty())?;
        let columns = left.ledger.columns.iter().enumerate();
        let (mut of_entity, mut apart) = (false, false);
        for (at, column) in columns {
            of_entity |= column.entity.is_some() && left.ledger.key.contains(&column.id);
            let word = |sent: &Sent<'_>, record: usize| {
                let cells = sent.records.columns.get(at)?;
                cells.get(record).and_then(|value| cells.word(value)).map(str::to_owned)
            };
            apart |= column.from.is_some() && word(left, one) != word(right, other);
        }
        if apart || !(of_entity || self.shared * 2 < self.smaller) {
            return None;
        }
        let at = left.ledger.key.iter().find_map(|id| left.ledger.position(id))?;
        let (place, first) = (right.records.place(other, at), left.records.place(one, at));
        Some(shared_key::problem(place, right.records.key(right.ledger, other), &first, self.shared))
    }

    /// How many records a correction lacks, of which so many stand in the other file alone. Without a
    /// key these may have been changed.
    fn lost(&self, only: usize) -> usize {
        let (fewer, more) = (self.left_only.min(self.right_only), self.left_only.max(self.right_only));
        match self.keyed {
            true => only,
            false => {
                if only == more {
                    only - fewer
                } else {
                    0
                }
            }
        }
    }

    fn of_same_keys(&self) -> bool {
        self.shared > 2 && self.left_only + self.right_only == 0
    }

    fn none(&self) -> bool {
        self.left_only + self.right_only + self.cells == 0
    }

    /// `记录全部相同（2 条）`, or what differs.
    fn words(&self) -> Said {
        let (shared, same, cells) = (self.shared, self.same, self.cells);
        if self.none() {
            return say!("记录全部相同（{shared} 条）", "all records are the same ({shared})");
        }
        let records = match self.keyed {
            true => say!(
                "关键列相同的记录 {shared} 条，其中完全相同的 {same} 条",
                "{shared} record(s) have the same key, {same} of them are the same in every cell"
            ),
            false => say!("完全相同的记录 {same} 条", "{same} record(s) are the same in every cell"),
        };
        let first = self.first.as_ref().map(|first| {
            say!("不同的单元格 {cells} 个（如{first}）", "{cells} cell(s) differ (such as {first})", first)
        });
        let only = self.left_only + self.right_only;
        let alone = (only > 0)
            .then(|| say!("只在其中一份里的记录 {only} 条", "{only} record(s) stand in only one of the files"));
        Said::joined([Some(records), first, alone].into_iter().flatten(), "，", ", ")
    }
}
