//! Tables found by their headers: rows whose cells match the labels of the definition.

use crate::grid::{Book, Raw, Sheet};
use crate::text::key;
use crate::unit;
use crate::value::{date, shown};
use model::ledger::Ledger;
use model::{Month, Unit};
use std::collections::{HashMap, HashSet};

/// The labels of a definition in comparable form.
pub(crate) struct Labels<'a> {
    pub(crate) ledger: &'a Ledger,
    /// Which column a label (or a path of labels) means, and its place in the column's list.
    known: HashMap<String, (usize, usize)>,
    /// What the lowest cell of a label may hold.
    leaves: HashSet<String>,
    /// The letters with which those begin: a million names are told apart by their first letter.
    starts: hashbrown::HashSet<char>,
    across: bool,
    labelled: usize,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(ledger: &'a Ledger) -> Labels<'a> {
        let (mut known, mut leaves) = (HashMap::new(), HashSet::new());
        for (at, column) in ledger.columns.iter().enumerate() {
            for (rank, label) in column.labels.iter().enumerate() {
                let whole = key(label);
                let bare = unit::split(&whole).0.to_owned();
                for label in [whole, bare] {
                    leaves.insert(label.rsplit('/').next().unwrap_or(&label).to_owned());
                    leaves.insert(label.clone());
                    known.entry(label).or_insert((at, rank));
                }
            }
        }
        let labelled = ledger.columns.iter().filter(|column| !column.labels.is_empty()).count();
        let starts = leaves.iter().filter_map(|leaf: &String| leaf.chars().next()).chain(['*']).collect();
        Labels { ledger, known, leaves, starts, across: ledger.across().is_some(), labelled }
    }
}

/// A column of the sheet that stands for a column of the ledger.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// The sheet's column, from 1.
    pub(crate) column: u32,
    /// The label as it was found.
    pub(crate) label: String,
    /// The unit in the label or in a label above it.
    pub(crate) unit: Option<Unit>,
}

/// A table of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// The first and the last row of the header.
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    /// The last row that may belong to the table.
    pub(crate) end: u32,
    /// The columns that may belong to the table.
    pub(crate) left: u32,
    pub(crate) right: u32,
    /// Headers that are repeated within the data, as pages are printed.
    pub(crate) repeats: Vec<(u32, u32)>,
    /// For each column of the ledger where it stands.
    pub(crate) columns: Vec<Option<Found>>,
    /// Periods across: the sheet's columns and their months.
    pub(crate) periods: Vec<(u32, Month)>,
    /// Labels that mean no column: the sheet's column and the label.
    pub(crate) unknown: Vec<(u32, String)>,
    /// Second columns for a column that was found already: the sheet's column, the label and the ledger's column.
    pub(crate) doubles: Vec<(u32, String, usize)>,
    /// How many columns and periods matched.
    pub(crate) score: usize,
}

impl Table {
    fn same_columns(&self, other: &Table) -> bool {
        let places = |table: &Table| -> Vec<Option<u32>> {
            table.columns.iter().map(|found| found.as_ref().map(|found| found.column)).collect()
        };
        places(self) == places(other) && self.periods == other.periods
    }
}

/// The most rows that a header spans.
const DEEPEST: u32 = 4;

/// No sheet has more tables side by side.
const MOST_BESIDE: usize = 50;
/// No sheet repeats its header on more pages.
const MOST_HEADERS: usize = 2_000;
/// So many rows with a word of some label are tried: a label that data repeat a million times is none.
const MOST_TRIED: usize = 20_000;

/// One cell of a label's path.
pub(crate) struct Part {
    pub(crate) whole: String,
    pub(crate) shown: String,
}

/// Finds the tables of a sheet, those side by side from left to right.
pub(crate) fn tables(sheet: &Sheet, book: &Book, labels: &Labels<'_>) -> Vec<Table> {
    let (mut tables, mut left, mut parted) = (Vec::new(), 1, 0);
    loop {
        let right = within(sheet, book, labels, (left, u32::MAX));
        let next = right.iter().filter_map(second).min().filter(|next| *next > left && parted < MOST_BESIDE);
        let Some(next) = next else {
            tables.extend(right);
            return tables;
        };
        tables.extend(within(sheet, book, labels, (left, next - 1)));
        (left, parted) = (next, parted + 1);
    }
}

