//! What can go wrong with the tool itself.

/// A result whose error is told as it is.
pub(crate) type Outcome<T> = Result<T, String>;
