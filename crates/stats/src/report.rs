//! All that a report shows, computed from its plan, and the package of its document.

use crate::detail::details;
use crate::evaluate::Evaluation;
use crate::figures::figure;
use crate::listing::listing;
use crate::sources::Sources;
use crate::table::table;
use model::Diagnostic;
use model::document::{Document, Listing, Table};
use model::expr::Expr;
use model::figure::Figure;
use model::package::{Package, Reconciled};
use model::plan::Plan;
use model::unsent::Unsent;
use std::collections::BTreeSet;

/// What a report shows besides words.
#[derive(Clone, Debug)]
pub struct Computed {
    /// The figures in the order of the plan.
    pub figures: Vec<Figure>,
    /// The tables in the order of the plan.
    pub tables: Vec<Table>,
    /// The listings in the order of the plan.
    pub listings: Vec<Listing>,
}

/// Computes the figures, the tables and the listings of a plan.
pub fn compute(sources: &Sources, plan: &Plan) -> Computed {
    let evaluation = Evaluation::new(sources);
    Computed {
        figures: plan.figures.iter().map(|plan| figure(&evaluation, plan)).collect(),
        tables: plan.tables.iter().map(|plan| table(&evaluation, plan)).collect(),
        listings: plan.listings.iter().map(|plan| listing(sources, plan)).collect(),
    }
}

/// The package of a document: with the records behind its numbers, and with the reconciliations of
/// those ledgers alone whose records go along anyway.
pub fn package(
    sources: &Sources,
    plan: &Plan,
    document: Document,
    findings: Vec<Diagnostic>,
    reconciled: &[Reconciled],
    unsent: Vec<Unsent>,
) -> Package {
    let mut used: BTreeSet<&str> = plan.details.iter().map(|detail| detail.ledger.as_str()).collect();
    document.exprs().for_each(|expr| used.extend(ledgers(expr)));
    let fits =
        |reconciled: &&Reconciled| reconciled.exprs().into_iter().flat_map(ledgers).all(|one| used.contains(one));
    let reconciliations: Vec<Reconciled> = reconciled.iter().filter(fits).cloned().collect();
    let details = details(sources, plan, &document, &reconciliations);
    Package { document, details, findings, reconciliations, unsent }
}

/// The ledgers that an expression reads.
fn ledgers(expr: &Expr) -> BTreeSet<&str> {
    let mut ledgers = BTreeSet::new();
    expr.visit(&mut |_, selection| {
        ledgers.insert(selection.ledger.as_str());
    });
    ledgers
}
