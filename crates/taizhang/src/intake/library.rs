//! Workbooks that were read already: several months of a project, or a project that is looked at again,
//! read each of them once.

use super::received::Found;
use ingest::Reading;
use model::Month;
use model::ledger::Ledger;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

/// What tells equal files: their SHA-256 (FIPS 180-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Content([u8; 32]);

impl Content {
    pub(super) fn of(bytes: &[u8]) -> Content {
        Content(Sha256::digest(bytes).into())
    }

    /// # Errors
    /// Those of the reader.
    pub(super) fn of_reader(mut from: impl Read) -> std::io::Result<Content> {
        let (mut digest, mut piece) = (Sha256::new(), vec![0; 1 << 17]);
        loop {
            match from.read(&mut piece)? {
                0 => return Ok(Content(digest.finalize().into())),
                read => digest.update(piece.get(..read).unwrap_or_default()),
            }
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A workbook's records and problems.
pub(crate) struct ReadFile {
    pub(super) reading: Reading,
    pub(super) content: Content,
}

/// A workbook as it was read by a ledger.
struct Kept {
    month: Month,
    ledger: Arc<Ledger>,
    read: Arc<ReadFile>,
}

/// What was read, by the files of one project.
#[derive(Default)]
pub(crate) struct Library(Mutex<BTreeMap<String, Kept>>);

impl Library {
    /// What was read of a file, if neither its bytes nor its ledger's definition have changed.
    pub(super) fn known(&self, found: &Found, ledger: &Arc<Ledger>, content: &Content) -> Option<Arc<ReadFile>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.get(&found.file)?;
        let same = known.month == found.month && known.read.content == *content && known.ledger == *ledger;
        same.then(|| Arc::clone(&known.read))
    }

    pub(super) fn keep(&self, found: &Found, ledger: &Arc<Ledger>, read: &Arc<ReadFile>) {
        let one = Kept { month: found.month, ledger: Arc::clone(ledger), read: Arc::clone(read) };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(found.file.clone(), one);
    }
}
