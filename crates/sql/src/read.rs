//! Which records are read, and what of each.

use crate::dialect::Dialect;
use model::expr::{Bound, Criterion, Days, Field, Selection, Sent, Side, Span, Test, Value};
use model::ledger::{Column, Kind, Ledger};
use model::query::Query;
use model::{Date, Month};
use std::collections::BTreeSet;

/// The ledgers and the engine.
#[derive(Clone, Copy)]
pub(crate) struct Catalogue<'a> {
    pub(crate) dialect: Dialect,
    pub(crate) ledgers: &'a [&'a Ledger],
    pub(crate) zone: &'a str,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    /// A text such as `2020-12`, whose order is that of the months.
    Month,
    Integer,
    Date,
    Boolean,
}

/// A value as the engine reads it.
pub(crate) struct Read {
    pub(crate) sql: String,
    pub(crate) form: Form,
}

/// The form of a column's values.
fn form(column: &Column) -> Form {
    match column.kind {
        Kind::Text | Kind::CreditCode | Kind::Status => Form::Text,
        Kind::Month => Form::Month,
        Kind::Date => Form::Date,
        Kind::Boolean => Form::Boolean,
        Kind::Money | Kind::Number | Kind::Integer | Kind::Percent => Form::Integer,
    }
}

/// A ledger whose records are read as `t`, those that its records are linked with beside.
pub(crate) struct Reading<'a> {
    catalogue: &'a Catalogue<'a>,
    pub(crate) ledger: &'a Ledger,
    /// The ledgers that are read beside: by the entity, or by the key.
    beside: BTreeSet<(String, bool)>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(catalogue: &'a Catalogue<'a>, ledger: &str) -> Option<Reading<'a>> {
        let ledger = catalogue.ledger(ledger)?;
        Some(Reading { catalogue, ledger, beside: BTreeSet::new() })
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.catalogue.dialect
    }

    /// A column of the ledger's own table.
    pub(crate) fn column(&self, id: &str) -> String {
        self.column_of("t", id)
    }

    /// That the records are the project's.
    pub(crate) fn of_zone(&self) -> String {
        format!("{} = {}", self.column("_zone"), self.catalogue.dialect.text(self.catalogue.zone))
    }

    fn column_of(&self, alias: &str, id: &str) -> String {
        format!("{alias}.{}", self.catalogue.dialect.name(id))
    }

    /// A field of each record; nothing for what changed, which is only tested.
    pub(crate) fn field(&mut self, field: &Field) -> Option<Read> {
        match field {
            Field::Own(id) => {
                let form = form(self.ledger.column(id)?);
                Some(Read { sql: self.column(id), form })
            }
            Field::OfEntity(list, id) => self.linked(list, id, false),
            Field::Joined(other, id) => self.linked(other, id, true),
            Field::Entity(_) => Some(Read { sql: self.column_of("t", "_entity"), form: Form::Integer }),
            Field::Days(days) => Some(Read { sql: self.days(days), form: Form::Integer }),
            Field::Changed(_) => None,
        }
    }

    fn linked(&mut self, other: &str, id: &str, by_key: bool) -> Option<Read> {
        let form = form(self.catalogue.ledger(other)?.column(id)?);
        self.beside.insert((other.to_owned(), by_key));
        Some(Read { sql: self.column_of(&self.alias(other, by_key), id), form })
    }

    /// What a ledger is called that is read beside.
    fn alias(&self, other: &str, by_key: bool) -> String {
        let at = self.catalogue.ledgers.iter().position(|ledger| ledger.id == other).unwrap_or(0);
        format!("{}{at}", if by_key { "j" } else { "e" })
    }

    fn days(&self, days: &Days) -> String {
        let dialect = self.catalogue.dialect;
        let mut last: Vec<String> = days.to.iter().map(|id| self.column_of("t", id)).collect();
        last.extend(days.until.map(|day| dialect.date(day)));
        let last = match last.as_slice() {
            [only] => only.clone(),
            several => format!("coalesce({})", several.join(", ")),
        };
        dialect.days(&self.column_of("t", &days.from), &last)
    }

    /// The month of each record: its own with periods across, else that of its submission.
    pub(crate) fn month(&self) -> String {
        match self.ledger.across().and_then(|(period, _)| self.ledger.columns.get(period)) {
            Some(period) => self.column_of("t", &period.id),
            None => self.column_of("t", "_month"),
        }
    }

    /// `FROM` with all that is read beside so far.
    pub(crate) fn from(&self) -> String {
        let name = |name: &str| self.catalogue.dialect.name(name);
        let mut from = format!("FROM {} t", name(&self.ledger.id));
        for (other, by_key) in &self.beside {
            let alias = self.alias(other, *by_key);
            let link = if *by_key { format!("_of_{other}") } else { "_entity".to_owned() };
            let on = format!(
                "{} = {} AND {} = {}",
                self.column_of(&alias, "_record"),
                self.column_of("t", &link),
                self.column_of(&alias, "_zone"),
                self.column_of("t", "_zone")
            );
            from.push_str(&format!(" LEFT JOIN {} {alias} ON {on}", name(other)));
        }
        from
    }

    /// The tests of the submissions and the periods.
    pub(crate) fn of_months(&self, selection: &Selection) -> Vec<String> {
        let mut tests = vec![self.of_zone()];
        let sent = self.column_of("t", "_month");
        match selection.sent {
            Sent::Any => {}
            Sent::Every(span) => tests.extend(within(&sent, span)),
            Sent::Last { month: Some(month), .. } => tests.push(format!("{sent} = '{month}'")),
            Sent::Last { month: None, .. } => tests.push("1 = 0".to_owned()),
        }
        if let Some((_, span)) = &selection.periods {
            tests.extend(within(&self.month(), *span));
        }
        tests
    }

    /// The tests of a selection.
    pub(crate) fn tests(&mut self, selection: &Selection) -> Vec<String> {
        let mut tests = self.of_months(selection);
        tests.extend(selection.criteria.iter().map(|criterion| self.test(criterion)));
        tests
    }

    /// A test of each record. What it does not know (NULL) it does not let through.
    pub(crate) fn test(&mut self, criterion: &Criterion) -> String {
        let dialect = self.catalogue.dialect;
        if let Field::Changed(kinds) = &criterion.field {
            let changed = self.column_of("t", "_changed");
            let any: Vec<String> = kinds.iter().map(|kind| format!("{changed} LIKE '%,{},%'", kind.word())).collect();
            return if any.is_empty() { "1 = 0".to_owned() } else { format!("({})", any.join(" OR ")) };
        }
        let Some(Read { sql, form }) = self.field(&criterion.field) else { return "1 = 0".to_owned() };
        let any = |values: &[Value]| {
            let values: Vec<String> = values.iter().filter_map(|value| literal(dialect, form, value)).collect();
            (!values.is_empty()).then(|| format!("{sql} IN ({})", values.join(", ")))
        };
        let stored = |value: i64| literal(dialect, form, &Value::Stored(value));
        let compared = |side: Side, other: Option<String>| match other {
            Some(other) => format!("{sql} {} {other}", side.sign()),
            None => "1 = 0".to_owned(),
        };
        match &criterion.test {
            Test::Is(values) => any(values).unwrap_or_else(|| "1 = 0".to_owned()),
            Test::Time(value) => stored(*value).map_or_else(|| "1 = 0".to_owned(), |value| format!("{sql} = {value}")),
            Test::Not(values) => {
                any(values).map_or_else(|| "1 = 1".to_owned(), |any| format!("({sql} IS NULL OR NOT ({any}))"))
            }
            Test::Set(true) => format!("{sql} IS NOT NULL"),
            Test::Set(false) => format!("{sql} IS NULL"),
            Test::Listed(true) => format!("{sql} >= 0"),
            Test::Listed(false) => format!("({sql} IS NULL OR {sql} < 0)"),
            Test::Compare(side, Bound::Stored(value)) => compared(*side, stored(*value)),
            Test::Compare(side, Bound::Field(other, later)) => {
                let other = self.field(other).map(|other| match (later, other.form) {
                    (0, _) => other.sql,
                    (later, Form::Date) => dialect.later(&other.sql, *later),
                    (later, _) => format!("({} + ({later}))", other.sql),
                });
                compared(*side, other)
            }
        }
    }
}

