//! Semantic errors of a ledger's definition.

use model::Diagnostic;
use model::ledger::Ledger;

/// TODO
pub fn definition(_: &Ledger, _: &[Ledger], _: &str, _: &str) -> Vec<Diagnostic> {
    Vec::new()
}
