//! The workbooks whose sheets are looked at, opened once each.

use super::held::held;
use crate::child;
use crate::disk::io_words;
use ingest::{Grid, Refusal, SheetOutline};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// So many stay open: a workbook of a million rows takes a few hundred megabytes.
const KEPT: usize = 2;

/// An open workbook: its cells, and what its sheets look like from afar.
pub(crate) struct Workbook {
    pub(crate) grid: Grid,
    pub(crate) sheets: Vec<SheetOutline>,
}

/// A workbook that stays open, as it was at a time.
struct Kept {
    path: PathBuf,
    written: Option<SystemTime>,
    workbook: Arc<Workbook>,
}

/// The workbooks that were looked at last.
#[derive(Default)]
pub(crate) struct Workbooks(Mutex<Vec<Kept>>);

impl Workbooks {
    /// A workbook's cells; else a sentence that says why they cannot be shown.
    pub(crate) fn open(&self, path: &Path) -> Result<Arc<Workbook>, String> {
        let mut kept = held(&self.0);
        let unreadable = |error: std::io::Error| format!("无法读取：{}。", io_words(&error));
        let written = path.metadata().map_err(unreadable)?.modified().ok();
        if let Some(known) = kept.iter().find(|one| one.path == path && one.written == written) {
            return Ok(Arc::clone(&known.workbook));
        }
        kept.retain(|one| one.path != path);
        kept.truncate(KEPT - 1);
        let bytes = std::fs::read(path).map_err(unreadable)?;
        let grid = child::open(&bytes).map_err(|refusal: Refusal| refusal.to_string())?;
        let workbook = Arc::new(Workbook { sheets: grid.sheets(), grid });
        kept.insert(0, Kept { path: path.to_path_buf(), written, workbook: Arc::clone(&workbook) });
        Ok(workbook)
    }
}
