//! Records of ledgers for other engines: one typed Parquet table a ledger and month, and a description
//! of all of them as a data package (Frictionless Data Package and Table Schema, v2).
//!
//! Every value is what the records hold: one integer whatever its type, so that no engine rounds. Money
//! is 分; a number is scaled by the decimals that its column says; words are text. Beside the columns
//! stand the workbook, the sheet and the row that each record came from.

mod columns;
mod package;
mod table;

pub use columns::forms;
pub use package::{Part, package, resources};
pub use table::table;
