//! Expressions (算式): how a number comes about, with every name and every time settled.
//!
//! `resolve` makes one expression of each figure, each cell of a table and each side of a
//! reconciliation. The value, the words, the cells and the formula of a number are each one match
//! over these types and nothing else; a kind of expression that one of them does not know does
//! not compile. An expression knows nothing of frames, sheets and cells.

use crate::change::ChangeKind;
use crate::{Date, Month, ReportingTime};
use std::sync::Arc;

/// How a number comes about. Money comes out in 分, a rate as a plain quotient.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expr {
    /// A measure over records.
    Records(Take, Selection),
    /// The value of a figure that has a name, perhaps at another time.
    Figure(Operand, Box<Expr>),
    /// The sum.
    Sum(Vec<Expr>),
    /// The first less the others.
    Difference(Vec<Expr>),
    /// The first over the second; no value where the second is zero.
    Quotient(Box<[Expr; 2]>),
    /// The base of a rate: a number without a value where it is below zero, since no rate over it means
    /// anything.
    Base(Box<Expr>),
    /// The whole less the parts that are shown (其他).
    Rest(Box<Expr>, Vec<Expr>),
    /// So many parts of a whole, by the calendar alone (序时进度): 6 of 12 months.
    Elapsed(u32, u32),
    /// The place of a number among those of all rows of its table (名次): one more than there are on
    /// that side of it. Without the others it is not settled yet which rows there are.
    Rank(Box<Expr>, Arc<[Expr]>, Side),
    /// A number at the end of each year, oldest first; as one number that of the last year.
    Series(Vec<(i32, Expr)>),
    /// A whole and the parts that should add up to it; as one number the whole less the parts.
    Balance(Box<Expr>, Vec<Expr>),
}

/// The figure that an operand is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operand {
    /// Its name.
    pub name: String,
    /// What a reader calls it.
    pub title: String,
    /// The time that it is taken at.
    pub time: ReportingTime,
    /// What it is about in a row of a table.
    pub of: Of,
}

/// What an operand is about in a row of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// The row.
    Row,
    /// The whole table: the base of a share.
    Whole,
    /// The row with all columns of a cross table.
    WholeRow,
    /// The column of a cross table with all its rows.
    WholeColumn,
}

/// Which way a table is narrowed to one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// To a row or a group of rows.
    Down,
    /// To a column of a cross table.
    Across,
}

impl Of {
    /// Whether an operand stays what it is where its table is narrowed that way.
    pub fn stays(self, axis: Axis) -> bool {
        match self {
            Of::Row => false,
            Of::Whole => true,
            Of::WholeRow => axis == Axis::Across,
            Of::WholeColumn => axis == Axis::Down,
        }
    }
}

/// What is taken of records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Take {
    /// How many there are.
    Count,
    /// How many different values, empty cells left out.
    Distinct(Field),
    /// The sum.
    Sum(Field),
    /// The value of the last record that has one.
    Latest(Field),
    /// The largest value.
    Max(Field),
    /// The smallest value.
    Min(Field),
    /// The value below which so many hundredths of the values lie, in proportion between two.
    Percentile(Field, u8),
    /// The sum of the products of two fields, record by record; an empty cell makes none.
    Products(Field, Field),
}

impl Take {
    /// What is read of each record; of a product the first factor.
    pub fn field(&self) -> Option<&Field> {
        self.fields().next()
    }

    /// Everything that is read of each record.
    pub fn fields(&self) -> impl Iterator<Item = &Field> + Clone {
        let (one, other) = match self {
            Take::Count => (None, None),
            Take::Distinct(field)
            | Take::Sum(field)
            | Take::Latest(field)
            | Take::Max(field)
            | Take::Min(field)
            | Take::Percentile(field, _) => (Some(field), None),
            Take::Products(one, other) => (Some(one), Some(other)),
        };
        one.into_iter().chain(other)
    }

    /// Whether it is the value of one record, or lies between those of two.
    pub fn tells_one(&self) -> bool {
        match self {
            Take::Latest(_) | Take::Max(_) | Take::Min(_) | Take::Percentile(..) => true,
            Take::Count | Take::Distinct(_) | Take::Sum(_) | Take::Products(..) => false,
        }
    }

