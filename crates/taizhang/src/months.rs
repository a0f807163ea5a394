//! The folders of months.

use model::Month;

/// The month whose folder a file lies in, in this project or in one that it gathers from; nothing for a
/// definition or the project as a whole.
pub(crate) fn folder_month(file: &str) -> Option<Month> {
    let folders: Vec<&str> = file.split('/').collect();
    folders.windows(2).filter(|pair| pair[0] == "data").find_map(|pair| pair[1].parse().ok())
}
