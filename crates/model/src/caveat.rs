//! Reservations (数据说明): why the numbers of a ledger may not be whole.

use crate::Month;
use crate::expr::{Expr, Selection, Sent};

/// Why numbers of a ledger may not be whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caveat {
    /// The ledger's id.
    pub ledger: String,
    /// The month whose submission is meant.
    pub month: Month,
    /// Whether nothing was sent for the month; else what was sent has errors.
    pub unsent: bool,
    /// What a reader is told.
    pub words: String,
}

impl Caveat {
    /// Whether a number is concerned: it reads records of the submission, or would read them.
    pub fn concerns(&self, expr: &Expr) -> bool {
        let mut concerns = false;
        expr.visit(&mut |_, selection| concerns |= self.is_of(selection));
        concerns
    }

    fn is_of(&self, selection: &Selection) -> bool {
        let reads = match selection.sent {
            Sent::Any => true,
            Sent::Every(span) => span.from.is_none_or(|from| from <= self.month) && self.month <= span.to,
            // In place of what was not sent stands what was sent before.
            Sent::Last { month, as_of } if self.unsent => {
                month.is_none_or(|month| month < self.month) && self.month <= as_of.month_of()
            }
            Sent::Last { month, .. } => month == Some(self.month),
        };
        selection.ledger == self.ledger && reads
    }
}
