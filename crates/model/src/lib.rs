//! The words of Taizhang as plain types.
//!
//! Every stage takes and returns the types of this crate, and no stage imports another.
//! Nothing here reads a file, a clock or the environment; no third-party type is public.

pub mod caveat;
pub mod change;
pub mod date;
pub mod define;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod exact;
pub mod expr;
pub mod figure;
mod figure_toml;
pub mod language;
pub mod ledger;
pub mod names;
pub mod package;
pub mod page;
pub mod period;
pub mod picture;
pub mod plan;
pub mod query;
pub mod reconciliation;
pub mod records;
pub mod report;
pub mod scale;
pub mod schema;
pub mod time;
pub mod unit;
pub mod unsent;
pub mod words;

pub use date::{Date, Month};
pub use diagnostic::{Argument, CellRef, Diagnostic, Place, Rule, Severity, Texts};
pub use exact::{Exact, Rounding};
pub use language::{Language, Said, SaidError, Spoken};
pub use scale::Scale;
pub use time::ReportingTime;
pub use unit::Unit;
pub use words::Words;