    /// Whether the measures of the parts add up to that of the whole.
    pub fn adds_up(&self) -> bool {
        match self {
            Take::Count | Take::Sum(_) | Take::Products(..) => true,
            Take::Distinct(_) | Take::Latest(_) | Take::Max(_) | Take::Min(_) | Take::Percentile(..) => false,
        }
    }

    /// Whether there is no value where no record has one; else there are none of them, or nothing.
    pub fn needs_a_value(&self) -> bool {
        match self {
            Take::Latest(_) | Take::Max(_) | Take::Min(_) | Take::Percentile(..) => true,
            Take::Count | Take::Distinct(_) | Take::Sum(_) | Take::Products(..) => false,
        }
    }
}

/// Records of a ledger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Selection {
    /// The ledger's id.
    pub ledger: String,
    /// Of which submissions.
    pub sent: Sent,
    /// With periods across: the column of the record's own month, and the months that fit.
    pub periods: Option<(String, Span)>,
    /// The tests that must all hold.
    pub criteria: Vec<Criterion>,
}

/// Which submissions records are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// All of them.
    Any,
    /// Those of these months, none of which may be missing.
    Every(Span),
    /// The one that holds on a day; nothing where none was sent by then.
    Last {
        /// The month that it was sent for.
        month: Option<Month>,
        /// The day.
        as_of: Date,
    },
}

/// Months from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first month; nothing where all earlier ones count.
    pub from: Option<Month>,
    /// The last month.
    pub to: Month,
}

/// What is read of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A column of the ledger, by its id.
    Own(String),
    /// A column of the entity that the record names: the entities' ledger and the column's id.
    OfEntity(String, String),
    /// The entity that the record names, by the ledger of the entities.
    Entity(String),
    /// Whether the record changed in one of these ways since the submission before its own.
    Changed(Vec<ChangeKind>),
    /// How many days lie between two days of the record (天数).
    Days(Days),
    /// A column of the record of another ledger that has the same key: the ledger and the column's id.
    Joined(String, String),
}

/// Days from one day of a record to another: from 来文 to 办结.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// Its id in the ledger's definition.
    pub id: String,
    /// The column of the first day.
    pub from: String,
    /// The columns of the last day; the first of them that is filled in.
    pub to: Vec<String>,
    /// The last day where none of them is filled in.
    pub until: Option<Date>,
}

impl Field {
    /// The ledger's own columns that it reads, by their ids.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let (one, more) = match self {
            Field::Own(id) => (Some(id), [].as_slice()),
            Field::Days(days) => (Some(&days.from), days.to.as_slice()),
            Field::OfEntity(..) | Field::Entity(_) | Field::Changed(_) | Field::Joined(..) => (None, [].as_slice()),
        };
        one.into_iter().chain(more).map(String::as_str)
    }
}

/// A test of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Criterion {
    /// What is tested.
    pub field: Field,
    /// What it must be.
    pub test: Test,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// One of these values.
    Is(Vec<Value>),
    /// The year or the month of the number (`year`, `month-1`): without any record of it there is no number.
    Time(i64),
    /// None of these values; an empty cell passes.
    Not(Vec<Value>),
    /// Filled in, or empty.
    Set(bool),
    /// The entity is one that its ledger lists, or is not listed or not named at all.
    Listed(bool),
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

impl Side {
    /// The sign of the comparison: `>=`.
    pub fn sign(self) -> &'static str {
        match self {
            Side::Above => ">",
            Side::Below => "<",
            Side::From => ">=",
            Side::To => "<=",
        }
    }
}

/// What a value is compared with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// A value as stored.
    Stored(i64),
    /// Another field of the same record, of days so many days later (below zero: earlier).
    Field(Field, i64),
}

impl Expr {
    /// `part / whole`.
    pub fn quotient(part: Expr, whole: Expr) -> Expr {
        Expr::Quotient(Box::new([part, whole]))
    }

    /// The expression behind the names of figures.
    pub fn bare(&self) -> &Expr {
        match self {
            Expr::Figure(_, inner) => inner.bare(),
            other => other,
        }
    }

