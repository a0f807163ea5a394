//! Records of ledgers for other engines: one typed Parquet table a ledger and month, and a description
//! of all of them as a data package (Frictionless Data Package and Table Schema, v2).
//!
//! Every value is what the records hold: one integer whatever its type, so that no engine rounds. Money
//! is 分; a number is scaled by the decimals that its column says; words are text. Beside the columns
//! stand the workbook, the sheet and the row that each record came from, and what it was found to name.
//! What another engine computes of the tables comes back as a table of answers.

mod answers;
mod columns;
mod package;
mod stamp;
mod table;

pub use answers::answers;
pub use columns::forms;
pub use package::{Part, columns, package, resources};
pub use stamp::stamps;
pub use table::table;
