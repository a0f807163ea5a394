//! Bounds on what a process may take, set by the process itself before it reads anything.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::io;

/// Bounds this process from now on: `memory` bytes that it can ask for, `seconds` of processor time. The system ends
/// it where it takes more time, and refuses it more memory.
///
/// # Errors
/// Where the system does not bound the time. Not every system bounds the memory; that is no error.
pub fn bound(memory: u64, seconds: u64) -> io::Result<()> {
    #[cfg(unix)]
    return unix::bound(memory, seconds);
    #[cfg(windows)]
    return windows::bound(memory, seconds);
    #[cfg(not(any(unix, windows)))]
    return Err(io::ErrorKind::Unsupported.into());
}