/// The column at which a table's labels begin a second time, so that they are of another table.
fn second(table: &Table) -> Option<u32> {
    let doubled = |at: &usize| table.doubles.iter().any(|(.., other)| other == at);
    let mut places: Vec<(u32, usize)> = table.doubles.iter().map(|(column, _, at)| (*column, *at)).collect();
    let found = table.columns.iter().enumerate().filter_map(|(at, found)| Some((found.as_ref()?.column, at)));
    places.extend(found.filter(|(_, at)| doubled(at)));
    places.sort_unstable();
    let again = |(number, (_, at)): &(usize, &(u32, usize))| places.iter().take(*number).any(|(_, other)| other == at);
    let repeated: Vec<u32> = places.iter().enumerate().filter(again).map(|(_, (column, _))| *column).collect();
    let first = repeated.first().copied()?;
    // Two labels for one column are a slip of one table; a second set of labels is a table.
    let columns = table.columns.iter().flatten().count();
    if repeated.len() < 2 || repeated.len() * 2 < columns {
        return None;
    }
    // Unknown labels behind a blank column begin the second table: 序号.
    let unknown = |column: u32| table.unknown.iter().any(|(other, _)| *other == column);
    let start = (1..first).rev().take_while(|column| unknown(*column)).last().unwrap_or(first);
    let known = |column: u32| table.columns.iter().flatten().any(|found| found.column == column);
    let doubled = |column: u32| table.doubles.iter().any(|(other, ..)| *other == column);
    let blank = start.checked_sub(1).is_some_and(|before| !known(before) && !doubled(before));
    Some(if blank { start } else { first })
}

fn within(sheet: &Sheet, book: &Book, labels: &Labels<'_>, range: (u32, u32)) -> Vec<Table> {
    let mut seen: HashMap<u32, bool> = HashMap::new();
    let mut leaf = |raw: Raw| match raw {
        Raw::Text(number) => {
            let text = book.strings.get(number);
            let first = crate::text::first(text).is_some_and(|letter| labels.starts.contains(&letter));
            first
                && *seen.entry(number).or_insert_with(|| {
                    let text = key(text);
                    labels.leaves.contains(&text) || labels.leaves.contains(unit::split(&text).0)
                })
        }
        _ => false,
    };
    let mut candidates: Vec<Table> = Vec::new();
    let (mut last_hit, mut tried) = (0, 0);
    for line in &sheet.lines {
        let cells = sheet.cells(line).between(range.0, range.1);
        let hits = cells.iter().filter(|(_, raw)| leaf(*raw)).count();
        let periods = || cells.iter().filter(|(_, raw)| date::period(*raw, book).is_some()).count();
        // Months below a year (2020年度 over 1月, 2月 …) are no periods by themselves.
        let near = last_hit > 0 && line.row < last_hit + DEEPEST;
        if hits == 0 && !(labels.across && (near || periods() >= 2)) {
            continue;
        }
        if hits > 0 {
            last_hit = line.row;
        }
        let mut best: Option<Table> = None;
        for depth in 1..=DEEPEST.min(line.row) {
            let table = block(sheet, book, labels, range, line.row - depth + 1, line.row);
            if best.as_ref().is_none_or(|best| table.score > best.score) {
                best = Some(table);
            }
        }
        let best = best.map(|table| whole(sheet, book, labels, table));
        candidates.extend(best.filter(|table| table.score >= 2 || table.score == labels.labelled && table.score > 0));
        tried += 1;
        if candidates.len() >= MOST_HEADERS || tried >= MOST_TRIED {
            break;
        }
    }
    choose(sheet, candidates)
}

