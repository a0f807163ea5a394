//! What a ledger is learned from.

use super::Description;
use model::Month;

/// A file that a ledger is learned from.
#[derive(Clone, Copy, Debug)]
pub struct Submitted<'a> {
    /// What was seen in it, with the values of its records; without them no key and no state is found.
    pub description: &'a Description,
    /// The month that it is of, where that is known.
    pub month: Option<Month>,
}
