//! What the open pages are told while they are looked at.

use serde::Serialize;

/// Something that happened.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum News {
    /// The making of reports began.
    Begun,
    /// So many documents are made of so many.
    Progress { done: usize, of: usize },
    /// The making of reports came to its end.
    Made { words: String },
    /// No reports are being made.
    Idle,
    /// Files came or changed, so that what is shown is old.
    Changed,
}
