//! A workbook on the disk, from its bytes' digest to its cells.

use super::library::Content;
use crate::child;
use ingest::{Grid, Refusal};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::time::SystemTime;

/// A workbook of so many bytes does not stand in memory beside its cells, if it can be read piece by piece.
const LARGE: u64 = 16 << 20;

/// A workbook whose cells were not read yet.
pub(super) enum OnDisk {
    Small(Vec<u8>),
    Large(File, Stamp),
}

/// What the disk says of a file, by which a change is known.
type Stamp = (u64, Option<SystemTime>);

fn stamp(file: &File) -> io::Result<Stamp> {
    let about = file.metadata()?;
    Ok((about.len(), about.modified().ok()))
}

impl OnDisk {
    /// # Errors
    /// The file cannot be read.
    pub(super) fn open(path: &Path) -> io::Result<OnDisk> {
        OnDisk::of(File::open(path)?, LARGE)
    }

    fn of(mut file: File, large: u64) -> io::Result<OnDisk> {
        let stamp = stamp(&file)?;
        let mut bytes = Vec::new();
        if stamp.0 >= large {
            file.by_ref().take(8).read_to_end(&mut bytes)?;
            if ingest::is_packed(&bytes) {
                return Ok(OnDisk::Large(file, stamp));
            }
        }
        file.read_to_end(&mut bytes)?;
        Ok(OnDisk::Small(bytes))
    }

    /// What tells it from others.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn content(&mut self) -> io::Result<Content> {
        match self {
            OnDisk::Small(bytes) => Ok(Content::of(bytes)),
            OnDisk::Large(file, _) => {
                file.rewind()?;
                Content::of_reader(file)
            }
        }
    }

    /// Its cells, and whether they may be otherwise the next time: what failed for want of time or of a process may
    /// succeed then, and a file that changed meanwhile is not the one that was asked for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn grid(self) -> io::Result<(Result<Grid, Refusal>, bool)> {
        let (grid, changed) = match self {
            OnDisk::Small(bytes) => (child::open(&bytes), false),
            OnDisk::Large(file, before) => {
                let (grid, file) = ingest::open_packed(file)?;
                (grid, stamp(&file)? != before)
            }
        };
        let failed = matches!(&grid, Err(Refusal::TimedOut | Refusal::Crashed | Refusal::NoReader(_)));
        Ok((grid, failed || changed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("room");
        file.rewind().expect("a file");
        file
    }

    #[test]
    fn a_large_workbook_is_read_as_a_small_one_and_a_change_meanwhile_is_known() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for row in 0..40_000 {
            sheet.write(row, 0, format!("企业{row}")).expect("a cell");
            sheet.write(row, 1, f64::from(row) / 100.0).expect("a cell");
        }
        let bytes = book.save_to_buffer().expect("bytes");
        let read = |large: u64| {
            let mut opened = OnDisk::of(file(&bytes), large).expect("a file");
            let content = opened.content().expect("a digest");
            assert_eq!(matches!(opened, OnDisk::Large(..)), large == 0);
            let (grid, passing) = opened.grid().expect("a file");
            assert!(grid.is_ok());
            (content, ingest::to_bytes(&grid), passing)
        };
        assert!(read(0) == read(u64::MAX));
        let Ok(OnDisk::Large(mut changed, stamp)) = OnDisk::of(file(&bytes), 0) else { panic!("a large file") };
        changed.seek(io::SeekFrom::End(0)).and_then(|_| changed.write_all(b" ")).expect("room");
        assert!(OnDisk::Large(changed, stamp).grid().expect("a file").1);
        // What is in no zip container is read whole.
        assert!(matches!(OnDisk::of(file("企业,税收\n".as_bytes()), 0), Ok(OnDisk::Small(bytes)) if bytes.len() == 14));
    }
}
