//! Plans: the definitions of a report with every name, time and small language settled.

use crate::document::{Deadline, HeadCell, TableColumn};
use crate::edition::Edition;
use crate::expr::{Expr, Field, Selection, Take};
use crate::figure::{Against, Quantity};
use crate::report::Report;
use crate::unit::Format;
use crate::{Exact, ReportingTime, Said, Severity};
use std::collections::BTreeMap;

/// All that a report computes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The time that it speaks of.
    pub time: ReportingTime,
    /// The figures in the order of their definitions.
    pub figures: Vec<FigurePlan>,
    /// The tables in the order of their definitions.
    pub tables: Vec<TablePlan>,
    /// The listings in the order of their definitions.
    pub listings: Vec<ListingPlan>,
    /// The ledgers whose records go along with the document, whether a formula reads them or not.
    pub details: Vec<DetailPlan>,
    /// What the report is written once for each value of.
    pub each: Option<(Selection, Field)>,
}

impl Plan {
    /// The plan without what its definition marks as of the other edition.
    pub fn of_edition(&self, report: &Report, edition: Edition) -> Plan {
        let figure = |name: &str| report.figures.iter().find(|one| one.name == name).and_then(|one| one.edition);
        let table = |name: &str| report.tables.iter().find(|one| one.name == name).and_then(|one| one.edition);
        let listing = |name: &str| report.listings.iter().find(|one| one.name == name).and_then(|one| one.edition);
        let mut own = self.clone();
        own.figures.retain(|one| edition.has(figure(&one.name)));
        own.tables.retain(|one| edition.has(table(&one.name)));
        own.listings.retain(|one| edition.has(listing(&one.name)));
        own
    }
}

/// A figure.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct FigurePlan {
    /// Its name.
    pub name: String,
    /// What a reader calls it.
    pub title: String,
    /// How it comes about.
    pub expr: Expr,
    /// What it is compared with.
    pub against: Option<Against>,
    /// What kind of number it is.
    pub quantity: Quantity,
    /// How it is printed.
    pub format: Format,
    /// For a largest or smallest value: what says whose it is.
    pub whose: Option<Field>,
    /// Whether its decimals are left out where it is whole: a number of a column of which nothing
    /// says how many it has.
    pub trims: bool,
    /// The time that it speaks of.
    pub time: ReportingTime,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TablePlan {
    /// Its name in the definition.
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The note below; a template.
    pub note: Option<String>,
    /// The money unit of all amounts.
    pub unit: Option<String>,
    /// Rows of the head above the columns' own titles.
    pub head: Vec<Vec<HeadCell>>,
    /// The running number, where there is one, the label, and the figures.
    pub columns: Vec<TableColumn>,
    /// How many columns stand before those of the figures.
    pub before: usize,
    /// How the figures are printed, from left to right.
    pub formats: Vec<Format>,
    /// Which of the figures leave out decimals where all their numbers are whole.
    pub trims: Vec<bool>,
    /// The rows.
    pub rows: RowsPlan,
    /// What stands side by side, each with all columns of figures.
    pub across: Option<AcrossPlan>,
}

/// Which rows a table has.
#[derive(Clone, Debug, PartialEq)]
pub enum RowsPlan {
    /// A row for each of these times: its label and the expression of each figure.
    Times(Vec<(String, Vec<Expr>)>),
    /// A row for each value of a dimension.
    Values(ValuesPlan),
}

/// Rows by the values of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct ValuesPlan {
    /// The dimension.
    pub by: Dimension,
    /// The dimension by which rows stand in groups.
    pub group: Option<Dimension>,
    /// The expression of each figure for the whole table.
    pub columns: Vec<Expr>,
    /// The column of figures that orders the rows; else the order of the definition or of the
    /// first record.
    pub order: Option<(usize, Direction)>,
    /// Only the first so many.
    pub top: Option<usize>,
    /// Whether a row stands for all that `top` left out.
    pub others: bool,
    /// Whether a row stands for the whole.
    pub total: bool,
}

/// What stands side by side in a cross table (交叉表).
#[derive(Clone, Debug, PartialEq)]
pub enum AcrossPlan {
    /// The values of a dimension, and perhaps all of them together.
    Values {
        /// The dimension.
        by: Dimension,
        /// Whether columns stand for all values.
        total: bool,
    },
    /// Times, each with the expressions of the figures, and perhaps their sums.
    Times {
        /// The times in their order.
        times: Vec<(String, Vec<Expr>)>,
        /// The sum of each figure over the times.
        total: Option<Vec<Expr>>,
    },
}

