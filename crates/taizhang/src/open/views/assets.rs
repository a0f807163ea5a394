//! The page's own files, inside the program.

const PAGE: &str = include_str!("../assets/page.css");
const SCRIPT: &str = include_str!("../assets/page.js");
const WORKER: &str = include_str!("../assets/worker.js");
const GRID: &str = include_str!("../assets/grid.js");

/// A file of the page with its kind.
pub(crate) fn find(name: &str) -> Option<(&'static str, &'static str)> {
    match name {
        "page.css" => Some(("text/css; charset=utf-8", PAGE)),
        "page.js" => Some(("text/javascript; charset=utf-8", SCRIPT)),
        "worker.js" => Some(("text/javascript; charset=utf-8", WORKER)),
        "grid.js" => Some(("text/javascript; charset=utf-8", GRID)),
        _ => None,
    }
}
