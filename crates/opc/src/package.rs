//! The zip container, its parts by name, and how much was unpacked.

use crate::error::Error;
use crate::source::{At, Source};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{ErrorKind, Read};
use zip::ZipArchive;

/// All parts of one package may unpack to so many bytes; a million rows of twelve columns take 630 MB.
pub const MOST_UNPACKED: u64 = 1 << 30;
/// More parts than any workbook has.
const MOST_PARTS: usize = 20_000;

/// A zip container whose parts are found by their names, however these are written.
pub struct Package<'a> {
    pub(crate) archive: ZipArchive<At<'a>>,
    pub(crate) names: HashMap<String, usize>,
    left: Cell<u64>,
}

impl<'a> Package<'a> {
    /// Reads the directory of a container.
    ///
    /// # Errors
    /// There is no directory, or the parts are more, or declare more bytes, than a workbook has.
    pub fn open(source: impl Into<Source<'a>>) -> Result<Package<'a>, Error> {
        let archive = ZipArchive::new(At::start(source.into())).map_err(|_| Error::NoDirectory)?;
        let declared = archive.decompressed_size().unwrap_or_default();
        if archive.len() > MOST_PARTS || declared > MOST_UNPACKED.into() {
            return Err(Error::TooLarge);
        }
        let mut names = HashMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                names.entry(plain(&name)).or_insert(at);
            }
        }
        Ok(Package { archive, names, left: Cell::new(MOST_UNPACKED) })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// Whether a part lies in that folder, which is written with its slash.
    pub fn has_folder(&self, folder: &str) -> bool {
        let folder = plain(folder);
        self.names.keys().any(|name| name.starts_with(&folder))
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
    archive: ZipArchive<At<'a>>,
    at: usize,
    left: u64,
}

impl Unpacker<'_> {
    /// Hands the part out piece by piece until `take` has enough.
    pub(crate) fn run(mut self, mut take: impl FnMut(Result<Vec<u8>, Error>) -> bool) {
        let mut entry = match self.archive.by_index(self.at) {
            Ok(entry) => entry,
            Err(error) => {
                take(Err(error.into()));
                return;
            }
        };
        let mut size = 1 << 14;
        loop {
            let mut piece = vec![0; size];
            let mut filled = 0;
            let mut broken = false;
            while let Some(rest) = piece.get_mut(filled..).filter(|rest| !rest.is_empty()) {
                match entry.read(rest) {
                    Ok(0) => break,
                    Ok(read) => filled += read,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(_) => {
                        broken = true;
                        break;
                    }
                }
            }
            piece.truncate(filled);
            let over = filled as u64 > self.left;
            self.left = self.left.saturating_sub(filled as u64);
            if over {
                take(Err(Error::TooLarge));
                return;
            }
            // What was read before a break still counts.
            if filled > 0 && !take(Ok(piece)) {
                return;
            }
            if broken {
                take(Err(Error::damaged(
                    "部件的压缩内容有误或与校验值不符，读到的也可能不对",
                    "the compressed content of a part is faulty or does not match its checksum, and what was read may be wrong too",
                )));
                return;
            }
            if filled < size {
                return;
            }
            size = 1 << 17;
        }
    }
}

/// A part's name as it is compared: some writers use backslashes, capitals, a leading slash or
/// percent signs for letters (ECMA-376-2, 6.2.2), and name a part otherwise than its relations do.
pub(crate) fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name = name.trim_start_matches('/');
    if !name.contains('%') {
        return name.to_lowercase();
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(name.len()), name.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_has_many_names() {
        for name in ["xl/数据 1.xml", "\\XL\\数据 1.XML", "/xl/%E6%95%B0%E6%8D%AE%201.xml"] {
            assert_eq!(plain(name), "xl/数据 1.xml");
        }
        assert_eq!(plain("100%.xml"), "100%.xml");
    }
}