/// What records are grouped by: a field of each ledger that takes part, or parts of a sum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The field in each ledger.
    Fields(BTreeMap<String, Field>),
    /// The columns of a ledger that add up to another one.
    Parts {
        /// The ledger.
        ledger: String,
        /// The column that they add up to.
        whole: String,
        /// The columns.
        parts: Vec<String>,
    },
}

/// Which way rows are ordered; missing values stand last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

/// A listing.
#[derive(Clone, Debug, PartialEq)]
pub struct ListingPlan {
    /// Its name in the definition.
    pub name: String,
    /// The title; a template.
    pub title: String,
    /// The note below; a template.
    pub note: Option<String>,
    /// Which records.
    pub selection: Selection,
    /// The columns as the definition names them, and what they show.
    pub columns: Vec<(String, Field)>,
    /// What orders the records; else the order of the ledger.
    pub order: Option<(Field, Direction)>,
    /// Only the first so many.
    pub top: Option<usize>,
    /// Whether there is a column of running numbers.
    pub numbered: bool,
    /// The columns that tell whether a record is overdue.
    pub deadline: Option<Deadline>,
}

/// The records of a ledger that go along with a document.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailPlan {
    /// The ledger's id.
    pub ledger: String,
    /// Which records: those of any of these; the ledger is left out where there is none.
    pub selections: Vec<Selection>,
    /// What is shown behind the ledger's own columns.
    pub fields: Vec<Field>,
}

/// A reconciliation (勾稽).
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ReconciliationPlan {
    /// What should hold, in words.
    pub title: String,
    /// The left side.
    pub left: SidePlan,
    /// How the sides should stand to each other.
    pub relation: Relation,
    /// The right side.
    pub right: SidePlan,
    /// How far the sides may differ, in the unit of the left side.
    pub tolerance: Exact,
    /// How the sides are printed.
    pub format: Format,
    /// How grave a failure is.
    pub severity: Severity,
    /// Why it may fail, in words.
    pub note: Option<String>,
    /// Whether a failure is printed in the notes of the reports that show its figures.
    pub in_report: bool,
}

/// One side of a reconciliation: the figures that add up to it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct SidePlan {
    /// Their names.
    pub names: Vec<String>,
    /// Their titles.
    pub titles: Vec<String>,
    /// How the side comes about.
    pub expr: Expr,
}

/// How the sides of a reconciliation should stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Equal.
    Equal,
    /// The left one not above the right one.
    NotAbove,
}

impl Relation {
    /// `=` or `≤`.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::NotAbove => "≤",
        }
    }

    /// As a message says it.
    pub fn said(self) -> Said {
        match self {
            Relation::Equal => Said::fixed("应等于", "must equal"),
            Relation::NotAbove => Said::fixed("不应大于", "must not exceed"),
        }
    }
}

impl Dimension {
    /// The field in a ledger.
    pub fn field(&self, ledger: &str) -> Option<&Field> {
        match self {
            Dimension::Fields(fields) => fields.get(ledger),
            Dimension::Parts { .. } => None,
        }
    }
}

impl TablePlan {
    /// Every expression that is there before records are read.
    pub fn exprs(&self) -> impl Iterator<Item = &Expr> {
        let (times, values) = match &self.rows {
            RowsPlan::Times(times) => (times.as_slice(), [].as_slice()),
            RowsPlan::Values(values) => ([].as_slice(), values.columns.as_slice()),
        };
        let across = match &self.across {
            Some(AcrossPlan::Times { times, .. }) => times.as_slice(),
            Some(AcrossPlan::Values { .. }) | None => [].as_slice(),
        };
        times.iter().chain(across).flat_map(|(_, exprs)| exprs).chain(values)
    }
}

impl Plan {
    /// Every measure over records of its figures and tables.
    pub fn visit<'a>(&'a self, mut each: impl FnMut(&'a Take, &'a Selection)) {
        self.figures.iter().for_each(|figure| figure.expr.visit(&mut each));
        self.tables.iter().flat_map(TablePlan::exprs).for_each(|expr| expr.visit(&mut each));
    }
}
