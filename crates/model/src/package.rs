//! Packages: everything that the files of one document are made of, and nothing else.

use crate::document::{Detail, Document};
use crate::expr::Expr;
use crate::plan::ReconciliationPlan;
use crate::unsent::Unsent;
use crate::{Diagnostic, Exact};

/// A document with all that goes along. Every file of the document is written from it alone, so
/// what was left out of it can stand in none of them.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Package {
    /// The document, each number with the expression that it came from.
    pub document: Document,
    /// The records behind it.
    pub details: Vec<Detail>,
    /// The problems of these records.
    pub findings: Vec<Diagnostic>,
    /// The reconciliations of its ledgers.
    pub reconciliations: Vec<Reconciled>,
    /// What was not sent for its month.
    pub unsent: Vec<Unsent>,
}

impl Package {
    /// A document with which nothing goes along.
    pub fn alone(document: Document) -> Package {
        Package { document, details: Vec::new(), findings: Vec::new(), reconciliations: Vec::new(), unsent: Vec::new() }
    }

    /// Every expression of its document and its reconciliations.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        self.document.exprs().chain(self.reconciliations.iter().flat_map(Reconciled::exprs))
    }
}

/// How a reconciliation came out.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Reconciled {
    /// What was to hold.
    pub plan: ReconciliationPlan,
    /// The values of the left and the right side, as stored; nothing where there is none.
    pub sides: [Option<Exact>; 2],
    /// The left side less the right one.
    pub difference: Option<Exact>,
    /// Whether it holds; nothing where a side has no value.
    pub holds: Option<bool>,
}

impl Reconciled {
    /// The expressions of both sides.
    pub fn exprs(&self) -> [&Expr; 2] {
        [&self.plan.left.expr, &self.plan.right.expr]
    }
}
