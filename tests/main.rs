//! End-to-end tests: they start the program as a user does and look at what it wrote.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "A test fails by panicking.")]
#![allow(clippy::disallowed_methods, reason = "Tests read and write files.")]

mod adapting;
mod batch;
mod browser;
mod cached;
mod cases_in;
mod cases_out;
mod catalogue;
mod changes;
mod checkers;
mod definitions;
mod drafts;
mod editions;
mod engines;
mod exported;
mod exports;
mod faults;
mod from_workbooks;
mod importing;
mod languages;
mod letters;
mod office;
mod office_cases;
mod out_files;
mod out_signs;
mod owning_up;
mod packages;
mod pictures;
mod places;
mod readme;
mod recalculated;
mod sample;
mod schemas;
mod senders;
mod sentences;
mod starting;
mod submissions;
mod support;
mod tables;
mod this_month;
mod zones;
