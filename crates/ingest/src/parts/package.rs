//! The zip container of a workbook, its parts by name, and how much was unpacked.

use crate::books::{TOO_LARGE, damaged};
use crate::format::Refusal;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// All parts of one workbook may unpack to this much; a million rows of twelve columns take 630 MB.
const MOST_UNPACKED: u64 = 1 << 30;
/// More parts than any workbook has.
const MOST_PARTS: usize = 20_000;

/// A zip container whose parts are found by their names in any case.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    left: Cell<u64>,
}

impl<'a> Package<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(TOO_LARGE.into());
        }
        let mut names = HashMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                names.entry(plain(&name)).or_insert(at);
            }
        }
        Ok(Package { archive, names, left: Cell::new(MOST_UNPACKED) })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// The packed size of a part.
    pub(crate) fn packed(&self, name: &str) -> u64 {
        let at = self.names.get(&plain(name)).copied();
        at.and_then(|at| self.archive.clone().by_index_raw(at).ok().map(|entry| entry.compressed_size())).unwrap_or(0)
    }

    /// What another thread needs to unpack a part.
    pub(crate) fn unpacker(&self, name: &str) -> Option<Unpacker<'a>> {
        let at = *self.names.get(&plain(name))?;
        Some(Unpacker { archive: self.archive.clone(), at, left: self.left.get() })
    }

    /// Counts what was unpacked.
    pub(crate) fn spend(&self, bytes: u64) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }
}

/// Unpacks one part.
pub(crate) struct Unpacker<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    at: usize,
    left: u64,
}

impl Unpacker<'_> {
    /// Hands the part out piece by piece until `take` has enough.
    pub(crate) fn run(mut self, mut take: impl FnMut(io::Result<Vec<u8>>) -> bool) {
        let failed = |error: zip::result::ZipError| io::Error::other(error.to_string());
        let mut entry = match self.archive.by_index(self.at).map_err(failed) {
            Ok(entry) => entry,
            Err(error) => {
                take(Err(error));
                return;
            }
        };
        let mut size = 1 << 14;
        loop {
            let mut piece = vec![0; size];
            let mut filled = 0;
            let mut broken = None;
            while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
                match entry.read(rest) {
                    Ok(0) => break,
                    Ok(read) => filled += read,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => {
                        broken = Some(error);
                        break;
                    }
                }
            }
            piece.truncate(filled);
            let over = filled as u64 > self.left;
            self.left = self.left.saturating_sub(filled as u64);
            if over {
                take(Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LARGE)));
                return;
            }
            // What was read before a break still counts.
            if filled > 0 && !take(Ok(piece)) {
                return;
            }
            if let Some(error) = broken {
                take(Err(error));
                return;
            }
            if filled < size {
                return;
            }
            size = 1 << 17;
        }
    }
}

/// A part's name as it is compared: some writers use backslashes, capitals or a leading slash.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
