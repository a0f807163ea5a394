//! Limits of resources (`setrlimit` of POSIX).

use rustix::process::{Resource, Rlimit, setrlimit};
use std::io;

/// The address space, what the program itself maps is part of it; the processor time; and no core file.
pub(crate) fn bound(memory: u64, seconds: u64) -> io::Result<()> {
    for (resource, most) in [(Resource::As, memory), (Resource::Cpu, seconds), (Resource::Core, 0)] {
        let limit = Rlimit { current: Some(most), maximum: Some(most) };
        match setrlimit(resource, limit) {
            Err(error) if resource == Resource::Cpu => return Err(error.into()),
            Err(_) | Ok(()) => {}
        }
    }
    Ok(())
}
