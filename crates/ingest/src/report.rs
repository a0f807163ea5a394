//! Problems as they are found, with those that repeat grouped.

use crate::value::Finding;
use model::{Diagnostic, Place, Rule, Severity};
use std::collections::HashMap;

/// So many problems of one kind in one column are listed one by one.
const EACH: usize = 200;

struct Group {
    /// The first problem that is no longer listed by itself.
    first: Option<usize>,
    count: usize,
}

/// The problems of one workbook.
pub(crate) struct Report<'a> {
    pub(crate) file: &'a str,
    pub(crate) list: Vec<Diagnostic>,
    groups: HashMap<(&'static str, String, u32), Group>,
    order: Vec<(&'static str, String, u32)>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(file: &'a str) -> Report<'a> {
        Report { file, list: Vec::new(), groups: HashMap::new(), order: Vec::new() }
    }

    /// A problem of the whole file.
    pub(crate) fn file(&mut self, rule: &'static Rule, message: impl Into<String>) {
        self.list.push(Diagnostic::new(rule, Place::file(self.file), message));
    }

    /// A problem of a sheet.
    pub(crate) fn sheet(&mut self, rule: &'static Rule, sheet: &str, message: impl Into<String>) {
        self.list.push(Diagnostic::new(rule, Place::sheet(self.file, sheet), message));
    }

    /// A problem of a cell. Of what is only worth knowing, one cell of a column is enough.
    pub(crate) fn cell(&mut self, sheet: &str, row: u32, column: u32, finding: Finding) {
        let key = (finding.rule.code, sheet.to_owned(), column);
        let most = if finding.rule.severity == Severity::Info { 1 } else { EACH };
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
        let place = Place::cell(self.file, sheet, row, column);
        self.list.push(Diagnostic::new(finding.rule, place, finding.message));
    }

    /// All problems in the order of the given sheets, their rows and columns, those of the whole
    /// file first; those that were not listed are counted at the first of them.
    pub(crate) fn finish(mut self, sheets: &[&str]) -> Vec<Diagnostic> {
        for key in &self.order {
            let Some(group) = self.groups.get(key) else { continue };
            let listed = if group.first.is_some() { group.count } else { 0 };
            let Some(diagnostic) = group.first.and_then(|at| self.list.get_mut(at)) else { continue };
            let most = if diagnostic.severity == Severity::Info { 1 } else { EACH };
            let more = listed.saturating_sub(most + 1);
            if more > 0 {
                let column = model::diagnostic::letters(key.2);
                diagnostic.message =
                    format!("{}{column} 列还有 {more} 处同样的问题，不再逐一列出。", diagnostic.message);
            }
        }
        let sheet = |name: &Option<String>| name.as_ref().map(|name| sheets.iter().position(|other| other == name));
        self.list.sort_by_cached_key(|problem| (sheet(&problem.place.sheet), problem.place.cell));
        self.list
    }
}
