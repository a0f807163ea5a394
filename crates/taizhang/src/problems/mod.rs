//! Kinds of problems that only the whole run can see: one problem, one file.

pub(crate) mod claimed_twice;
pub(crate) mod lock_file;
pub(crate) mod missing_directory;
pub(crate) mod no_month_folder;
pub(crate) mod not_sent;
pub(crate) mod same_file_name;
pub(crate) mod sent_twice;
pub(crate) mod shared_key;
pub(crate) mod superseded_file;
pub(crate) mod unclaimed_file;
pub(crate) mod unread_folder;
pub(crate) mod unreadable_file;

use model::Rule;

/// The rules of this crate.
pub(crate) static RULES: &[&Rule] = &[
    &unclaimed_file::UNCLAIMED,
    &claimed_twice::CLAIMED_TWICE,
    &missing_directory::MISSING_DIRECTORY,
    &lock_file::LOCK_FILE,
    &unreadable_file::UNREADABLE,
    &no_month_folder::NO_MONTH,
    &unread_folder::UNREAD_FOLDER,
    &superseded_file::SUPERSEDED,
    &sent_twice::SENT_TWICE,
    &shared_key::SHARED_KEY,
    &not_sent::NOT_SENT,
    &same_file_name::SAME_FILE_NAME,
];
