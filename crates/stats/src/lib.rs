//! Records and measures to figures, tables and listings.
//!
//! Money is summed as whole 分 in 128-bit integers and every rate is the quotient of two exact
//! numbers; polars does the selecting and the grouping and is known to this crate alone.

mod aggregate;
mod detail;
mod evaluate;
mod explain;
mod filter;
mod listing;
mod period;
mod reconcile;
mod sources;
mod table;
mod validate;
mod words;

pub use detail::detail;
pub use evaluate::figures;
pub use explain::explain;
pub use listing::listing;
pub use period::{Moment, snapshot_month};
pub use reconcile::reconcile;
pub use sources::{Source, Sources};
pub use table::table;
pub use validate::{UNSEEN_VALUE, validate};

/// The kinds of problems that this stage finds.
pub static RULES: &[&model::Rule] = &[&UNSEEN_VALUE, &model::check::RECONCILIATION];

#[cfg(test)]
mod tests;
