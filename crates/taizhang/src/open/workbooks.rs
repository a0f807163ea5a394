//! The workbooks whose sheets are looked at, opened once each.

use super::held::held;
use crate::child;
use crate::disk::io_words;
use ingest::{Grid, Refusal, SheetOutline};
use model::{Said, say};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
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
    workbook: Slot,
}

/// A workbook that is opened by the first who asks; the others wait for it alone.
type Slot = Arc<OnceLock<Result<Arc<Workbook>, Said>>>;

/// The workbooks that were looked at last.
#[derive(Default)]
pub(crate) struct Workbooks(Mutex<Vec<Kept>>);

impl Workbooks {
    /// A workbook's cells; else a sentence that says why they cannot be shown.
    pub(crate) fn open(&self, path: &Path) -> Result<Arc<Workbook>, Said> {
        let unreadable = |error: std::io::Error| {
            let reason = io_words(&error);
            say!("无法读取：{reason}。", "It cannot be read: {reason}.", reason)
        };
        let written = path.metadata().map_err(unreadable)?.modified().ok();
        let slot = self.slot(path, written);
        let open = || {
            let bytes = std::fs::read(path).map_err(unreadable)?;
            let grid = child::open(&bytes).map_err(|refusal: Refusal| refusal.said())?;
            Ok(Arc::new(Workbook { sheets: grid.sheets(), grid }))
        };
        let opened = slot.get_or_init(open).clone();
        if opened.is_err() {
            // What failed may succeed the next time.
            held(&self.0).retain(|one| one.path != path);
        }
        opened
    }

    fn slot(&self, path: &Path, written: Option<SystemTime>) -> Slot {
        let mut kept = held(&self.0);
        if let Some(known) = kept.iter().find(|one| one.path == path && one.written == written) {
            return Arc::clone(&known.workbook);
        }
        kept.retain(|one| one.path != path);
        kept.truncate(KEPT - 1);
        let workbook = Slot::default();
        kept.insert(0, Kept { path: path.to_path_buf(), written, workbook: Arc::clone(&workbook) });
        workbook
    }
}