    /// The same expression without the names of figures: equal where the same records are read.
    pub fn unnamed(&self) -> Expr {
        self.clone().nameless()
    }

    fn nameless(self) -> Expr {
        match self {
            Expr::Figure(_, inner) => inner.nameless(),
            Expr::Records(..) | Expr::Elapsed(..) => self,
            other => other.with(&|operand| operand.unnamed()),
        }
    }

    /// The same operation on other operands.
    #[must_use]
    pub fn with(&self, other: &impl Fn(&Expr) -> Expr) -> Expr {
        let all = |exprs: &[Expr]| exprs.iter().map(other).collect::<Vec<_>>();
        let one = |expr: &Expr| Box::new(other(expr));
        match self {
            Expr::Records(..) | Expr::Elapsed(..) => self.clone(),
            Expr::Figure(operand, inner) => Expr::Figure(operand.clone(), one(inner)),
            Expr::Sum(operands) => Expr::Sum(all(operands)),
            Expr::Difference(operands) => Expr::Difference(all(operands)),
            Expr::Quotient(pair) => Expr::quotient(other(&pair[0]), other(&pair[1])),
            Expr::Base(inner) => Expr::Base(one(inner)),
            Expr::Rest(whole, parts) => Expr::Rest(one(whole), all(parts)),
            Expr::Rank(own, rows, side) => Expr::Rank(one(own), all(rows).into(), *side),
            Expr::Series(points) => Expr::Series(points.iter().map(|(year, point)| (*year, other(point))).collect()),
            Expr::Balance(whole, parts) => Expr::Balance(one(whole), all(parts)),
        }
    }

    /// The expressions that it is put together from.
    pub fn operands(&self) -> Vec<&Expr> {
        match self {
            Expr::Records(..) | Expr::Elapsed(..) => Vec::new(),
            Expr::Figure(_, inner) | Expr::Base(inner) => vec![inner],
            Expr::Rank(own, rows, _) if rows.is_empty() => vec![own],
            Expr::Rank(_, rows, _) => rows.iter().collect(),
            Expr::Sum(operands) | Expr::Difference(operands) => operands.iter().collect(),
            Expr::Quotient(pair) => pair.iter().collect(),
            Expr::Rest(whole, parts) | Expr::Balance(whole, parts) => {
                std::iter::once(whole.as_ref()).chain(parts).collect()
            }
            Expr::Series(points) => points.iter().map(|(_, point)| point).collect(),
        }
    }

    /// Calls `each` for every measure over records in it.
    pub fn visit<'a>(&'a self, each: &mut impl FnMut(&'a Take, &'a Selection)) {
        if let Expr::Records(take, selection) = self {
            each(take, selection);
        }
        self.operands().into_iter().for_each(|operand| operand.visit(each));
    }

    /// The same expression with other measures over records. `records` gets what the operand that
    /// holds the measure is about.
    pub fn map_records(&self, of: Of, records: &impl Fn(Of, &Take, &Selection) -> Expr) -> Expr {
        match self {
            Expr::Records(take, selection) => records(of, take, selection),
            Expr::Figure(operand, inner) => {
                // What stands within a whole is about the whole.
                let of = if of == Of::Row { operand.of } else { of };
                Expr::Figure(operand.clone(), Box::new(inner.map_records(of, records)))
            }
            other => other.with(&|operand| operand.map_records(of, records)),
        }
    }
}

impl Selection {
    /// Every field that it reads.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.criteria.iter().flat_map(|criterion| {
            let other = match &criterion.test {
                Test::Compare(_, Bound::Field(other, _)) => Some(other),
                _ => None,
            };
            std::iter::once(&criterion.field).chain(other)
        })
    }

    /// All records of the same submissions and months.
    pub fn records(&self) -> Selection {
        Selection { criteria: Vec::new(), ..self.clone() }
    }

    /// The same records, of which more must hold.
    pub fn and(&self, criteria: impl IntoIterator<Item = Criterion>) -> Selection {
        let mut selection = self.clone();
        selection.criteria.extend(criteria);
        selection
    }
}
