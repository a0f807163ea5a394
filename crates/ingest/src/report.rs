//! Problems as they are found, with those that repeat grouped.

use model::{Diagnostic, Place, Severity};
use std::collections::{HashMap, HashSet};

/// So many problems of one kind in one column are listed one by one.
const EACH: usize = 200;

struct Group {
    /// The first problem that is no longer listed by itself.
    first: Option<usize>,
    count: usize,
}

/// Cells that could not be read.
pub(crate) struct Unread {
    cells: HashSet<Place>,
    /// The columns of which not all are listed.
    columns: HashSet<(String, u32)>,
}

impl Unread {
    /// Whether a cell is one of them, or may be one that is not listed.
    pub(crate) fn has(&self, place: &Place) -> bool {
        let column = || place.sheet.clone().zip(place.cell.map(|(_, column)| column));
        self.cells.contains(place) || !self.columns.is_empty() && column().is_some_and(|of| self.columns.contains(&of))
    }
}

/// The problems of one workbook.
pub(crate) struct Report<'a> {
    pub(crate) file: &'a str,
    list: Vec<Diagnostic>,
    groups: HashMap<(&'static str, String, u32), Group>,
    order: Vec<(&'static str, String, u32)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(file: &'a str) -> Report<'a> {
        Report { file, list: Vec::new(), groups: HashMap::new(), order: Vec::new() }
    }

    /// A problem whose place is known.
    pub(crate) fn add(&mut self, problem: Diagnostic) {
        self.list.push(problem);
    }

    /// A problem of the whole file.
    pub(crate) fn file(&mut self, problem: Diagnostic) {
        self.list.push(Diagnostic { place: Place::file(self.file), ..problem });
    }

    /// A problem of a sheet.
    pub(crate) fn sheet(&mut self, sheet: &str, problem: Diagnostic) {
        self.list.push(Diagnostic { place: Place::sheet(self.file, sheet), ..problem });
    }

    /// A problem of a cell. Of what is only worth knowing, one cell of a column is enough.
    pub(crate) fn cell(&mut self, sheet: &str, row: u32, column: u32, problem: Diagnostic) {
        let key = (problem.rule.code, sheet.to_owned(), column);
        let most = if problem.rule.severity == Severity::Info { 1 } else { EACH };
        if !self.groups.contains_key(&key) {
            self.order.push(key.clone());
        }
        let group = self.groups.entry(key).or_insert(Group { first: None, count: 0 });
        group.count += 1;
        if group.count > most + 1 {
            return;
        }
        if group.count == most + 1 {
            group.first = Some(self.list.len());
        }
        self.list.push(Diagnostic { place: Place::cell(self.file, sheet, row, column), ..problem });
    }

    /// The cells that could not be read, so far.
    pub(crate) fn unread(&self) -> Unread {
        let grave = self.list.iter().filter(|problem| problem.severity == Severity::Error);
        let cells = grave.map(|problem| &problem.place).filter(|place| place.cell.is_some()).cloned().collect();
        let error = |at: usize| self.list.get(at).is_some_and(|problem| problem.severity == Severity::Error);
        let many = self.groups.iter().filter(|(_, group)| group.first.is_some_and(error));
        Unread { cells, columns: many.map(|((_, sheet, column), _)| (sheet.clone(), *column)).collect() }
    }

    /// All problems in the order of the given sheets, their rows and columns, those of the whole
    /// file first; those that were not listed are counted at the first of them.
    pub(crate) fn finish(mut self, sheets: &[&str]) -> Vec<Diagnostic> {
        for key in &self.order {
            let Some(group) = self.groups.get(key) else { continue };
            let Some(problem) = group.first.and_then(|at| self.list.get_mut(at)) else { continue };
            let most = if problem.severity == Severity::Info { 1 } else { EACH };
            problem.more = group.count.saturating_sub(most + 1);
        }
        let sheet = |name: &Option<String>| name.as_ref().map(|name| sheets.iter().position(|other| other == name));
        self.list.sort_by_cached_key(|problem| (sheet(&problem.place.sheet), problem.place.cell));
        self.list
    }
}
