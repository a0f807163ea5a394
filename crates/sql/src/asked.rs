//! What is asked for.

use model::query::Query;

/// A measure with what it is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The report that asks first, or what else does.
    pub report: &'a str,
    /// Its figure or table that asks first.
    pub item: &'a str,
    /// In words what it is, for the comment.
    pub words: String,
    /// The measure.
    pub query: &'a Query,
}
