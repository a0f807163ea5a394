//! A plan and records to figures, tables and listings.
//!
//! Definitions are resolved to expressions once (`resolve`); values (`evaluate`), words (`words`)
//! and cells (`explain`) are each one match over these. Money is summed as whole 分 in 128-bit
//! integers and every rate is the quotient of two exact numbers; polars does the selecting and the
//! grouping and is known to this crate alone.

mod along;
mod answered;
mod answers;
mod canonical;
mod catalogue;
mod changes;
mod checks;
mod cross;
mod detail;
mod evaluate;
mod explain;
mod figures;
mod joining;
mod joins;
mod links;
mod listing;
mod loaded;
mod mask;
mod masks;
mod measure;
mod narrow;
mod queries;
mod reconcile;
mod report;
mod resolve;
mod scope;
mod select;
mod sources;
mod suppress;
mod table;
mod values;
mod view;
mod words;

pub use answers::Answers;
pub use catalogue::Catalogue;
pub use changes::diff;
pub use checks::{
    SHARE_ABOVE_WHOLE, UNFILLED_CELL, UNFILLED_COLUMN, UNSEEN_VALUE, check, failed, joined, unfilled, unseen,
};
pub use explain::{explain, trace};
pub use figures::figures;
pub use links::links;
pub use mask::Masks;
pub use masks::{is_undeclared, masking, masks, secrets};
pub use queries::{expr_queries, figure_queries, table_queries};
pub use reconcile::{notes, reconcile};
pub use report::{Computed, compute, package};
pub use resolve::{figures as resolve_figures, holding, reconciliations as resolve_reconciliations, resolve};
pub use scope::{Scope, each, narrow};
pub use sources::{Source, Sources};
pub use suppress::{Suppressed, small, suppress};

/// The kinds of problems that this stage finds.
pub static RULES: &[&model::Rule] = &[
    &UNSEEN_VALUE,
    &checks::UNFILLED_COLUMN,
    &checks::UNFILLED_CELL,
    &checks::JOINED_WORDS,
    &checks::NOT_ABOVE,
    &checks::NOT_BEFORE,
    &checks::SHARE_ABOVE_WHOLE,
    &checks::LAST_YEAR,
    &checks::CUMULATIVE,
    &checks::LOST_SHEET,
    &checks::UNJOINED,
    &checks::RECONCILIATION,
];

#[cfg(test)]
mod tests;
