//! What all files of the sample share.

use model::Month;
use std::error::Error;

/// What may fail, and why.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// Workbooks of a ledger with their months and file names.
pub(crate) type Books = Vec<(Month, &'static str, Vec<u8>)>;

/// The settings of the sample project.
pub(crate) const PROJECT: &str = "organisation = \"示例高新区\"\nmonth = \"2020-12\"\nas-of = \"2021-02-09\"\n";
