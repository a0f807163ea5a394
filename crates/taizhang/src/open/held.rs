//! Locks that cannot be broken.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a lock keeps: what a panic left behind it is still whole.
pub(crate) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
