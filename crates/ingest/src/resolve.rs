//! Records find the entities that they name: by code, then by name, then the group's principal.

use crate::checks::{entity_conflict::ENTITY_CONFLICT, unresolved_entity::UNRESOLVED_ENTITY};
use crate::text::match_form;
use crate::value::code::normal;
use model::diagnostic::address;
use model::ledger::{Column, Kind, Ledger};
use model::records::{Cells, Records};
use model::{Diagnostic, Rule};
use std::collections::HashMap;

/// So many unresolved names get the nearest known names; a wrong directory has thousands.
const HINTS: usize = 100;
/// So many known names that share the most letters are compared in earnest.
const COMPARED: usize = 24;

/// The known entities by their codes and names.
struct Directory {
    codes: HashMap<String, u32>,
    /// Nothing where one name belongs to several groups.
    names: HashMap<String, Option<u32>>,
    /// For each chosen record, by its index, the record that stands for its group.
    principals: HashMap<u32, u32>,
    /// Names as they are written with the set of their letters, in the order of the directory.
    written: Vec<(String, u64)>,
}

fn positions(ledger: &Ledger, ids: &[String]) -> Vec<usize> {
    ids.iter().filter_map(|id| ledger.position(id)).collect()
}

/// Names of an entity as they may be written in one cell: 曾用名 may list several.
fn each_name(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ';', '；', '\n']).filter(|name| !name.trim().is_empty())
}

/// A hashed set of letters, so that names without common letters are never compared.
fn letters(text: &str) -> u64 {
    text.chars().fold(0, |set, letter| set | 1 << (u32::from(letter).wrapping_mul(0x9e37_79b1) >> 26))
}

impl Directory {
    fn new(entities: &Ledger, known: &Records, chosen: &[usize]) -> Directory {
        let mut directory =
            Directory { codes: HashMap::new(), names: HashMap::new(), principals: HashMap::new(), written: Vec::new() };
        let Some(entity) = &entities.entity else { return directory };
        let text = |record: usize, at: usize| known.columns.get(at).and_then(|cells| cells.text(record));
        let numbered = || chosen.iter().filter_map(|record| Some((*record, u32::try_from(*record).ok()?)));
        // All first columns before all second ones: a current code outranks an old one.
        for at in positions(entities, &entity.codes) {
            for (record, number) in numbered() {
                if let Some(code) = text(record, at) {
                    directory.codes.entry(normal(code)).or_insert(number);
                }
            }
        }
        let group = entity.group.as_ref().and_then(|id| entities.position(id));
        for (_, number) in numbered() {
            directory
                .principals
                .insert(number, directory.principal(number, |number| text(usize::try_from(number).ok()?, group?)));
        }
        for at in positions(entities, &entity.names) {
            for (record, number) in numbered() {
                for name in text(record, at).into_iter().flat_map(each_name) {
                    directory.add_name(name, number);
                }
            }
        }
        directory
    }

    /// Follows the group's code to the record that stands for the group; a circle ends where it began.
    fn principal<'a>(&self, number: u32, group: impl Fn(u32) -> Option<&'a str>) -> u32 {
        let mut at = number;
        for _ in 0..8 {
            let next = group(at).and_then(|code| self.codes.get(&normal(code))).copied();
            match next {
                Some(next) if next != at && next != number => at = next,
                _ => return at,
            }
        }
        at
    }

    fn add_name(&mut self, name: &str, number: u32) {
        let group = |number: u32| self.principals.get(&number).copied();
        let comparable = match_form(name);
        let held = match self.names.get(&comparable) {
            None => {
                self.written.push((name.trim().to_owned(), letters(&comparable)));
                Some(number)
            }
            Some(Some(other)) if group(*other) == group(number) => Some(*other),
            Some(_) => None,
        };
        self.names.insert(comparable, held);
    }

    fn code(&self, code: &str) -> Option<u32> {
        self.codes.get(&normal(code)).and_then(|number| self.principals.get(number)).copied()
    }

    fn name(&self, name: &str) -> Option<u32> {
        self.names.get(&match_form(name)).copied().flatten().and_then(|number| self.principals.get(&number)).copied()
    }

    /// The known names nearest to one that is not known, best first.
    fn nearest(&self, name: &str) -> Vec<&str> {
        let (wanted, set) = (match_form(name), letters(&match_form(name)));
        let common = |other: u64| (set & other).count_ones();
        let mut likely: Vec<&(String, u64)> = self.written.iter().filter(|(_, other)| common(*other) >= 2).collect();
        likely.sort_by_key(|(_, other)| (std::cmp::Reverse(common(*other)), (set | other).count_ones()));
        let compared = likely.into_iter().take(COMPARED);
        let mut near: Vec<(&str, f64)> = compared
            .map(|(other, _)| (other.as_str(), strsim::normalized_damerau_levenshtein(&wanted, &match_form(other))))
            .filter(|(_, likeness)| *likeness >= 0.5)
            .collect();
        near.sort_by(|left, right| right.1.total_cmp(&left.1).then_with(|| left.0.cmp(right.0)));
        near.into_iter().take(3).map(|(name, _)| name).collect()
    }
}

/// A column of the ledger that names entities, with what each of its words resolves to.
struct Naming<'a> {
    at: usize,
    code: bool,
    title: &'a str,
    cells: &'a Cells,
    by_word: Vec<Option<u32>>,
}

