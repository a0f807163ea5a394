//! A job object with this process alone in it.
#![expect(unsafe_code, reason = "The calls of Windows have no safe face that sets these limits.")]

use std::io;
use std::ptr::{from_ref, null};
use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
    JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOB_OBJECT_LIMIT_PROCESS_TIME, JOBOBJECT_EXTENDED_LIMIT_INFORMATION,
    JobObjectExtendedLimitInformation, SetInformationJobObject,
};
use windows_sys::Win32::System::Threading::GetCurrentProcess;

/// A second in the unit of the limit, 100 ns.
const SECOND: u64 = 10_000_000;

/// The memory that the process commits, its time in user mode, and no window where it fails.
pub(crate) fn bound(memory: u64, seconds: u64) -> io::Result<()> {
    let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_PROCESS_MEMORY | JOB_OBJECT_LIMIT_PROCESS_TIME | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.BasicLimitInformation.PerProcessUserTimeLimit = i64::try_from(seconds * SECOND).unwrap_or(i64::MAX);
    limits.ProcessMemoryLimit = usize::try_from(memory).unwrap_or(usize::MAX);
    let size = u32::try_from(size_of_val(&limits)).unwrap_or(0);
    // SAFETY: without a name and without attributes, nothing is read through the two pointers.
    let job = unsafe { CreateJobObjectW(null(), null()) };
    if job.is_null() {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: `limits` is the structure that this class of information asks for, of the size that is told.
    let set =
        unsafe { SetInformationJobObject(job, JobObjectExtendedLimitInformation, from_ref(&limits).cast(), size) };
    // SAFETY: both are handles of this process; that of the process itself needs no closing, and that of the job
    // stays open until the process ends, as the limits are to.
    if set == 0 || unsafe { AssignProcessToJobObject(job, GetCurrentProcess()) } == 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}
