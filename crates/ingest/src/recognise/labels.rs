//! The labels of a definition as evidence of where a table is.

use super::columns::Header;
use crate::grid::{Book, LineCells, Raw};
use crate::text::{first, match_form};
use crate::unit;
use model::ledger::{Ledger, leaf};
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
    pub(crate) across: bool,
    /// How many columns have labels.
    pub(crate) labelled: usize,
}

impl<'a> Labels<'a> {
    pub(crate) fn new(ledger: &'a Ledger) -> Labels<'a> {
        let (mut known, mut leaves) = (HashMap::new(), HashSet::new());
        for (at, column) in ledger.columns.iter().enumerate() {
            for (rank, label) in column.labels.iter().enumerate() {
                let whole = match_form(label);
                let bare = unit::split(&whole).0.to_owned();
                for label in [whole, bare] {
                    leaves.insert(leaf(&label).to_owned());
                    leaves.insert(label.clone());
                    known.entry(label).or_insert((at, rank));
                }
            }
        }
        let labelled = ledger.columns.iter().filter(|column| !column.labels.is_empty()).count();
        let starts = leaves.iter().filter_map(|leaf: &String| leaf.chars().next()).chain(['*']).collect();
        Labels { ledger, known, leaves, starts, across: ledger.across().is_some(), labelled }
    }

    /// How many cells hold what the lowest cell of a label may hold.
    pub(crate) fn hits(&self, book: &Book, cells: LineCells<'_>) -> usize {
        cells.iter().filter(|(_, raw)| self.leaf(book, *raw)).count()
    }

    fn leaf(&self, book: &Book, raw: Raw) -> bool {
        let Some(text) = book.text(raw) else { return false };
        first(text).is_some_and(|letter| self.starts.contains(&letter)) && {
            let text = match_form(text);
            self.leaves.contains(&text) || self.leaves.contains(unit::split(&text).0)
        }
    }

    /// The column that a path of labels means, the label's place in its list, and how many of the
    /// path's lowest labels it names: the longest end of the path that is known counts.
    pub(crate) fn meaning(&self, path: &[String]) -> Option<(usize, usize, usize)> {
        let path: Vec<String> = path.iter().map(|label| match_form(label)).collect();
        for from in 0..path.len() {
            let end = path.get(from..)?;
            let bare: Vec<&str> = end.iter().map(|label| unit::split(label).0).collect();
            if let Some((at, rank)) = self.known.get(&end.join("/")).or_else(|| self.known.get(&bare.join("/"))) {
                return Some((*at, *rank, end.len()));
            }
        }
        None
    }

    /// How many columns of the ledger, and periods where they stand across, a header has.
    pub(crate) fn score(&self, header: &Header) -> usize {
        let mut found: HashSet<usize> = HashSet::new();
        let mut months = HashSet::new();
        for column in &header.columns {
            match self.meaning(&column.path) {
                Some((at, ..)) => {
                    found.insert(at);
                }
                None => months.extend(column.period.filter(|_| self.across)),
            }
        }
        // A table of periods needs a period and, where the definition has labels, one of them.
        if self.across && (months.is_empty() || self.labelled > 0 && found.is_empty()) {
            return 0;
        }
        found.len() + months.len()
    }

    /// Whether so many matches make a header.
    pub(crate) fn enough(&self, score: usize) -> bool {
        score >= 2 || score > 0 && score == self.labelled
    }

    /// Whether a path means a column that names a record by itself: of the key, of a code or name.
    pub(crate) fn names_records(&self, path: &[String]) -> bool {
        let Some(column) = self.meaning(path).and_then(|(at, ..)| self.ledger.columns.get(at)) else { return false };
        let own = self.ledger.entity.as_ref();
        column.entity.is_some()
            || self.ledger.key.contains(&column.id)
            || own.is_some_and(|own| own.codes.contains(&column.id) || own.names.contains(&column.id))
    }
}
