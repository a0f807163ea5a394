//! Reckonings (推算): how a number comes about, in a form that a workbook can turn into a formula.
//!
//! The statistics make one reckoning of each figure and of each cell of a table, from the same
//! definition that the value was computed from. A reckoning knows nothing of sheets and cells.

use crate::{Exact, Month};

/// How a number comes about. Money comes out in 分, a rate as a plain quotient.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reckoning {
    /// A measure over records.
    Records(Selection),
    /// The sum.
    Sum(Vec<Reckoning>),
    /// The first less the others.
    Difference(Vec<Reckoning>),
    /// The first over the second; no value where the second is zero.
    Quotient(Box<[Reckoning; 2]>),
    /// The absolute value.
    Magnitude(Box<Reckoning>),
    /// The whole less the parts that are shown (其他).
    Rest(Box<Reckoning>, Vec<Reckoning>),
    /// A number for each label, oldest first.
    Series(Vec<(String, Reckoning)>),
    /// A whole and the parts that should add up to it.
    Balance(Box<Reckoning>, Vec<Reckoning>),
    /// No value, for a reason that no formula finds out, such as a month without a submission.
    Missing,
    /// A value that no sensible formula gives, and why.
    Fixed(String),
}

/// A measure over the records that fit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Selection {
    /// The ledger's id.
    pub ledger: String,
    /// What is taken of the records.
    pub take: Take,
    /// The months that must all fit.
    pub spans: Vec<Span>,
    /// The tests that must all hold.
    pub criteria: Vec<Criterion>,
}

/// What is taken of records; columns are those of [`crate::document::DetailColumn::id`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Take {
    /// How many there are.
    Count,
    /// How many different values, empty cells left out.
    Distinct(String),
    /// The sum.
    Sum(String),
    /// The value of the last record that has one.
    Latest(String),
}

/// Months from one to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The column of the month; nothing for the month of the submission.
    pub column: Option<String>,
    /// The first month; nothing where all earlier ones count.
    pub from: Option<Month>,
    /// The last month.
    pub to: Month,
}

/// A test of one column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Criterion {
    /// The column of the detail sheet.
    pub column: String,
    /// What its cell must be.
    pub test: Test,
}

/// What a cell must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// One of these values.
    Is(Vec<Value>),
    /// None of these values; an empty cell passes.
    Not(Vec<Value>),
    /// Filled in, or empty.
    Set(bool),
    /// Whether the entity that is named is one that its ledger lists.
    Listed {
        /// Listed, or not listed or not named at all.
        listed: bool,
        /// What an entity is called that is not listed.
        otherwise: String,
    },
    /// On that side of a bound; an empty cell fails.
    Compare(Side, Bound),
}

/// A value as a test names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// As stored: 分, a scaled decimal, a day, a month, 1 or 0, an entity.
    Stored(i64),
    /// A word.
    Word(String),
}

/// Which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Greater, later.
    Above,
    /// Less, earlier.
    Below,
    /// At least.
    From,
    /// At most.
    To,
}

/// What a cell is compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// A value as stored.
    Stored(i64),
    /// Another column of the same record.
    Column(String),
}

impl Reckoning {
    /// `part / whole`.
    pub fn quotient(part: Reckoning, whole: Reckoning) -> Reckoning {
        Reckoning::Quotient(Box::new([part, whole]))
    }

    /// Calls `each` for every measure over records in it.
    pub fn visit<'a>(&'a self, each: &mut impl FnMut(&'a Selection)) {
        match self {
            Reckoning::Records(selection) => each(selection),
            Reckoning::Sum(operands) | Reckoning::Difference(operands) => {
                operands.iter().for_each(|operand| operand.visit(each));
            }
            Reckoning::Quotient(pair) => pair.iter().for_each(|operand| operand.visit(each)),
            Reckoning::Magnitude(operand) => operand.visit(each),
            Reckoning::Rest(whole, parts) | Reckoning::Balance(whole, parts) => {
                whole.visit(each);
                parts.iter().for_each(|part| part.visit(each));
            }
            Reckoning::Series(points) => points.iter().for_each(|(_, point)| point.visit(each)),
            Reckoning::Missing | Reckoning::Fixed(_) => {}
        }
    }
}

