//! Conditions of a definition as criteria: what `done`, `as-of+14` and the like mean.

use super::times::At;
use crate::catalogue::{Catalogue, Meaning};
use model::change::ChangeKind;
use model::diagnostic::suggestion;
use model::expr::{Bound, Criterion, Field, Side, Take, Test, Value};
use model::figure::{self, Condition, Scalar};
use model::ledger::{Column, Kind, Ledger};
use model::{Date, Exact, Month, Rounding, Said, Scale, Unit, say};
use std::collections::BTreeMap;

/// Conditions by the name of a column or dimension.
pub(crate) type Filter = BTreeMap<String, Condition>;

/// The name under which a condition asks what changed since the submission before.
const CHANGE: &str = "change";

/// What a condition on a column of days wants.
const A_DAY: Said = Said::fixed(
    "日期，如 2021-02-09，或 as-of、as-of+14、as-of-30",
    "a date like 2021-02-09, or as-of, as-of+14, as-of-30",
);
/// What a condition on a column of months wants.
const A_MONTH: Said = Said::fixed("月份，如 2020-12", "a month like 2020-12");
/// What a condition on a column of numbers wants.
const A_NUMBER: Said = Said::fixed("数字", "a number");

/// The criteria of a filter over a ledger. A part of a sum narrows what is taken, where a sum is,
/// and not the records.
///
/// # Errors
/// Everything that is wrong with the conditions.
pub(crate) fn criteria(
    catalogue: &Catalogue,
    ledger: &Ledger,
    filter: &Filter,
    at: At,
    take: Option<&mut Take>,
) -> Result<Vec<Criterion>, Vec<Said>> {
    let (mut criteria, mut problems, mut take) = (Vec::new(), Vec::new(), take);
    for (name, condition) in filter {
        let one = match catalogue.meaning(&ledger.id, name, at.time.as_of) {
            _ if name == CHANGE => changed(ledger, condition),
            Some(Meaning::Entity(field, _)) => entity(catalogue, ledger, name, field, condition),
            Some(Meaning::Column(field, owner, column)) => {
                let testing = Testing { catalogue, ledger, owner, column, at };
                testing
                    .condition(condition)
                    .map(|tests| tests.into_iter().map(|test| Criterion { field: field.clone(), test }).collect())
            }
            Some(Meaning::Parts { whole, parts }) => part(name, whole, &parts, condition, take.as_deref_mut()),
            None => Err(no_column(catalogue, &ledger.id, name)),
        };
        match one {
            Ok(more) => criteria.extend(more),
            Err(message) => problems.push(message),
        }
    }
    if problems.is_empty() { Ok(criteria) } else { Err(problems) }
}

/// The message for a name that is none of a ledger's.
pub(crate) fn no_column(catalogue: &Catalogue, ledger: &str, name: &str) -> Said {
    let names = catalogue.names(ledger);
    let known = suggestion(name, names.iter().map(String::as_str));
    let title = catalogue.title(ledger);
    say!("台账“{title}”没有“{name}”这一列{known}", "ledger “{title}” has no column “{name}”{known}", known)
}

/// The message for a name that no ledger has.
pub(crate) fn no_ledger(catalogue: &Catalogue, name: &str) -> Said {
    let known = suggestion(name, catalogue.ledgers());
    say!("没有“{name}”这个台账{known}", "there is no ledger “{name}”{known}", known)
}

/// Whether a record changed in one of the ways.
fn changed(ledger: &Ledger, condition: &Condition) -> Result<Vec<Criterion>, Said> {
    if ledger.key.is_empty() {
        let title = &ledger.title;
        return Err(say!(
            "台账“{title}”没有写 key，不能用 change",
            "ledger “{title}” has no key, so change cannot be used"
        ));
    }
    let values = match condition {
        Condition::Is(value) => std::slice::from_ref(value),
        Condition::Any(values) => values.as_slice(),
        Condition::Test(_) => {
            return Err(Said::fixed(
                "change 应写作 change = \"done\" 或 change = [\"done\", \"added\"]",
                "write change like change = \"done\" or change = [\"done\", \"added\"]",
            ));
        }
    };
    let words = || ChangeKind::ALL.into_iter().map(ChangeKind::word);
    let kind = |value: &Scalar| {
        let Scalar::Text(text) = value else {
            let words = Said::list(words().map(Said::same));
            return Err(say!("change 应写 {words} 之一", "change must be one of {words}", words));
        };
        let kind = ChangeKind::ALL.into_iter().find(|kind| kind.word() == text);
        kind.ok_or_else(|| {
            let known = suggestion(text, words());
            say!("没有“{text}”这种变化{known}", "there is no change “{text}”{known}", known)
        })
    };
    let kinds = values.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    Ok(vec![Criterion { field: Field::Changed(kinds), test: Test::Is(vec![Value::Stored(1)]) }])
}

