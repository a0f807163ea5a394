//! What the document of a report is made from.

use model::ReportingTime;
use model::document::{Listing, Table};
use model::edition::Edition;
use model::figure::Figure;
use model::package::Reconciled;
use model::picture::{Found, Wanted};
use model::report::Report;
use std::collections::BTreeMap;

/// A text with its file, for messages.
#[derive(Clone, Copy, Debug)]
pub struct TextFile<'a> {
    /// The file, relative to the project's folder.
    pub file: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// All that a document is made of.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// The report's definition.
    pub report: &'a Report,
    /// The text (`text.md`).
    pub text: TextFile<'a>,
    /// The texts of the appendices in the order of the definition.
    pub appendices: &'a [TextFile<'a>],
    /// The pictures that the texts ask for, see [`crate::pictures`].
    pub pictures: &'a BTreeMap<Wanted, Found>,
    /// The organisation of the project.
    pub organisation: &'a str,
    /// The value of the report's `each` that this document is for; empty without one.
    pub each: &'a str,
    /// The place of that value among all, from 1.
    pub each_number: usize,
    /// The time that the report speaks of.
    pub time: ReportingTime,
    /// For whom the document is.
    pub edition: Edition,
    /// Every figure of the edition.
    pub figures: &'a [Figure],
    /// The tables by the order of the definition.
    pub tables: &'a [Table],
    /// The listings by the order of the definition.
    pub listings: &'a [Listing],
    /// The reconciliations, whose notes say why a balance is none.
    pub reconciled: &'a [Reconciled],
    /// Notes on reconciliations that failed, for the end of the text.
    pub notes: &'a [String],
}

impl<'a> Inputs<'a> {
    /// The text and those of the appendices.
    pub(crate) fn texts(&self) -> impl Iterator<Item = TextFile<'a>> {
        [self.text].into_iter().chain(self.appendices.iter().copied())
    }
}