impl Catalogue<'_> {
    pub(crate) fn ledger(&self, id: &str) -> Option<&Ledger> {
        self.ledgers.iter().copied().find(|ledger| ledger.id == id)
    }
}

fn within(month: &str, span: Span) -> Vec<String> {
    let from = span.from.map(|from| format!("{month} >= '{from}'"));
    from.into_iter().chain([format!("{month} <= '{}'", span.to)]).collect()
}

/// A value of a test; nothing where no record can have it.
fn literal(dialect: Dialect, form: Form, value: &Value) -> Option<String> {
    match (form, value) {
        (Form::Text, Value::Word(word)) => Some(dialect.text(word)),
        (Form::Integer, Value::Stored(value)) => Some(value.to_string()),
        (Form::Date, Value::Stored(days)) => Some(dialect.date(Date::from_days(*days)?)),
        (Form::Month, Value::Stored(month)) => Some(format!("'{}'", Month::from_index(*month)?)),
        (Form::Boolean, Value::Stored(flag)) => Some(if *flag == 0 { "FALSE" } else { "TRUE" }.to_owned()),
        (Form::Text, Value::Stored(_)) | (Form::Integer | Form::Date | Form::Month | Form::Boolean, Value::Word(_)) => {
            None
        }
    }
}

/// The query for the cells of a measure.
pub(crate) fn cells(catalogue: &Catalogue<'_>, query: &Query) -> String {
    let Some(mut reading) = Reading::new(catalogue, &query.selection.ledger) else { return String::new() };
    let mut shown: Vec<String> =
        ["_zone", "_month", "_file", "_sheet", "_row"].iter().map(|id| reading.column_of("t", id)).collect();
    let own: Vec<Field> = reading.ledger.key.iter().map(|id| Field::Own(id.clone())).collect();
    for field in own.iter().chain(query.take.fields()) {
        let read = reading.field(field).map(|read| read.sql);
        shown.extend(read.filter(|read| !shown.contains(read)));
    }
    let tests = reading.tests(&query.selection).join(" AND ");
    let order = ["_month", "_record"].map(|id| reading.column_of("t", id)).join(", ");
    let settings = catalogue.dialect.settings();
    format!("SELECT {} {} WHERE {tests} ORDER BY {order}{settings}", shown.join(", "), reading.from())
}
