//! Where the bytes of a container stand.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An open file, which several readers take turns with.
#[derive(Debug)]
pub struct SharedFile(Mutex<Turn>);

/// The file, and what the disk answered first in place of its bytes.
#[derive(Debug)]
struct Turn {
    file: File,
    failed: Option<io::Error>,
}

impl SharedFile {
    /// A file from its beginning.
    pub fn new(file: File) -> SharedFile {
        SharedFile(Mutex::new(Turn { file, failed: None }))
    }

    /// The file, or why it could not be read: what was read of it is then no word about its content.
    ///
    /// # Errors
    /// The first one of the disk.
    pub fn end(self) -> io::Result<File> {
        let Turn { file, failed } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.map_or(Ok(file), Err)
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut turn = self.turn();
        let read = turn.file.seek(SeekFrom::Start(at)).and_then(|_| turn.file.read(into));
        read.map_err(|error| {
            let kind = error.kind();
            if kind != io::ErrorKind::Interrupted {
                turn.failed.get_or_insert(error);
            }
            kind.into()
        })
    }

    fn length(&self) -> io::Result<u64> {
        self.turn().file.seek(SeekFrom::End(0))
    }
}

/// The bytes of a container: in memory, or in a file that is read where it is needed, so that a large one does not
/// stand in memory beside its content.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// All of them.
    Memory(&'a [u8]),
    /// What an open file holds.
    File(&'a SharedFile),
}

impl<'a> From<&'a [u8]> for Source<'a> {
    fn from(bytes: &'a [u8]) -> Source<'a> {
        Source::Memory(bytes)
    }
}

impl<'a> From<&'a SharedFile> for Source<'a> {
    fn from(file: &'a SharedFile) -> Source<'a> {
        Source::File(file)
    }
}

/// A reader with a place of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    source: Source<'a>,
    at: u64,
}

impl<'a> At<'a> {
    pub(crate) fn start(source: Source<'a>) -> At<'a> {
        At { source, at: 0 }
    }
}

impl Read for At<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match self.source {
            Source::Memory(bytes) => {
                let at = usize::try_from(self.at).unwrap_or(usize::MAX);
                bytes.get(at..).unwrap_or_default().read(into)?
            }
            Source::File(file) => file.read_at(self.at, into)?,
        };
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for At<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(by) => (self.at, by),
            SeekFrom::End(by) => match self.source {
                Source::Memory(bytes) => (bytes.len() as u64, by),
                Source::File(file) => (file.length()?, by),
            },
        };
        self.at = from.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_is_read_as_memory_is() {
        let bytes: Vec<u8> = (0..200).collect();
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&bytes).expect("a file");
        let file = SharedFile::new(file);
        let read = |source: Source<'_>| {
            let (mut one, mut other) = (At::start(source), At::start(source));
            let (mut first, mut rest) = ([0; 3], Vec::new());
            one.seek(SeekFrom::End(-5)).expect("within");
            other.read_exact(&mut first).expect("three");
            one.read_to_end(&mut rest).expect("five");
            other.seek(SeekFrom::Current(1)).expect("within");
            other.read_exact(&mut first[..1]).expect("one");
            let before = other.seek(SeekFrom::Current(-9)).map_err(|error| error.kind());
            let behind = other.seek(SeekFrom::Start(300)).map(|_| other.read(&mut first).expect("nothing"));
            (first, rest, before, behind.expect("anywhere"))
        };
        let seen = read(bytes.as_slice().into());
        assert_eq!(seen, ([4, 1, 2], vec![195, 196, 197, 198, 199], Err(io::ErrorKind::InvalidInput), 0));
        assert_eq!(read((&file).into()), seen);
        assert!(file.end().is_ok());
    }

    #[test]
    fn what_the_disk_refuses_is_no_damage() {
        // A folder opens where files do and gives no bytes.
        let Ok(folder) = File::open(std::env::temp_dir()) else { return };
        let file = SharedFile::new(folder);
        assert!(At::start((&file).into()).read(&mut [0; 4]).is_err());
        assert!(file.end().is_err());
    }
}
