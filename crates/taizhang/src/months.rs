//! The folders of months.

use model::Month;

/// The month whose folder a file lies in; nothing for a definition or the project as a whole.
pub(crate) fn folder_month(file: &str) -> Option<Month> {
    file.strip_prefix("data/")?.split('/').next()?.parse().ok()
}
