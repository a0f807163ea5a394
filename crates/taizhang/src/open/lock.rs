//! One program at a time has a project open: two would write over what the other shows.

use crate::disk::io_words;
use crate::outcome::Fatal;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The folder of a project for what belongs to this machine.
const FOLDER: &str = ".taizhang";
/// Held while a program has the project open. Windows lets nobody read a locked file, so that the
/// address stands in another.
const LOCK: &str = "open.lock";
const ADDRESS: &str = "open.address";

/// A project that this program has open; given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    held: Option<(File, PathBuf)>,
}

/// Whether a project could be had.
pub(crate) enum Taken {
    Free(Lock),
    /// Another program has it, at that address.
    Held(String),
}

impl Lock {
    /// Takes a project; a folder that is none yet needs no lock.
    ///
    /// # Errors
    /// A folder that cannot be written to.
    pub(crate) fn take(project: &Path) -> Result<Taken, Fatal> {
        if !project.join("taizhang.toml").is_file() {
            return Ok(Taken::Free(Lock { held: None }));
        }
        let folder = project.join(FOLDER);
        let failed =
            |error: &std::io::Error| Fatal::Message(format!("无法写入“{}”：{}。", folder.display(), io_words(error)));
        std::fs::create_dir_all(&folder).map_err(|error| failed(&error))?;
        let file = File::options().create(true).write(true).truncate(false).open(folder.join(LOCK));
        let file = file.map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Taken::Free(Lock { held: Some((file, folder)) })),
            Err(TryLockError::WouldBlock) => {
                let address = std::fs::read_to_string(folder.join(ADDRESS)).unwrap_or_default();
                Ok(Taken::Held(address.trim().to_owned()))
            }
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }

    /// Leaves the address for those who come later.
    pub(crate) fn tell(&self, address: &str) -> Result<(), Fatal> {
        let Some((_, folder)) = &self.held else { return Ok(()) };
        crate::output::write_private(&folder.join(ADDRESS), address.as_bytes())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some((_, folder)) = &self.held {
            // The lock itself ends with the file; a file that stays behind does no harm.
            let _ = std::fs::remove_file(folder.join(ADDRESS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, Taken};

    #[test]
    fn a_project_is_had_by_one_program_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("taizhang.toml"), "organisation = \"甲\"\n").expect("a file");
        let Ok(Taken::Free(first)) = Lock::take(folder.path()) else { panic!("the project is free") };
        first.tell("http://127.0.0.1:1/").expect("an address");
        let Ok(Taken::Held(address)) = Lock::take(folder.path()) else { panic!("the project is held") };
        assert_eq!(address, "http://127.0.0.1:1/");
        drop(first);
        assert!(matches!(Lock::take(folder.path()), Ok(Taken::Free(_))));
    }
}