/// Whether the entity is one that its ledger lists.
fn entity(
    catalogue: &Catalogue,
    ledger: &Ledger,
    name: &str,
    field: Field,
    condition: &Condition,
) -> Result<Vec<Criterion>, Said> {
    let Condition::Test(test) = condition else { return Err(no_column(catalogue, &ledger.id, name)) };
    match test {
        figure::Test { set: Some(set), .. } if *test == (figure::Test { set: Some(*set), ..Default::default() }) => {
            Ok(vec![Criterion { field, test: Test::Listed(*set) }])
        }
        _ => Err(say!(
            "“{name}”只能写 {name} = {{ set = true }} 或 {{ set = false }}（是否登记在册）",
            "“{name}” can only be {name} = {{ set = true }} or {{ set = false }} (whether it is on the list)"
        )),
    }
}

/// Takes a part of a sum instead of the sum.
fn part(
    name: &str,
    whole: &Column,
    parts: &[&Column],
    condition: &Condition,
    take: Option<&mut Take>,
) -> Result<Vec<Criterion>, Said> {
    let known = || parts.iter().map(|column| column.id.as_str());
    let Some(Take::Sum(field) | Take::Latest(field) | Take::Max(field) | Take::Min(field) | Take::Percentile(field, _)) =
        take
    else {
        return Err(of_sums_alone(name, &whole.id));
    };
    if *field != Field::Own(whole.id.clone()) {
        return Err(of_sums_alone(name, &whole.id));
    }
    match condition {
        Condition::Is(Scalar::Text(part)) if known().any(|id| id == part) => {
            *field = Field::Own(part.clone());
            Ok(Vec::new())
        }
        Condition::Is(Scalar::Text(part)) => {
            let known = suggestion(part, known());
            Err(say!("“{name}”没有“{part}”{known}", "“{name}” has no part “{part}”{known}", known))
        }
        _ => {
            let first = known().next().unwrap_or_default();
            Err(say!(
                "“{name}”须写一个分项的名称，如 {name} = \"{first}\"",
                "“{name}” must be the name of one part, as in {name} = \"{first}\""
            ))
        }
    }
}

/// The message for parts of a total where that total is not added up.
pub(super) fn of_sums_alone(name: &str, whole: &str) -> Said {
    say!("“{name}”只能用在对“{whole}”求和的指标上", "“{name}” is only for figures that add up “{whole}”")
}

/// A condition on one column.
struct Testing<'a> {
    catalogue: &'a Catalogue,
    ledger: &'a Ledger,
    /// The ledger that has the column.
    owner: &'a Ledger,
    column: &'a Column,
    at: At,
}