impl Selection {
    /// Every column of the detail sheet that it reads.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let taken = match &self.take {
            Take::Count => None,
            Take::Distinct(column) | Take::Sum(column) | Take::Latest(column) => Some(column.as_str()),
        };
        let spans = self.spans.iter().filter_map(|span| span.column.as_deref());
        let tested = self.criteria.iter().flat_map(|criterion| {
            let other = match &criterion.test {
                Test::Compare(_, Bound::Column(other)) => Some(other.as_str()),
                _ => None,
            };
            [Some(criterion.column.as_str()), other].into_iter().flatten()
        });
        taken.into_iter().chain(spans).chain(tested)
    }
}

/// All reckonings of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workings {
    /// One for each figure, in the order of the document's figures.
    pub figures: Vec<FigureWorking>,
    /// One for each table, by its name.
    pub tables: Vec<TableWorking>,
    /// One for each reconciliation.
    pub checks: Vec<CheckWorking>,
    /// The listings and ledgers whose records have a deadline.
    pub deadlines: Vec<Deadline>,
}

/// The columns that tell whether a record is done, due soon or overdue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What holds the records.
    pub of: Holder,
    /// The column of the deadline, from 0.
    pub due: usize,
    /// The column of the state, from 0.
    pub status: usize,
    /// The words of the state that mean done.
    pub done: Vec<String>,
    /// The day as of which the records stand.
    pub as_of: crate::Date,
    /// The submission that holds on that day; older ones on a detail sheet are not judged.
    pub sent: Option<Month>,
}

/// What shows records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A listing, by its name.
    Listing(String),
    /// The detail sheet of a ledger, by its id.
    Ledger(String),
}

/// How a figure comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureWorking {
    /// The figure's name.
    pub name: String,
    /// The definition in words.
    pub definition: String,
    /// The filter in words; empty where there is none.
    pub filter: String,
    /// The formula to be.
    pub reckoning: Reckoning,
}

/// How the cells of a table come about.
#[derive(Clone, Debug, PartialEq)]
pub struct TableWorking {
    /// The table's name.
    pub table: String,
    /// For each row, for each column: nothing for labels and running numbers.
    pub rows: Vec<Vec<Option<Reckoning>>>,
}

/// How a reconciliation (勾稽) comes out.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckWorking {
    /// What should hold, in words.
    pub title: String,
    /// The left side.
    pub left: SideWorking,
    /// `=` or `≤`.
    pub relation: &'static str,
    /// The right side.
    pub right: SideWorking,
    /// How far the sides may differ, in the unit of the left side.
    pub tolerance: Exact,
    /// How the sides are printed.
    pub format: crate::unit::Format,
    /// Whether it holds; nothing where a side has no value.
    pub holds: Option<bool>,
}

/// One side of a reconciliation.
#[derive(Clone, Debug, PartialEq)]
pub struct SideWorking {
    /// The figures in words.
    pub words: String,
    /// The value as stored; nothing where there is none.
    pub value: Option<Exact>,
    /// The formula to be.
    pub reckoning: Reckoning,
}

impl Workings {
    /// Calls `each` for every measure over records of figures and tables.
    pub fn visit<'a>(&'a self, mut each: impl FnMut(&'a Selection)) {
        self.figures.iter().for_each(|figure| figure.reckoning.visit(&mut each));
        for reckoning in self.tables.iter().flat_map(|table| table.rows.iter().flatten().flatten()) {
            reckoning.visit(&mut each);
        }
    }

    /// Calls `each` for those of reconciliations as well.
    pub fn visit_all<'a>(&'a self, mut each: impl FnMut(&'a Selection)) {
        self.visit(&mut each);
        for side in self.checks.iter().flat_map(|check| [&check.left, &check.right]) {
            side.reckoning.visit(&mut each);
        }
    }

    /// The deadline of a listing or a ledger.
    pub fn deadline(&self, of: &Holder) -> Option<&Deadline> {
        self.deadlines.iter().find(|deadline| deadline.of == *of)
    }

    /// The reckoning of a table's cell.
    pub fn cell(&self, table: &str, row: usize, column: usize) -> Option<&Reckoning> {
        let table = self.tables.iter().find(|working| working.table == table)?;
        table.rows.get(row)?.get(column)?.as_ref()
    }
}
