//! What was read of workbooks, and which files came of which documents, kept in the project: the next month costs
//! the new workbooks only.
//!
//! An entry of a workbook is found by the file and the ledger, and it counts only where the bytes of the workbook,
//! the ledger's definition and the program are those that it was written with, and where it is whole: it
//! begins with the SHA-256 (FIPS 180-4) of these, and ends with that of itself. Entries of documents: see `finished`.

use crate::output::write_cache;
use ingest::Reading;
use model::Month;
use model::ledger::Ledger;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, UNIX_EPOCH};

/// Within a project.
const FOLDER: &str = ".taizhang/cache";
/// The length of a digest.
pub(crate) const DIGEST: usize = 32;

/// The cache of a project.
#[derive(Clone, Debug)]
pub(crate) struct Cache(PathBuf);

/// A workbook that is read by a ledger's definition.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) file: &'a str,
    pub(crate) month: Month,
    pub(crate) ledger: &'a Ledger,
    /// The SHA-256 of its bytes.
    pub(crate) content: &'a [u8],
}

impl Cache {
    /// That of a project.
    pub(crate) fn of(project: &Path) -> Cache {
        Cache(project.join(FOLDER))
    }

    /// That of a project whose records are gathered, in the one of the project that gathers them.
    pub(crate) fn within(&self, path: &str) -> Cache {
        let name: String = Sha256::digest(path).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Cache(self.0.join(name))
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// What was kept of a workbook that has not changed.
    pub(crate) fn get(&self, asked: Asked<'_>) -> Option<Reading> {
        self.kept(&place(asked), stamp_of(asked)?, ingest::from_kept)
    }

    /// Keeps what was read. What cannot be kept is read again the next time.
    pub(crate) fn put(&self, asked: Asked<'_>, reading: &Reading) {
        let Some(stamp) = stamp_of(asked) else { return };
        self.keep(&place(asked), stamp, |bytes| ingest::keep(reading, bytes).unwrap_or(false));
    }

    /// What `read` makes of the entry at a place; nothing where it is not whole or has another stamp.
    pub(crate) fn kept<T>(&self, place: &str, stamp: [u8; DIGEST], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let bytes = fs::read(self.0.join(place)).ok()?;
        let (whole, digest) = bytes.split_last_chunk::<DIGEST>()?;
        let (written_with, entry) = whole.split_first_chunk::<DIGEST>()?;
        if *written_with != stamp || *digest != <[u8; DIGEST]>::from(Sha256::digest(whole)) {
            return None;
        }
        read(entry)
    }

    /// Writes the entry of a place; nothing where `write` says that it cannot.
    pub(crate) fn keep(&self, place: &str, stamp: [u8; DIGEST], write: impl FnOnce(&mut Vec<u8>) -> bool) {
        let mut bytes = stamp.to_vec();
        if !write(&mut bytes) {
            return;
        }
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        write_cache(&self.0.join(place), &bytes);
    }
}

fn place(asked: Asked<'_>) -> String {
    name_of(format!("{}\n{}", asked.ledger.id, asked.file))
}

/// What the entry about something is called.
pub(crate) fn name_of(what: impl AsRef<[u8]>) -> String {
    Sha256::digest(what).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What an entry must have been written with; nothing where this program does not know itself.
fn stamp_of(asked: Asked<'_>) -> Option<[u8; DIGEST]> {
    let mut digest = Sha256::new();
    let ledger = format!("{:?}", asked.ledger);
    for part in [program()?.as_str(), &asked.month.to_string(), asked.file, &ledger] {
        digest.update(part.len().to_le_bytes());
        digest.update(part);
    }
    digest.update(asked.content);
    Some(digest.finalize().into())
}

/// A program that is older came from an archive, which gives all files one time.
const OLDEST: Duration = Duration::from_secs(946_684_800);

/// The version of this program and which file it is: one that was built anew may read otherwise. A file is known by
/// its length and time, and by its bytes where its time says nothing.
pub(crate) fn program() -> Option<&'static String> {
    static PROGRAM: OnceLock<Option<String>> = OnceLock::new();
    let known = || {
        let path = std::env::current_exe().ok()?;
        let file = fs::metadata(&path).ok()?;
        let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let bytes = match built < OLDEST {
            true => name_of(fs::read(&path).ok()?),
            false => String::new(),
        };
        Some(format!("{} {} {} {bytes}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
    };
    PROGRAM.get_or_init(known).as_ref()
}