impl Testing<'_> {
    fn condition(&self, condition: &Condition) -> Result<Vec<Test>, Said> {
        match condition {
            Condition::Is(Scalar::Text(text)) if self.time(text).is_some() => {
                Ok(self.time(text).map(Test::Time).into_iter().collect())
            }
            Condition::Is(value) => Ok(vec![Test::Is(self.values(std::slice::from_ref(value))?)]),
            Condition::Any(values) => Ok(vec![Test::Is(self.values(values)?)]),
            Condition::Test(test) => self.tests(test),
        }
    }

    fn tests(&self, test: &figure::Test) -> Result<Vec<Test>, Said> {
        let figure::Test { set, not, above, below, from, to, within, within_days } = test;
        let mut tests: Vec<Test> = set.map(Test::Set).into_iter().collect();
        if let Some(values) = not {
            tests.push(Test::Not(self.values(values)?));
        }
        for (side, bound) in [(Side::Above, above), (Side::Below, below), (Side::From, from), (Side::To, to)] {
            if let Some(bound) = bound {
                tests.push(Test::Compare(side, self.bound(bound)?));
            }
        }
        let mut between = |first: Option<Date>, last: Date| {
            tests.extend(first.map(|first| Test::Compare(Side::From, Bound::Stored(first.days()))));
            tests.push(Test::Compare(Side::To, Bound::Stored(last.days())));
        };
        if within.is_some() || within_days.is_some() {
            self.must_be_day()?;
        }
        if let Some(period) = within {
            let (first, last) = self.at.days(*period);
            between(first, last);
        }
        if let Some(days) = within_days {
            let first = self.at.time.as_of;
            between(Some(first), first.plus_days((*days).into()));
        }
        Ok(tests)
    }

    fn must_be_day(&self) -> Result<(), Said> {
        let (title, kind) = (self.column.title(), self.column.kind);
        match kind {
            Kind::Date => Ok(()),
            _ => Err(say!(
                "“{title}”是{kind}，within 和 within-days 只能用于日期",
                "“{title}” is of the kind {kind}; within and within-days are for dates alone",
                kind
            )),
        }
    }

    /// A bound: another column of the record where the word names one, else a value.
    fn bound(&self, scalar: &Scalar) -> Result<Bound, Said> {
        let (title, kind) = (self.column.title(), self.column.kind);
        if let Scalar::Text(text) = scalar
            && let Some((Meaning::Column(field, _, other), later)) = self.other(text)
        {
            if kind.is_words() || !comparable(self.column, other) {
                let (other, of_other) = (other.title(), other.kind);
                return Err(say!(
                    "“{title}”是{kind}，“{other}”是{of_other}，不能比较大小",
                    "“{title}” is of the kind {kind} and “{other}” of the kind {of_other}; they cannot be compared",
                    kind,
                    of_other
                ));
            }
            if later != 0 && kind != Kind::Date {
                return Err(say!(
                    "“{title}”是{kind}，只有日期才能写“{text}”",
                    "“{title}” is of the kind {kind}; “{text}” is for dates alone",
                    kind
                ));
            }
            return Ok(Bound::Field(field, later));
        }
        match self.values(std::slice::from_ref(scalar))?.first() {
            Some(Value::Stored(value)) if kind != Kind::Boolean => Ok(Bound::Stored(*value)),
            _ => Err(say!(
                "“{title}”是{kind}，不能比较大小",
                "“{title}” is of the kind {kind} and has no larger or smaller",
                kind
            )),
        }
    }

    /// Another column of the record, as it is or with so many days: `received`, `due+10`.
    fn other(&self, text: &str) -> Option<(Meaning<'_>, i64)> {
        let meaning = |name: &str| self.catalogue.meaning(&self.ledger.id, name, self.at.time.as_of);
        if let Some(meaning) = meaning(text) {
            return Some((meaning, 0));
        }
        let at = text.rfind(['+', '-'])?;
        let (name, days) = text.split_at_checked(at)?;
        let days: i64 = days.parse::<i32>().ok()?.into();
        Some((meaning(name)?, days))
    }

    /// The values that a condition names: all words of a class of states, also those that no
    /// record holds yet, so that a formula stays right when one does.
    fn values(&self, scalars: &[Scalar]) -> Result<Vec<Value>, Said> {
        let mut values = Vec::new();
        for scalar in scalars {
            for value in self.value(scalar)? {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        Ok(values)
    }

    fn value(&self, scalar: &Scalar) -> Result<Vec<Value>, Said> {
        let column = self.column;
        let wrong = |expected: Said| {
            let (title, kind) = (column.title(), column.kind);
            say!(
                "列“{title}”是{kind}，条件的值应为{expected}",
                "column “{title}” is of the kind {kind}; the value of the condition must be {expected}",
                kind,
                expected
            )
        };
        let stored = match (column.kind, scalar) {
            (Kind::Boolean, Scalar::Bool(value)) => i64::from(*value),
            (Kind::Boolean, _) => return Err(wrong(Said::fixed("true 或 false", "true or false"))),
            (Kind::Date, Scalar::Text(text)) => self.day(text).ok_or_else(|| wrong(A_DAY))?.days(),
            (Kind::Month, Scalar::Text(text)) if text == "month" => self.at.time.month.index(),
            (Kind::Month, Scalar::Text(text)) => text.parse::<Month>().map_err(|_| wrong(A_MONTH))?.index(),
            (Kind::Status, Scalar::Text(text)) => return states(column, text),
            (Kind::Text | Kind::CreditCode, Scalar::Text(text)) => {
                if !column.values.is_empty() && !column.values.contains(text) {
                    let values = Said::list(column.values.iter().map(Said::same));
                    return Err(wrong(say!("{values}", "one of {values}", values)));
                }
                // One that is called by a short or a former name is the same.
                let name = self.catalogue.name(&self.owner.id, &column.id, text).unwrap_or(text);
                return Ok(vec![Value::Word(name.to_owned())]);
            }
            (kind, Scalar::Integer(value)) if kind.is_number() => {
                number(column, Exact::integer((*value).into())).ok_or_else(|| wrong(A_NUMBER))?
            }
            (Kind::Number | Kind::Integer, Scalar::Text(text)) if self.year(text).is_some() => {
                let year = self.year(text).unwrap_or_default();
                number(column, Exact::integer(year.into())).ok_or_else(|| wrong(A_NUMBER))?
            }
            (kind, Scalar::Text(text)) if kind.is_number() => {
                Exact::parse(text).and_then(|typed| number(column, typed)).ok_or_else(|| wrong(A_NUMBER))?
            }
            _ => return Err(wrong(Said::fixed("这一列会有的值", "one that the column can have"))),
        };
        Ok(vec![Value::Stored(stored)])
    }

    /// What the words for the year and the month of the number stand for in the column.
    fn time(&self, text: &str) -> Option<i64> {
        match self.column.kind {
            Kind::Number | Kind::Integer => number(self.column, Exact::integer(self.year(text)?.into())),
            Kind::Month => (text == "month").then(|| self.at.time.month.index()),
            Kind::Text | Kind::Money | Kind::Percent | Kind::Date | Kind::Boolean | Kind::CreditCode | Kind::Status => {
                None
            }
        }
    }

    /// The year of the number: `year`, or so many years before, `year-1`.
    fn year(&self, text: &str) -> Option<i32> {
        let of_report = self.at.time.year_start().year();
        match text.strip_prefix("year")? {
            "" => Some(of_report),
            years => Some(of_report - years.strip_prefix('-')?.parse::<u16>().map(i32::from).ok()?),
        }
    }

    /// A day as written, the as-of date, or so many days after or before it.
    fn day(&self, text: &str) -> Option<Date> {
        let as_of = self.at.time.as_of;
        match text.strip_prefix("as-of") {
            Some("") => Some(as_of),
            Some(days) => {
                let (sign, days) = days.split_at_checked(1)?;
                let days: i64 = days.parse::<u32>().ok()?.into();
                match sign {
                    "+" => Some(as_of.plus_days(days)),
                    "-" => Some(as_of.plus_days(-days)),
                    _ => None,
                }
            }
            None => text.parse().ok(),
        }
    }
}

/// Whether stored values of both columns are of one measure and scale.
fn comparable(left: &Column, right: &Column) -> bool {
    left.scale() == right.scale()
        && (left.kind == right.kind || left.kind.is_number() && right.kind.is_number())
        && (left.kind == Kind::Money) == (right.kind == Kind::Money)
        && same_unit(left, right)
}

/// Whether numbers of both columns are of the same unit, as far as they say one.
fn same_unit(left: &Column, right: &Column) -> bool {
    let (left, right) = (Scale::stored(&left.unit()), Scale::stored(&right.unit()));
    left.of.is_empty() || right.of.is_empty() || (left.fits(&right) && left.worth == right.worth)
}

/// A class of states (长期坚持 counts as done) or one word of the definition.
fn states(column: &Column, text: &str) -> Result<Vec<Value>, Said> {
    let words: Vec<&str> = match text {
        "done" => column.done.iter().chain(&column.standing).map(String::as_str).collect(),
        "open" => column.open.iter().map(String::as_str).collect(),
        "standing" => column.standing.iter().map(String::as_str).collect(),
        word if column.status_words().any(|known| known == word) => vec![word],
        word => {
            let known = ["done", "open", "standing"].into_iter().chain(column.status_words());
            let known = suggestion(word, known);
            return Err(say!("没有“{word}”这种状态{known}", "there is no status “{word}”{known}", known));
        }
    };
    Ok(words.into_iter().map(|word| Value::Word(word.to_owned())).collect())
}

/// A number in the column's unit as it would be stored.
fn number(column: &Column, typed: Exact) -> Option<i64> {
    let base = match column.unit() {
        Unit::Money(_, fen) => {
            return i64::try_from(typed.times(Exact::integer(fen.into()))?.rounded(0, Rounding::HalfUp)?).ok();
        }
        Unit::Percent => typed.over(Exact::integer(100))?,
        _ => typed,
    };
    i64::try_from(base.rounded(column.scale(), Rounding::HalfUp)?).ok()
}