/// The header with all rows of its merged blocks, and with the labels of groups above it: they
/// may hold the unit.
fn whole(sheet: &Sheet, book: &Book, labels: &Labels<'_>, table: Table) -> Table {
    let within = |top: u32| table.bottom < top + DEEPEST;
    let merges = || sheet.merges.iter().filter(|merge| within(merge.top));
    let touching =
        merges().filter(|merge| merge.top < table.top && merge.bottom >= table.top && merge.bottom <= table.bottom);
    let mut top = touching.map(|merge| merge.top).min().unwrap_or(table.top);
    let (first, last) = span(&table);
    let group = merges().filter(|merge| merge.bottom + 1 == top && merge.left < merge.right);
    // A block over the whole width is a title and no group.
    if let Some(group) = group.filter(|merge| merge.left > first || merge.right < last).min_by_key(|merge| merge.top) {
        top = group.top;
    }
    if top == table.top {
        return table;
    }
    let more = block(sheet, book, labels, (table.left, table.right), top, table.bottom);
    if more.score >= table.score { more } else { table }
}

/// The first and the last column that matched.
fn span(table: &Table) -> (u32, u32) {
    let columns =
        || table.columns.iter().flatten().map(|found| found.column).chain(table.periods.iter().map(|period| period.0));
    (columns().min().unwrap_or(0), columns().max().unwrap_or(0))
}

/// Of overlapping headers the best; of the others those that match at least half as much.
fn choose(sheet: &Sheet, mut candidates: Vec<Table>) -> Vec<Table> {
    let most = candidates.iter().map(|table| table.score).max().unwrap_or(0);
    candidates.retain(|table| table.score * 2 >= most);
    candidates.sort_by_key(|table| (std::cmp::Reverse(table.score), table.bottom - table.top, table.top));
    let mut chosen: Vec<Table> = Vec::new();
    for table in candidates {
        if chosen.iter().all(|other| table.bottom < other.top || table.top > other.bottom) {
            chosen.push(table);
        }
    }
    chosen.sort_by_key(|table| table.top);
    let mut tables: Vec<Table> = Vec::new();
    for table in chosen {
        // Lines of one cell right above a header are its title and no data of the table before.
        let titles =
            (1..table.top).rev().take_while(|row| sheet.line(*row).is_some_and(|line| sheet.cells(line).len() == 1));
        let start = table.top - u32::try_from(titles.count()).unwrap_or(0);
        match tables.last_mut() {
            Some(last) if last.same_columns(&table) => last.repeats.push((start, table.bottom)),
            Some(last) => {
                last.end = start - 1;
                tables.push(table);
            }
            None => tables.push(table),
        }
    }
    if let Some(last) = tables.last_mut() {
        last.end = sheet.lines.last().map_or(0, |line| line.row);
    }
    tables
}

/// The header that some rows would make.
fn block(sheet: &Sheet, book: &Book, labels: &Labels<'_>, (left, right): (u32, u32), top: u32, bottom: u32) -> Table {
    let mut table = Table {
        top,
        bottom,
        end: bottom,
        left,
        right,
        repeats: Vec::new(),
        columns: vec![None; labels.ledger.columns.len()],
        periods: Vec::new(),
        unknown: Vec::new(),
        doubles: Vec::new(),
        score: 0,
    };
    // For each column of the ledger the best match so far: longer paths, then earlier labels.
    let mut matched: Vec<Option<(usize, usize)>> = vec![None; labels.ledger.columns.len()];
    let mut columns: Vec<u32> = (top..=bottom)
        .filter_map(|row| sheet.line(row))
        .flat_map(|line| sheet.cells(line).iter().map(|cell| cell.0))
        .collect();
    for merge in sheet.merges.iter().filter(|merge| merge.top <= bottom && merge.bottom >= top) {
        // Only a block's own columns can carry data below a merged group label.
        columns.extend(merge.left..=merge.right.min(merge.left.saturating_add(512)));
    }
    columns.retain(|column| (left..=right).contains(column));
    columns.sort_unstable();
    columns.dedup();
    let mut paths = Paths::new(sheet, book, top, bottom);
    for column in columns {
        let path = paths.at(column);
        let Some(leaf) = path.last() else { continue };
        if let Some((at, rank, depth)) = meaning(&path, labels) {
            let better = matched
                .get(at)
                .is_some_and(|held| held.is_none_or(|(held_depth, held_rank)| (depth, held_rank) > (held_depth, rank)));
            let unit = path.iter().rev().find_map(|part| unit::split(&part.whole).1);
            let found = Found { column, label: leaf.shown.clone(), unit };
            let slot = table.columns.get_mut(at);
            match slot {
                Some(slot) if better => {
                    if let Some(before) = slot.replace(found) {
                        table.doubles.push((before.column, before.label, at));
                    }
                    if let Some(held) = matched.get_mut(at) {
                        *held = Some((depth, rank));
                    }
                }
                _ => table.doubles.push((column, leaf.shown.clone(), at)),
            }
        } else if let Some(month) = labels.across.then(|| paths.period(column, &path)).flatten() {
            table.periods.push((column, month));
        } else {
            table.unknown.push((column, leaf.shown.clone()));
        }
    }
    // A year over its months is no twelve periods: the row of the months is needed as well.
    let months: HashSet<Month> = table.periods.iter().map(|(_, month)| *month).collect();
    table.score = table.columns.iter().flatten().count() + months.len();
    // A table of periods needs a period and, where the definition has labels, one of them.
    if labels.across && (table.periods.is_empty() || labels.labelled > 0 && table.columns.iter().all(Option::is_none)) {
        table.score = 0;
    }
    table
}