impl<'a> Naming<'a> {
    fn new(at: usize, column: &'a Column, cells: &'a Cells, directory: &Directory) -> Naming<'a> {
        let code = column.kind == Kind::CreditCode;
        let find = |word: &str| if code { directory.code(word) } else { directory.name(word) };
        let by_word = cells.words().iter().map(find).collect();
        Naming { at, code, title: column.title(), cells, by_word }
    }

    /// What a record's cell resolves to.
    fn found(&self, record: usize) -> Option<u32> {
        let word = usize::try_from(self.cells.get(record)?).ok()?;
        self.by_word.get(word).copied().flatten()
    }
}

/// Rows that say the same.
struct Group {
    first: usize,
    count: usize,
    found: Option<(u32, u32)>,
}

/// Finds for each record of `records` the record of `known` that stands for its group (一企多牌).
///
/// Columns of codes are tried first, columns of names next. Only the records of `known` in
/// `chosen` count: those of the submission of that month. What is not found is said once for each
/// distinct code and name; rows that name nobody are left alone.
pub fn resolve(
    ledger: &Ledger,
    records: &Records,
    entities: &Ledger,
    known: &Records,
    chosen: &[usize],
) -> (Vec<Option<u32>>, Vec<Diagnostic>) {
    let directory = Directory::new(entities, known, chosen);
    let naming = ledger.columns.iter().zip(&records.columns).enumerate();
    let naming = naming
        .filter(|(_, (column, _))| column.entity.as_deref() == Some(entities.id.as_str()) && column.kind.is_words());
    let mut naming: Vec<Naming<'_>> =
        naming.map(|(at, (column, cells))| Naming::new(at, column, cells, &directory)).collect();
    naming.sort_by_key(|column| !column.code);
    let (mut resolved, mut groups, mut order) = (Vec::with_capacity(records.len()), HashMap::new(), Vec::new());
    for record in 0..records.len() {
        let mut found = naming.iter().filter_map(|column| column.found(record));
        let best = found.next();
        resolved.push(best);
        let other = best.and_then(|best| found.find(|other| *other != best));
        if best.is_some() && other.is_none() {
            continue;
        }
        let words: Vec<Option<i64>> = naming.iter().map(|column| column.cells.get(record)).collect();
        if words.iter().all(Option::is_none) {
            continue;
        }
        let group: &mut Group = groups.entry(words.clone()).or_insert_with(|| {
            order.push(words);
            Group { first: record, count: 0, found: best.zip(other) }
        });
        group.count += 1;
    }
    let said = order.iter().filter_map(|words| groups.get(words)).enumerate();
    let diagnostics = said
        .filter_map(|(number, group)| match group.found {
            Some((left, right)) => conflict(records, &naming, entities, known, group, (left, right)),
            None => unresolved(records, &naming, entities, &directory, group, number < HINTS),
        })
        .collect();
    (resolved, diagnostics)
}

/// 代码“…”、企业名称“…” of a record.
fn described(naming: &[Naming<'_>], record: usize) -> String {
    let words = naming.iter().filter_map(|column| Some(format!("{}“{}”", column.title, column.cells.text(record)?)));
    words.collect::<Vec<_>>().join("、")
}

/// A problem of the rule at the first of the rows that say the same.
fn said(records: &Records, naming: &[Naming<'_>], group: &Group, rule: &'static Rule) -> Option<Diagnostic> {
    let column = naming.iter().find(|column| column.cells.get(group.first).is_some())?;
    let problem = Diagnostic::new(rule, records.place(group.first, column.at));
    let problem = problem.words("record", described(naming, group.first));
    Some(if group.count > 1 { problem.count("rows", group.count) } else { problem })
}

fn unresolved(
    records: &Records,
    naming: &[Naming<'_>],
    entities: &Ledger,
    directory: &Directory,
    group: &Group,
    hint: bool,
) -> Option<Diagnostic> {
    let name = naming.iter().filter(|column| !column.code).find_map(|column| column.cells.text(group.first));
    let ambiguous = name.is_some_and(|name| directory.names.get(&match_form(name)) == Some(&None));
    let near = name.filter(|_| hint && !ambiguous).map(|name| directory.nearest(name)).unwrap_or_default();
    let problem = said(records, naming, group, &UNRESOLVED_ENTITY)?.name("ledger", &entities.title);
    Some(match name.filter(|_| ambiguous) {
        Some(name) => problem.words("ambiguous", name),
        None if near.is_empty() => problem,
        None => problem.names("near", near),
    })
}

fn conflict(
    records: &Records,
    naming: &[Naming<'_>],
    entities: &Ledger,
    known: &Records,
    group: &Group,
    (left, right): (u32, u32),
) -> Option<Diagnostic> {
    let name = |number: u32| {
        let record = usize::try_from(number).ok()?;
        let names = entities.entity.as_ref().map(|entity| positions(entities, &entity.names)).unwrap_or_default();
        let at = *names.first()?;
        let cell = known.place(record, at).cell.map(|(row, column)| address(row, column)).unwrap_or_default();
        Some(format!("“{}”（{}{cell}）", known.columns.get(at)?.text(record)?, entities.title))
    };
    let (left, right) = (name(left).unwrap_or_default(), name(right).unwrap_or_default());
    Some(said(records, naming, group, &ENTITY_CONFLICT)?.words("left", left).words("right", right))
}
