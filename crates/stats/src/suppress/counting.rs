//! How many firms or persons contribute to a number.

use crate::select::present;
use crate::sources::{Loaded, Sources, positions};
use model::edition::Way;
use model::expr::{Expr, Of, Selection, Take};
use std::collections::{BTreeMap, BTreeSet};

/// The parts of an expression that are about its row: measures over records and what is left of them.
pub(super) fn atoms(expr: &Expr, of: Of) -> Vec<&Expr> {
    match expr {
        Expr::Records(..) | Expr::Rest(..) if of == Of::Row => vec![expr],
        Expr::Records(..) | Expr::Rest(..) | Expr::Elapsed(..) => Vec::new(),
        Expr::Figure(operand, inner) => atoms(inner, if of == Of::Row { operand.of } else { of }),
        // A place tells where a number stands: it goes with the number.
        Expr::Rank(own, ..) => atoms(own, of),
        Expr::Sum(_)
        | Expr::Difference(_)
        | Expr::Quotient(_)
        | Expr::Base(_)
        | Expr::Series(_)
        | Expr::Balance(..) => expr.operands().into_iter().flat_map(|operand| atoms(operand, of)).collect(),
    }
}

/// Counts who contributes to numbers.
pub(super) struct Counting<'a> {
    sources: &'a Sources,
    known: BTreeMap<(Take, Selection), Option<usize>>,
}

impl<'a> Counting<'a> {
    pub(super) fn new(sources: &'a Sources) -> Counting<'a> {
        Counting { sources, known: BTreeMap::new() }
    }

    /// How many contribute to a part; nothing where the ledger is about neither firms nor persons.
    pub(super) fn of(&mut self, atom: &Expr) -> Option<usize> {
        match atom {
            Expr::Records(take, selection) => {
                let key = (take.clone(), selection.clone());
                if let Some(known) = self.known.get(&key) {
                    return *known;
                }
                let count = contributors(self.sources, take, selection);
                self.known.insert(key, count);
                count
            }
            Expr::Rest(whole, parts) => {
                let whole = self.of(whole)?;
                let parts: Option<usize> = parts.iter().map(|part| self.of(part)).sum();
                Some(whole.saturating_sub(parts?))
            }
            other => atoms(other, Of::Row).into_iter().filter_map(|atom| self.of(atom)).min(),
        }
    }
}

fn contributors(sources: &Sources, take: &Take, selection: &Selection) -> Option<usize> {
    let loaded = sources.get(&selection.ledger)?;
    let who = subjects(sources, loaded)?;
    let views = take.fields().filter_map(|field| sources.view(&selection.ledger, field));
    let values: Vec<_> = views.map(|view| loaded.values(&view)).collect();
    let adds = matches!(take, Take::Sum(_) | Take::Products(..));
    // What is empty, or nothing of a sum, contributes nothing.
    let counts = |record: &usize| {
        values.iter().map(|values| values.get(*record)).all(|value| value.is_some_and(|value| !adds || value != 0))
    };
    let fits = present(sources, selection)?;
    // Those that nobody is named for may all be of one.
    let contributing: BTreeSet<Option<i64>> =
        positions(&fits).filter(counts).map(|record| who.get(record).copied().flatten()).collect();
    Some(contributing.len())
}

/// Whom each record is about: the word of the column that the definition names, else an entity that
/// the record names or is, else the word of a column that is shown by aliases.
fn subjects(sources: &Sources, loaded: &Loaded) -> Option<Vec<Option<i64>>> {
    let ledger = &loaded.ledger;
    if let Some(at) = ledger.subject.as_ref().and_then(|id| ledger.position(id)) {
        return Some(loaded.integers(&format!("c{at}")).iter().collect());
    }
    if ledger.columns.iter().any(|column| column.entity.is_some()) {
        return Some(loaded.integers("entity").iter().collect());
    }
    if ledger.entity.is_some() {
        return Some((0..loaded.records.len()).map(|record| i64::try_from(record).ok()).collect());
    }
    let aliased = |at: &usize| sources.mask(&ledger.id, *at).is_some_and(|mask| mask.way == Way::Alias);
    let at = (0..ledger.columns.len()).find(aliased)?;
    Some(loaded.integers(&format!("c{at}")).iter().collect())
}
