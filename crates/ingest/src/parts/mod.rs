//! The parts of a zip container: found by name, unpacked within bounds, read as they come.
//!
//! The sizes that a file declares are never trusted: what is unpacked is counted.

pub(crate) mod outline;
pub(crate) mod package;
pub(crate) mod pipe;
pub(crate) mod xml;
