//! Positions on pages, from documents as data.

mod charts;
mod common;
mod crowded;
mod grid;
mod lines;
mod numbers;
mod official;
mod pictures;
mod tables;