/// The column that a path of labels means: the longest end of the path that is known counts.
fn meaning(path: &[Part], labels: &Labels<'_>) -> Option<(usize, usize, usize)> {
    for from in 0..path.len() {
        let end = path.get(from..)?;
        let depth = end.len();
        let join = |bare: bool| -> String {
            let parts: Vec<&str> =
                end.iter().map(|part| if bare { unit::split(&part.whole).0 } else { part.whole.as_str() }).collect();
            parts.join("/")
        };
        if let Some((at, rank)) = labels.known.get(&join(false)).or_else(|| labels.known.get(&join(true))) {
            return Some((*at, *rank, depth));
        }
    }
    None
}

/// The labels above a column, from the highest to the lowest.
pub(crate) struct Paths<'a> {
    sheet: &'a Sheet,
    book: &'a Book,
    top: u32,
    bottom: u32,
    /// The last label seen in each row: without merged cells a group's label stands over its first column only.
    left: Vec<Option<Raw>>,
}

impl<'a> Paths<'a> {
    pub(crate) fn new(sheet: &'a Sheet, book: &'a Book, top: u32, bottom: u32) -> Paths<'a> {
        let rows = usize::try_from(bottom.saturating_sub(top)).unwrap_or(0) + 1;
        Paths { sheet, book, top, bottom, left: vec![None; rows] }
    }

    pub(crate) fn at(&mut self, column: u32) -> Vec<Part> {
        let mut path: Vec<Part> = Vec::new();
        let mut last = None;
        for (slot, row) in (self.top..=self.bottom).enumerate() {
            let block = self.sheet.covering(row, column).map(|merge| (merge.top, merge.left)).unwrap_or((row, column));
            let mut raw = self.sheet.own(block.0, block.1);
            if raw == Raw::Empty {
                let below = (row + 1..=self.bottom).any(|row| self.sheet.own(row, column) != Raw::Empty);
                raw = self.left.get(slot).copied().flatten().filter(|_| below).unwrap_or(Raw::Empty);
            } else if let Some(left) = self.left.get_mut(slot) {
                *left = Some(raw);
            }
            if raw == Raw::Empty || last == Some(block) {
                continue;
            }
            last = Some(block);
            let shown = shown(raw, self.book);
            let whole = key(&shown);
            if path.last().is_none_or(|part| part.whole != whole) {
                path.push(Part { whole, shown });
            }
        }
        path
    }

    /// The month over a column: of its lowest cell, or of a year above and a month below.
    fn period(&self, column: u32, path: &[Part]) -> Option<Month> {
        if let Some(month) = date::period(self.sheet.seen(self.bottom, column), self.book) {
            return Some(month);
        }
        let (leaf, above) = path.split_last()?;
        let year = above.last()?;
        let joined = format!("{}年{}", year.whole.trim_end_matches("年度").trim_end_matches('年'), leaf.whole);
        let civil = date::parse(&joined).filter(|civil| civil.rest.is_empty() && civil.month.is_some())?;
        Month::new(civil.year, civil.month?)
    }
}
