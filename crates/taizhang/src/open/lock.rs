//! One program at a time has a project open: two would write over what the other shows.

use crate::disk::{io_words, is_project};
use crate::outcome::Fatal;
use model::{Said, say};
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
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
    /// A lock that cannot be had for another reason than that it is held.
    pub(crate) fn take(project: &Path) -> Result<Taken, Fatal> {
        if !is_project(project) {
            return Ok(Taken::Free(Lock { held: None }));
        }
        let folder = project.join(FOLDER);
        let failed = |error: &std::io::Error| {
            let (folder, reason) = (folder.display(), io_words(error));
            Fatal::Message(say!("无法写入“{folder}”：{reason}。", "“{folder}” cannot be written: {reason}.", reason))
        };
        let made = std::fs::create_dir_all(&folder);
        let file = made.and_then(|()| File::options().create(true).write(true).truncate(false).open(folder.join(LOCK)));
        let file = match file {
            Ok(file) => file,
            // Where nobody can write, nobody can spoil anything: the project can still be looked at.
            Err(error) if matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                return Ok(Taken::Free(Lock { held: None }));
            }
            Err(error) => return Err(failed(&error)),
        };
        match file.try_lock() {
            Ok(()) => Ok(Taken::Free(Lock { held: Some((file, folder)) })),
            Err(TryLockError::WouldBlock) => address(&folder.join(ADDRESS)).map(Taken::Held),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }

    /// Leaves the address for those who come later.
    pub(crate) fn tell(&self, address: &str) -> Result<(), Fatal> {
        let Some((_, folder)) = &self.held else { return Ok(()) };
        crate::output::write_private(&folder.join(ADDRESS), format!("{address}\n{}", machine()).as_bytes())
    }

    /// Gives the project back before the program ends.
    pub(crate) fn release(&mut self) {
        if let Some((_, folder)) = self.held.take() {
            // The lock itself ends with the file; a file that stays behind does no harm.
            let _ = std::fs::remove_file(folder.join(ADDRESS));
        }
    }
}

/// The address that another program left, which may be about to write it.
fn address(file: &Path) -> Result<String, Fatal> {
    for _ in 0..20 {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if let Some((address, there)) = text.split_once('\n') {
            let elsewhere = || {
                Fatal::Message(say!(
                    "这个项目正由另一台电脑（{there}）打开，请等那边关掉页面。",
                    "another computer ({there}) has this project open; please wait until its page is closed."
                ))
            };
            return if there == machine() { Ok(address.to_owned()) } else { Err(elsewhere()) };
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    Err(Fatal::Message(Said::fixed(
        "这个项目已由另一个程序打开，还没有就绪，请稍候再试。",
        "another program is just opening this project and is not ready yet; please try again in a moment.",
    )))
}

/// The name of this machine: a project on a shared folder may be open on another one.
fn machine() -> String {
    let named = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    named.or_else(|| std::fs::read_to_string("/etc/hostname").ok()).unwrap_or_default().trim().to_owned()
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.release();
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
