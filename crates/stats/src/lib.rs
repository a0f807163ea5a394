//! Records and measures to figures, tables and listings.
//!
//! Money is summed as whole 分 in 128-bit integers and every rate is the quotient of two exact
//! numbers; polars does the selecting and the grouping and is known to this crate alone.

mod aggregate;
mod changes;
mod checks;
mod detail;
mod each;
mod evaluate;
mod explain;
mod filter;
mod heads;
mod listing;
mod period;
mod reckon;
mod reconcile;
mod rows;
mod sources;
mod table;
mod validate;
mod words;
mod workings;

pub use changes::diff;
pub use checks::check;
pub use detail::details;
pub use each::each;
pub use evaluate::figures;
pub use explain::explain;
pub use listing::listing;
pub use period::{Moment, snapshot_month};
pub use reconcile::{notes, reconcile};
pub use sources::{Source, Sources};
pub use table::table;
pub use validate::{UNSEEN_VALUE, validate};
pub use workings::{with_checks, workings};

/// The kinds of problems that this stage finds.
pub static RULES: &[&model::Rule] = &[
    &UNSEEN_VALUE,
    &checks::NOT_ABOVE,
    &checks::NOT_BEFORE,
    &checks::SHARE_ABOVE_WHOLE,
    &checks::LAST_YEAR,
    &checks::CUMULATIVE,
    &model::check::RECONCILIATION,
];

#[cfg(test)]
mod tests;
