//! What the document of a report is made from.

use model::ReportingTime;
use model::document::{Listing, Table};
use model::edition::Edition;
use model::figure::Figure;
use model::package::Reconciled;
use model::report::Report;

/// All that a document is made of.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// The report's definition.
    pub report: &'a Report,
    /// The text (`text.md`) and its file, for messages.
    pub text: &'a str,
    /// The text's file.
    pub file: &'a str,
    /// The organisation of the project.
    pub organisation: &'a str,
    /// The value of the report's `each` that this document is for; empty without one.
    pub each: &'a str,
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
